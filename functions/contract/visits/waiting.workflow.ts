import { NO_REMARK, type Workflow } from "../engines/workflow";
import type { Instant } from "../kernel/time";
import { WAITING_STATUS_LABELS, type WaitingAction, type WaitingStatus } from "./waiting.schema";

/** WAITER is whoever waits; SYSTEM offers what came free, takes back what nobody answered, and ends a list whose slot is gone. */
export const WAITING_PARTIES = ["WAITER", "SYSTEM"] as const;
export type WaitingParty = (typeof WAITING_PARTIES)[number];

export interface WaitingCase {
  readonly status: WaitingStatus;
  readonly offeredUntil?: Instant;
}
export type WaitingGuardRefusal = { readonly code: "OFFER_OVER"; readonly offeredUntil: Instant } | { readonly code: "OFFER_STILL_STANDS" };

const passes = (): undefined => undefined;

/** One party's way through the waiting list of one slot (promise M10). */
export const WAITING_WORKFLOW: Workflow<WaitingCase, WaitingStatus, WaitingAction, WaitingParty, WaitingGuardRefusal> = {
  caseKind: "waiting",
  caseLabel: "候补单",
  statusLabels: WAITING_STATUS_LABELS,
  statusOf: (waiting) => waiting.status,
  table: {
    WAITING: {
      OFFER: { label: "有名额", by: ["SYSTEM"], to: "OFFERED", event: "WAITING_OFFERED", remark: NO_REMARK },
      LEAVE: { label: "退出候补", by: ["WAITER"], to: "LEFT", event: "WAITING_LEFT", remark: NO_REMARK },
      END: { label: "候补结束", by: ["SYSTEM"], to: "ENDED", event: "WAITING_ENDED", remark: NO_REMARK },
    },
    OFFERED: {
      ACCEPT: { label: "接受，去填写预约", by: ["WAITER"], to: "ACCEPTED", event: "WAITING_ACCEPTED", remark: NO_REMARK },
      DECLINE: { label: "让给别人", by: ["WAITER"], to: "DECLINED", event: "WAITING_DECLINED", remark: NO_REMARK },
      LAPSE: { label: "超时未接受", by: ["SYSTEM"], to: "LAPSED", event: "WAITING_LAPSED", remark: NO_REMARK },
      END: { label: "候补结束", by: ["SYSTEM"], to: "ENDED", event: "WAITING_ENDED", remark: NO_REMARK },
    },
    ACCEPTED: {},
    DECLINED: {},
    LAPSED: {},
    LEFT: {},
    ENDED: {},
  },
  guards: {
    OFFER: passes,
    LEAVE: passes,
    END: passes,
    DECLINE: passes,
    ACCEPT: ({ offeredUntil }, now) => (offeredUntil !== undefined && now >= offeredUntil ? { code: "OFFER_OVER", offeredUntil } : undefined),
    LAPSE: ({ offeredUntil }, now) => (offeredUntil !== undefined && now < offeredUntil ? { code: "OFFER_STILL_STANDS" } : undefined),
  },
};
