import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { FacilityId } from "@app/contract/kernel/ids";
import type { Result } from "@app/contract/kernel/result";
import type { Instant, LocalDate } from "@app/contract/kernel/time";
import { OFFLINE_SCANS_MAX, type OfflineScan, type UploadOfflineScans, type UploadOfflineScansAnswer } from "@app/contract/visits/gate.schema";
import { isDefinite } from "../../api/isDefinite";
import type { StoredRecords } from "../../platform/storage";
import { answeredScan, isSettled, isUnsent, type LocalScan, type NewScan } from "./localScan";

export interface ScanQueueDeps {
  readonly records: StoredRecords<LocalScan>;
  readonly now: () => Instant;
  readonly deviceId: () => string;
  /** Whoever is logged in; undefined sends nothing. */
  readonly operatorId: () => string | undefined;
  readonly send: (facilityId: FacilityId, body: UploadOfflineScans) => Promise<Result<UploadOfflineScansAnswer, CallRefusal>>;
}

export interface QueueState {
  readonly scans: readonly LocalScan[];
  /** Of the upload under way. */
  readonly upload: { readonly done: number; readonly total: number } | undefined;
  /** Why the last upload stopped. */
  readonly problem: CallRefusal | undefined;
  /** The phone's clock is that many minutes off, by the server's word. */
  readonly clockOffMinutes: number | undefined;
}

/** The scans of this phone: kept one by one before anything is said, uploaded in their order, each exactly once by its nonce (promise M7). */
export interface ScanQueue {
  state(): QueueState;
  subscribe(listener: () => void): () => void;
  /** Keeps it on the phone. Undefined when the phone has no room even after old records went: then it must not be relied on. */
  add(scan: NewScan): LocalScan | undefined;
  find(entryId: string): LocalScan | undefined;
  change(entryId: string, change: Partial<LocalScan>): void;
  forget(entryId: string): void;
  /** Sends what waits. Calls that overlap are one upload. */
  upload(): Promise<void>;
  /** Forgets what is settled: of days before `today`, or all of it. Unsent scans stay, always. */
  dropSettled(today: LocalDate | undefined): void;
}

/** Longer than any phone's queue of a week. */
const SEQUENCE_WIDTH = 9;

