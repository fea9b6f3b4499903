import { ok, type Result } from "@app/contract/kernel/result";
import type { WechatRefusal } from "../../engines/messaging/wechatPort";

export interface WechatToken {
  readonly token: string;
  readonly expiresAtEpochMs: number;
}

/** Where the token outlives one process. Kept in the product's store in the cloud, so that a cold start does not cost a call to WeChat. */
export interface WechatTokenStore {
  get(): Promise<WechatToken | undefined>;
  put(token: WechatToken): Promise<void>;
  /** Whether this process is the one to ask WeChat now; false while another one does. Absent where there is only one. */
  mayRenew?(): Promise<boolean>;
}

export function createMemoryTokenStore(): WechatTokenStore {
  let kept: WechatToken | undefined;
  return {
    get: async () => kept,
    put: async (token) => {
      kept = token;
    },
  };
}

export interface StableToken {
  current(): Promise<Result<string, WechatRefusal>>;
  /** `refused` is the token WeChat did not accept; a token that somebody else renewed meanwhile is used without a call. */
  replace(refused: string): Promise<Result<string, WechatRefusal>>;
}

/** A token that ends while a request is under way would be refused; WeChat promises at least 300 s with every answer, so this never loops. */
const RENEW_BEFORE_END_MS = 60_000;

/** Another process asks WeChat: its answer is looked for so often, and no longer than its call can take. */
const LOOKED_FOR_EVERY_MS = 250;
const LOOKED_FOR_TIMES = 24;

/**
 * One app's `access_token`, by `/cgi-bin/stable_token` in normal mode: it answers the same token until the last five minutes, so several
 * processes may ask without ending each other's token (which `/cgi-bin/token` would do). `force_refresh` is never used: 20 a day, for a leak only.
 */
export function createStableToken(options: {
  readonly fetchToken: () => Promise<Result<{ readonly token: string; readonly expiresInSeconds: number }, WechatRefusal>>;
  readonly store: WechatTokenStore;
  readonly nowEpochMs: () => number;
  readonly wait?: (ms: number) => Promise<void>;
}): StableToken {
  const wait = options.wait ?? ((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  // Saves a read of the store for each message of a batch.
  let memory: WechatToken | undefined;
  let underWay: Promise<Result<string, WechatRefusal>> | undefined;
  // Remembered, because the store may still hand out a token that WeChat has already refused.
  let lastRefused: string | undefined;

  const usable = (token: WechatToken | undefined): token is WechatToken =>
    token !== undefined && token.token !== lastRefused && token.expiresAtEpochMs - RENEW_BEFORE_END_MS > options.nowEpochMs();

  async function obtain(): Promise<Result<string, WechatRefusal>> {
    for (let look = 1; look <= LOOKED_FOR_TIMES; look += 1) {
      const stored = await options.store.get();
      if (usable(stored)) {
        memory = stored;
        return ok(stored.token);
      }
      if ((await options.store.mayRenew?.()) ?? true) break;
      await wait(LOOKED_FOR_EVERY_MS);
    }
    const answer = await options.fetchToken();
    if (!answer.ok) return answer;
    memory = { token: answer.value.token, expiresAtEpochMs: options.nowEpochMs() + answer.value.expiresInSeconds * 1000 };
    // WeChat may answer the very token it refused a moment ago (its servers agree with a delay); it must not be locked out for good.
    if (lastRefused === memory.token) lastRefused = undefined;
    await options.store.put(memory);
    return ok(memory.token);
  }

  /** Single flight: a batch of a hundred messages at the turn of a token asks WeChat once. */
  async function current(): Promise<Result<string, WechatRefusal>> {
    if (usable(memory)) return ok(memory.token);
    underWay ??= obtain().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  return {
    current,
    async replace(refused) {
      if (memory === undefined || memory.token === refused) {
        lastRefused = refused;
        memory = undefined;
      }
      return current();
    },
  };
}
