import { photoClaimErrors } from "../attachments/attachment.schema";
import { workflowErrors } from "../engines/workflow";
import { refusalEntry, type FieldProblem, type RefusalOf } from "../kernel/errors";
import { AUDIENCE_WITHOUT_REVIEW_MAX } from "./activity.schema";

/** Code → status and sentence, complete. The sentence says what happened and what to do next. */
export const activityErrors = {
  ...workflowErrors,
  ...photoClaimErrors,
  ACTIVITY_DAYS_WRONG: {
    status: 422 as const,
    sentence: ({ problems }: { readonly problems: readonly FieldProblem[] }) => `${problems.map(({ message }) => message).join("；")}。`,
    fields: ({ problems }: { readonly problems: readonly FieldProblem[] }) => [...problems],
  },
  UNIT_NOT_CHOSEN: refusalEntry(422, "您为多家单位上报，请先选择这次为哪家单位上报。", "body.unit"),
  UNIT_NOT_YOURS: refusalEntry(403, "您不能为这家单位上报线上活动；各单位的活动由各单位自己上报。", "body.unit"),
  ACTIVITY_CHANGED: refusalEntry<{ readonly lastChange: string | undefined }>(
    409,
    ({ lastChange }) => `您查看之后内容有了变化${lastChange === undefined ? "" : `（${lastChange}）`}，请看过最新内容再办理。`,
  ),
  ACTIVITY_NEEDS_REVIEW: refusalEntry<{ readonly audience: number }>(
    409,
    ({ audience }) => `受众 ${audience} 人，超过 ${AUDIENCE_WITHOUT_REVIEW_MAX} 人的须由平台管理员复议，请选择「审核通过，转平台复议」。`,
  ),
  ACTIVITY_NEEDS_NO_REVIEW: refusalEntry<{ readonly audience: number }>(
    409,
    ({ audience }) => `受众 ${audience} 人，没有超过 ${AUDIENCE_WITHOUT_REVIEW_MAX} 人，不需要平台复议，请选择「审核通过，纳入统计」。`,
  ),
  WITHDRAW_TOO_LATE: refusalEntry(409, "已有上级审核过，不能再撤回。需要修改的，请联系上级管理员驳回。"),
  RESUBMIT_ELSEWHERE: refusalEntry(409, "这张活动上报单应从它的第一级重新审核，请刷新后再提交。"),
} as const;
export type ActivityRefusal = RefusalOf<typeof activityErrors>;
