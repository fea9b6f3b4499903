import { STANDARD_REPLIES } from "@app/contract/officialAccount/replyMatching";
import type { Replies } from "@app/contract/officialAccount/replies.schema";
import { addMs, type Instant } from "@app/contract/kernel/time";
import type { Clock } from "../../engines/context/clock";
import type { Store } from "../../engines/store/storePort";
import { getRepliesItem } from "./accountRepository";

/** A change holds everywhere within half a minute, and a follower's message seldom waits for it. */
const KEPT_MS = 30_000;

export interface AccountRepliesBook {
  /** The office's own replies, else the standard ones. */
  get(): Promise<Replies>;
  /** For whoever changed them in this very process. */
  forget(): void;
}

export function createAccountReplies({ store, clock }: { readonly store: Store; readonly clock: Clock }): AccountRepliesBook {
  let kept: { readonly replies: Replies; readonly until: Instant } | undefined;
  return {
    async get() {
      const now = clock.now();
      if (kept === undefined || kept.until <= now) kept = { replies: (await getRepliesItem(store))?.replies ?? STANDARD_REPLIES, until: addMs(now, KEPT_MS) };
      return kept.replies;
    },
    forget() {
      kept = undefined;
    },
  };
}
