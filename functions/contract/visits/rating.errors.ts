import { photoClaimErrors } from "../attachments/attachment.schema";
import { banErrors } from "../content/ban.schema";
import { workflowErrors } from "../engines/workflow";
import { refusalEntry, type RefusalOf } from "../kernel/errors";

export const ratingErrors = {
  ...workflowErrors,
  ...photoClaimErrors,
  POSTING_BANNED: banErrors.POSTING_BANNED,
  RATING_NOT_VISITED: refusalEntry<{ readonly statusLabel: string }>(409, ({ statusLabel }) => `这次预约现在是「${statusLabel}」，到访入场以后才能评价。`),
  RATING_CHANGED: refusalEntry(409, "您查看之后这条评价有了变化，请看过最新内容再办理。"),
  RATING_OWN: refusalEntry(409, "这是您自己的评价，不用举报；可以在「我的预约」里改为不公开。"),
  RATING_REPORTED: refusalEntry(409, "您已经举报过这条评价，我们会尽快查看。"),
} as const;
export type RatingRefusal = RefusalOf<typeof ratingErrors>;
