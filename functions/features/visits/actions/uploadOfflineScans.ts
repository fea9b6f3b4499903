import { decideAction } from "@app/contract/engines/workflow";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addMs, DAY_MS, epochMsOf, instantLabel, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import { bookingWorkflowOf } from "@app/contract/visits/booking.workflow";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import type { EntryConflictKind } from "@app/contract/visits/entryConflict.schema";
import {
  OFFLINE_SCAN_DAYS_MAX,
  type OfflineRefusalReason,
  type OfflineScan,
  type OfflineScanResult,
  type UploadOfflineScans,
  type UploadOfflineScansAnswer,
} from "@app/contract/visits/gate.schema";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import { runCommand, type CommandContext, type Decision } from "../../../engines/commands/runCommand";
import { absent, versionIs, type Write } from "../../../engines/store/storePort";
import { changeEntry, conflictIdOf, entryOf, lastCountedEntry } from "../bookingEntries";
import { BOOKING_TAG, bookingKey, type BookingItem, type StoredEntry } from "../bookingRepository";
import { toBookingSummary } from "../bookingView";
import { ENTRY_CONFLICT_TAG, openedConflict } from "../entryConflictRepository";
import { getFacilityItem, type FacilityItem } from "../facilityRepository";
import { readScannedCode, type ScannedCode } from "../readScannedCode";
import { offlineDecision, scanSentence } from "../scanDecision";
import { offlineScanKey, refusedScanWrite } from "../scanRepository";
import type { VisitDeps } from "../visitDeps";
import { DEFAULT_GATE_NAME, reasonAtGate } from "./inspectCode";

// A queue is worked off by so many bookings at once: enough to keep the store busy, few enough to leave room for the other gates.
const BOOKINGS_AT_ONCE = 16;
/** Below that a phone's clock is right: the difference is the way of the message. */
const CLOCK_OFF_SAID_MINUTES = 2;
/** A phone may not claim to have scanned after it sent. */
const CLOCK_SLACK_MS = 2 * MINUTE_MS;

interface Upload {
  readonly actor: Actor;
  readonly facility: FacilityItem;
  readonly gateName: string;
  readonly deviceId: string;
  readonly deviceNow: Instant;
  /** What makes the server's time of a phone's: server less phone at the sending. */
  readonly clockOffMs: number;
  readonly clockOffMinutes: number | undefined;
}

/**
 * Takes in what a phone decided without an answer (promises M7, F2, F4). Each scan is a transaction of its own and happens once by its nonce, whether it came first through
 * the online check-in, through an earlier upload or through another account; so a queue may be sent again and again, in any order, and by several phones at once.
 * Scans of one booking go in their own order, bookings beside one another.
 */
