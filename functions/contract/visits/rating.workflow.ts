import { NO_REMARK, type Workflow, type WorkflowRow } from "../engines/workflow";
import { RATING_STATUS_LABELS, type RatingAction, type RatingStatus } from "./rating.schema";

/** AUTHOR rated; BUREAU may moderate at the facility's place; SYSTEM brings what WeChat's check or other visitors say. */
export const RATING_PARTIES = ["AUTHOR", "BUREAU", "SYSTEM"] as const;
export type RatingParty = (typeof RATING_PARTIES)[number];
export interface RatingCase {
  readonly status: RatingStatus;
}

type Row = WorkflowRow<RatingStatus, RatingParty>;
const rerate: Row = { label: "修改评价", by: ["AUTHOR"], to: "STARS_ONLY", event: "VISIT_RATING_CHANGED", remark: NO_REMARK };
const rewrite: Row = { ...rerate, to: "PENDING_CHECK" };
const sayPrivately: Row = { ...rerate, label: "改为不公开", to: "PRIVATE" };
const makePrivate: Row = { ...sayPrivately, event: "VISIT_RATING_MADE_PRIVATE" };
const publish: Row = { label: "公开", by: ["BUREAU"], to: "PUBLISHED", event: "VISIT_RATING_PUBLISHED", remark: NO_REMARK };
const hide: Row = {
  label: "隐藏",
  by: ["BUREAU"],
  to: "HIDDEN",
  event: "VISIT_RATING_HIDDEN",
  remark: { kind: "required", label: "隐藏原因", maxLength: 100 },
};
const passCheck: Row = { label: "检查通过", by: ["SYSTEM"], to: "PUBLISHED", event: "VISIT_RATING_PASSED", remark: NO_REMARK };
const hold: Row = { label: "转人工审核", by: ["SYSTEM"], to: "PENDING", event: "VISIT_RATING_HELD", remark: NO_REMARK };
/** A picture is replaced by a copy without what somebody must not see; where the case stands does not change. */
const redactIn = (to: RatingStatus): Row => ({ label: "遮挡照片", by: ["BUREAU"], to, event: "VISIT_RATING_REDACTED", remark: NO_REMARK });

/** One visit's rating between its author and the bureau. What a bureau has read is not changed under it any more. */
export const RATING_WORKFLOW: Workflow<RatingCase, RatingStatus, RatingAction, RatingParty, never> = {
  caseKind: "rating",
  caseLabel: "参观评价",
  statusLabels: RATING_STATUS_LABELS,
  statusOf: (rating) => rating.status,
  table: {
    // Without words and pictures there is nothing to look at first.
    STARS_ONLY: { RERATE: rerate, REWRITE: rewrite, SAY_PRIVATELY: sayPrivately },
    // A bureau that sees it before WeChat has answered need not wait.
    PENDING_CHECK: {
      RERATE: rerate,
      REWRITE: rewrite,
      SAY_PRIVATELY: sayPrivately,
      MAKE_PRIVATE: makePrivate,
      PUBLISH: publish,
      HIDE: hide,
      REDACT: redactIn("PENDING"),
      PASS_CHECK: passCheck,
      HOLD: hold,
    },
    PENDING: {
      RERATE: rerate,
      REWRITE: rewrite,
      SAY_PRIVATELY: sayPrivately,
      MAKE_PRIVATE: makePrivate,
      PUBLISH: publish,
      HIDE: hide,
      REDACT: redactIn("PENDING"),
    },
    PUBLISHED: { MAKE_PRIVATE: makePrivate, HIDE: hide, REDACT: redactIn("PUBLISHED"), HOLD: hold },
    HIDDEN: { PUBLISH: { ...publish, label: "恢复公开" }, REDACT: redactIn("HIDDEN") },
    PRIVATE: { RERATE: rerate, REWRITE: rewrite, SAY_PRIVATELY: sayPrivately },
  },
  guards: {
    RERATE: () => undefined,
    REWRITE: () => undefined,
    SAY_PRIVATELY: () => undefined,
    MAKE_PRIVATE: () => undefined,
    PUBLISH: () => undefined,
    HIDE: () => undefined,
    REDACT: () => undefined,
    PASS_CHECK: () => undefined,
    HOLD: () => undefined,
  },
};
