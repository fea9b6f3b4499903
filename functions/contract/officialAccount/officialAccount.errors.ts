import { refusalEntry, type RefusalOf } from "../kernel/errors";

export const officialAccountErrors = {
  PAGE_NOT_OURS: refusalEntry(422, "这个网页不是本平台的页面，不能使用微信扫码。请从本平台的页面打开。", "query.url"),
  WECHAT_UNAVAILABLE: refusalEntry(503, "暂时连接不上微信，请稍后再试，或用摄像头扫码。"),
} as const;
export type OfficialAccountRefusal = RefusalOf<typeof officialAccountErrors>;
