import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { demoSmsTemplates } from "./demoSmsTemplates";
import { defineEndpoint, jsonAnswer, parseJsonObject, type Answer, type Call } from "./endpoint";
import type { FaultErrcode } from "./faults";
import type { WechatSandbox } from "./sandboxState";
import { DELIVERED, pushSmsReports, reportStatusOf, type SentSmsOfSandbox } from "./smsReports";

const CLOCK_DIFFERENCE_MAX_MS = 300_000;
const KEPT_MAX = 10_000;
const VERSION = "2021-01-11";

/** Tencent Cloud SMS: 短信 API 2021-01-11 under signature TC3-HMAC-SHA256, which is computed apart from the product's SDK on purpose. All actions share one address. */
export function registerSmsRoutes(scope: FastifyInstance, sandbox: WechatSandbox): void {
  const sent: SentSmsOfSandbox[] = [];
  let requestNumber = 0;
  let lostNumber = 0;

  const faultAnswer = (kind: FaultErrcode): Answer =>
    kind !== "-1" ? failure("RequestLimitExceeded", "请求的次数超过了频率限制。") : failure("InternalError", "内部错误。");
  const faultName = (call: Call): string => (call.headers["x-tc-action"] === "SendSms" ? "/sms/send" : "/sms/status");

  defineEndpoint(scope, sandbox, { method: "POST", path: "/tencent-cloud/", faultName, faultAnswer }, (call) => {
    // The SDK signs with this machine's clock, whatever moment a test plays.
    const problem = tc3Problem(call, sandbox.sms, Date.now());
    if (problem !== undefined) return failure(problem, "The provided credentials could not be validated.");
    if (call.headers["x-tc-version"] !== VERSION) return failure("InvalidParameterValue", "version");
    const body = parseJsonObject(call.rawBody) ?? {};
    if (body["SmsSdkAppId"] !== sandbox.sms.sdkAppId) return failure("InvalidParameterValue.SdkAppIdNotExist", "SdkAppId not exist");
    switch (call.headers["x-tc-action"]) {
      case "SendSms":
        return sendSms(body);
      case "PullSmsSendStatusByPhoneNumber":
        return pullStatus(body);
      default:
        return failure("InvalidAction", "The action does not exist.");
    }
  });

  function sendSms(body: Readonly<Record<string, unknown>>): Answer {
    const [number] = Array.isArray(body["PhoneNumberSet"]) ? (body["PhoneNumberSet"] as unknown[]) : [];
    if (typeof number !== "string") return failure("InvalidParameter", "PhoneNumberSet");
    const phone = number.replace(/^\+86/, "");
    const said = (code: string, serialNo = "", fee = 0): Answer =>
      success({
        SendStatusSet: [{ SerialNo: serialNo, PhoneNumber: number, Fee: fee, SessionContext: body["SessionContext"] ?? "", Code: code, Message: code }],
      });
    if (!/^\+861\d{10}$/.test(number)) return said("InvalidParameterValue.IncorrectPhoneNumber");
    const refused = sandbox.sms.refusals.get(phone);
    if (refused !== undefined) return said(refused);
    if (body["SignName"] !== sandbox.sms.signName) return said("FailedOperation.SignatureIncorrectOrUnapproved");
    const template = demoSmsTemplates.find(({ templateId }) => templateId === body["TemplateId"]);
    if (template === undefined) return said("FailedOperation.TemplateIncorrectOrUnapproved");
    const values = Array.isArray(body["TemplateParamSet"]) ? (body["TemplateParamSet"] as unknown[]).map(String) : [];
    const variables = new Set(template.words.match(/\{\d+\}/g) ?? []);
    if (values.length !== variables.size || values.includes("")) return said("FailedOperation.TemplateParamSetNotMatchApprovedTemplate");
    if (values.some((value) => /https?:/.test(value))) return said("InvalidParameterValue.ProhibitedUseUrlInTemplateParameter");

    const text = template.words.replace(/\{(\d+)\}/g, (_, place: string) => values[Number(place) - 1] ?? "");
    const owner = sandbox.people.all.find((person) => person.phone === phone)?.id ?? `phone:${phone}`;
    const off = sandbox.sms.unreachable.get(phone);
    // Taken all the same: that the phone is off, the carrier finds out later.
    const serialNo =
      off !== undefined
        ? `2640:lost-${(lostNumber += 1)}-${sandbox.nowEpochMs()}`
        : `2640:${sandbox.inboxes.deliver(owner, {
            kind: "SMS",
            phone,
            signName: sandbox.sms.signName,
            templateCode: template.code,
            text,
            receivedAtEpochMs: sandbox.nowEpochMs(),
          })}`;
    const session = typeof body["SessionContext"] === "string" ? body["SessionContext"] : "";
    const record = { phone: number, serialNo, session, sentAtEpochMs: sandbox.nowEpochMs(), ...(off ?? DELIVERED) };
    sent.push(record);
    if (sent.length > KEPT_MAX) sent.shift();
    if (sandbox.smsReportsUrl() !== undefined) sandbox.sms.unreported.push(record);
    if (sandbox.sms.unreported.length > KEPT_MAX) sandbox.sms.unreported.shift();
    if (sandbox.smsReportedAfterMs !== undefined) setTimeout(() => void pushSmsReports(sandbox), sandbox.smsReportedAfterMs).unref();
    return said("Ok", serialNo, 1);
  }

  function pullStatus(body: Readonly<Record<string, unknown>>): Answer {
    if (!sandbox.sms.mayPull) return failure("UnauthorizedOperation", "not opened for this account");
    const beginsMs = Number(body["BeginTime"]) * 1000;
    const records = sent.filter(({ phone, sentAtEpochMs }) => phone === body["PhoneNumber"] && sentAtEpochMs >= beginsMs);
    return success({
      PullSmsSendStatusSet: records.slice(-100).map(({ phone, serialNo, session, sentAtEpochMs, errmsg }) => ({
        UserReceiveTime: Math.floor(sentAtEpochMs / 1000),
        CountryCode: "86",
        SubscriberNumber: phone.slice(3),
        PhoneNumber: phone,
        SerialNo: serialNo,
        ReportStatus: reportStatusOf({ errmsg }),
        Description: errmsg,
        SessionContext: session,
      })),
    });
  }

  function success(response: object): Answer {
    return jsonAnswer({ Response: { ...response, RequestId: requestId() } });
  }
  /** Refusals of the whole request come with status 200 as well. */
  function failure(code: string, message: string): Answer {
    return jsonAnswer({ Response: { Error: { Code: code, Message: message }, RequestId: requestId() } });
  }
  function requestId(): string {
    requestNumber += 1;
    return `sandbox-${requestNumber}`;
  }
}

