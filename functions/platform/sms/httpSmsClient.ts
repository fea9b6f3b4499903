import { createHmac, randomUUID } from "node:crypto";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SmsPort, SmsRefusal, SmsRefusalCode } from "../../engines/messaging/smsPort";
import { failureWords } from "../wechat/failureWords";

export interface HttpSmsClientOptions {
  /** The whole address that messages are posted to. */
  readonly gatewayUrl: string;
  readonly keyId: string;
  readonly secret: string;
  readonly timeoutMs?: number;
  readonly nowEpochMs: () => number;
  readonly nonce?: () => string;
  readonly fetch?: typeof fetch;
}

const TIMEOUT_MS_DEFAULT = 3_000;

/** The codes of the gateway contract (README.md); any other becomes `REJECTED`. */
const REFUSAL_OF_GATEWAY_CODE: Readonly<Record<string, SmsRefusalCode>> = {
  PHONE_INVALID: "PHONE_INVALID",
  TEMPLATE_UNKNOWN: "TEMPLATE_UNKNOWN",
  PARAMETER_INVALID: "PARAMETER_INVALID",
  RATE_LIMITED: "RATE_LIMITED",
  SIGNATURE_INVALID: "MISCONFIGURED",
  TIMESTAMP_EXPIRED: "MISCONFIGURED",
};

/** Speaks the neutral gateway contract of README.md, behind which a bureau plugs the provider it has a contract with. */
export function createHttpSmsClient(options: HttpSmsClientOptions): SmsPort {
  const send = options.fetch ?? fetch;
  return {
    async sendSms(message) {
      // These very bytes are signed and sent; serialising twice could differ.
      const body = JSON.stringify({
        requestId: message.requestId ?? randomUUID(),
        phone: message.phone,
        templateCode: message.templateCode,
        parameters: message.parameters,
        text: message.text,
      });
      const timestamp = String(Math.floor(options.nowEpochMs() / 1000));
      const nonce = (options.nonce ?? randomUUID)();
      try {
        const response = await send(options.gatewayUrl, {
          method: "POST",
          redirect: "error",
          signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS_DEFAULT),
          headers: {
            "content-type": "application/json",
            "x-sms-key-id": options.keyId,
            "x-sms-timestamp": timestamp,
            "x-sms-nonce": nonce,
            "x-sms-signature": smsSignature({ secret: options.secret, timestamp, nonce, body }),
          },
          body,
        });
        return readGatewayAnswer(response.status, await response.text());
      } catch (error) {
        return refuse(unavailable(failureWords(error)));
      }
    },
  };
}

/** Lower-case hexadecimal HMAC-SHA256. The timestamp is signed too, so that a recorded request cannot be sent again later. */
export function smsSignature(signed: { readonly secret: string; readonly timestamp: string; readonly nonce: string; readonly body: string }): string {
  return createHmac("sha256", signed.secret).update(`${signed.timestamp}\n${signed.nonce}\n${signed.body}`).digest("hex");
}

function readGatewayAnswer(status: number, text: string): Result<{ messageId: string }, SmsRefusal> {
  const answer = parseObject(text);
  if (answer === undefined || status >= 500) return refuse(unavailable(`HTTP ${status}`));
  if (status === 200) {
    const { messageId } = answer;
    return typeof messageId === "string" && messageId !== "" ? ok({ messageId }) : refuse(unavailable("answer without messageId"));
  }
  const gatewayCode = String(answer["code"] ?? "");
  const code = REFUSAL_OF_GATEWAY_CODE[gatewayCode] ?? (status === 429 ? "RATE_LIMITED" : "REJECTED");
  return refuse({ code, detail: `HTTP ${status} ${gatewayCode} ${String(answer["message"] ?? "")}`.trim() });
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}

function unavailable(detail: string): SmsRefusal {
  return { code: "UNAVAILABLE", detail };
}
