import { RequestId } from "../kernel/ids";
import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";

/** What an authenticator app shows. */
export const TotpCode = z
  .string("请填写动态码")
  .trim()
  .regex(/^\d{6}$/, "动态码是 6 位数字，请检查");

/** A code of the app, or one of the ten recovery codes. */
export const SecondStepCode = z
  .string("请填写动态码")
  .trim()
  .toUpperCase()
  .regex(/^(\d{6}|[A-Z2-9]{5}-?[A-Z2-9]{5})$/, "请填写 6 位动态码，或形如 ABCDE-FGHJK 的恢复码");

export const SecondStepLogIn = z
  .strictObject({ ticket: z.string().regex(/^[A-Za-z0-9_-]{20,64}$/, "登录等待超时，请重新登录"), code: SecondStepCode })
  .meta({ title: "SecondStepLogIn" });
export type SecondStepLogIn = z.infer<typeof SecondStepLogIn>;

export const SecondStepState = z
  .strictObject({
    isOn: z.boolean(),
    setAt: Instant.optional(),
    recoveryCodesLeft: z.number().int().optional(),
    /** The office demands it of this account. */
    isDemanded: z.boolean(),
  })
  .meta({ title: "SecondStepState" });
export type SecondStepState = z.infer<typeof SecondStepState>;

/** Shown once, while it is being set up. */
export const SecondStepSetUp = z
  .strictObject({ secret: z.string(), qrPngBase64: z.string() })
  .meta({ title: "SecondStepSetUp", description: "For the authenticator app: to scan, or to type" });
export type SecondStepSetUp = z.infer<typeof SecondStepSetUp>;

export const ConfirmSecondStep = z.strictObject({ code: TotpCode }).meta({ title: "ConfirmSecondStep" });
export type ConfirmSecondStep = z.infer<typeof ConfirmSecondStep>;

/** Each opens the account once when the phone with the app is away; shown this once and kept as hashes. */
export const RecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) }).meta({ title: "RecoveryCodes" });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

export const WithPassword = z
  .strictObject({ password: z.string("请填写当前密码").min(1, "请填写当前密码").max(128, "密码太长") })
  .meta({ title: "WithPassword" });
export type WithPassword = z.infer<typeof WithPassword>;

export const ResetSecondStep = z
  .strictObject({ requestId: RequestId, remark: z.string("请填写原因").trim().min(2, "请写明原因").max(200, "原因最多 200 字") })
  .meta({ title: "ResetSecondStep" });
export type ResetSecondStep = z.infer<typeof ResetSecondStep>;
