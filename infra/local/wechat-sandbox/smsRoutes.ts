import { createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { defineEndpoint, jsonAnswer, parseJsonObject, JSON_TYPE, type Answer, type Call } from "./endpoint";
import type { WechatSandbox } from "./sandboxState";

const CLOCK_DIFFERENCE_MAX_MS = 300_000;
const REMEMBERED_MAX = 10_000;

/** The gateway's side of the contract in functions/platform/sms/README.md; the signature is computed apart from the product's code on purpose. */
export function registerSmsRoutes(scope: FastifyInstance, sandbox: WechatSandbox): void {
  const seenNonces = new Set<string>();
  const messageIdOfRequest = new Map<string, string>();

  const faultAnswer = (kind: "45011" | "-1"): Answer =>
    kind === "45011" ? refusal(429, "RATE_LIMITED", "too many messages to this number") : refusal(500, "INTERNAL", "gateway error");

  defineEndpoint(scope, sandbox, { method: "POST", path: "/sms/send", faultName: "/sms/send", faultAnswer }, (call) => {
    const problem = signatureProblem(call);
    if (problem !== undefined) return problem;
    const body = parseJsonObject(call.rawBody);
    const { requestId, phone, templateCode, text } = body ?? {};
    if (typeof requestId !== "string" || typeof templateCode !== "string" || typeof text !== "string" || text === "") {
      return refusal(400, "PARAMETER_INVALID", "requestId, templateCode and text are required");
    }
    if (typeof phone !== "string" || !/^1\d{10}$/.test(phone)) return refusal(400, "PHONE_INVALID", "phone must be 11 digits beginning with 1");
    const sentBefore = messageIdOfRequest.get(requestId);
    if (sentBefore !== undefined) return jsonAnswer({ messageId: sentBefore });

    const owner = sandbox.people.all.find((person) => person.phone === phone)?.id ?? `phone:${phone}`;
    const messageId = sandbox.inboxes.deliver(owner, { kind: "SMS", phone, templateCode, text, receivedAtEpochMs: sandbox.nowEpochMs() });
    messageIdOfRequest.set(requestId, messageId);
    if (messageIdOfRequest.size > REMEMBERED_MAX) messageIdOfRequest.delete(messageIdOfRequest.keys().next().value!);
    return jsonAnswer({ messageId });
  });

  function signatureProblem(call: Call): Answer | undefined {
    const header = (name: string): string => String(call.headers[name] ?? "");
    const [keyId, timestamp, nonce, signature] = ["x-sms-key-id", "x-sms-timestamp", "x-sms-nonce", "x-sms-signature"].map(header) as [
      string,
      string,
      string,
      string,
    ];
    const expected = createHmac("sha256", sandbox.smsKey.secret).update(`${timestamp}\n${nonce}\n${call.rawBody}`).digest();
    const given = Buffer.from(signature, "hex");
    if (keyId !== sandbox.smsKey.keyId || given.length !== expected.length || !timingSafeEqual(given, expected)) {
      return refusal(401, "SIGNATURE_INVALID", "unknown key or wrong signature");
    }
    if (!(Math.abs(Number(timestamp) * 1000 - sandbox.nowEpochMs()) <= CLOCK_DIFFERENCE_MAX_MS)) {
      return refusal(401, "TIMESTAMP_EXPIRED", "clock differs by more than 300 s");
    }
    if (nonce === "" || seenNonces.has(nonce)) return refusal(401, "SIGNATURE_INVALID", "nonce used before");
    seenNonces.add(nonce);
    if (seenNonces.size > REMEMBERED_MAX) seenNonces.delete(seenNonces.keys().next().value!);
    return undefined;
  }
}

function refusal(status: number, code: string, message: string): Answer {
  return jsonAnswer({ code, message }, JSON_TYPE, status);
}
