import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { phoneCodeErrors } from "../kernel/phone";
import { wechatNotSetUpErrors } from "../kernel/outsideServices";

export const wechatPhoneErrors = {
  WECHAT_PHONE_CODE_WRONG: refusalEntry(422, "手机号验证已失效，请再点一次“用微信手机号验证”。", "body.phoneCode"),
  WECHAT_UNAVAILABLE: refusalEntry(503, "暂时连接不上微信，请稍后再试。"),
  ...wechatNotSetUpErrors,
} as const;

export const staffBindingErrors = {
  ...phoneCodeErrors,
  ...wechatPhoneErrors,
  // One sentence for a wrong name, an unknown phone and a disabled account: it tells a stranger nothing (promise R13).
  BINDING_NOT_FOUND: refusalEntry(422, "姓名和手机号与单位登记的不一致，请核对；登记有变化的，请联系本单位管理员修改。"),
  BINDING_TOO_OFTEN: refusalEntry<{ readonly minutesLeft: number }>(429, ({ minutesLeft }) => `绑定尝试次数太多，请 ${minutesLeft} 分钟后再试。`),
  STAFF_ALREADY_BOUND: refusalEntry(409, "这个微信已绑定其他工作账号。请先在“我的”里解除绑定，或联系管理员解除。"),
  NOT_BOUND: refusalEntry(409, "这个微信没有绑定工作账号，或已经解除绑定。"),
} as const;
export type StaffBindingRefusal = RefusalOf<typeof staffBindingErrors>;
