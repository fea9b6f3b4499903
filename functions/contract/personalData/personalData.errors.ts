import { refusalEntry, type RefusalOf } from "../kernel/errors";

export const personalDataErrors = {
  AGREEMENT_OUTDATED: refusalEntry(409, "协议已更新，请重新打开页面，阅读新的协议后再同意。"),
  DOWNLOADS_USED_UP: refusalEntry<{ readonly perDay: number }>(429, ({ perDay }) => `今天已下载 ${perDay} 次，请明天再来。`),
  OPEN_BOOKINGS: refusalEntry<{ readonly count: number }>(409, ({ count }) => `您还有 ${count} 次没有结束的预约。请先取消，或勾选“一并取消”后再注销。`),
  BOOKING_UNDER_WAY: refusalEntry<{ readonly visit: string }>(409, ({ visit }) => `“${visit}”已过取消时间，请在参观结束的第二天再注销。`),
  STAFF_ACCOUNT: refusalEntry(409, "这个微信绑定了工作账号。工作账号由单位管理，不能自行注销；请先解除绑定，再注销个人账号。"),
} as const;
export type PersonalDataRefusal = RefusalOf<typeof personalDataErrors>;
