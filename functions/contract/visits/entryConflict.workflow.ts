import type { Workflow } from "../engines/workflow";
import {
  ENTRY_CONFLICT_STATUS_LABELS,
  SETTLEMENT_REMARK_MAX,
  type EntryConflictAction,
  type EntryConflictKind,
  type EntryConflictStatus,
} from "./entryConflict.schema";

/** GATE may only take back what their own phone let in; the decision is a supervisor's. */
export const ENTRY_CONFLICT_PARTIES = ["GATE", "SUPERVISOR"] as const;
export type EntryConflictParty = (typeof ENTRY_CONFLICT_PARTIES)[number];

export interface EntryConflictCase {
  readonly status: EntryConflictStatus;
}
export type EntryConflictWorkflow = Workflow<EntryConflictCase, EntryConflictStatus, EntryConflictAction, EntryConflictParty, never>;

const passes = (): undefined => undefined;

export const entryConflictWorkflow: EntryConflictWorkflow = {
  caseKind: "entryConflict",
  caseLabel: "入场冲突",
  statusLabels: ENTRY_CONFLICT_STATUS_LABELS,
  statusOf: (conflict) => conflict.status,
  table: {
    OPEN: {
      COUNT_ONCE: {
        label: "只计一次",
        by: ["SUPERVISOR"],
        to: "SETTLED",
        event: "BOOKING_ENTRY_SETTLED",
        remark: { kind: "required", label: "处理说明", maxLength: SETTLEMENT_REMARK_MAX },
      },
      COUNT_BOTH: {
        label: "两次都计入",
        by: ["SUPERVISOR"],
        to: "SETTLED",
        event: "BOOKING_ENTRY_SETTLED",
        remark: { kind: "required", label: "处理说明", maxLength: SETTLEMENT_REMARK_MAX },
      },
      WITHDRAW: {
        label: "入场已撤销",
        by: ["GATE", "SUPERVISOR"],
        to: "SETTLED",
        event: "BOOKING_ENTRY_UNDONE",
        remark: { kind: "optional", label: "撤销原因", maxLength: SETTLEMENT_REMARK_MAX },
      },
    },
    SETTLED: {},
  },
  guards: { COUNT_ONCE: passes, COUNT_BOTH: passes, WITHDRAW: passes },
};

/** On a booking that was no longer valid there is no first entry to count: the same decisions in the words that fit. */
export const ENTRY_CONFLICT_DECISION_LABELS = {
  TWICE: { COUNT_ONCE: "只计一次", COUNT_BOTH: "两次都计入", WITHDRAW: "入场已撤销" },
  REVOKED: { COUNT_ONCE: "不计入", COUNT_BOTH: "计入", WITHDRAW: "入场已撤销" },
} as const satisfies Record<EntryConflictKind, Record<EntryConflictAction, string>>;
