import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { sessionErrors } from "./session.errors";

export const secondStepErrors = {
  SECOND_STEP_CODE_WRONG: sessionErrors.SECOND_STEP_CODE_WRONG,
  ACCOUNT_LOCKED: sessionErrors.ACCOUNT_LOCKED,
  PASSWORD_WRONG: refusalEntry(422, "当前密码不正确，请重新输入。", "body.password"),
  SECOND_STEP_ON: refusalEntry(409, "两步验证已经开启。要换手机，请先关闭再重新设置。"),
  SECOND_STEP_OFF: refusalEntry(409, "两步验证没有开启，请刷新页面。"),
  SECOND_STEP_NOT_BEGUN: refusalEntry(409, "设置等待超时，请重新扫描二维码。"),
} as const;
export type SecondStepRefusal = RefusalOf<typeof secondStepErrors>;
