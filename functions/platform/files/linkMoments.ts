import { epochMsOf, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import { LINK_MINUTES, LINK_WINDOW_MINUTES } from "../../engines/files/fileStorePort";

const WINDOW_MS = LINK_WINDOW_MINUTES * MINUTE_MS;
export const LINK_VALID_SECONDS = (LINK_MINUTES + LINK_WINDOW_MINUTES) * 60;

/** The beginning of the window in which a link made now is signed; it works from there for LINK_VALID_SECONDS. */
export function linkSignedAtEpochMs(now: Instant): number {
  return Math.floor(epochMsOf(now) / WINDOW_MS) * WINDOW_MS;
}
