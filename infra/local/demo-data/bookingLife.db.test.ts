import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import type { BookingId, RequestId } from "@app/contract/kernel/ids";
import type { Instant, LocalDate } from "@app/contract/kernel/time";
import type { BookingStatus, SubmitBooking } from "@app/contract/visits/booking.schema";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import { checkIn } from "../../../functions/features/visits/actions/checkIn";
import { decideBooking } from "../../../functions/features/visits/actions/decideBooking";
import { submitBooking } from "../../../functions/features/visits/actions/submitBooking";
import { bookingKey, bookingNumberItem, bookingPk, type BookingItem } from "../../../functions/features/visits/bookingRepository";
import { bookingCode } from "../../../functions/features/visits/bookingView";
import { newSlotItem } from "../../../functions/features/visits/slotRepository";
import { createEd25519CodeSigner, newCodeKeyPem } from "../../../functions/platform/codes/ed25519CodeSigner";
import { openSqliteStore, type SqliteStore } from "../../../functions/platform/store/sqlite/sqliteStore";
import { bookerActor, expiry, liveBooking, noShow, type Booker, type Step } from "./bookingLife";
import { MORNING, demoFacility } from "./facilities";
import { hostsOf } from "./hosts";
import { chanceOf } from "./seededChance";

const facility = demoFacility("haikou-baishamen");
const slot = newSlotItem(facility.item, {
  date: "2026-03-14" as LocalDate,
  ...MORNING,
  capacityHeads: 30,
  partyMin: 1,
  partyMax: 6,
  kinds: ["FAMILY", "TEAM"],
});
const hosts = hostsOf(facility);
const booker: Booker = { personId: "p-test-booker", name: "林小雨", phone: "13900019999" };
const submittedAt = "2026-03-09T20:00:00.000+08:00" as Instant;
const at = (text: string): Instant => `${text}:00.000+08:00` as Instant;
const confirm: Step = { action: "CONFIRM", at: at("2026-03-10T09:30"), actor: hosts.admin, remark: "请穿平底鞋" };
const enter = (moment: string, heads: number, byBooker = false): Step => ({
  action: "CHECK_IN",
  at: at(moment),
  actor: byBooker ? bookerActor(booker) : hosts.guard,
  heads,
  means: byBooker ? "POSTER" : "STAFF_SCAN",
  gateName: "主入口",
});

const lives: readonly [BookingStatus, readonly Step[]][] = [
  ["PENDING", []],
  ["CONFIRMED", [confirm]],
  ["DECLINED", [{ action: "DECLINE", at: at("2026-03-10T09:30"), actor: hosts.admin, remark: "当日有团队" }]],
  ["CANCELLED", [confirm, { action: "CANCEL", at: at("2026-03-11T21:00"), actor: bookerActor(booker), remark: "有事" }]],
  ["EXPIRED", [expiry(at("2026-03-14T08:01"))]],
  ["NO_SHOW", [confirm, noShow(at("2026-03-15T00:01"))]],
  ["CHECKED_IN", [confirm, enter("2026-03-14T09:02", 3), enter("2026-03-14T09:22", 1)]],
];

let folder: string;
let store: SqliteStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "demo-data-"));
  store = openSqliteStore({ path: join(folder, "store.sqlite"), isForgotten: true });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(lives)("a generated booking that is %s is what the commands write", async (status, steps) => {
  await store.transact([
    { kind: "put", tag: "facility", item: facility.item },
    { kind: "put", tag: "slot", item: slot },
  ]);
  const byCommands = await throughTheCommands(steps);
  const generated = liveBooking({ facility, slot, booker, heads: 4, note: "第一次来", submittedAt, steps }, chanceOf(1, "test"));
  expect(generated.booking.status).toBe(status);
  const [state, number, ...events] = generated.items;
  expect(number).toEqual(bookingNumberItem(generated.booking));
  expect([state, ...events].map((item) => comparable(item as StoredItem, generated.booking.bookingId))).toEqual(byCommands);
});

/** Takes the same steps by the commands; answers the booking and its events. */
async function throughTheCommands(steps: readonly Step[]): Promise<unknown[]> {
  let now = submittedAt;
  let made = 0;
  const engine = {
    store,
    clock: { now: () => now },
    ids: { next: () => `ID${String((made += 1)).padStart(18, "0")}` },
    consumersOf: () => [],
    calendar: () => Promise.resolve(WORKING_CALENDAR),
  };
  const deps = { engine, codes: createEd25519CodeSigner(newCodeKeyPem()), photos: async () => [] };
  const requestId = (): RequestId => `request-of-the-test-${(made += 1)}` as RequestId;
  const command: SubmitBooking = {
    requestId: requestId(),
    slotId: slot.slotId,
    contactName: booker.name,
    contactPhone: booker.phone,
    heads: 4,
    note: "第一次来",
    safetyNoticeAccepted: true,
  };
  const submitted = await submitBooking(deps, { actor: bookerActor(booker), personId: booker.personId, kind: "FAMILY", command });
  if (!submitted.ok) throw new Error(submitted.refusal.code);
  const { bookingId } = submitted.value;
  for (const step of steps) {
    now = step.at;
    const done =
      step.action === "CHECK_IN" ? await enterByCommand(deps, bookingId, step, requestId()) : await decideByCommand(deps, bookingId, step, requestId());
    if (!done.ok) throw new Error(done.refusal.code);
  }
  const page = await store.query({ index: "primary", pk: bookingPk(bookingId), order: "descending", limit: 100 });
  const [state, ...events] = page.items;
  const number = bookingNumberItem(state as BookingItem);
  expect(await store.get(number)).toEqual(number);
  return [state, ...events.reverse()].flatMap((item) => (item === undefined ? [] : [comparable(item, bookingId)]));
}

async function enterByCommand(
  deps: Parameters<typeof checkIn>[0],
  bookingId: BookingId,
  step: Extract<Step, { action: "CHECK_IN" }>,
  requestId: RequestId,
): ReturnType<typeof checkIn> {
  const booking = (await store.get(bookingKey(bookingId))) as BookingItem;
  const text = bookingCode(booking, deps.codes) ?? "";
  return checkIn(deps, {
    actor: step.actor,
    bookingId,
    command: { requestId, text, heads: step.heads, gateFacilityId: booking.facilityId, gateName: step.gateName, deviceId: "device-of-the-test" },
  });
}

function decideByCommand(
  deps: Parameters<typeof decideBooking>[0],
  bookingId: BookingId,
  step: Exclude<Step, { action: "CHECK_IN" }>,
  requestId: RequestId,
): ReturnType<typeof decideBooking> {
  const bySystem = step.actor.kind === SYSTEM_ACTOR.kind;
  return decideBooking(deps, { actor: step.actor, bookingId, action: step.action, requestId: bySystem ? undefined : requestId, remark: step.remark });
}

/** Without what chance gives: ids of bookings, events, requests and devices. */
function comparable(item: StoredItem, bookingId: string): unknown {
  const plain = JSON.parse(JSON.stringify(item).replaceAll(bookingId, "BOOKING")) as Record<string, unknown>;
  if ("eventId" in plain) plain["eventId"] = "EVENT";
  if ("requestId" in plain) plain["requestId"] = "REQUEST";
  const entries = (plain["entries"] ?? []) as Record<string, unknown>[];
  for (const entry of [plain["payload"] as Record<string, unknown> | undefined, ...entries]) {
    if (entry !== undefined && "entryId" in entry) Object.assign(entry, { entryId: "ENTRY", deviceId: "DEVICE" });
  }
  return plain;
}
