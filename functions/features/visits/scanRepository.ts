import type { Instant } from "@app/contract/kernel/time";
import type { OfflineRefusalReason } from "@app/contract/visits/gate.schema";
import type { Actor } from "@app/contract/kernel/actor";
import { retainedEntry } from "../../engines/retention/retained";
import { absent, type ItemKey, type Write } from "../../engines/store/storePort";

const REFUSED_SCAN_TAG = "refused scan";
const scanKey = (gateFacilityId: string, moment: string, scanId: string): ItemKey => ({ pk: `SCANS#${gateFacilityId}`, sk: `${moment}#${scanId}` });

/** By what the phone itself said, so that the same scan has the same place however often and by whomever it is uploaded. */
export const offlineScanKey = (gateFacilityId: string, scan: { readonly scannedAt: Instant; readonly entryId: string }): ItemKey =>
  scanKey(gateFacilityId, scan.scannedAt, scan.entryId);

/**
 * Refused scans are kept too (promise M8): a gate that turns people away must be able to say whom and why.
 * | AP-R1 · refused scans of a facility by time · primary · SCANS#facility / moment#id · page |
 */
export function refusedScanWrite(scan: {
  readonly scanId: string;
  readonly gateFacilityId: string;
  readonly gateName: string;
  readonly reason: OfflineRefusalReason;
  readonly bookingId: string | undefined;
  readonly heads: number | undefined;
  readonly actor: Actor;
  readonly at: Instant;
  /** Present when a phone decided without network and told us later. */
  readonly offline?: { readonly key: ItemKey; readonly deviceId: string; readonly receivedAt: Instant };
}): Write {
  return {
    kind: "put",
    tag: REFUSED_SCAN_TAG,
    condition: absent,
    item: {
      ...(scan.offline?.key ?? scanKey(scan.gateFacilityId, scan.at, scan.scanId)),
      index4: retainedEntry("REFUSED_SCAN", scan.at, scan.scanId),
      outcome: "REFUSED",
      reason: scan.reason,
      gateName: scan.gateName,
      byId: scan.actor.id,
      byName: scan.actor.name,
      at: scan.at,
      ...(scan.bookingId === undefined ? {} : { bookingId: scan.bookingId }),
      ...(scan.offline === undefined ? {} : { offline: true, deviceId: scan.offline.deviceId, receivedAt: scan.offline.receivedAt }),
      ...(scan.heads === undefined ? {} : { heads: scan.heads }),
    },
  };
}
