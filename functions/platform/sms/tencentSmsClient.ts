import { createHash } from "node:crypto";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { Client } from "tencentcloud-sdk-nodejs-sms/tencentcloud/services/sms/v20210111/sms_client.js";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addMs, epochMsOf, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import type { SentSms, SmsMessage, SmsPort, SmsRefusal, SmsRefusalCode } from "../../engines/messaging/smsPort";
import { smsParameterValues, type SmsTemplateCode } from "../../engines/messaging/smsTemplates";
import { failureWords } from "../wechat/failureWords";

export interface TencentSmsOptions {
  /** `https://sms.tencentcloudapi.com`, or the sandbox's address; no trailing slash. */
  readonly baseUrl: string;
  /** ap-guangzhou, ap-beijing or ap-nanjing. */
  readonly region: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly sdkAppId: string;
  /** 签名 as it was reported, without 【】. */
  readonly signName: string;
  /** The id of each reported template (`engines/messaging/smsTemplates.ts`). */
  readonly templateIds: Readonly<Partial<Record<SmsTemplateCode, string>>>;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS_DEFAULT = 3_000;
/** Its clock and ours. */
const CLOCKS_DIFFER_MS = MINUTE_MS;
const RECORDS_MAX = 100;

/** Tencent Cloud's codes; those that are not here go by the beginning of their name, and any other is final. */
const REFUSAL_OF_CODE: Readonly<Record<string, SmsRefusalCode>> = {
  "FailedOperation.PhoneNumberInBlacklist": "PHONE_BLOCKED",
  "FailedOperation.TemplateIncorrectOrUnapproved": "TEMPLATE_UNKNOWN",
  "FailedOperation.TemplateUnapprovedOrNotExist": "TEMPLATE_UNKNOWN",
  "FailedOperation.TemplateParamSetNotMatchApprovedTemplate": "PARAMETER_INVALID",
  "FailedOperation.ContainSensitiveWord": "CONTENT_REFUSED",
  "FailedOperation.InsufficientBalanceInSmsPackage": "QUOTA_USED_UP",
  "FailedOperation.SignatureIncorrectOrUnapproved": "MISCONFIGURED",
  "FailedOperation.MissingSignature": "MISCONFIGURED",
  "FailedOperation.JsonParseFail": "PARAMETER_INVALID",
  "FailedOperation.FailResolvePacket": "PARAMETER_INVALID",
  "InvalidParameterValue.IncorrectPhoneNumber": "PHONE_INVALID",
  "InvalidParameterValue.SdkAppIdNotExist": "MISCONFIGURED",
  "UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone": "PHONE_INVALID",
  "UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber": "PHONE_INVALID",
  "LimitExceeded.AppMainlandChinaDailyLimit": "RATE_LIMITED",
};
const REFUSAL_OF_BEGINNING: readonly (readonly [string, SmsRefusalCode])[] = [
  ["LimitExceeded", "RATE_LIMITED"],
  ["RequestLimitExceeded", "RATE_LIMITED"],
  ["InternalError", "UNAVAILABLE"],
  ["ResourceUnavailable", "UNAVAILABLE"],
  ["InvalidParameter", "PARAMETER_INVALID"],
  ["AuthFailure", "MISCONFIGURED"],
  ["UnauthorizedOperation", "MISCONFIGURED"],
  ["InvalidAction", "MISCONFIGURED"],
  ["UnsupportedRegion", "MISCONFIGURED"],
];

/**
 * Tencent Cloud SMS by its own SDK. It knows no id that would make a repeat harmless, so a message whose first sending had no clear answer is looked for among what it
 * sent to that number, by the session context that travels with it, and is sent again only when it is not there.
 */
export function createTencentSmsClient(options: TencentSmsOptions): SmsPort {
  const { protocol, host, pathname } = new URL(options.baseUrl);
  // An agent of our own: without one the SDK takes a proxy out of the environment.
  const agent = protocol === "http:" ? new HttpAgent({ keepAlive: true }) : new HttpsAgent({ keepAlive: true });
  const client = new Client({
    credential: { secretId: options.secretId, secretKey: options.secretKey },
    region: options.region,
    profile: {
      httpProfile: {
        protocol: `${protocol}//`,
        endpoint: `${host}${pathname === "/" ? "" : pathname}`,
        reqTimeout: (options.timeoutMs ?? TIMEOUT_MS_DEFAULT) / 1000,
        agent,
      },
    },
  });

  return {
    async sendSms(message) {
      const templateId = options.templateIds[message.templateCode];
      if (templateId === undefined) return refuse({ code: "TEMPLATE_UNKNOWN", detail: `no template id for ${message.templateCode}` });
      const parameters = smsParameterValues(message.templateCode, message.parameters);
      if (parameters === undefined) return refuse({ code: "PARAMETER_INVALID", detail: `${message.templateCode} lacks a variable` });
      if (!/^1\d{10}$/.test(message.phone)) return refuse({ code: "PHONE_INVALID", detail: "not a mobile number of mainland China" });
      if (message.unclearSince !== undefined) {
        const earlier = await findSent(message, message.unclearSince);
        if (!earlier.ok) return earlier;
        if (earlier.value !== undefined) return ok(earlier.value);
      }
      return sendNow(message, templateId, parameters);
    },
  };

  async function sendNow(message: SmsMessage, templateId: string, parameters: string[]): Promise<Result<SentSms, SmsRefusal>> {
    try {
      const { SendStatusSet: [status] = [] } = await client.SendSms({
        PhoneNumberSet: [`+86${message.phone}`],
        SmsSdkAppId: options.sdkAppId,
        SignName: options.signName,
        TemplateId: templateId,
        TemplateParamSet: parameters,
        SessionContext: sessionOf(message),
      });
      if (status?.Code === "Ok") return ok({ messageId: status.SerialNo ?? "" });
      return refuse(status?.Code === undefined ? { code: "UNAVAILABLE", detail: "answer without a status" } : refusalOf(status.Code, status.Message ?? ""));
    } catch (error) {
      return refuse(refusalOfError(error));
    }
  }

  async function findSent(message: SmsMessage, since: Instant): Promise<Result<SentSms | undefined, SmsRefusal>> {
    try {
      const { PullSmsSendStatusSet: records = [] } = await client.PullSmsSendStatusByPhoneNumber({
        BeginTime: Math.floor(epochMsOf(addMs(since, -CLOCKS_DIFFER_MS)) / 1000),
        Offset: 0,
        Limit: RECORDS_MAX,
        PhoneNumber: `+86${message.phone}`,
        SmsSdkAppId: options.sdkAppId,
      });
      // One that the carrier gave up reached nobody: it is sent anew.
      const found = records.find(({ SessionContext: session, ReportStatus: status }) => session === sessionOf(message) && status !== "FAIL");
      if (found === undefined) return ok(undefined);
      return ok({ messageId: found.SerialNo ?? "", ...(found.ReportStatus === "SUCCESS" ? { isDelivered: true as const } : {}) });
    } catch (error) {
      const refusal = refusalOfError(error);
      // Who has no right to look can only send: rather twice than never.
      return refusal.code === "UNAVAILABLE" || refusal.code === "RATE_LIMITED" ? refuse(refusal) : ok(undefined);
    }
  }
}

/** The id may be made of a phone number or a name: what travels is a hash of it. */
function sessionOf({ requestId }: SmsMessage): string {
  return createHash("sha256").update(requestId).digest("base64url");
}

function refusalOf(code: string, message: string): SmsRefusal {
  const known = REFUSAL_OF_CODE[code] ?? REFUSAL_OF_BEGINNING.find(([beginning]) => code.startsWith(beginning))?.[1] ?? "REJECTED";
  return { code: known, detail: `${code} ${message}`.trim() };
}

/** The SDK throws both Tencent's refusals, which carry a code, and everything that was no answer. */
function refusalOfError(error: unknown): SmsRefusal {
  const { code, message } = (typeof error === "object" && error !== null ? error : {}) as { readonly code?: unknown; readonly message?: unknown };
  // Codes of Tencent are words; those of the network are ECONNREFUSED and the like.
  return typeof code === "string" && /^[A-Z][A-Za-z]+(\.[A-Za-z]+)*$/.test(code) && code !== code.toUpperCase()
    ? refusalOf(code, String(message ?? ""))
    : { code: "UNAVAILABLE", detail: failureWords(error) };
}