export function createScanQueue(deps: ScanQueueDeps): ScanQueue {
  const { records } = deps;
  // In the order of scanning; the nonce keeps two open windows of one browser apart.
  const idOf = (scan: LocalScan): string => `${String(scan.sequence).padStart(SEQUENCE_WIDTH, "0")}-${scan.entryId}`;
  let state: QueueState = {
    scans: records.ids().flatMap((id) => records.of(id).get() ?? []),
    upload: undefined,
    problem: undefined,
    clockOffMinutes: undefined,
  };
  const listeners = new Set<() => void>();
  let running: Promise<void> | undefined;

  const show = (change: Partial<QueueState>): void => {
    state = { ...state, ...change };
    listeners.forEach((tell) => tell());
  };
  const find = (entryId: string): LocalScan | undefined => state.scans.find((scan) => scan.entryId === entryId);

  const change = (entryId: string, changes: Partial<LocalScan>): void => {
    const before = find(entryId);
    if (before === undefined) return;
    const after = { ...before, ...changes };
    // That it is on its way is no news after a restart; everything else is kept. A full phone keeps the older state, which asks once more.
    if (after.state !== "SENDING") records.of(idOf(after)).set(after);
    show({ scans: state.scans.map((scan) => (scan === before ? after : scan)) });
  };

  const remove = (gone: readonly LocalScan[]): void => {
    if (gone.length === 0) return;
    gone.forEach((scan) => records.of(idOf(scan)).remove());
    show({ scans: state.scans.filter((scan) => !gone.includes(scan)) });
  };
  const dropSettled = (today: LocalDate | undefined): void =>
    remove(state.scans.filter((scan) => isSettled(scan) && (today === undefined || scan.date < today)));

  const waiting = (): LocalScan[] => state.scans.filter((scan) => scan.state === "QUEUED" && scan.operatorId === deps.operatorId());

  async function sendAll(): Promise<void> {
    let done = 0;
    show({ problem: undefined });
    for (let batch = nextBatch(waiting()); batch.length > 0; batch = nextBatch(waiting())) {
      show({ upload: { done, total: done + waiting().length } });
      const refusal = (await sendBatch(batch)) ?? undefined;
      if (refusal !== undefined) {
        show({ problem: refusal });
        break;
      }
      done += batch.length;
    }
    show({ upload: undefined });
  }

  async function sendBatch(batch: readonly LocalScan[]): Promise<CallRefusal | undefined> {
    const [first] = batch;
    if (first === undefined) return undefined;
    batch.forEach(({ entryId }) => change(entryId, { state: "SENDING" }));
    const answer = await deps.send(first.facilityId, {
      deviceId: deps.deviceId(),
      deviceNow: deps.now(),
      gateName: first.gateName,
      scans: batch.map(offlineScanOf),
    });
    if (answer.ok) {
      const { results, serverNow, clockOffMinutes } = answer.value;
      results.forEach((result) => {
        const scan = find(result.entryId);
        // A late answer of the first question may have settled it already.
        if (scan !== undefined && scan.state === "SENDING") change(scan.entryId, answeredScan(scan, result, serverNow));
      });
      show({ clockOffMinutes });
    }
    // Whatever got no result goes back in line.
    batch.forEach(({ entryId }) => {
      if (find(entryId)?.state === "SENDING") change(entryId, { state: "QUEUED" });
    });
    if (answer.ok) return answer.value.results.length === 0 ? UNFINISHED : undefined;
    if (answer.refusal.status !== 400 || !isDefinite(answer.refusal)) return answer.refusal;
    // One unreadable scan must not hold up the others: each is asked alone, and the one that is refused stands on the screen.
    if (batch.length > 1) {
      for (const scan of batch) {
        const refusal = await sendBatch([scan]);
        if (refusal !== undefined) return refusal;
      }
      return undefined;
    }
    change(first.entryId, { state: "REFUSED", settledAt: deps.now(), message: answer.refusal.message });
    return undefined;
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(scan) {
      const last = state.scans.reduce((highest, { sequence }) => Math.max(highest, sequence), -1);
      const kept: LocalScan = { ...scan, sequence: last + 1, settledAt: undefined, message: undefined, conflictId: undefined, isAcknowledged: false };
      const keep = (): boolean => records.of(idOf(kept)).set(kept);
      if (!keep()) {
        dropSettled(undefined);
        if (!keep()) return undefined;
      }
      show({ scans: [...state.scans, kept] });
      return kept;
    },
    find,
    change,
    forget: (entryId) => remove(state.scans.filter((scan) => scan.entryId === entryId)),
    upload() {
      running ??= sendAll().finally(() => {
        running = undefined;
      });
      return running;
    },
    dropSettled,
  };
}

const UNFINISHED: CallRefusal = { status: 0, code: "ANSWER_UNREADABLE", message: "系统没有确认收到，稍后会自动重试。", fields: [], requestId: "" };

/** The oldest that belong together: one facility, one gate, as many as the server takes at once. Order is never changed for the sake of a fuller batch. */
function nextBatch(waiting: readonly LocalScan[]): readonly LocalScan[] {
  const [first] = waiting;
  if (first === undefined) return [];
  const end = waiting.findIndex((scan) => scan.facilityId !== first.facilityId || scan.gateName !== first.gateName);
  return waiting.slice(0, Math.min(end === -1 ? waiting.length : end, OFFLINE_SCANS_MAX));
}

function offlineScanOf(scan: LocalScan): OfflineScan {
  return {
    entryId: scan.entryId,
    text: scan.text,
    heads: scan.heads,
    scannedAt: scan.scannedAt,
    sequence: scan.sequence,
    ...(scan.listAsOf === undefined ? {} : { listAsOf: scan.listAsOf }),
    ...(scan.refusedFor === undefined ? {} : { refusedFor: scan.refusedFor }),
  };
}

/** Scans that wait for somebody else's log-in. */
export function waitingForOthers(scans: readonly LocalScan[], operatorId: string | undefined): readonly LocalScan[] {
  return scans.filter((scan) => isUnsent(scan) && scan.operatorId !== operatorId);
}
