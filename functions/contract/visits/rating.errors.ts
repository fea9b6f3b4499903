import { workflowErrors } from "../engines/workflow";
import { refusalEntry, type RefusalOf } from "../kernel/errors";

export const ratingErrors = {
  ...workflowErrors,
  RATING_NOT_VISITED: refusalEntry<{ readonly statusLabel: string }>(409, ({ statusLabel }) => `这次预约现在是「${statusLabel}」，到访入场以后才能评价。`),
  RATING_CHANGED: refusalEntry(409, "您查看之后这条评价有了变化，请看过最新内容再办理。"),
} as const;
export type RatingRefusal = RefusalOf<typeof ratingErrors>;
