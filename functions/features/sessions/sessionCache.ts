import type { Actor } from "@app/contract/kernel/actor";
import { addMs, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import type { Store, Write } from "../../engines/store/storePort";
import type { Clock } from "../../engines/context/clock";
import type { GrantDeps } from "./grantsInForce";
import { findSession } from "./queries/findSession";
import { actorOf, sessionKey } from "./sessionRepository";

/** What was changed by another process is heeded after this long at the latest. */
export const SESSION_KEPT_MS = MINUTE_MS;
/** More sessions than one process serves within a minute; the one asked longest ago makes room. */
const SESSIONS_MAX = 5_000;

export interface SessionCache {
  /** The actor of a token, without a read of the store on most requests; `undefined` when the session is unknown or over. */
  authenticate(token: string): Promise<Actor | undefined>;
  /** For whatever changed an account apart from its item. */
  forgetAccount(username: string): void;
  /** The same store; a write to a session, an account or a made role is heeded in this process from the next request on. */
  watching(store: Store): Store;
}

interface Entry {
  readonly actor: Actor;
  readonly username: string | undefined;
  readonly until: Instant;
}

/** Decision 0014. Each process keeps the sessions it saw within the last minute. */
export function createSessionCache(deps: GrantDeps & { readonly clock: Clock }): SessionCache {
  const entries = new Map<string, Entry>();
  // Grows with each thing forgotten: whoever was reading meanwhile may hold what was true before, and keeps nothing.
  let changes = 0;

  const forgetWhere = (isMeant: (entry: Entry) => boolean): void => {
    changes += 1;
    for (const [key, entry] of entries) if (isMeant(entry)) entries.delete(key);
  };
  const heed = (writes: readonly Write[]): void => {
    for (const write of writes) {
      if (write.kind === "check") continue;
      const { pk, sk } = write.kind === "put" ? write.item : write.key;
      if (pk.startsWith("SESSION#")) {
        changes += 1;
        entries.delete(pk);
      } else if (pk.startsWith("PERSON#") && sk === "PROFILE") forgetWhere(({ actor }) => actor.personId === pk.slice("PERSON#".length));
      else if (pk.startsWith("ACCOUNT#") && sk === "PROFILE") forgetWhere(({ username }) => username === pk.slice("ACCOUNT#".length));
      // Who holds the role, or has a facility of the kind below them, stands in none of these items: rare enough to ask everybody anew.
      else if ((pk.startsWith("ROLE#") || pk.startsWith("FACILITY#")) && sk === "PROFILE") forgetWhere(() => true);
    }
  };

  return {
    async authenticate(token) {
      const key = sessionKey(token).pk;
      const now = deps.clock.now();
      const kept = entries.get(key);
      if (kept !== undefined && kept.until > now) {
        // Set anew, so that the oldest in the map is the one asked longest ago.
        entries.delete(key);
        entries.set(key, kept);
        return kept.actor;
      }
      entries.delete(key);
      const changesBefore = changes;
      const session = await findSession(deps, token);
      if (session === undefined) return undefined;
      const actor = actorOf(session);
      if (changes === changesBefore) {
        const lapses = addMs(now, SESSION_KEPT_MS);
        entries.set(key, { actor, username: session.username, until: session.expiresAt < lapses ? session.expiresAt : lapses });
        const oldest = entries.size > SESSIONS_MAX ? entries.keys().next().value : undefined;
        if (oldest !== undefined) entries.delete(oldest);
      }
      return actor;
    },
    forgetAccount: (username) => forgetWhere((entry) => entry.username === username),
    watching: (store) => ({
      get: (key) => store.get(key),
      getMany: (keys) => store.getMany(keys),
      query: (input) => store.query(input),
      async transact(writes) {
        try {
          return await store.transact(writes);
        } finally {
          // Also when no answer came: the writes may have been made.
          heed(writes);
        }
      },
    }),
  };
}
