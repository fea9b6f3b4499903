import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf, type Instant } from "@app/contract/kernel/time";
import type { InspectCode, InspectCodeAnswer, ScanRefusalReason } from "@app/contract/visits/checkIn.schema";
import { BookingId } from "@app/contract/kernel/ids";
import { runCommand } from "../../../engines/commands/runCommand";
import type { Store } from "../../../engines/store/storePort";
import { getBookingItem, listPersonBookings, type BookingItem } from "../bookingRepository";
import { toBookingSummary } from "../bookingView";
import { getFacilityItem } from "../facilityRepository";
import { readScannedCode } from "../readScannedCode";
import { lastEntryOf, scanRefusalReason, scanSentence } from "../scanDecision";
import { refusedScanWrite } from "../scanRepository";
import type { VisitDeps } from "../visitDeps";

/** The gate of a scan that names none. */
export const DEFAULT_GATE_NAME = "主入口";

/** A code is read as one of two: by staff at their gate, or by a visitor who scans the poster there. */
export interface ScanFound {
  readonly booking: BookingItem | undefined;
  readonly gateFacilityId: string;
  readonly gateFacilityName: string | undefined;
  readonly reason: ScanRefusalReason | undefined;
}

/**
 * Reads a scanned text before anybody enters. A refusal is an answer, not an error: it is kept with its reason (promise M8), once per request.
 */
export async function inspectCode(
  deps: Pick<VisitDeps, "engine" | "codes">,
  input: { actor: Actor; command: InspectCode },
): Promise<Result<InspectCodeAnswer, KernelRefusal>> {
  const { engine } = deps;
  const { command, actor } = input;
  return runCommand<InspectCodeAnswer, KernelRefusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "inspectCode",
    asked: [command.text, command.gateFacilityId ?? null],
    decide: async ({ now, newId }) => {
      const found = await findScanned(deps, { actor, text: command.text, gateFacilityId: command.gateFacilityId, heads: undefined, now });
      if (found === "FORBIDDEN") return refuse({ code: "FORBIDDEN" });
      const { booking, reason } = found;
      if (reason === undefined && booking !== undefined) {
        return ok({
          writes: [],
          events: [],
          answer: { outcome: "ADMISSIBLE", booking: toBookingSummary(booking, actor, now), headsOutside: booking.heads - booking.headsEntered },
        });
      }
      const refusedFor: ScanRefusalReason = reason ?? "BOOKING_UNKNOWN";
      // Of another facility's visitor the gate learns where to send them, not who they are.
      const mayShow = booking !== undefined && booking.facilityId === found.gateFacilityId && refusedFor !== "GATE_NOT_YOURS";
      const lastEntry = booking !== undefined && mayShow ? lastEntryOf(booking) : undefined;
      return ok({
        writes: [
          refusedScanWrite({
            scanId: newId(),
            gateFacilityId: found.gateFacilityId,
            gateName: command.gateName ?? DEFAULT_GATE_NAME,
            reason: refusedFor,
            bookingId: booking?.bookingId,
            heads: undefined,
            actor,
            at: now,
          }),
        ],
        events: [],
        answer: {
          outcome: "REFUSED",
          refusal: {
            reason: refusedFor,
            message: scanSentence(refusedFor, booking, found.gateFacilityName),
            ...(mayShow ? { booking: toBookingSummary(booking, actor, now) } : {}),
            ...(lastEntry === undefined ? {} : { lastEntry }),
          },
        },
      });
    },
  });
}

/**
 * Finds the booking behind a scan and why it may not enter. FORBIDDEN when somebody without a person scans a poster.
 * @param gateFacilityId given by staff; absent when a visitor scans the poster
 */
export async function findScanned(
  deps: Pick<VisitDeps, "engine" | "codes">,
  input: { actor: Actor; text: string; gateFacilityId: string | undefined; heads: number | undefined; now: Instant },
): Promise<ScanFound | "FORBIDDEN"> {
  const { store } = deps.engine;
  const { actor, now, heads } = input;
  const scanned = readScannedCode(input.text, deps.codes);
  if (input.gateFacilityId !== undefined) {
    const gate = await getFacilityItem(store, input.gateFacilityId);
    const found = { booking: undefined, gateFacilityId: input.gateFacilityId, gateFacilityName: gate?.name };
    if (gate === undefined || !mayAt(actor, "checkIns.record", gate.orgPath)) return { ...found, reason: "GATE_NOT_YOURS" };
    switch (scanned.kind) {
      case "OTHER":
        return { ...found, reason: "NOT_A_CODE" };
      case "FORGED":
        return { ...found, reason: "SIGNATURE_WRONG" };
      case "POSTER":
        return { ...found, reason: "POSTER_NOT_ACCEPTED_HERE" };
      case "BOOKING": {
        const booking = BookingId.safeParse(scanned.bookingId).success ? await getBookingItem(store, scanned.bookingId) : undefined;
        if (booking === undefined) return { ...found, reason: "BOOKING_UNKNOWN" };
        return { ...found, booking, reason: await reasonAtGate(store, booking, { gateFacilityId: gate.facilityId, heads, now }) };
      }
    }
  }
  if (actor.personId === undefined) return "FORBIDDEN";
  if (scanned.kind !== "POSTER")
    return { booking: undefined, gateFacilityId: "UNKNOWN", gateFacilityName: undefined, reason: scanned.kind === "FORGED" ? "SIGNATURE_WRONG" : "NOT_A_CODE" };
  const facility = await getFacilityItem(store, scanned.facilityId);
  const found = { gateFacilityId: scanned.facilityId, gateFacilityName: facility?.name };
  const booking = await bookingTodayAt(store, actor.personId, scanned.facilityId, now);
  if (booking === undefined) return { ...found, booking: undefined, reason: "POSTER_NO_BOOKING_TODAY" };
  return { ...found, booking, reason: await reasonAtGate(store, booking, { gateFacilityId: scanned.facilityId, heads, now }) };
}

/**
 * Closing a slot cancels its bookings one after the other; until its turn has come a booking still looks confirmed, and must not be waved through (promise M5).
 */
export async function reasonAtGate(
  store: Store,
  booking: BookingItem,
  scan: { gateFacilityId: string; heads: number | undefined; now: Instant },
): Promise<ScanRefusalReason | undefined> {
  const reason = scanRefusalReason(booking, scan);
  if (reason !== undefined || booking.status !== "CONFIRMED") return reason;
  const slot = await store.get({ pk: booking.slotPk, sk: booking.slotSk });
  return slot?.["status"] === "CLOSED" ? "CANCELLED" : undefined;
}

/** The person's booking at this facility today that can still let somebody in; else the one that best explains why not. */
async function bookingTodayAt(store: Store, personId: string, facilityId: string, now: Instant): Promise<BookingItem | undefined> {
  const today = localDateOf(now);
  const pages = await Promise.all(
    (["UPCOMING", "VISITED"] as const).map((group) =>
      listPersonBookings(store, personId, group, { order: "ascending", limit: 100, cursor: undefined, onDate: today }),
    ),
  );
  const here = pages.flatMap((page) => (page === "CURSOR_INVALID" ? [] : page.items)).filter((booking) => booking.facilityId === facilityId);
  return here.find((booking) => scanRefusalReason(booking, { gateFacilityId: facilityId, heads: undefined, now }) === undefined) ?? here[0];
}
