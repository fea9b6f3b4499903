import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { EndSessions } from "@app/contract/sessions/mySessions.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { exists, type Write } from "../../../engines/store/storePort";
import { accountEvent, nextVersionOf } from "../accountEvent";
import { accountInScope } from "../accountInScope";
import { getAccount, type AccountItem } from "../accountRepository";
import { nextSessionEpoch } from "../accountSafety";
import { originWords } from "../openBackOffice";
import type { SessionDeps } from "../sessionDeps";
import { listSessions, readSession, sessionIdOf, sessionKey, sessionKeyOfId } from "../sessionRepository";

type Ended = { readonly ended: true };
const ENDED: Ended = { ended: true };

/** One of one's own devices. One that is over already is what was wanted. */
export function endMySession(
  deps: SessionDeps,
  { actor, sessionId, command }: { readonly actor: Actor; readonly sessionId: string; readonly command: EndSessions },
): Promise<Result<Ended, KernelRefusal>> {
  return runCommand<Ended, KernelRefusal>(deps.engine, {
    actor,
    requestId: command.requestId,
    command: "endMySession",
    asked: sessionId,
    decide: async () => {
      const key = sessionKeyOfId(sessionId);
      const item = await deps.store.get(key);
      if (item === undefined) return ok({ writes: [], events: [], answer: ENDED });
      const session = readSession(item);
      const isMine = actor.username === undefined ? session.username === undefined && session.personId === actor.personId : session.username === actor.username;
      if (!isMine) return refuse({ code: "NOT_FOUND", what: "条登录记录" });
      const account = session.username === undefined ? undefined : await getAccount(deps.store, session.username);
      return ok({
        writes: [{ kind: "delete", tag: "session", key }, ...(account === undefined ? [] : [nextVersionOf(account)])],
        events: account === undefined ? [] : [ended(account, actor, "ONE")],
        answer: ENDED,
      });
    },
  });
}

/** All of one's own but the one that asks. An account's end by its session epoch, however many they are; a visitor's are few and are deleted. */
export function endMyOtherSessions(
  deps: SessionDeps,
  { actor, sessionToken, command }: { readonly actor: Actor; readonly sessionToken: string | undefined; readonly command: EndSessions },
): Promise<Result<Ended, KernelRefusal>> {
  const token = sessionToken ?? "";
  return runCommand<Ended, KernelRefusal>(deps.engine, {
    actor,
    requestId: command.requestId,
    command: "endMyOtherSessions",
    asked: undefined,
    decide: async () => {
      const account = actor.username === undefined ? undefined : await getAccount(deps.store, actor.username);
      if (account === undefined) {
        const others = (await listSessions(deps.store, { username: undefined, personId: actor.personId })).filter(
          ({ pk }) => pk !== sessionKeyOfId(sessionIdOf(token)).pk,
        );
        return ok({
          writes: others.slice(0, 90).map(({ pk, sk }, index): Write => ({ kind: "delete", tag: `session ${index}`, key: { pk, sk } })),
          events: [],
          answer: ENDED,
        });
      }
      const sessionEpoch = nextSessionEpoch(account);
      return ok({
        writes: [
          nextVersionOf(account, { sessionEpoch }),
          { kind: "update", tag: "session", key: sessionKey(token), set: { sessionEpoch }, condition: exists },
        ],
        events: [ended(account, actor, "OTHERS")],
        answer: ENDED,
      });
    },
  });
}

/** For a device that was lost, or a person who left in a hurry. */
export function endSessionsOfAccount(
  deps: SessionDeps,
  { actor, username, command }: { readonly actor: Actor; readonly username: string; readonly command: EndSessions },
): Promise<Result<Ended, KernelRefusal>> {
  return runCommand<Ended, KernelRefusal>(deps.engine, {
    actor,
    requestId: command.requestId,
    command: "endSessionsOfAccount",
    asked: username,
    decide: async () => {
      const account = await accountInScope(deps.store, actor, username);
      if (!account.ok) return account;
      return ok({
        writes: [nextVersionOf(account.value, { sessionEpoch: nextSessionEpoch(account.value) })],
        events: [ended(account.value, actor, "ALL")],
        answer: ENDED,
      });
    },
  });
}

function ended(account: AccountItem, actor: Actor, which: "ONE" | "OTHERS" | "ALL") {
  return accountEvent(account, "SESSIONS_ENDED", { which, ...originWords(actor.from) });
}
