import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { sessionErrors } from "./session.errors";

export const qrLogInErrors = {
  QR_EXPIRED: refusalEntry(410, "这个登录码已失效，请在电脑上刷新后重新扫码。"),
  QR_TAKEN: refusalEntry(409, "这个登录码已由另一部手机扫过，请在电脑上刷新后重新扫码。"),
  QR_DECIDED: refusalEntry(409, "这次登录已经处理过，请看电脑屏幕；需要时刷新后重新扫码。"),
  SECOND_STEP_NEEDED: sessionErrors.SECOND_STEP_NEEDED,
  STAFF_NOT_BOUND: refusalEntry(403, "这个微信没有绑定工作账号，或账号已停用。请先在“我的”里绑定工作账号。"),
} as const;
export type QrLogInRefusal = RefusalOf<typeof qrLogInErrors>;
