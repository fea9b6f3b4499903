import { NO_REMARK, type Workflow } from "../engines/workflow";
import { ACTIVITY_STATUS_LABELS, AUDIENCE_WITHOUT_REVIEW_MAX, type ActivityAction, type ActivityLevel, type ActivityStatus } from "./activity.schema";

/**
 * Who somebody is to one activity. AUTHOR holds the permission at the very unit that reported it (谁添加谁修改); an auditor holds theirs above it, so nobody
 * audits what their own level reported.
 */
export const ACTIVITY_PARTIES = ["AUTHOR", "CITY_AUDITOR", "PROVINCE_AUDITOR", "PLATFORM_REVIEWER"] as const;
export type ActivityParty = (typeof ACTIVITY_PARTIES)[number];

/** What the workflow must know of an activity. */
export interface ActivityCase {
  readonly status: ActivityStatus;
  readonly level: ActivityLevel;
  readonly audience: number;
}

export type ActivityGuardRefusal =
  | { readonly code: "ACTIVITY_NEEDS_REVIEW"; readonly audience: number }
  | { readonly code: "ACTIVITY_NEEDS_NO_REVIEW"; readonly audience: number }
  | { readonly code: "WITHDRAW_TOO_LATE" }
  | { readonly code: "RESUBMIT_ELSEWHERE" };

/** The first desk of a level: the one above it. A province has only the platform above it. */
export const FIRST_STATUS = {
  FACILITY: "PENDING_CITY",
  CITY: "PENDING_PROVINCE",
  PROVINCE: "PENDING_PLATFORM",
} as const satisfies Record<ActivityLevel, ActivityStatus>;
export const RESUBMIT_ACTION = {
  FACILITY: "RESUBMIT_TO_CITY",
  CITY: "RESUBMIT_TO_PROVINCE",
  PROVINCE: "RESUBMIT_TO_PLATFORM",
} as const satisfies Record<ActivityLevel, ActivityAction>;

export function needsReview(activity: Pick<ActivityCase, "audience">): boolean {
  return activity.audience > AUDIENCE_WITHOUT_REVIEW_MAX;
}

const OPINION = { kind: "optional", label: "审核意见", maxLength: 200 } as const;
const RETURN_REASON = { kind: "required", label: "驳回原因", maxLength: 200 } as const;
const returned = { label: "驳回", to: "RETURNED", event: "ACTIVITY_RETURNED", remark: RETURN_REASON } as const;
// 地市级管理员可以对任何待审核状态的数据进行驳回，包括待省级管理员审核的信息 (seed 000, 七-5); a province likewise.
const returnFromAbove = { ...returned, by: ["CITY_AUDITOR", "PROVINCE_AUDITOR"] } as const;
const withdraw = { label: "撤回", by: ["AUTHOR"], to: "WITHDRAWN", event: "ACTIVITY_WITHDRAWN", remark: NO_REMARK } as const;
const resubmit = { label: "修改后重新提交", by: ["AUTHOR"], event: "ACTIVITY_RESUBMITTED", remark: NO_REMARK } as const;
// What was returned or withdrawn begins at its first desk again; which one follows from the level, so one of the three is ever offered.
const fromTheStart = {
  RESUBMIT_TO_CITY: { ...resubmit, to: "PENDING_CITY" },
  RESUBMIT_TO_PROVINCE: { ...resubmit, to: "PENDING_PROVINCE" },
  RESUBMIT_TO_PLATFORM: { ...resubmit, to: "PENDING_PLATFORM" },
} as const;

const onlyOf =
  (level: ActivityLevel) =>
  (activity: ActivityCase): ActivityGuardRefusal | undefined =>
    activity.level === level ? undefined : { code: "RESUBMIT_ELSEWHERE" };

/** 在线活动 (seed 000, 三-5, 七): audited level by level, counted only at the end. */
export const activityWorkflow: Workflow<ActivityCase, ActivityStatus, ActivityAction, ActivityParty, ActivityGuardRefusal> = {
  caseKind: "activity",
  caseLabel: "活动上报单",
  statusLabels: ACTIVITY_STATUS_LABELS,
  statusOf: (activity) => activity.status,
  table: {
    PENDING_CITY: {
      AUDIT_BY_CITY: { label: "审核通过，报省级审核", by: ["CITY_AUDITOR"], to: "PENDING_PROVINCE", event: "ACTIVITY_PASSED_BY_CITY", remark: OPINION },
      RETURN: returnFromAbove,
      WITHDRAW: withdraw,
    },
    PENDING_PROVINCE: {
      AUDIT_BY_PROVINCE: { label: "审核通过，纳入统计", by: ["PROVINCE_AUDITOR"], to: "COUNTED", event: "ACTIVITY_COUNTED", remark: OPINION },
      REFER: { label: "审核通过，转平台复议", by: ["PROVINCE_AUDITOR"], to: "PENDING_PLATFORM", event: "ACTIVITY_REFERRED", remark: OPINION },
      RETURN: returnFromAbove,
      WITHDRAW: withdraw,
    },
    PENDING_PLATFORM: {
      REVIEW: { label: "审核通过，纳入统计", by: ["PLATFORM_REVIEWER"], to: "COUNTED", event: "ACTIVITY_COUNTED", remark: OPINION },
      RETURN: { ...returned, by: ["CITY_AUDITOR", "PROVINCE_AUDITOR", "PLATFORM_REVIEWER"] },
      WITHDRAW: withdraw,
    },
    // Figures that were counted go down again, so only the platform may take this back, and it must say why.
    COUNTED: { RETURN: { ...returned, label: "撤销统计并驳回", by: ["PLATFORM_REVIEWER"], event: "ACTIVITY_UNCOUNTED" } },
    RETURNED: fromTheStart,
    WITHDRAWN: fromTheStart,
  },
  guards: {
    AUDIT_BY_CITY: () => undefined,
    AUDIT_BY_PROVINCE: (activity) => (needsReview(activity) ? { code: "ACTIVITY_NEEDS_REVIEW", audience: activity.audience } : undefined),
    REFER: (activity) => (needsReview(activity) ? undefined : { code: "ACTIVITY_NEEDS_NO_REVIEW", audience: activity.audience }),
    REVIEW: () => undefined,
    RETURN: () => undefined,
    // Past its first desk somebody has decided already.
    WITHDRAW: (activity) => (activity.status === FIRST_STATUS[activity.level] ? undefined : { code: "WITHDRAW_TOO_LATE" }),
    RESUBMIT_TO_CITY: onlyOf("FACILITY"),
    RESUBMIT_TO_PROVINCE: onlyOf("CITY"),
    RESUBMIT_TO_PLATFORM: onlyOf("PROVINCE"),
  },
};

/** Event → what the timeline says. */
export const ACTIVITY_EVENT_LABELS = {
  ACTIVITY_SUBMITTED: "提交上报",
  ACTIVITY_PASSED_BY_CITY: "地市级审核通过",
  ACTIVITY_REFERRED: "省级审核通过，转平台复议",
  ACTIVITY_COUNTED: "审核通过，纳入统计",
  ACTIVITY_RETURNED: "驳回",
  ACTIVITY_UNCOUNTED: "撤销统计并驳回",
  ACTIVITY_WITHDRAWN: "撤回",
  ACTIVITY_RESUBMITTED: "修改后重新提交",
} as const;
export type ActivityEventType = keyof typeof ACTIVITY_EVENT_LABELS;
