import type { Actor } from "@app/contract/kernel/actor";
import type { AnyRefusal } from "@app/contract/kernel/errors";
import type { Result } from "@app/contract/kernel/result";
import type { AccountItem } from "../sessions/public";

/**
 * What a feature holds that is personally somebody's. Each source lists it and moves all of it, by commands of its own, each of which may be asked again after a
 * fault and takes up what is left. A new kind of personal work is a new source in `composeProduct`.
 */
export interface OpenWorkSource {
  readonly kind: string;
  /** 「岗位」「待办审批」, for the dialog. */
  readonly label: string;
  list(from: AccountItem): Promise<{ readonly items: readonly { readonly id: string; readonly title: string }[]; readonly hasMore: boolean }>;
  handOver(move: {
    readonly actor: Actor;
    /** Of the hand-over with the source's kind behind it. */
    readonly requestId: string;
    readonly from: AccountItem;
    readonly to: AccountItem;
  }): Promise<Result<{ readonly count: number }, AnyRefusal>>;
}
