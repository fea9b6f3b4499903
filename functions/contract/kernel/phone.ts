import { refusalEntry, type RefusalOf } from "./errors";
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

/** Says nothing about whether the phone has an account. */
export const CodeRequested = z
  .strictObject({ resendAfterSeconds: z.number().int(), validMinutes: z.number().int() })
  .meta({ title: "CodeRequested", description: "A code is on its way, if one is to be sent at all" });
export type CodeRequested = z.infer<typeof CodeRequested>;

export const phoneCodeErrors = {
  /** Before anything is looked up, so that it says nothing about the phone. */
  SMS_NOT_SET_UP: refusalEntry(409, "本平台还没有开通短信，收不到验证码。请用用户名和密码登录；忘记密码请联系本单位或上级管理员。", "body.phone"),
  // The same for a phone that has an account and for one that has none (promise R13).
  CODE_TOO_SOON: refusalEntry<{ readonly retryAfterSeconds: number }>(
    429,
    ({ retryAfterSeconds }) => `验证码刚发过，请 ${retryAfterSeconds} 秒后再获取。`,
    "body.phone",
  ),
  CODE_TOO_MANY: refusalEntry<{ readonly perDay: number }>(
    429,
    ({ perDay }) => `今天已获取过 ${perDay} 次验证码，请明天再试；着急时可用密码登录，或联系上级管理员。`,
    "body.phone",
  ),
  CODE_WRONG: refusalEntry<{ readonly triesLeft: number }>(
    422,
    ({ triesLeft }) => (triesLeft === 0 ? "验证码不正确，次数已用完，请重新获取验证码。" : `验证码不正确，还可以再试 ${triesLeft} 次。`),
    "body.code",
  ),
  CODE_EXPIRED: refusalEntry(422, "验证码已失效或还没有获取，请重新获取验证码。", "body.code"),
  PHONE_LOCKED: refusalEntry<{ readonly minutesLeft: number }>(
    429,
    ({ minutesLeft }) => `验证码多次输错，这个手机号已暂停验证，请 ${minutesLeft} 分钟后再试；也可以用密码登录，或联系上级管理员。`,
    "body.code",
  ),
} as const;
export type PhoneCodeRefusal = RefusalOf<typeof phoneCodeErrors>;
