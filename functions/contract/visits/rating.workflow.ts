import { NO_REMARK, type Workflow, type WorkflowRow } from "../engines/workflow";
import { RATING_STATUS_LABELS, type RatingAction, type RatingStatus } from "./rating.schema";

/** AUTHOR rated; BUREAU may moderate at the facility's place. */
export const RATING_PARTIES = ["AUTHOR", "BUREAU"] as const;
export type RatingParty = (typeof RATING_PARTIES)[number];
export interface RatingCase {
  readonly status: RatingStatus;
}

type Row = WorkflowRow<RatingStatus, RatingParty>;
const rerate: Row = { label: "修改评价", by: ["AUTHOR"], to: "STARS_ONLY", event: "VISIT_RATING_CHANGED", remark: NO_REMARK };
const rewrite: Row = { ...rerate, to: "PENDING" };
const publish: Row = { label: "公开", by: ["BUREAU"], to: "PUBLISHED", event: "VISIT_RATING_PUBLISHED", remark: NO_REMARK };
const hide: Row = {
  label: "隐藏",
  by: ["BUREAU"],
  to: "HIDDEN",
  event: "VISIT_RATING_HIDDEN",
  remark: { kind: "required", label: "隐藏原因", maxLength: 100 },
};

/** One visit's rating between its author and the bureau. What a bureau has read is not changed under it any more. */
export const RATING_WORKFLOW: Workflow<RatingCase, RatingStatus, RatingAction, RatingParty, never> = {
  caseKind: "rating",
  caseLabel: "参观评价",
  statusLabels: RATING_STATUS_LABELS,
  statusOf: (rating) => rating.status,
  table: {
    // Without words there is nothing to read first.
    STARS_ONLY: { RERATE: rerate, REWRITE: rewrite },
    PENDING: { RERATE: rerate, REWRITE: rewrite, PUBLISH: publish, HIDE: hide },
    PUBLISHED: { HIDE: hide },
    HIDDEN: { PUBLISH: { ...publish, label: "恢复公开" } },
  },
  guards: { RERATE: () => undefined, REWRITE: () => undefined, PUBLISH: () => undefined, HIDE: () => undefined },
};
