import { approvalErrors as engineErrors } from "../engines/approval";
import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { LEAVES_AHEAD_MAX } from "./approval.schema";

/** Code → status and sentence, complete. The sentence says what happened and what to do next. */
export const approvalErrors = {
  ...engineErrors,
  APPROVER_RIGHT_GONE: refusalEntry(403, "岗位或权限有了变动，这一项不再由您（或您代理的人）审批。请联系上级管理员，把它交给现在负责的人。"),
  LEAVE_IN_THE_PAST: refusalEntry(422, "结束日期已经过去，请填写今天及以后的日期。", "body.to"),
  LEAVE_OVERLAPS: refusalEntry<{ readonly from: string; readonly to: string }>(
    409,
    ({ from, to }) => `您已经登记了 ${from} 至 ${to} 的请假，日期不能重叠。请先取消那一条，或改填其他日期。`,
    "body.from",
  ),
  LEAVES_TOO_MANY: refusalEntry(409, `最多登记 ${LEAVES_AHEAD_MAX} 条请假，请先取消不需要的。`),
  STAND_IN_SELF: refusalEntry(422, "代理人不能是自己，请选择一位同事。", "body.accountId"),
  STAND_IN_CIRCULAR: refusalEntry<{ readonly name: string }>(
    409,
    ({ name }) => `${name} 在这段时间也请假，并且由您代理（直接或经他人），这样没有人能办理。请选择另一位代理人。`,
    "body.accountId",
  ),
} as const;
export type ApprovalsRefusal = RefusalOf<typeof approvalErrors>;
