import { RequestId } from "../kernel/ids";
import { MobilePhone, SmsCode } from "../kernel/phone";
import { z } from "../kernel/zod";

/** As the bureau registered it; compared letter by letter, without the spaces around it. */
const RegisteredName = z.string("请填写姓名").trim().min(2, "请填写完整的姓名").max(30, "姓名太长");

export const RequestBindingCode = z.strictObject({ requestId: RequestId, phone: MobilePhone }).meta({ title: "RequestBindingCode" });
export type RequestBindingCode = z.infer<typeof RequestBindingCode>;

/** Name and phone both as registered (seed 002, 3-2); the SMS shows that the phone is at hand. */
export const BindStaffBySms = z
  .strictObject({ requestId: RequestId, name: RegisteredName, phone: MobilePhone, code: SmsCode })
  .meta({ title: "BindStaffBySms" });
export type BindStaffBySms = z.infer<typeof BindStaffBySms>;

/** What the 手机号快速验证 button of the mini-program gave: it stands for the phone, once and for five minutes. */
export const WechatPhoneCode = z.string("请先用微信手机号验证").min(1, "请先用微信手机号验证").max(256);

export const BindStaffByWechatPhone = z
  .strictObject({ requestId: RequestId, name: RegisteredName, phoneCode: WechatPhoneCode })
  .meta({ title: "BindStaffByWechatPhone" });
export type BindStaffByWechatPhone = z.infer<typeof BindStaffByWechatPhone>;

export const ReadWechatPhone = z.strictObject({ phoneCode: WechatPhoneCode }).meta({ title: "ReadWechatPhone" });
export type ReadWechatPhone = z.infer<typeof ReadWechatPhone>;
