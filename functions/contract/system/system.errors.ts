import { refusalEntry, type RefusalOf } from "../kernel/errors";

export const systemErrors = {
  DEAD_LETTER_GONE: refusalEntry(409, "这件事已经有人重新处理过了，请刷新列表查看。"),
  NOTICE_NOT_UNDELIVERED: refusalEntry(409, "这条通知已经有人重新发送过了，请刷新列表查看。"),
} as const;
export type SystemRefusal = RefusalOf<typeof systemErrors>;
