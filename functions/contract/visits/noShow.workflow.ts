import type { Workflow } from "../engines/workflow";
import { instantLabel, type Instant } from "../kernel/time";
import { refusalEntry } from "../kernel/errors";
import { NO_SHOW_STATUS_LABELS, type NoShowAction, type NoShowStatus } from "./noShow.schema";

/** BOOKER is who did not come; BUREAU may decide at the facility's place; SYSTEM waives what a bureau's waiver covers. */
export const NO_SHOW_PARTIES = ["BOOKER", "BUREAU", "SYSTEM"] as const;
export type NoShowParty = (typeof NO_SHOW_PARTIES)[number];

export interface NoShowCase {
  readonly status: NoShowStatus;
  readonly appealBy: Instant;
}
export type NoShowGuardRefusal = { readonly code: "APPEAL_TOO_LATE"; readonly appealBy: Instant };
export const noShowWorkflowErrors = {
  APPEAL_TOO_LATE: refusalEntry<{ readonly appealBy: Instant }>(
    409,
    ({ appealBy }) => `申诉应在 ${instantLabel(appealBy)} 之前提出，现在已过时间。如有特殊情况，请联系当地生态环境部门。`,
  ),
} as const;

const waive = {
  label: "豁免",
  by: ["BUREAU", "SYSTEM"],
  to: "WAIVED",
  event: "NO_SHOW_WAIVED",
  remark: { kind: "required", label: "豁免原因", maxLength: 100 },
} as const;

/** One missed visit between its booker and the bureau (promise F6). */
export const NO_SHOW_WORKFLOW: Workflow<NoShowCase, NoShowStatus, NoShowAction, NoShowParty, NoShowGuardRefusal> = {
  caseKind: "noShow",
  caseLabel: "失约记录",
  statusLabels: NO_SHOW_STATUS_LABELS,
  statusOf: (noShow) => noShow.status,
  table: {
    COUNTED: {
      APPEAL: {
        label: "申诉",
        by: ["BOOKER"],
        to: "APPEALED",
        event: "NO_SHOW_APPEALED",
        remark: { kind: "required", label: "申诉理由", maxLength: 200 },
      },
      WAIVE: waive,
    },
    APPEALED: {
      WAIVE: { ...waive, label: "申诉成立，豁免" },
      UPHOLD: {
        label: "维持失约",
        by: ["BUREAU"],
        to: "UPHELD",
        event: "NO_SHOW_UPHELD",
        remark: { kind: "required", label: "维持原因", maxLength: 100 },
      },
    },
    // A bureau may think better of it, and a day may be waived after the answer.
    UPHELD: { WAIVE: waive },
    WAIVED: {},
  },
  guards: {
    APPEAL: (noShow, now) => (now >= noShow.appealBy ? { code: "APPEAL_TOO_LATE", appealBy: noShow.appealBy } : undefined),
    UPHOLD: () => undefined,
    WAIVE: () => undefined,
  },
};
