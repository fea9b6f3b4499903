import type { Actor, Grant } from "@app/contract/kernel/actor";
import type { BookingId, RequestId } from "@app/contract/kernel/ids";
import type { Instant, LocalDate } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import type { OfflineScan } from "@app/contract/visits/gate.schema";
import { readEvent, type EventRecord } from "../engines/events/event";
import type { ScannableStore, Store, StoredItem } from "../engines/store/storePort";
import { photoLinks } from "../features/attachments/public";
import { checkIn } from "../features/visits/actions/checkIn";
import { decideBooking } from "../features/visits/actions/decideBooking";
import { submitBooking } from "../features/visits/actions/submitBooking";
import { uploadOfflineScans } from "../features/visits/actions/uploadOfflineScans";
import type { BookingItem } from "../features/visits/bookingRepository";
import type { SlotItem } from "../features/visits/slotRepository";
import type { BookingDeps } from "../features/visits/visitDeps";
import { newRequestId, type TestProduct } from "./startTestProduct";
import { BAISHAMEN, BAISHAMEN_PATH } from "./visitBuilders";

type Answered<T, R> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: R };

/** The value of an answer; a refusal fails the test with its own words. */
export async function valueOf<T, R extends { readonly code: string }>(answered: Answered<T, R> | Promise<Answered<T, R>>): Promise<T> {
  const result = await answered;
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

/** The refusal of an answer; a success fails the test. */
export async function refusalOf<T, R extends { readonly code: string }>(answered: Answered<T, R> | Promise<Answered<T, R>>): Promise<R> {
  const result = await answered;
  if (result.ok) throw new Error(`not refused: ${JSON.stringify(result.value)}`);
  return result.refusal;
}

export const requestId = (): RequestId => newRequestId() as RequestId;
export const inParallel = <T>(times: number, act: (n: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: times }, (_, n) => act(n)));

export const aVisitor = (personId: string): Actor => ({ kind: "USER", id: personId, name: "访客", personId, grants: [] });
export const anAccount = (role: Grant["role"], orgPath: string = BAISHAMEN_PATH, name = "王芳"): Actor => ({
  kind: "USER",
  id: `acc-${name}`,
  accountId: `acc-${name}`,
  name,
  grants: [{ role, orgPath: orgPath as OrgPath }],
});

/** What the feature's actions need, below HTTP. */
export const visitDepsOf = (test: TestProduct): BookingDeps => ({
  engine: test.product.engine,
  codes: test.codes,
  photos: (ids) => photoLinks(test.files, ids),
});

/** A form filled in; its request id is new unless given. */
export function aSubmission(slot: Pick<SlotItem, "slotId">, changes: { heads?: number; requestId?: RequestId } = {}) {
  return {
    requestId: changes.requestId ?? requestId(),
    slotId: slot.slotId,
    contactName: "林晓燕",
    contactPhone: "13900000001",
    heads: changes.heads ?? 1,
    safetyNoticeAccepted: true as const,
  };
}

/** The person asks for a visit. */
export const book = (test: TestProduct, slot: Pick<SlotItem, "slotId">, by: { personId: string; heads?: number; requestId?: RequestId }) =>
  submitBooking(visitDepsOf(test), { actor: aVisitor(by.personId), personId: by.personId, kind: "FAMILY", command: aSubmission(slot, by) });

/** The facility's admin, or whoever is named, decides; the booker cancels. */
export const decide = (
  test: TestProduct,
  bookingId: BookingId,
  action: "CONFIRM" | "DECLINE" | "CANCEL",
  by: { actor?: Actor; remark?: string; requestId?: RequestId } = {},
) =>
  decideBooking(visitDepsOf(test), {
    actor: by.actor ?? anAccount("FACILITY_ADMIN"),
    bookingId,
    action,
    requestId: by.requestId ?? requestId(),
    remark: by.remark ?? (action === "DECLINE" ? "设备检修" : undefined),
  });

/** A booking that the facility said yes to, and the code its visitor shows. */
export async function confirmedBooking(
  test: TestProduct,
  slot: Pick<SlotItem, "slotId" | "facilityId" | "date">,
  by: { personId: string; heads?: number; decider?: Actor },
): Promise<{ booking: BookingDetail; code: string }> {
  const { bookingId } = await valueOf(book(test, slot, by));
  const booking = await valueOf(decide(test, bookingId, "CONFIRM", by.decider === undefined ? {} : { actor: by.decider }));
  return { booking, code: codeOf(test, booking) };
}

