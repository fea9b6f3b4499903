import { z } from "@app/contract/kernel/zod";

const required = (what: string) => z.string(`${what} is missing`).min(1, `${what} is empty`);

/** Everything the cloud home reads from its environment, checked once at start with all problems named. One machine needs none of it. */
export const CloudConfig = z.object({
  STORE_TABLE: required("STORE_TABLE"),
  FILES_BUCKET: required("FILES_BUCKET"),
  PUBLIC_BASE_URL: z.url("PUBLIC_BASE_URL must be an https address").regex(/^https:\/\/[^/]+$/, "PUBLIC_BASE_URL must be an https origin without a path"),
  WECHAT_APP_ID: required("WECHAT_APP_ID"),
  WECHAT_APP_SECRET: required("WECHAT_APP_SECRET"),
  OFFICIAL_ACCOUNT_APP_ID: required("OFFICIAL_ACCOUNT_APP_ID"),
  OFFICIAL_ACCOUNT_APP_SECRET: required("OFFICIAL_ACCOUNT_APP_SECRET"),
  OFFICIAL_ACCOUNT_CALLBACK_TOKEN: required("OFFICIAL_ACCOUNT_CALLBACK_TOKEN").regex(
    /^[A-Za-z0-9]{3,32}$/,
    "OFFICIAL_ACCOUNT_CALLBACK_TOKEN must be 3 to 32 letters and digits",
  ),
  OFFICIAL_ACCOUNT_ENCODING_AES_KEY: required("OFFICIAL_ACCOUNT_ENCODING_AES_KEY").regex(
    /^[A-Za-z0-9]{43}$/,
    "OFFICIAL_ACCOUNT_ENCODING_AES_KEY must be 43 letters and digits",
  ),
  /** 安全模式 or 明文模式 of the account's console. */
  OFFICIAL_ACCOUNT_CALLBACK_MODE: z.enum(["encrypted", "plain"], "OFFICIAL_ACCOUNT_CALLBACK_MODE must be encrypted or plain").default("encrypted"),
  WECHAT_API_BASE_URL: z.url().default("https://api.weixin.qq.com"),
  WECHAT_AUTHORIZE_BASE_URL: z.url().default("https://open.weixin.qq.com"),
  SMS_GATEWAY_URL: z.url("SMS_GATEWAY_URL must be an address"),
  SMS_KEY_ID: required("SMS_KEY_ID"),
  SMS_SECRET: required("SMS_SECRET"),
  BOOKING_CODE_KEY: required("BOOKING_CODE_KEY").refine((pem) => pem.includes("PRIVATE KEY"), "BOOKING_CODE_KEY must be an Ed25519 private key as PKCS#8 PEM"),
  TEMPLATE_BOOKING_CONFIRMED: required("TEMPLATE_BOOKING_CONFIRMED"),
  TEMPLATE_BOOKING_DECLINED: required("TEMPLATE_BOOKING_DECLINED"),
  TEMPLATE_BOOKING_EXPIRED: required("TEMPLATE_BOOKING_EXPIRED"),
  TEMPLATE_BOOKING_CLOSED_OUT: required("TEMPLATE_BOOKING_CLOSED_OUT"),
  TEMPLATE_BOOKING_REMINDED: required("TEMPLATE_BOOKING_REMINDED"),
  TEMPLATE_WAITING_OFFER: required("TEMPLATE_WAITING_OFFER"),
  TEMPLATE_WAITING_ENDED: required("TEMPLATE_WAITING_ENDED"),
  TEMPLATE_SLOTS_OPENED: required("TEMPLATE_SLOTS_OPENED"),
  TEMPLATE_NO_SHOW: required("TEMPLATE_NO_SHOW"),
  TEMPLATE_WORK_REMINDER: required("TEMPLATE_WORK_REMINDER"),
});
export type CloudConfig = z.infer<typeof CloudConfig>;

/** Throws one error that lists every problem, so that a deployment is mended in one go. */
export function readCloudConfig(environment: Readonly<Record<string, string | undefined>>): CloudConfig {
  const parsed = CloudConfig.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new Error(`configuration is not usable:\n${parsed.error.issues.map((issue) => `- ${issue.path.join(".")}: ${issue.message}`).join("\n")}`);
}
