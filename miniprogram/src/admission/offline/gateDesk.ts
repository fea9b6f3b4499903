import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { BookingId, FacilityId, RequestId } from "@app/contract/kernel/ids";
import type { Result } from "@app/contract/kernel/result";
import { localDateOf, type Instant } from "@app/contract/kernel/time";
import type { BookingDetail, BookingSummary } from "@app/contract/visits/booking.schema";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import type { InspectCodeAnswer, ScanRefusalReason } from "@app/contract/visits/checkIn.schema";
import type { EntryConflict } from "@app/contract/visits/entryConflict.schema";
import type { GatePack } from "@app/contract/visits/gate.schema";
import { isDefinite } from "../../api/isDefinite";
import type { StoredRecords } from "../../platform/storage";
import { decideOffline, type LastEntry, type OfflineDecision, type ScannedParty } from "./decideOffline";
import { serverTime, type KeptPack } from "./gateList";
import { clockOffMs, type LocalScan } from "./localScan";
import { readCode } from "./readCode";
import type { ScanQueue } from "./scanQueue";

/** A queue at a gate waits no longer than that for an answer (promise F4). */
export const ANSWER_LIMIT_MS = 2_000;

export interface GateDeskDeps {
  readonly facilityId: FacilityId;
  readonly queue: ScanQueue;
  /** By facility: the newest list takes the place of the one before. */
  readonly packs: StoredRecords<KeptPack>;
  readonly now: () => Instant;
  /** @returns cancels it */
  readonly after: (delayMs: number, act: () => void) => () => void;
  readonly newEntryId: () => EntryId;
  readonly deviceId: () => string;
  readonly operator: () => { readonly id: string; readonly name: string };
  readonly gateName: () => string;
  readonly calls: {
    getPack(): Promise<Result<GatePack, CallRefusal>>;
    listConflicts(): Promise<Result<{ readonly items: readonly EntryConflict[] }, CallRefusal>>;
    inspect(text: string): Promise<Result<InspectCodeAnswer, CallRefusal>>;
    checkIn(
      bookingId: BookingId,
      scan: { readonly requestId: RequestId; readonly text: string; readonly heads: number },
    ): Promise<Result<BookingDetail, CallRefusal>>;
  };
}

export interface DeskState {
  /** OFFLINE: the last question got no answer in time; this phone decides until an answer comes again. */
  readonly mode: "ONLINE" | "OFFLINE";
  readonly kept: KeptPack | undefined;
  /** False when the phone had no room for the list: it is gone when the application closes. */
  readonly isListKept: boolean;
  /** The server's definite word that there is no list for this person. */
  readonly refusal: CallRefusal | undefined;
  readonly isLoaded: boolean;
  readonly conflicts: readonly EntryConflict[];
}

/** Who answered a scan: the server, or this phone by its list. */
export type AnsweredBy = "SERVER" | "PHONE";

export type Inspection =
  | { readonly kind: "ADMISSIBLE"; readonly text: string; readonly party: ScannedParty; readonly by: AnsweredBy }
  | {
      readonly kind: "REFUSED";
      readonly reason: ScanRefusalReason;
      readonly message: string;
      readonly party: ScannedParty | undefined;
      readonly lastEntry: LastEntry | undefined;
      readonly by: AnsweredBy;
    }
  /** No network, and no list that could say anything; or the server will not answer this person. */
  | { readonly kind: "UNKNOWN"; readonly text: string; readonly message: string };

export type Admittance =
  | { readonly kind: "ADMITTED"; readonly entryId: EntryId; readonly party: ScannedParty; readonly heads: number; readonly by: AnsweredBy }
  | (Extract<Inspection, { kind: "REFUSED" }> & {
      /** The scan that was turned away here while the server's answer is still out: it may yet turn out to have entered. */
      readonly entryId: EntryId | undefined;
    })
  /** The question stands and may be answered again. */
  | { readonly kind: "PROBLEM"; readonly message: string };

/** A gate's day on this phone: asks the server first, decides by the list when no answer comes in time, and repairs what a late answer shows. */
export interface GateDesk {
  state(): DeskState;
  subscribe(listener: () => void): () => void;
  /** Fetches list and conflicts, and sends what waits; an answer ends the offline mode. */
  refresh(): Promise<void>;
  inspect(text: string): Promise<Inspection>;
  admit(text: string, party: ScannedParty, heads: number): Promise<Admittance>;
}

const NO_LIST_MESSAGE = "网络不通，这部手机还没有下载过名单，无法离线核对。请到有网络的地方打开一次本页。";
const NO_ROOM_MESSAGE = "手机存储已满，离线核销记不下来，请先不要放行。请清理手机存储，或连上网络后重试。";

