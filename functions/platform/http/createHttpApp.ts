import { isIP, type Socket } from "node:net";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { SYSTEM_ACTOR, hasPermission, type Actor, type Duty } from "@app/contract/kernel/actor";
import { kernelErrors, type AnyRefusal, type ErrorBody, type ErrorTable, type FieldProblem } from "@app/contract/kernel/errors";
import { networkOf } from "@app/contract/kernel/network";
import type { Route } from "@app/contract/kernel/route";
import { answersSpreadsheet, type SpreadsheetFile } from "@app/contract/kernel/spreadsheet";
import { PasswordsBusy } from "../../engines/codes/passwordPort";
import type { Handler } from "../../engines/http/handler";
import { StoreUnavailable } from "../../engines/store/storePort";
import type { Log } from "../log/log";
import { addAnswerHeaders } from "./answerHeaders";
import { deviceWords } from "./deviceWords";
import { parseInput } from "./parseInput";
import { sendSpreadsheet } from "./sendSpreadsheet";

/** The largest JSON body of any route; photos go to the file store, never through here. */
const BODY_LIMIT_BYTES = 256 * 1024;
const STOP_WAITS_MS = 5_000;
const STOP_POLL_MS = 20;
/** Nobody; handlers of public routes get it and hold no right by it. */
const NOBODY: Actor = { ...SYSTEM_ACTOR, kind: "USER", id: "nobody", name: "访客" };

const DUTY_REFUSALS = { NEW_PASSWORD: "NEW_PASSWORD_DUE", SECOND_STEP: "SECOND_STEP_DUE" } as const satisfies Record<Duty, keyof typeof kernelErrors>;

export interface HttpAppOptions {
  readonly bindings: readonly { readonly route: Route; readonly handler: Handler<Route> }[];
  readonly authenticate: (token: string) => Promise<Actor | undefined>;
  /** The seconds to wait when an address, or a caller once that is known, asks too often. */
  readonly secondsToWait?: (route: Route, who: { readonly address: string } | { readonly callerId: string }) => number | undefined;
  /** Told of each request to one of the routes. */
  readonly onRequest?: () => void;
  readonly newRequestId: () => string;
  readonly log: Log;
  /** How many proxies stand in front and may say where a request came from; by default only one on this very machine may. */
  readonly trustedProxies?: number;
  /** Checks every answer against its schema; for tests, where a wrong answer must be a failure. */
  readonly checkOutput?: boolean;
}

/**
 * Binds the contract's routes to their handlers. Parsing is strict and reports all problems at once; a refusal becomes {code, message, fields, requestId};
 * what no table knows is a bug: logged whole, answered without a word of its inside.
 */
export function createHttpApp(options: HttpAppOptions): FastifyInstance {
  const app = Fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: options.trustedProxies === undefined ? "loopback" : (_address, hop) => hop < (options.trustedProxies ?? 0),
    genReqId: () => options.newRequestId(),
    // A path segment longer than our ids is answered by the route's own schema.
    routerOptions: { maxParamLength: 400 },
    clientErrorHandler: (error, socket) => answerUnreadable(error.code, socket, options.newRequestId()),
    frameworkErrors: (error, request, reply) => void answerThrown(options, error, request, reply),
  });
  app.setErrorHandler((error, request, reply) => answerThrown(options, error, request, reply));
  // Only JSON is spoken here; Fastify would also take text/plain.
  app.removeContentTypeParser("text/plain");
  closeIdleConnectionsAtStop(app);
  addAnswerHeaders(app);
  for (const { route, handler } of options.bindings) bind(app, options, route, handler);
  return app;
}

/**
 * Node counts a connection that has not asked anything yet (browsers open such ahead of need) as busy and would wait a minute for it at the stop. Here the
 * stop waits for requests, not for connections.
 */
function closeIdleConnectionsAtStop(app: FastifyInstance): void {
  let underWay = 0;
  app.addHook("onRequest", async (_request, reply) => {
    underWay += 1;
    // Also comes for a download that broke off, which Fastify never calls answered.
    reply.raw.once("close", () => (underWay -= 1));
  });
  app.addHook("preClose", async () => {
    let polls = STOP_WAITS_MS / STOP_POLL_MS;
    const polling = setInterval(() => {
      polls -= 1;
      if (underWay > 0 && polls > 0) return;
      clearInterval(polling);
      app.server.closeAllConnections();
    }, STOP_POLL_MS);
  });
}

/** For homes that serve the API alone; one machine answers unknown paths with its clients' pages instead. */
export function refuseUnknownRoutes(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => sendRefusal(reply, { code: "ROUTE_UNKNOWN" }, kernelErrors, request.id));
}

