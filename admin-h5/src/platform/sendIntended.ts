import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { RequestId } from "@app/contract/kernel/ids";
import type { Result } from "@app/contract/kernel/result";
import { requestIdFor, settleIntent } from "./intent";

/**
 * Sends one intended command. A try after a lost answer carries the same request id, so that it cannot happen twice.
 *
 * @param name what is being done to what, e.g. `changeContact.<accountId>`
 */
export async function sendIntended<T>(
  name: string,
  content: unknown,
  call: (requestId: RequestId) => Promise<Result<T, CallRefusal>>,
): Promise<Result<T, CallRefusal>> {
  const result = await call(requestIdFor(name, content));
  if (result.ok || isFinal(result.refusal)) settleIntent(name);
  return result;
}

/** Without an answer, or while the server is busy, nobody knows whether it happened: the same id must be sent again. */
function isFinal(refusal: CallRefusal): boolean {
  return refusal.status !== 0 && refusal.status < 500 && refusal.status !== 401;
}