/** Tencent's code of what is wrong with the signature; undefined when it is right. */
export function tc3Problem(
  call: Pick<Call, "headers" | "rawBody"> & { readonly path?: string },
  key: { readonly secretId: string; readonly secretKey: string },
  nowEpochMs: number,
): string | undefined {
  // The SDK takes the service's name from the first part of its address: sms of sms.tencentcloudapi.com, 127 here.
  const [service = ""] = headerOf(call, "host").split(".");
  const [, secretId = "", date = "", scopeService = "", names = "", signature = ""] =
    /^TC3-HMAC-SHA256 Credential=([^/]+)\/([\d-]+)\/(\w+)\/tc3_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/.exec(
      String(call.headers["authorization"] ?? ""),
    ) ?? [];
  if (signature === "") return "AuthFailure.InvalidAuthorization";
  if (secretId !== key.secretId) return "AuthFailure.SecretIdNotFound";
  const timestamp = String(call.headers["x-tc-timestamp"] ?? "");
  if (!(Math.abs(Number(timestamp) * 1000 - nowEpochMs) <= CLOCK_DIFFERENCE_MAX_MS)) return "AuthFailure.SignatureExpire";
  if (new Date(Number(timestamp) * 1000).toISOString().slice(0, 10) !== date || scopeService !== service) return "AuthFailure.SignatureFailure";
  const signed = names.split(";").map((name) => `${name}:${headerOf(call, name)}\n`);
  const canonical = ["POST", call.path ?? "/", "", signed.join(""), names, sha256(call.rawBody)].join("\n");
  const toSign = ["TC3-HMAC-SHA256", timestamp, `${date}/${service}/tc3_request`, sha256(canonical)].join("\n");
  const signingKey = [date, service, "tc3_request"].reduce<string | Buffer>((secret, part) => hmac(secret, part), `TC3${key.secretKey}`);
  const expected = hmac(signingKey, toSign);
  return timingSafeEqual(expected, Buffer.from(signature, "hex")) ? undefined : "AuthFailure.SignatureFailure";
}

/** The port is no part of the signed host. */
function headerOf(call: Pick<Call, "headers">, name: string): string {
  const value = String(call.headers[name] ?? "").trim();
  return name === "host" ? value.replace(/:\d+$/, "") : value;
}
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (secret: string | Buffer, text: string): Buffer => createHmac("sha256", secret).update(text).digest();
