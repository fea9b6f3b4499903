import { epochMsOf, type Instant, type LocalDate } from "@app/contract/kernel/time";
import type { BookingId, FacilityId } from "@app/contract/kernel/ids";
import type { BookingEntry, EntryId } from "@app/contract/visits/bookingEntry.schema";
import { ENTRY_STATE_LABELS } from "@app/contract/visits/bookingEntry.schema";
import type { ScanRefusalReason } from "@app/contract/visits/checkIn.schema";
import type { OfflineScanResult } from "@app/contract/visits/gate.schema";

/**
 * ASKING: the server is being asked right now, nobody has been let in yet. QUEUED: decided here, to be uploaded. SENDING: being uploaded. DONE: the server has it.
 * CONFLICT and REFUSED: the server has it and saw it otherwise; shown until somebody acknowledges it. UNDONE: taken back.
 */
export type ScanState = "ASKING" | "QUEUED" | "SENDING" | "DONE" | "CONFLICT" | "REFUSED" | "UNDONE";

/** One confirmed scan on this phone, complete: what is needed to show it, to upload it and to undo it without any other record. */
export interface LocalScan {
  /** The nonce: the request id of the online check-in and the name of the same scan when it is uploaded (promise F4). */
  readonly entryId: EntryId;
  readonly facilityId: FacilityId;
  readonly date: LocalDate;
  readonly gateName: string;
  /** Who scanned. Only their own session uploads it, so that nobody enters in another's name. */
  readonly operatorId: string;
  readonly operatorName: string;
  readonly sequence: number;
  readonly text: string;
  readonly heads: number;
  /** By the phone's clock, as it was: the server puts it right by the clock at the upload. */
  readonly scannedAt: Instant;
  /** The same moment by the server's clock, as far as the phone knows it: for lists and screens. */
  readonly at: Instant;
  readonly listAsOf: Instant | undefined;
  /** Present when this phone turned them away (promise M8). */
  readonly refusedFor: ScanRefusalReason | undefined;
  readonly bookingId: BookingId | undefined;
  /** How a person recognises the party. */
  readonly who: string;
  /** Heads by the signed code, where the booking is on no list. */
  readonly codeHeads: number | undefined;
  /** The server was asked with this nonce and may have recorded it. */
  readonly isAsked: boolean;
  readonly state: ScanState;
  /** By the server's clock: when it answered. */
  readonly settledAt: Instant | undefined;
  readonly message: string | undefined;
  readonly conflictId: string | undefined;
  readonly isAcknowledged: boolean;
}

export type NewScan = Omit<LocalScan, "sequence" | "settledAt" | "message" | "conflictId" | "isAcknowledged">;

/** To be uploaded, or on its way. */
export function isUnsent(scan: LocalScan): boolean {
  return scan.state === "ASKING" || scan.state === "QUEUED" || scan.state === "SENDING";
}

/** Stands on the screen until somebody has seen it. */
export function wantsEyes(scan: LocalScan): boolean {
  return !scan.isAcknowledged && scan.message !== undefined;
}

/** May be forgotten: the server has it, and nobody has to look at it any more. */
export function isSettled(scan: LocalScan): boolean {
  return !isUnsent(scan) && !wantsEyes(scan);
}

/** What the upload's answer makes of a scan. */
export function answeredScan(scan: LocalScan, result: OfflineScanResult, serverNow: Instant): LocalScan {
  const settled = { ...scan, settledAt: serverNow, conflictId: result.conflictId };
  switch (result.outcome) {
    case "ENTERED":
      return { ...settled, state: "DONE" };
    case "ALREADY_RECORDED":
      if (result.conflictId !== undefined) return { ...settled, state: "CONFLICT", message: result.message };
      // The first question's answer was lost, and this phone had turned the party away meanwhile: people who stand outside are counted as inside.
      return scan.refusedFor !== undefined && scan.isAsked
        ? {
            ...settled,
            state: "DONE",
            refusedFor: undefined,
            message: `网络超时时本机提示不能入场，但系统已经记为 ${scan.heads} 人入场。如果人没有进去，请撤销。`,
          }
        : { ...settled, state: "DONE" };
    case "CONFLICT":
      return { ...settled, state: "CONFLICT", message: result.message };
    case "REFUSED":
      // Turned away here and there alike: nothing to say.
      return scan.refusedFor === undefined ? { ...settled, state: "REFUSED", message: result.message } : { ...settled, state: "REFUSED" };
  }
}

/** A scan of this phone as an entry of its party. */
export function entryOf(scan: LocalScan, deviceId: string): BookingEntry {
  return {
    entryId: scan.entryId,
    heads: scan.heads,
    at: scan.at,
    receivedAt: scan.settledAt ?? scan.at,
    offline: true,
    gateName: scan.gateName,
    byName: scan.operatorName,
    deviceId,
    means: "STAFF_SCAN",
    state: "COUNTED",
    stateLabel: isUnsent(scan) ? "待上传" : ENTRY_STATE_LABELS.COUNTED,
  };
}

/** Puts a moment of the phone's clock right. */
export function clockOffMs(serverNow: Instant, deviceNow: Instant): number {
  return epochMsOf(serverNow) - epochMsOf(deviceNow);
}

const STATES: readonly unknown[] = ["ASKING", "QUEUED", "SENDING", "DONE", "CONFLICT", "REFUSED", "UNDONE"] satisfies ScanState[];

/**
 * What the phone kept, read again. The application was closed in the middle of asking or sending: the guard had confirmed, so the scan stands, and its nonce keeps it
 * from counting twice.
 */
export function readLocalScan(raw: unknown): LocalScan | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const scan = raw as Partial<LocalScan>;
  const isWhole =
    typeof scan.entryId === "string" &&
    typeof scan.facilityId === "string" &&
    typeof scan.date === "string" &&
    typeof scan.text === "string" &&
    typeof scan.heads === "number" &&
    typeof scan.sequence === "number" &&
    typeof scan.scannedAt === "string" &&
    STATES.includes(scan.state);
  if (!isWhole) return undefined;
  const known = scan as LocalScan;
  return isUnsent(known) ? { ...known, state: "QUEUED" } : known;
}
