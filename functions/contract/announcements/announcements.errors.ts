import { photoClaimErrors } from "../attachments/attachment.schema";
import { exportErrors } from "../engines/exports";
import { workflowErrors } from "../engines/workflow";
import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { RECIPIENTS_MAX } from "./announcement.schema";

/** Code → status and sentence, complete. The sentence says what happened and what to do next. */
export const announcementErrors = {
  ...workflowErrors,
  ...photoClaimErrors,
  ...exportErrors,
  ANNOUNCEMENT_CHANGED: refusalEntry(409, "这份草稿在别处改过了，请看过最新内容再保存；您填写的内容还在。"),
  ANNOUNCEMENT_PLACE_NOT_YOURS: refusalEntry(403, "您不能以这个单位的名义发布公文通告，请重新选择发布单位。", "body.orgPath"),
  RECIPIENTS_NOT_YOURS: refusalEntry<{ readonly what: string }>(403, ({ what }) => `收件人「${what}」不在您的管理范围内，请从名单里去掉。`, "body.recipients"),
  RECIPIENTS_NONE: refusalEntry(422, "还没有选择收件人，或所选范围内没有在用的账号，请重新选择。", "body.recipients"),
  RECIPIENTS_TOO_MANY: refusalEntry(422, `收件人超过 ${RECIPIENTS_MAX} 人，请分几次发布。`, "body.recipients"),
  RECIPIENTS_CHANGED: refusalEntry<{ readonly count: number }>(
    409,
    ({ count }) => `收件人现在是 ${count} 人，与您预览时不同（有人入职、调岗或停用）。请再预览一次后发布。`,
  ),
  ANNOUNCEMENT_TEXT_MISSING: refusalEntry(422, "请填写正文，再发布。", "body.text"),
  ANNOUNCEMENT_NUMBER_TAKEN: refusalEntry<{ readonly number: string }>(409, ({ number }) => `文号「${number}」已经用过，请换一个。`, "body.number"),
  ANNOUNCEMENT_ALL_READ: refusalEntry(409, "所有收件人都已读，不用再催。"),
  ANNOUNCEMENT_REMINDED_TODAY: refusalEntry(409, "今天已经催过一次，请明天再催。"),
  ANNOUNCEMENT_SPREADING: refusalEntry(409, "还在发送给最后几位收件人，请稍等几秒再催。"),
  ANNOUNCEMENT_WITHDRAWN: refusalEntry(409, "这份公文通告已经撤回，不用再确认。"),
  CONFIRMATION_NOT_ASKED: refusalEntry(409, "这份公文通告不需要确认收到。"),
} as const;
export type AnnouncementRefusal = RefusalOf<typeof announcementErrors>;
