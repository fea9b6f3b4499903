import { z } from "@app/contract/kernel/zod";
import { RequestLimitsTimes } from "./localConfig";
import { SMS_TEMPLATE_CODES } from "../../engines/messaging/smsTemplates";

/** Many ids in one setting, for a Lambda's environment holds 4 KB. */
function jsonOf<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: "custom", message: "must be a JSON object" });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

const required = (what: string) => z.string(`${what} is missing`).min(1, `${what} is empty`);

/** Everything the cloud home reads from its environment, checked once at start with all problems named. One machine needs none of it. */
export const CloudConfig = z.object({
  REQUEST_LIMITS_TIMES: RequestLimitsTimes,
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
  /** Tencent Cloud: the key of a sub-account that may do nothing but QcloudSMSFullAccess, the application and the signature of its SMS console. */
  SMS_API_BASE_URL: z.url().default("https://sms.tencentcloudapi.com"),
  SMS_REGION: z.string().min(1).default("ap-guangzhou"),
  SMS_SECRET_ID: required("SMS_SECRET_ID"),
  SMS_SECRET_KEY: required("SMS_SECRET_KEY"),
  SMS_SDK_APP_ID: required("SMS_SDK_APP_ID").regex(/^\d+$/, "SMS_SDK_APP_ID must be digits"),
  SMS_SIGN_NAME: required("SMS_SIGN_NAME").regex(/^[^【】]+$/, "SMS_SIGN_NAME goes without 【】"),
  /** The id of every reported template, as one JSON object: `{"LOG_IN_CODE":"2400001",…}`. */
  SMS_TEMPLATES: jsonOf(z.record(z.enum(SMS_TEMPLATE_CODES), z.string().min(1))),
  /** The end of the address that Tencent reports to (`/sms/reports/<secret>`): `openssl rand -hex 32`. It is the only proof that a report is Tencent's. */
  SMS_REPORT_SECRET: required("SMS_REPORT_SECRET").regex(/^[A-Za-z0-9_-]{43,128}$/, "SMS_REPORT_SECRET must be 43 to 128 letters, digits, - and _"),
  /** What CloudFront adds to each request, so that only it may say whom it stands before: `openssl rand -hex 32`. */
  EDGE_SECRET: required("EDGE_SECRET").regex(/^[A-Za-z0-9_-]{32,128}$/, "EDGE_SECRET must be 32 to 128 letters, digits, - and _"),
  /** `smtps://user:password@host:465`, `smtp://…:587` (changes to TLS), or `none`: then nobody is told by e-mail. */
  SMTP_URL: z.union([z.literal("none"), z.url({ protocol: /^smtps?$/ })], "SMTP_URL must be smtp://, smtps:// or none"),
  MAIL_FROM: z.string().default("none"),
  /** Of the official account, one JSON object: `{"template":{"BOOKING_CONFIRMED":"…"},"subscription":{…}}`; what is not there does not go that way. */
  OFFICIAL_ACCOUNT_TEMPLATES: jsonOf(z.strictObject({ template: z.record(z.string(), z.string()), subscription: z.record(z.string(), z.string()) })).default({
    template: {},
    subscription: {},
  }),
  /** Names of the mini-program's templates that were granted for good (长期订阅), by comma, or `none`. */
  LONG_TERM_TEMPLATES: z
    .string()
    .default("none")
    .transform((names) => names.split(",").filter((name) => name !== "none" && name !== "")),
  BOOKING_CODE_KEY: required("BOOKING_CODE_KEY").refine((pem) => pem.includes("PRIVATE KEY"), "BOOKING_CODE_KEY must be an Ed25519 private key as PKCS#8 PEM"),
  /** Seals the secrets of two-step log-in: `openssl rand -base64 32 | tr "+/" "-_" | tr -d "="`. Changed, everybody sets it up anew. */
  ACCOUNT_SECRET_KEY: required("ACCOUNT_SECRET_KEY").regex(/^[A-Za-z0-9_-]{43}$/, "ACCOUNT_SECRET_KEY must be 32 bytes as base64url: 43 characters"),
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
