import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { FaultErrcode, FaultKind } from "./faults";
import type { WechatSandbox } from "./sandboxState";
import { wechatError, type WechatErrcode } from "./wechatErrors";

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
}

export const JSON_TYPE = "application/json; charset=UTF-8";
/** What `sns` interfaces of WeChat call their JSON; a client that trusts the content type fails on it. */
export const TEXT_TYPE = "text/plain";

export function jsonAnswer(body: object, contentType: string = JSON_TYPE, status = 200): Answer {
  return { status, contentType, body: JSON.stringify(body) };
}

export interface Call {
  readonly query: Readonly<Record<string, string>>;
  /** As received: a signature covers the bytes, not their meaning. */
  readonly rawBody: string;
  readonly headers: FastifyRequest["headers"];
  /** Without the query, as the caller wrote it. */
  readonly path: string;
  /** `http://127.0.0.1:3000` as the caller knows it. */
  readonly origin: string;
}

/** An endpoint of WeChat (or of the SMS gateway) with its injected faults. Every answer of WeChat but a broken server's is an HTTP 200. */
export function defineEndpoint(
  scope: FastifyInstance,
  sandbox: WechatSandbox,
  endpoint: {
    readonly method: "GET" | "POST";
    readonly path: string;
    readonly faultName: string | ((call: Call) => string);
    readonly faultAnswer?: (kind: FaultErrcode) => Answer;
  },
  handle: (call: Call) => Answer | Promise<Answer>,
): void {
  const closing = new AbortController();
  // Else a process with a hanging answer would not stop before the answer's time is over.
  scope.addHook("preClose", async () => closing.abort());
  const faultAnswer = endpoint.faultAnswer ?? ((kind: FaultErrcode) => jsonAnswer(wechatError(FAULT_ERRCODES[kind])));

  scope.route({
    method: endpoint.method,
    url: endpoint.path,
    handler: async (request, reply) => {
      const fault = sandbox.faults.take(typeof endpoint.faultName === "string" ? endpoint.faultName : endpoint.faultName(callOf(request)));
      const answer = fault === undefined || fault === "timeout-after-commit" ? await handle(callOf(request)) : brokenAnswer(fault, faultAnswer);
      if (fault === "timeout" || fault === "timeout-after-commit") await patience(reply, sandbox.slowAnswerMs, closing.signal);
      return reply.code(answer.status).header("content-type", answer.contentType).send(answer.body);
    },
  });
}

const FAULT_ERRCODES = { "45009": 45009, "45011": 45011, "-1": -1 } as const satisfies Record<FaultErrcode, WechatErrcode>;

function brokenAnswer(fault: Exclude<FaultKind, "timeout-after-commit">, faultAnswer: (kind: FaultErrcode) => Answer): Answer {
  if (fault === "45009" || fault === "45011" || fault === "-1") return faultAnswer(fault);
  const status = fault === "500" ? 500 : 504;
  return { status, contentType: "text/html", body: `<html><body><h1>${status}</h1></body></html>` };
}

function callOf(request: FastifyRequest): Call {
  const query = typeof request.query === "object" && request.query !== null ? Object.entries(request.query) : [];
  return {
    query: Object.fromEntries(query.filter((pair): pair is [string, string] => typeof pair[1] === "string")),
    rawBody: typeof request.body === "string" ? request.body : "",
    headers: request.headers,
    path: request.url.split("?")[0] ?? "",
    origin: `${request.protocol}://${request.host}`,
  };
}

/** Until the time is over, the caller hangs up or the server closes. */
function patience(reply: FastifyReply, ms: number, closing: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const stop = (): void => {
      clearTimeout(timer);
      resolve();
    };
    reply.raw.once("close", stop);
    closing.addEventListener("abort", stop, { once: true });
  });
}

/** A JSON object, or undefined (47001). */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}