export async function uploadOfflineScans(
  deps: Pick<VisitDeps, "engine" | "codes">,
  input: { actor: Actor; facilityId: string; command: UploadOfflineScans },
): Promise<Result<UploadOfflineScansAnswer, VisitRefusal | KernelRefusal>> {
  const { engine, codes } = deps;
  const { actor, command } = input;
  const facility = await getFacilityItem(engine.store, input.facilityId);
  if (facility === undefined || !mayAt(actor, "checkIns.record", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
  const serverNow = engine.clock.now();
  const clockOffMs = epochMsOf(serverNow) - epochMsOf(command.deviceNow);
  const minutes = Math.round(clockOffMs / MINUTE_MS);
  const upload: Upload = {
    actor,
    facility,
    gateName: command.gateName === undefined || command.gateName === "" ? DEFAULT_GATE_NAME : command.gateName,
    deviceId: command.deviceId,
    deviceNow: command.deviceNow,
    clockOffMs,
    clockOffMinutes: Math.abs(minutes) < CLOCK_OFF_SAID_MINUTES ? undefined : minutes,
  };
  const read = command.scans.map((scan, position) => ({ scan, position, code: readScannedCode(scan.text, codes) }));
  const results = new Array<OfflineScanResult>(read.length);
  let refusal: VisitRefusal | KernelRefusal | undefined;
  const queues = [...groupedByBooking(read).values()];
  const work = async (): Promise<void> => {
    for (let queue = queues.pop(); queue !== undefined; queue = queues.pop()) {
      for (const { scan, position, code } of queue) {
        const recorded = await recordOfflineScan(deps, upload, scan, code);
        if (recorded.ok) results[position] = recorded.value;
        else refusal = recorded.refusal;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(BOOKINGS_AT_ONCE, queues.length) }, work));
  // Only a race that was lost too often: what was recorded stays, and the phone sends its queue again.
  if (refusal !== undefined) return refuse(refusal);
  return ok({ serverNow, ...(upload.clockOffMinutes === undefined ? {} : { clockOffMinutes: upload.clockOffMinutes }), results });
}

interface ReadScan {
  readonly scan: OfflineScan;
  readonly position: number;
  readonly code: ScannedCode;
}

function groupedByBooking(scans: readonly ReadScan[]): Map<string, ReadScan[]> {
  const inOrder = [...scans].sort(
    (left, right) => left.scan.scannedAt.localeCompare(right.scan.scannedAt) || left.scan.sequence - right.scan.sequence || left.position - right.position,
  );
  const groups = new Map<string, ReadScan[]>();
  for (const each of inOrder) {
    // A nonce that stands twice in one upload is one scan, so it must not race itself either.
    const group = each.code.kind === "BOOKING" ? `booking ${each.code.bookingId}` : `scan ${each.scan.entryId}`;
    groups.set(group, [...(groups.get(group) ?? []), each]);
  }
  return groups;
}

type Decided = Decision<OfflineScanResult, VisitRefusal | KernelRefusal>;

function recordOfflineScan(
  deps: Pick<VisitDeps, "engine">,
  upload: Upload,
  scan: OfflineScan,
  code: ScannedCode,
): Promise<Result<OfflineScanResult, VisitRefusal | KernelRefusal>> {
  const { engine } = deps;
  return runCommand<OfflineScanResult, VisitRefusal | KernelRefusal>(engine, {
    actor: upload.actor,
    // The entry, or the refused scan, is kept under the nonce itself: that is what makes it happen once, for as long as the booking is kept.
    requestId: undefined,
    command: "recordOfflineScan",
    asked: null,
    decide: async (context) => decideOfflineScan(deps, upload, scan, code, context),
  });
}

async function decideOfflineScan(
  { engine }: Pick<VisitDeps, "engine">,
  upload: Upload,
  scan: OfflineScan,
  code: ScannedCode,
  { now, newId }: CommandContext,
): Promise<Result<Decided, VisitRefusal | KernelRefusal>> {
  const { actor, facility } = upload;
  const key = offlineScanKey(facility.facilityId, scan);
  const [refusedBefore, found] = await engine.store.getMany(code.kind === "BOOKING" ? [key, bookingKey(code.bookingId)] : [key]);
  const booking = found as BookingItem | undefined;
  const at = addMs(scan.scannedAt, upload.clockOffMs);

  const known = booking === undefined || booking.facilityId !== facility.facilityId ? undefined : entryOf(booking, scan.entryId);
  if (booking !== undefined && known !== undefined) return ok(nothingToWrite(alreadyRecorded(booking, known, actor, now)));

  const refuseScan = (reason: OfflineRefusalReason): Result<Decided, never> => {
    const mayShow = booking !== undefined && booking.facilityId === facility.facilityId;
    const answer: OfflineScanResult = {
      entryId: scan.entryId,
      outcome: "REFUSED",
      message: refusedMessage(reason, { booking, facility, scan, upload }),
      reason,
      ...(mayShow ? { booking: toBookingSummary(booking, actor, now) } : {}),
    };
    if (refusedBefore !== undefined) return ok(nothingToWrite(answer));
    const write = refusedScanWrite({
      scanId: newId(),
      gateFacilityId: facility.facilityId,
      gateName: upload.gateName,
      reason,
      bookingId: booking?.bookingId,
      heads: scan.heads,
      actor,
      at,
      offline: { key, deviceId: upload.deviceId, receivedAt: now },
    });
    return ok({ writes: [write], events: [], answer });
  };
  // What was refused once stays refused, whatever became of the booking since.
  if (refusedBefore !== undefined) return refuseScan(refusedBefore["reason"] as OfflineRefusalReason);
  if (clockIsWrong(scan, upload)) return refuseScan("CLOCK_WRONG");
  if (scan.refusedFor !== undefined) return refuseScan(scan.refusedFor);
  if (code.kind === "OTHER") return refuseScan("NOT_A_CODE");
  if (code.kind === "FORGED") return refuseScan("SIGNATURE_WRONG");
  if (code.kind === "POSTER") return refuseScan("POSTER_NOT_ACCEPTED_HERE");
  if (booking === undefined) return refuseScan("BOOKING_UNKNOWN");

  const reason = await reasonAtGate(engine.store, booking, { gateFacilityId: facility.facilityId, heads: scan.heads, now: at });
  const decision = offlineDecision(booking, { gateFacilityId: facility.facilityId, heads: scan.heads, at, reason });
  const entry: StoredEntry = {
    entryId: scan.entryId,
    heads: scan.heads,
    scannedAt: at,
    receivedAt: now,
    offline: true,
    gateName: upload.gateName,
    deviceId: upload.deviceId,
    byName: actor.name,
    means: "STAFF_SCAN",
    state: "COUNTED",
  };
  switch (decision.kind) {
    case "REFUSE":
      return refuseScan(decision.reason);
    case "ENTER": {
      // By the scan's own moment: the table's guard must not see that the day has ended since.
      const decided = decideAction(bookingWorkflowOf(booking), {
        item: booking,
        action: decision.action,
        parties: decision.action === "CHECK_IN" ? ["GATE"] : ["SYSTEM"],
        remark: undefined,
        now: at,
        lastChange: undefined,
      });
      if (!decided.ok) return decided;
      const eventType = decision.action === "CHECK_IN" ? "BOOKING_CHECKED_IN" : "BOOKING_ENTERED_LATE";
      const next = changeEntry(booking, { entry, state: "COUNTED", to: decided.value.to, eventType, now, byName: entry.byName });
      return ok({
        writes: [bookingWrite(booking, next.booking)],
        events: [next.event],
        answer: {
          entryId: scan.entryId,
          outcome: "ENTERED",
          message: `已记录：${instantLabel(at)} 入场 ${scan.heads} 人。${clockWords(upload)}`,
          booking: toBookingSummary(next.booking, actor, now),
        },
      });
    }
    case "DISPUTE": {
      const conflictId = newId() as EntryId;
      const next = changeEntry(booking, {
        entry: { ...entry, conflictId },
        state: "DISPUTED",
        to: booking.status,
        eventType: "BOOKING_ENTRY_DISPUTED",
        now,
        byName: entry.byName,
      });
      const conflict = openedConflict(booking, {
        conflictId,
        kind: decision.conflict,
        reason: decision.reason,
        entryId: scan.entryId,
        earlier: lastCountedEntry(booking),
        now,
      });
      return ok({
        writes: [bookingWrite(booking, next.booking), { kind: "put", tag: ENTRY_CONFLICT_TAG, item: conflict, condition: absent }],
        events: [next.event],
        answer: {
          entryId: scan.entryId,
          outcome: "CONFLICT",
          message: conflictMessage(decision.conflict, booking, clockWords(upload)),
          reason: decision.reason,
          booking: toBookingSummary(next.booking, actor, now),
          conflictId,
        },
      });
    }
  }
}

const nothingToWrite = (answer: OfflineScanResult): Decided => ({ writes: [], events: [], answer });
const bookingWrite = (before: BookingItem, item: BookingItem): Write => ({ kind: "put", tag: BOOKING_TAG, item, condition: versionIs(before.version) });

/** The server has it, by whichever way it came: success, so that the phone forgets it. */
function alreadyRecorded(booking: BookingItem, entry: StoredEntry, actor: Actor, now: Instant): OfflineScanResult {
  const said = { COUNTED: "入场已记录。", UNDONE: "这次入场已撤销。", DISPUTED: "入场已记录，存疑待主管处理。", REJECTED: "主管已决定这次入场不计入。" };
  return {
    entryId: entry.entryId,
    outcome: "ALREADY_RECORDED",
    message: said[entry.state],
    booking: toBookingSummary(booking, actor, now),
    ...(entry.state === "DISPUTED" ? { conflictId: conflictIdOf(entry) } : {}),
  };
}

/** A scan after its own sending, or from long ago: the clock was moved in between, and no difference puts that right. */
function clockIsWrong(scan: OfflineScan, upload: Upload): boolean {
  const agoMs = epochMsOf(upload.deviceNow) - epochMsOf(scan.scannedAt);
  return agoMs < -CLOCK_SLACK_MS || agoMs > OFFLINE_SCAN_DAYS_MAX * DAY_MS;
}

function refusedMessage(
  reason: OfflineRefusalReason,
  of: { booking: BookingItem | undefined; facility: FacilityItem; scan: OfflineScan; upload: Upload },
): string {
  if (reason === "CLOCK_WRONG") {
    return `这次扫码记的时间是 ${instantLabel(of.scan.scannedAt)}，与上传时手机的时间 ${instantLabel(of.upload.deviceNow)} 对不上，没有计入。请打开手机的「自动设置时间」，核实有人入场后用现场登记补上。`;
  }
  return scanSentence(reason, of.booking, of.facility.name);
}

function conflictMessage(kind: EntryConflictKind, booking: BookingItem, clock: string): string {
  const earlier = lastCountedEntry(booking);
  if (kind === "REVOKED") return `放行时名单是旧的，这条预约已不能入场。已记为存疑，请主管处理。${clock}`;
  const where = earlier === undefined ? "" : `（${instantLabel(earlier.scannedAt)}，${earlier.gateName}，${earlier.byName}）`;
  return `这个码已在别处入场${where}，名额不够。已记为存疑，请主管处理。${clock}`;
}

/** A phone whose clock is off is put right and told so (promise M7). */
function clockWords({ clockOffMinutes }: Upload): string {
  if (clockOffMinutes === undefined) return "";
  return `手机时间${clockOffMinutes > 0 ? "慢" : "快"}了 ${durationLabel(Math.abs(clockOffMinutes))}，已按系统时间更正。`;
}

function durationLabel(minutes: number): string {
  if (minutes < 60) return `${minutes} 分钟`;
  return minutes < 24 * 60 ? `${Math.round(minutes / 60)} 小时` : `${Math.round(minutes / (24 * 60))} 天`;
}
