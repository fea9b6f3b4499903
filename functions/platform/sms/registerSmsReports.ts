import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "@app/contract/kernel/zod";
import type { ReceiveSmsReports, SmsReport } from "../../engines/messaging/smsReports";
import type { Log } from "../log/log";
import { smsFailureOf } from "./smsFailure";

/** Entered in Tencent's SMS console with the secret behind it: 应用管理 → 基础配置 → 短信下发状态回调. */
export const SMS_REPORTS_PATH = "/sms/reports";
/** Many reports in one request, a few hundred bytes each. */
const BODY_LIMIT_BYTES = 256 * 1024;
const REPORTS_MAX = 1_000;

/** 短信下发状态通知. What we do not read may be anything: Tencent adds fields as it likes. */
const TencentReports = z
  .array(
    z.object({
      sid: z.string().regex(/^[\x21-\x7e]{1,128}$/),
      nationcode: z.string(),
      mobile: z.string().regex(/^\d{5,20}$/),
      report_status: z.enum(["SUCCESS", "FAIL"]),
      errmsg: z.string().default(""),
      description: z.string().default(""),
    }),
  )
  .max(REPORTS_MAX);

/**
 * Where Tencent tells what the carriers made of our messages. Its requests bear no signature, so the address itself is the proof: it ends in a secret of the
 * configuration, compared in constant time; and a report counts only for a message that we sent, to that very number, once (promise R16). Answered 0 once it is
 * written; anything else makes Tencent send it again.
 */
export function registerSmsReports(app: FastifyInstance, options: { readonly secret: string; readonly receive: ReceiveSmsReports; readonly log: Log }): void {
  const { secret, receive, log } = options;
  const answer = (reply: FastifyReply, status: number, errmsg: string): FastifyReply =>
    reply
      .code(status)
      .header("cache-control", "no-store")
      .send({ result: status === 200 ? 0 : status, errmsg });

  void app.register(async (scope) => {
    // Tencent does not always name the type of what it sends.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "string", bodyLimit: BODY_LIMIT_BYTES }, (_request, body, done) => done(null, body));

    scope.post(`${SMS_REPORTS_PATH}/:secret`, async (request, reply) => {
      const refused = (status: 400 | 403, code: string): FastifyReply => {
        log.warn("sms reports refused", { requestId: request.id, code });
        return answer(reply, status, code);
      };
      if (!isSame((request.params as { readonly secret: string }).secret, secret)) return refused(403, "SECRET_WRONG");
      const reports = readReports(request.body);
      if (reports === undefined) return refused(400, "REPORTS_UNREADABLE");
      try {
        const outcomes = await receive(reports);
        const count = (outcome: (typeof outcomes)[number]): number => outcomes.filter((one) => one === outcome).length;
        if (count("WRONG_NUMBER") > 0) log.warn("sms reports refused", { requestId: request.id, code: "WRONG_NUMBER", count: count("WRONG_NUMBER") });
        if (count("UNKNOWN") > 0) log.info("sms reports of messages that nobody follows", { requestId: request.id, count: count("UNKNOWN") });
        return await answer(reply, 200, "OK");
      } catch (error) {
        log.error("sms reports not written", { requestId: request.id, error });
        return answer(reply, 503, "AGAIN");
      }
    });
  });
}

function readReports(body: unknown): SmsReport[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(typeof body === "string" ? body : "");
  } catch {
    return undefined;
  }
  const parsed = TencentReports.safeParse(json);
  if (!parsed.success) return undefined;
  return parsed.data.map(({ sid, mobile, report_status, errmsg, description }) => ({
    messageId: sid,
    phone: mobile,
    ...(report_status === "SUCCESS" ? {} : { failure: smsFailureOf(errmsg, description) }),
  }));
}

/** Of equal length by their digests, so that nothing is learned from the time it takes. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash("sha256").update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(one, other);
}
