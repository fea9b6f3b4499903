import { addMs, epochMsOf, type Instant } from "@app/contract/kernel/time";
import type { WaitingSummary } from "@app/contract/visits/waiting.schema";
import { now } from "../../../platform/clock";

/** When an offer ends by this phone's clock, which may be minutes off the server's; undefined when none stands. */
export function offerEndsHere({ status, offeredUntil, serverNow }: Pick<WaitingSummary, "status" | "offeredUntil" | "serverNow">): Instant | undefined {
  if (status !== "OFFERED" || offeredUntil === undefined) return undefined;
  return addMs(now(), epochMsOf(offeredUntil) - epochMsOf(serverNow));
}