function bind(app: FastifyInstance, options: HttpAppOptions, route: Route, handler: Handler<Route>): void {
  const errors: ErrorTable = { ...kernelErrors, ...route.errors };
  app.route({
    method: route.method,
    url: route.path.replace(/\{(\w+)\}/g, ":$1"),
    handler: async (request, reply) => {
      options.onRequest?.();
      reply.header("cache-control", "no-store");
      const tooSoon = (retryAfterSeconds: number) => sendRefusal(reply, { code: "RATE_LIMITED", retryAfterSeconds }, errors, request.id);
      // Before anything is asked of the store.
      const addressWaits = options.secondsToWait?.(route, { address: networkOf(addressOf(request)) });
      if (addressWaits !== undefined) return tooSoon(addressWaits);
      const sessionToken = bearerToken(request);
      const actor = route.access === "PUBLIC" ? undefined : sessionToken === undefined ? "MISSING" : ((await options.authenticate(sessionToken)) ?? "EXPIRED");
      if (actor === "MISSING") return sendRefusal(reply, { code: "SESSION_MISSING" }, errors, request.id);
      if (actor === "EXPIRED") return sendRefusal(reply, { code: "SESSION_EXPIRED" }, errors, request.id);
      const callerWaits = actor === undefined ? undefined : options.secondsToWait?.(route, { callerId: actor.id });
      if (callerWaits !== undefined) return tooSoon(callerWaits);
      if (actor?.duty !== undefined && route.whileDue !== true) return sendRefusal(reply, { code: DUTY_REFUSALS[actor.duty] }, errors, request.id);
      if (typeof route.access === "object" && (actor === undefined || !hasPermission(actor, route.access.permission))) {
        return sendRefusal(reply, { code: "FORBIDDEN" }, errors, request.id);
      }
      const input = parseInput(route, { params: request.params, query: request.query, body: request.body });
      if (!input.ok) return sendRefusal(reply, { code: "INPUT_INVALID" }, errors, request.id, input.refusal);
      const result = await handler({
        input: input.value,
        actor: { ...(actor ?? NOBODY), from: { address: addressOf(request), device: deviceWords(request.headers["user-agent"]) } },
        anonymous: actor === undefined,
        sessionToken,
        clientAddress: networkOf(addressOf(request)),
      });
      if (!result.ok) return sendRefusal(reply, result.refusal, errors, request.id);
      if (options.checkOutput === true) route.output.parse(result.value);
      if (!answersSpreadsheet(route)) return reply.send(result.value);
      return sendSpreadsheet(reply, result.value as SpreadsheetFile, (error) =>
        options.log.error("download broke off", { requestId: request.id, route: route.id, error }),
      );
    },
  });
}

/** What a proxy was told and passed on may be any text; it becomes no key and no line of the trail. */
function addressOf(request: FastifyRequest): string {
  return isIP(request.ip) === 0 ? (request.socket.remoteAddress ?? "") : request.ip;
}

function bearerToken(request: FastifyRequest): string | undefined {
  const match = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(request.headers.authorization ?? "");
  return match?.[1];
}

/** Refuses with the table's status and sentence. A code that the table lacks is a bug of ours: it throws. */
export function sendRefusal(reply: FastifyReply, refusal: AnyRefusal, errors: ErrorTable, requestId: string, fields?: readonly FieldProblem[]): FastifyReply {
  const entry = errors[refusal.code];
  if (entry === undefined) throw new Error(`refusal ${refusal.code} is in no error table of this route`);
  const { code, ...details } = refusal;
  const body: ErrorBody = {
    code,
    message: entry.sentence(refusal),
    fields: [...(fields ?? entry.fields?.(refusal) ?? [])],
    requestId,
    ...(Object.keys(details).length === 0 ? {} : { details }),
  };
  if (entry.status === 429 && typeof details["retryAfterSeconds"] === "number") reply.header("retry-after", details["retryAfterSeconds"]);
  return reply.status(entry.status).header("cache-control", "no-store").send(body);
}

/** What Fastify refuses before a handler runs, as our codes; everything it calls a client's error stays a 4xx. */
const FRAMEWORK_CODES: Readonly<Record<string, keyof typeof kernelErrors>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: "BODY_NOT_JSON",
  FST_ERR_CTP_EMPTY_JSON_BODY: "BODY_NOT_JSON",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "BODY_NOT_JSON",
  FST_ERR_CTP_BODY_TOO_LARGE: "BODY_TOO_LARGE",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "MEDIA_TYPE_UNSUPPORTED",
  FST_ERR_BAD_URL: "ROUTE_UNKNOWN",
  FST_ERR_MAX_PARAM_LENGTH: "ROUTE_UNKNOWN",
};

/** What is no HTTP at all, or has headers without end, never becomes a request: the answer is written by hand, in the shape of all others. */
function answerUnreadable(code: string, socket: Socket, requestId: string): void {
  if (code === "ECONNRESET" || socket.destroyed || !socket.writable) return;
  const body: ErrorBody = { code: "BODY_NOT_JSON", message: kernelErrors.BODY_NOT_JSON.sentence({}), fields: [], requestId };
  const text = JSON.stringify(body);
  const status =
    code === "HPE_HEADER_OVERFLOW" ? "431 Request Header Fields Too Large" : code === "ERR_HTTP_REQUEST_TIMEOUT" ? "408 Request Timeout" : "400 Bad Request";
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`,
  );
}

function answerThrown(options: HttpAppOptions, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = error as { readonly code?: unknown; readonly statusCode?: unknown };
  const frameworkCode = FRAMEWORK_CODES[String(known.code)];
  if (frameworkCode !== undefined) return sendRefusal(reply, { code: frameworkCode }, kernelErrors, request.id);
  if (typeof known.statusCode === "number" && known.statusCode >= 400 && known.statusCode < 500)
    return sendRefusal(reply, { code: "BODY_NOT_JSON" }, kernelErrors, request.id);
  if (error instanceof PasswordsBusy) return sendRefusal(reply, { code: "CROWDED", retryAfterSeconds: error.retryAfterSeconds }, kernelErrors, request.id);
  if (error instanceof StoreUnavailable) {
    options.log.warn("store unavailable", { requestId: request.id, route: request.routeOptions.url ?? "", message: error.message });
    return sendRefusal(reply, { code: "STORE_UNAVAILABLE" }, kernelErrors, request.id);
  }
  options.log.error("request failed", { requestId: request.id, route: request.routeOptions.url ?? "", error });
  const body: ErrorBody = { code: "INTERNAL", message: "系统出了点问题，我们已记录，请稍后再试；您填写的内容会保留。", fields: [], requestId: request.id };
  return reply.status(500).header("cache-control", "no-store").send(body);
}
