import type { Instant } from "@app/contract/kernel/time";
import type { ScanRefusalReason } from "@app/contract/visits/checkIn.schema";
import type { Actor } from "@app/contract/kernel/actor";
import { absent, type Write } from "../../engines/store/storePort";

/**
 * Refused scans are kept too (promise M8): a gate that turns people away must be able to say whom and why.
 * | AP-R1 · refused scans of a facility by time · primary · SCANS#facility / moment#id · page |
 */
export function refusedScanWrite(scan: {
  readonly scanId: string;
  readonly gateFacilityId: string;
  readonly gateName: string;
  readonly reason: ScanRefusalReason;
  readonly bookingId: string | undefined;
  readonly heads: number | undefined;
  readonly actor: Actor;
  readonly at: Instant;
}): Write {
  return {
    kind: "put",
    tag: "refused scan",
    condition: absent,
    item: {
      pk: `SCANS#${scan.gateFacilityId}`,
      sk: `${scan.at}#${scan.scanId}`,
      outcome: "REFUSED",
      reason: scan.reason,
      gateName: scan.gateName,
      byId: scan.actor.id,
      byName: scan.actor.name,
      at: scan.at,
      ...(scan.bookingId === undefined ? {} : { bookingId: scan.bookingId }),
      ...(scan.heads === undefined ? {} : { heads: scan.heads }),
    },
  };
}
