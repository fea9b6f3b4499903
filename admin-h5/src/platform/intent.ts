import type { RequestId } from "@app/contract/kernel/ids";
import { newRequestId } from "./requestId";

const PREFIX = "civic-green.back-office.intent.";

/**
 * One request id for one intended command. It is stored before the first try, so that a try after a lost answer, or after a reload, repeats the same
 * command; other content is another intention and gets its own id, because the server refuses one id with two contents.
 *
 * @param name what is being done to what, e.g. `CONFIRM.<bookingId>`
 */
export function requestIdFor(name: string, content: unknown): RequestId {
  const wanted = JSON.stringify(content);
  const stored = sessionStorage.getItem(PREFIX + name);
  const cut = stored?.indexOf(" ") ?? -1;
  if (stored !== null && cut > 0 && stored.slice(cut + 1) === wanted) return stored.slice(0, cut) as RequestId;
  const requestId = newRequestId();
  sessionStorage.setItem(PREFIX + name, `${requestId} ${wanted}`);
  return requestId;
}

/** The server has answered, so the intention is spent: the same words again would be a new command. */
export function settleIntent(name: string): void {
  sessionStorage.removeItem(PREFIX + name);
}

export function forgetIntents(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}
