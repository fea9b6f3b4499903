import { ErrorBody } from "./errors";
import { ok, refuse, type Result } from "./result";
import type { Route, RouteCall, RouteOutput } from "./route";

/** What a client platform (fetch, Taro.request) must do: send, and say what came back. `NETWORK` when no answer came. */
export interface HttpTransport {
  send(request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | undefined;
  }): Promise<{ readonly kind: "ANSWER"; readonly status: number; readonly body: unknown } | { readonly kind: "NETWORK" }>;
}

/** A refusal as a client sees it: the server's words, or ours when there was no answer. Nothing typed is lost: the caller keeps its form. */
export interface CallRefusal extends ErrorBody {
  /** 0 when no answer came. */
  readonly status: number;
}

/** The server has decided: trying the very same again will change nothing. No answer, a busy server or too many requests: it may. */
export function isDefiniteRefusal(refusal: CallRefusal): boolean {
  return refusal.status >= 400 && refusal.status < 500 && refusal.status !== 429 && refusal.status !== 401;
}

export interface ApiClient {
  call<R extends Route>(route: R, input: RouteCall<R>): Promise<Result<RouteOutput<R>, CallRefusal>>;
}

export const NO_ANSWER: CallRefusal = { status: 0, code: "NETWORK", message: "网络不通，请检查网络后重试；您填写的内容会保留。", fields: [], requestId: "" };
const BAD_ANSWER: CallRefusal = { status: 0, code: "ANSWER_UNREADABLE", message: "系统返回的内容无法识别，请稍后重试。", fields: [], requestId: "" };

/**
 * @param baseUrl origin of the API without a trailing slash; empty for the same origin
 * @param sessionToken read before each call, so that a new log-in is used at once
 */
export function createApiClient(options: {
  readonly baseUrl: string;
  readonly transport: HttpTransport;
  readonly sessionToken: () => string | undefined;
  /** Told of every refusal, so that a shell can react to an expired session in one place. */
  readonly onRefusal?: (refusal: CallRefusal) => void;
}): ApiClient {
  return {
    async call(route, input) {
      const { body } = input as { body?: unknown };
      const token = options.sessionToken();
      const answer = await options.transport.send({
        method: route.method,
        url: options.baseUrl + routeAddress(route, input),
        headers: {
          accept: "application/json",
          ...(route.body === undefined ? {} : { "content-type": "application/json" }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: route.body === undefined ? undefined : JSON.stringify(body ?? {}),
      });
      const result = readAnswer<RouteOutput<typeof route>>(answer);
      if (!result.ok) options.onRefusal?.(result.refusal);
      return result;
    },
  };
}

/** Path and query of a call, for a client that fetches a file by itself. */
export function routeAddress<R extends Route>(route: R, input: RouteCall<R>): string {
  const parts = input as { params?: Record<string, string>; query?: Record<string, unknown> };
  return fillPath(route.path, parts.params) + queryText(parts.query);
}

function readAnswer<Output>(answer: Awaited<ReturnType<HttpTransport["send"]>>): Result<Output, CallRefusal> {
  if (answer.kind === "NETWORK") return refuse(NO_ANSWER);
  // The server validated its own output against the same schema in its tests; parsing it again on a phone would cost time and tie old clients to new fields.
  if (answer.status >= 200 && answer.status < 300) return ok(answer.body as Output);
  return refuse(readRefusal(answer.status, answer.body));
}

export function readRefusal(status: number, body: unknown): CallRefusal {
  const error = ErrorBody.safeParse(body);
  return error.success ? { ...error.data, status } : { ...BAD_ANSWER, status };
}

function fillPath(path: string, params: Record<string, string> | undefined): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ""));
}

function queryText(query: Record<string, unknown> | undefined): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return pairs.length === 0 ? "" : `?${pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`).join("&")}`;
}