export function createGateDesk(deps: GateDeskDeps): GateDesk {
  const { queue, calls, facilityId } = deps;
  const keptBefore = deps.packs.of(facilityId).get();
  let state: DeskState = {
    mode: "ONLINE",
    kept: keptBefore?.operatorId === deps.operator().id ? keptBefore : undefined,
    isListKept: true,
    refusal: undefined,
    isLoaded: false,
    conflicts: [],
  };
  const listeners = new Set<() => void>();
  let refreshing: Promise<void> | undefined;

  const show = (change: Partial<DeskState>): void => {
    state = { ...state, ...change };
    listeners.forEach((tell) => tell());
  };

  /** The answer if it is a definite one and comes in time. What comes later goes to `onLate`. */
  function inTime<Value>(
    asked: Promise<Result<Value, CallRefusal>>,
    onLate: (answer: Result<Value, CallRefusal>) => void,
  ): Promise<Result<Value, CallRefusal> | "NO_ANSWER"> {
    return new Promise((resolve) => {
      let isOver = false;
      const cancel = deps.after(ANSWER_LIMIT_MS, () => {
        isOver = true;
        show({ mode: "OFFLINE" });
        resolve("NO_ANSWER");
      });
      void asked.then((answer) => {
        const isAnswer = answer.ok || isDefinite(answer.refusal);
        if (isOver) {
          if (isAnswer) onLate(answer);
          return;
        }
        cancel();
        show({ mode: isAnswer ? "ONLINE" : "OFFLINE" });
        resolve(isAnswer ? answer : "NO_ANSWER");
      });
    });
  }

  /** What this phone says by itself. @param leaveOut a scan that is being decided must not count against itself */
  function decide(text: string, heads: number | undefined, leaveOut?: EntryId): OfflineDecision | undefined {
    const { kept } = state;
    if (kept === undefined) return undefined;
    return decideOffline({
      code: readCode(text, kept.pack.publicKey),
      gateFacilityId: facilityId,
      kept,
      scans: queue.state().scans.filter(({ entryId }) => entryId !== leaveOut),
      deviceId: deps.deviceId(),
      heads,
      now: deps.now(),
    });
  }

  function newScan(text: string, given: Pick<LocalScan, "heads" | "bookingId" | "who" | "codeHeads" | "refusedFor" | "state">) {
    const scannedAt = deps.now();
    const at = serverTime(scannedAt, state.kept);
    const { id, name } = deps.operator();
    return {
      ...given,
      entryId: deps.newEntryId(),
      facilityId,
      date: localDateOf(at),
      gateName: deps.gateName(),
      operatorId: id,
      operatorName: name,
      text,
      scannedAt,
      at,
      listAsOf: state.kept?.pack.asOf,
      isAsked: false,
    };
  }

  function inspectHere(text: string): Inspection {
    const decision = decide(text, undefined);
    if (decision === undefined) return { kind: "UNKNOWN", text, message: NO_LIST_MESSAGE };
    if (decision.outcome === "ADMISSIBLE") return { kind: "ADMISSIBLE", text, party: decision.party, by: "PHONE" };
    // Kept like the server keeps its own (promise M8); without room it is only said.
    queue.add(
      newScan(text.slice(0, SCANNED_TEXT_MAX), {
        heads: 1,
        bookingId: decision.bookingId,
        who: decision.party?.listed?.name ?? "",
        codeHeads: undefined,
        refusedFor: decision.reason,
        state: "QUEUED",
      }),
    );
    return refusedHere(decision);
  }

  async function refreshOnce(): Promise<void> {
    const deviceNow = deps.now();
    const answer = await calls.getPack();
    if (!answer.ok) {
      if (isDefinite(answer.refusal)) {
        // Whoever may not see the list any more does not keep it either.
        deps.packs.of(facilityId).remove();
        show({ refusal: answer.refusal, kept: undefined, isLoaded: true, mode: "ONLINE" });
      } else show({ isLoaded: true, mode: "OFFLINE" });
      return;
    }
    const kept: KeptPack = { pack: answer.value, clockOffMs: clockOffMs(answer.value.serverNow, deviceNow), operatorId: deps.operator().id };
    queue.dropSettled(kept.pack.date);
    const place = deps.packs.of(facilityId);
    let isListKept = place.set(kept);
    if (!isListKept) {
      queue.dropSettled(undefined);
      isListKept = place.set(kept);
    }
    show({ kept, isListKept, refusal: undefined, isLoaded: true, mode: "ONLINE" });
    const conflicts = await calls.listConflicts();
    if (conflicts.ok) show({ conflicts: conflicts.value.items });
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh() {
      refreshing ??= (async () => {
        await refreshOnce();
        if (state.mode === "OFFLINE" || !queue.state().scans.some(({ state: of }) => of === "QUEUED")) return;
        await queue.upload();
        // The list after the upload knows what was uploaded.
        await refreshOnce();
      })().finally(() => {
        refreshing = undefined;
      });
      return refreshing;
    },
    async inspect(text) {
      if (state.mode === "OFFLINE") return inspectHere(text);
      const answer = await inTime(calls.inspect(text), () => undefined);
      if (answer === "NO_ANSWER") return inspectHere(text);
      if (!answer.ok) return { kind: "UNKNOWN", text, message: answer.refusal.message };
      if (answer.value.outcome === "ADMISSIBLE") return { kind: "ADMISSIBLE", text, party: partyOfBooking(answer.value.booking), by: "SERVER" };
      const { reason, message, booking, lastEntry } = answer.value.refusal;
      return { kind: "REFUSED", reason, message, party: booking === undefined ? undefined : partyOfBooking(booking), lastEntry, by: "SERVER" };
    },
    async admit(text, party, heads) {
      const isAsking = state.mode === "ONLINE";
      const scan = queue.add({
        ...newScan(text, {
          heads,
          bookingId: party.bookingId,
          who: party.listed?.name ?? "",
          codeHeads: party.listed === undefined ? party.heads : undefined,
          refusedFor: undefined,
          state: "ASKING",
        }),
        isAsked: isAsking,
      });
      // Nothing is said to be done that a kill of the application could undo; with network the server's record is enough.
      if (scan === undefined && !isAsking) return { kind: "PROBLEM", message: NO_ROOM_MESSAGE };
      const entryId = scan?.entryId ?? deps.newEntryId();
      const settle = (answer: BookingDetail): void =>
        queue.change(entryId, { state: "DONE", refusedFor: undefined, settledAt: receivedAt(answer, entryId) ?? serverTime(deps.now(), state.kept) });

      if (isAsking) {
        const asked = calls.checkIn(party.bookingId, { requestId: entryId as string as RequestId, text, heads });
        const answer = await inTime(asked, (late) => {
          // It was done after all; whatever this phone said meanwhile, people are counted as inside. A late refusal changes nothing: they are inside, and the upload says so.
          if (late.ok) settle(late.value);
        });
        if (answer !== "NO_ANSWER") {
          if (answer.ok) {
            settle(answer.value);
            return { kind: "ADMITTED", entryId, party: partyOfBooking(answer.value), heads, by: "SERVER" };
          }
          queue.forget(entryId);
          return answer.refusal.code === "CHECK_IN_REFUSED"
            ? { ...refusedThere(answer.refusal, party), entryId: undefined }
            : { kind: "PROBLEM", message: answer.refusal.message };
        }
        if (scan === undefined) return { kind: "PROBLEM", message: NO_ROOM_MESSAGE };
      }

      // A list that came meanwhile may know this very scan: the server did it, and only its answer was lost.
      const isKnownThere =
        state.kept?.pack.parties.some(({ entries }) => entries.some((entry) => entry.entryId === entryId && entry.state === "COUNTED")) === true;
      const decision = isKnownThere ? undefined : decide(text, heads, entryId);
      if (decision?.outcome === "REFUSED") {
        queue.change(entryId, { state: "QUEUED", refusedFor: decision.reason });
        return { ...refusedHere(decision), entryId };
      }
      if (decision === undefined && !isKnownThere) {
        // Without any list nothing speaks against the server's own word of a moment ago; but nothing vouches for a second scan either.
        queue.change(entryId, { state: "QUEUED" });
        return { kind: "ADMITTED", entryId, party: { ...party, headsEntered: party.headsEntered + heads }, heads, by: "PHONE" };
      }
      queue.change(entryId, { state: isKnownThere ? "DONE" : "QUEUED", settledAt: isKnownThere ? state.kept?.pack.asOf : undefined });
      const before = decision?.party ?? party;
      return { kind: "ADMITTED", entryId, party: { ...before, headsEntered: before.headsEntered + heads }, heads, by: "PHONE" };
    },
  };
}

