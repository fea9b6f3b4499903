import type { SecretBox } from "../../engines/codes/secretBoxPort";
import { and, attributeAbsent, equals, numberAtMost, or, StoreUnavailable, type Condition, type Store, type Write } from "../../engines/store/storePort";
import type { WechatToken, WechatTokenStore } from "./stableToken";

/** Longer than a call to WeChat waits; who died on the way is followed after it. */
const RENEWED_WITHIN_MS = 5_000;

/**
 * A token in the product's store, sealed, so that all processes share it: a cold start costs WeChat nothing, and of many that meet its end one renews it.
 * | AP-W1 · one token · a process that knows none, or a refused one · primary · WECHAT_TOKEN#name / STATE · 1 |
 * A store that is away costs a call to WeChat and no more.
 * @param name of the app and of what it is, for instance `wx123 access_token`
 */
export function createStoredToken(deps: {
  readonly store: Store;
  readonly secretBox: SecretBox;
  readonly nowEpochMs: () => number;
  readonly name: string;
}): WechatTokenStore {
  const { store, secretBox, nowEpochMs, name } = deps;
  const key = { pk: `WECHAT_TOKEN#${name}`, sk: "STATE" };
  const update = async (write: Pick<Extract<Write, { kind: "update" }>, "set" | "remove">, condition: Condition): Promise<boolean> =>
    (await store.transact([{ kind: "update", tag: "token", key, ...write, condition }])).committed;

  /** As it lay there at the last look; sealing makes another text of it each time. */
  let seen: string | undefined;

  return {
    get: () =>
      unlessAway(undefined, async () => {
        const item = await store.get(key);
        const [sealed, expiresAtEpochMs] = [item?.["sealed"], item?.["expiresAtEpochMs"]];
        seen = typeof sealed === "string" ? sealed : undefined;
        if (typeof sealed !== "string" || typeof expiresAtEpochMs !== "number") return undefined;
        const token = openedBy(secretBox, sealed);
        return token === undefined ? undefined : { token, expiresAtEpochMs };
      }),
    put: ({ token, expiresAtEpochMs }: WechatToken) =>
      unlessAway(undefined, async () => {
        const set = { sealed: secretBox.seal(token), expiresAtEpochMs, expiresAtEpochSeconds: Math.ceil(expiresAtEpochMs / 1000) };
        // A slow answer is no newer token: what ends later stays.
        await update({ set, remove: ["renewedUntilEpochMs"] }, or(attributeAbsent("expiresAtEpochMs"), numberAtMost("expiresAtEpochMs", expiresAtEpochMs)));
      }),
    mayRenew: () =>
      unlessAway(true, () => {
        const now = nowEpochMs();
        // The record of a first token that nobody brought goes by itself.
        const set = { renewedUntilEpochMs: now + RENEWED_WITHIN_MS, expiresAtEpochSeconds: Math.ceil(now / 1000) + 86_400 };
        const isFree = or(attributeAbsent("renewedUntilEpochMs"), numberAtMost("renewedUntilEpochMs", now));
        // One that another process brought since then is looked at first.
        return update({ set }, and(isFree, seen === undefined ? attributeAbsent("sealed") : equals("sealed", seen)));
      }),
  };
}

async function unlessAway<Answer>(otherwise: Answer, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof StoreUnavailable) return otherwise;
    throw error;
  }
}

/** Undefined when it was sealed with another key: a new one is asked for. */
function openedBy(secretBox: SecretBox, sealed: string): string | undefined {
  try {
    return secretBox.open(sealed);
  } catch {
    return undefined;
  }
}
