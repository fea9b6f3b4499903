import type { FastifyInstance } from "fastify";
import { parseJsonObject } from "./endpoint";
import type { WechatSandbox } from "./sandboxState";

/** An SMS as Tencent keeps it: what was taken, and what the carrier made of it. */
export interface SentSmsOfSandbox {
  /** With +86. */
  readonly phone: string;
  readonly serialNo: string;
  readonly session: string;
  readonly sentAtEpochMs: number;
  readonly errmsg: string;
  readonly description: string;
}
export const DELIVERED = { errmsg: "DELIVRD", description: "用户短信送达成功" } as const;
const UNREACHABLE = { errmsg: "UNDELIV", description: "用户手机关机或停机" } as const;
const PATIENCE_MS = 5_000;

export const reportStatusOf = ({ errmsg }: Pick<SentSmsOfSandbox, "errmsg">): "SUCCESS" | "FAIL" => (errmsg === DELIVERED.errmsg ? "SUCCESS" : "FAIL");

/** As Tencent writes one message's report. */
export function smsReportOf(sms: SentSmsOfSandbox, nowEpochMs: number): Record<string, string> {
  const china = new Date(nowEpochMs + 8 * 3_600_000).toISOString();
  return {
    user_receive_time: `${china.slice(0, 10)} ${china.slice(11, 19)}`,
    nationcode: "86",
    mobile: sms.phone.replace(/^\+86/, ""),
    report_status: reportStatusOf(sms),
    errmsg: sms.errmsg,
    description: sms.description,
    sid: sms.serialNo,
  };
}

/** All that waits in one request, as Tencent does; again later when the product does not answer 0. The status, or undefined when there was no answer or nothing to say. */
export async function pushSmsReports(sandbox: WechatSandbox): Promise<number | undefined> {
  const url = sandbox.smsReportsUrl();
  const waiting = sandbox.sms.unreported.splice(0);
  if (url === undefined || waiting.length === 0) return undefined;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(waiting.map((sms) => smsReportOf(sms, sandbox.nowEpochMs()))),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { result } = (await response.json()) as { readonly result?: unknown };
    if (result !== 0) sandbox.sms.unreported.push(...waiting);
    return response.status;
  } catch {
    sandbox.sms.unreported.push(...waiting);
    return undefined;
  }
}

/** The page's side: a phone that is switched off, for as long as somebody likes. */
export function registerSmsReportRoutes(api: FastifyInstance, sandbox: WechatSandbox): void {
  api.get("/unreachable-phones", async () => ({ phones: [...sandbox.sms.unreachable.keys()] }));
  api.post("/unreachable-phones", async (request, reply) => {
    const { phone, isUnreachable } = typeof request.body === "string" ? (parseJsonObject(request.body) ?? {}) : {};
    if (typeof phone !== "string" || !/^1\d{10}$/.test(phone) || typeof isUnreachable !== "boolean")
      return reply.code(400).send({ message: "phone 应为手机号，isUnreachable 应为 true 或 false" });
    if (isUnreachable) sandbox.sms.unreachable.set(phone, UNREACHABLE);
    else sandbox.sms.unreachable.delete(phone);
    return { phones: [...sandbox.sms.unreachable.keys()] };
  });
}
