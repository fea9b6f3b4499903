import { z } from "./zod";

/** A mobile number of mainland China: what SMS can reach. */
export const MobilePhone = z
  .string("请填写手机号")
  .trim()
  .regex(/^1[3-9]\d{9}$/, "手机号应为 11 位数字，请检查")
  .meta({ title: "MobilePhone" });

/** What was sent to a phone. */
export const SmsCode = z
  .string("请填写短信验证码")
  .trim()
  .regex(/^\d{6}$/, "验证码是 6 位数字，请检查")
  .meta({ title: "SmsCode" });
