import { createApiClient, type CallRefusal } from "@app/contract/kernel/apiClient";
import type { Route, RouteCall, RouteOutput } from "@app/contract/kernel/route";
import { fetchTransport } from "./http";
import { endSession, sessionToken } from "./session";

const SESSION_OVER: readonly string[] = ["SESSION_MISSING", "SESSION_EXPIRED"];

/** The one client of the API. A session that is over leads back to the log-in page from wherever it was noticed. */
export const api = createApiClient({
  baseUrl: "",
  transport: fetchTransport,
  sessionToken,
  onRefusal: noticeRefusal,
});

/** For whoever calls the server beside this client: a session that is over is noticed there too. */
export function noticeRefusal(refusal: CallRefusal): void {
  if (SESSION_OVER.includes(refusal.code) && sessionToken() !== undefined) endSession(refusal.message);
}

/** A refused read, thrown because TanStack Query tells success from failure by throwing. Commands use `api.call` and look at the result. */
export class RefusedRead extends Error {
  override readonly name = "RefusedRead";
  constructor(readonly refusal: CallRefusal) {
    super(refusal.message);
  }
}

export async function read<R extends Route>(route: R, input: RouteCall<R>): Promise<RouteOutput<R>> {
  const result = await api.call(route, input);
  if (!result.ok) throw new RefusedRead(result.refusal);
  return result.value;
}

/** Worth another try by itself: no answer, or a server that says it is busy. A refusal with a reason is not. */
export function isPassing(error: Error): boolean {
  return error instanceof RefusedRead && (error.refusal.status === 0 || error.refusal.status === 503);
}