/** The code of a booking in any status: what a screenshot still shows after a change. */
export function codeOf(test: TestProduct, booking: { bookingId: string; facilityId: string; date: string; heads: number }): string {
  return test.codes.sign("CG1", { b: booking.bookingId, f: booking.facilityId, d: booking.date, n: booking.heads, x: 4_000_000_000 });
}

/** Staff at a gate let some of the party in. */
export const enter = (
  test: TestProduct,
  booking: { bookingId: BookingId },
  scan: { code: string; heads: number; actor?: Actor; gateName?: string; requestId?: RequestId },
) =>
  checkIn(visitDepsOf(test), {
    actor: scan.actor ?? anAccount("FACILITY_STAFF", BAISHAMEN_PATH, "王门岗"),
    bookingId: booking.bookingId,
    command: {
      requestId: scan.requestId ?? requestId(),
      text: scan.code,
      heads: scan.heads,
      gateFacilityId: BAISHAMEN,
      gateName: scan.gateName ?? "东门",
      deviceId: "device-000001",
    },
  });

/** A scan that a phone decided without an answer; its nonce is new unless given. */
export const offlineScan = (text: string, changes: Partial<Omit<OfflineScan, "text">> = {}): OfflineScan => ({
  entryId: newRequestId() as string as EntryId,
  text,
  heads: 1,
  scannedAt: onDay("2026-03-14", "09:20:00.000"),
  sequence: 0,
  ...changes,
});

/** A phone at a gate sends its queue; by the right clock unless said otherwise. */
export const upload = (
  test: TestProduct,
  scans: readonly OfflineScan[],
  from: { actor?: Actor; facilityId?: string; deviceId?: string; gateName?: string; deviceNow?: Instant } = {},
) =>
  uploadOfflineScans(visitDepsOf(test), {
    actor: from.actor ?? anAccount("FACILITY_STAFF", BAISHAMEN_PATH, "符安保"),
    facilityId: from.facilityId ?? BAISHAMEN,
    command: {
      deviceId: from.deviceId ?? "device-000002",
      deviceNow: from.deviceNow ?? test.clock.now(),
      gateName: from.gateName ?? "西门",
      scans: [...scans],
    },
  });

export async function everyItem(store: ScannableStore): Promise<StoredItem[]> {
  const items: StoredItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.scan({ limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return items;
}

const STILL_TAKES_PLACES: readonly string[] = ["PENDING", "CONFIRMED", "CHECKED_IN", "NO_SHOW"];

/** A slot as its records tell it: heads of live bookings and of holds, beside the counter that gates. They add up to the capacity, always. */
export async function seatsOf(store: ScannableStore, slot: SlotItem): Promise<{ bookedHeads: number; heldHeads: number; headsLeft: number }> {
  const items = await everyItem(store);
  const sumOf = (chosen: StoredItem[]): number => chosen.reduce((sum, item) => sum + Number(item["heads"]), 0);
  const ofSlot = (prefix: string): StoredItem[] => items.filter((item) => item.pk.startsWith(prefix) && item.sk === "STATE" && item["slotId"] === slot.slotId);
  return {
    bookedHeads: sumOf(ofSlot("BOOKING#").filter((item) => STILL_TAKES_PLACES.includes(String(item["status"])))),
    heldHeads: sumOf(ofSlot("HOLD#")),
    headsLeft: Number(items.find((item) => item.pk === slot.pk && item.sk === slot.sk)?.["headsLeft"]),
  };
}

export const bookingsOf = async (store: ScannableStore): Promise<BookingItem[]> =>
  (await everyItem(store)).filter((item) => item.pk.startsWith("BOOKING#") && item.sk === "STATE") as BookingItem[];

/** What happened, in the order of the cases. */
export async function eventsIn(store: ScannableStore): Promise<EventRecord[]> {
  return (await everyItem(store)).flatMap((item) => readEvent(item) ?? []);
}

/** How often each kind of event happened. */
export async function eventCounts(store: ScannableStore): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { eventType } of await eventsIn(store)) counts[eventType] = (counts[eventType] ?? 0) + 1;
  return counts;
}

export async function refusedScansAt(store: Store, facilityId: string): Promise<readonly StoredItem[]> {
  return (await store.query({ index: "primary", pk: `SCANS#${facilityId}`, limit: 1000 })).items;
}

/** `onDay("2026-03-14", "08:59:59.000")` */
export const onDay = (date: LocalDate | string, time: string): Instant => `${date}T${time}+08:00` as Instant;
