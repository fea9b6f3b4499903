import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { FacilityId } from "@app/contract/kernel/ids";
import type { Result } from "@app/contract/kernel/result";
import type { Route, RouteCall, RouteOutput } from "@app/contract/kernel/route";
import { api } from "../../../platform/api";
import { requestIdFor, settleIntent } from "../../../platform/intent";

/**
 * Sends one command under the request id of its intention: a try after a lost answer repeats the same command.
 * @param name what is being done to what, e.g. `editFacility.<facilityId>`
 */
export async function sendCommand<R extends Route>(
  route: R,
  name: string,
  params: Readonly<Record<string, string>>,
  content: Readonly<Record<string, unknown>>,
): Promise<Result<RouteOutput<R>, CallRefusal>> {
  // The contract's own routes all take `requestId` beside their content; each caller's content is checked against its form's schema.
  const call = { params, body: { requestId: requestIdFor(name, content), ...content } } as unknown as RouteCall<R>;
  const result = await api.call(route, call);
  // Without an answer, or while the server is busy, nobody knows whether it happened: the same id must be sent again.
  if (result.ok || (result.refusal.status !== 0 && result.refusal.status < 500 && result.refusal.status !== 401)) settleIntent(name);
  return result;
}

export const managedFacilityKey = (facilityId: FacilityId | undefined) => ["managed-facility", facilityId];
