import type { SubscribeOutcome } from "./subscribeOutcome";

/** In a browser messages go through the official account, which people follow there; a page cannot ask. */
export function askToNotify(_templateIds: readonly string[]): Promise<SubscribeOutcome> {
  return Promise.resolve({ kind: "UNSUPPORTED" });
}