/** Longer is none of our codes, and more than the server takes. */
const SCANNED_TEXT_MAX = 1000;

function refusedHere({ reason, message, party, lastEntry }: Extract<OfflineDecision, { outcome: "REFUSED" }>): Extract<Inspection, { kind: "REFUSED" }> {
  return { kind: "REFUSED", reason, message, party, lastEntry, by: "PHONE" };
}

function refusedThere(refusal: CallRefusal, party: ScannedParty): Extract<Inspection, { kind: "REFUSED" }> {
  const reason = refusal.details?.["reason"];
  return {
    kind: "REFUSED",
    reason: (typeof reason === "string" ? reason : "COMPLETE") as ScanRefusalReason,
    message: refusal.message,
    party,
    lastEntry: undefined,
    by: "SERVER",
  };
}

export function partyOfBooking(booking: BookingSummary): ScannedParty {
  return {
    bookingId: booking.bookingId,
    listed: {
      name: booking.teamName ?? booking.contactName,
      phoneTail: booking.contactPhone.slice(-4),
      periodLabel: booking.periodLabel,
      isTeam: booking.kind === "TEAM",
    },
    heads: booking.heads,
    headsEntered: booking.headsEntered,
  };
}

function receivedAt(booking: BookingDetail, entryId: EntryId): Instant | undefined {
  return booking.entries?.find((entry) => entry.entryId === entryId)?.receivedAt;
}
