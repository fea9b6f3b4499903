import type { Actor } from "@app/contract/kernel/actor";
import type { BookingId } from "@app/contract/kernel/ids";
import type { SlotId } from "@app/contract/kernel/ids";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import { startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import {
  anAccount,
  aVisitor,
  bookingsOf,
  confirmedBooking,
  enter,
  eventCounts,
  inParallel,
  offlineScan,
  onDay,
  refusalOf,
  requestId,
  seatsOf,
  upload,
  valueOf,
  visitDepsOf,
} from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, hongsha, HONGSHA_PATH, putItems } from "../../../testing/visitBuilders";
import { compareVisitFigures } from "../../statistics/rebuildVisitFigures";
import { listCheckInRecords } from "../checkInRepository";
import { listEntryConflicts } from "../queries/listEntryConflicts";
import { listMyBookings } from "../queries/listBookings";
import { registerWalkIn } from "./registerWalkIn";
import { settleEntryConflict } from "./settleEntryConflict";
import { undoEntry } from "./undoEntry";

const SLOT = aSlot({ capacityHeads: 10 });
const VISIT_DAY = onDay("2026-03-14", "09:30:00.000");
const PHONE = "device-000001";
const STAFF = anAccount("FACILITY_STAFF", BAISHAMEN_PATH, "王门岗");
const SUPERVISOR = anAccount("FACILITY_ADMIN", BAISHAMEN_PATH, "王芳");

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), hongsha(), SLOT]);
});
afterEach(() => test.stop());

async function party(heads = 4): Promise<{ bookingId: BookingId; code: string }> {
  test.clock.set(onDay("2026-03-07", "09:00:00.000"));
  const { booking, code } = await confirmedBooking(test, SLOT, { personId: "p-lin", heads });
  test.clock.set(VISIT_DAY);
  return { bookingId: booking.bookingId, code };
}
const entryAt = (detail: BookingDetail, position: number): EntryId => detail.entries?.[position]?.entryId ?? ("" as EntryId);
const undo = (bookingId: BookingId, entryId: EntryId, by: { actor?: Actor; deviceId?: string; reason?: string } = {}) =>
  undoEntry(visitDepsOf(test), {
    actor: by.actor ?? STAFF,
    bookingId,
    entryId,
    command: { requestId: requestId(), deviceId: by.deviceId ?? PHONE, ...(by.reason === undefined ? {} : { reason: by.reason }) },
  });
const walkIn = (heads: number, changes: { slotId?: SlotId; actor?: Actor } = {}) =>
  registerWalkIn(visitDepsOf(test), {
    actor: changes.actor ?? STAFF,
    facilityId: BAISHAMEN,
    command: { requestId: requestId(), slotId: changes.slotId ?? SLOT.slotId, contactName: "陈志强", heads, gateName: "东门", deviceId: PHONE },
  });
const settle = (conflictId: string, decision: "COUNT_ONCE" | "COUNT_BOTH", actor = SUPERVISOR) =>
  settleEntryConflict(visitDepsOf(test), { actor, conflictId, command: { requestId: requestId(), decision, remark: "核对过监控" } });

async function figures(): Promise<{ visits: number; heads: number }> {
  await test.settle();
  expect(await compareVisitFigures(test.store)).toEqual([]);
  const day = await test.store.get({ pk: `FIGURES#VISITS#${BAISHAMEN}`, sk: "DAY#2026-03-14" });
  return { visits: Number(day?.["familyVisits"] ?? 0), heads: Number(day?.["familyHeads"] ?? 0) };
}
/** The rows behind the figures, oldest first: their heads add up to them (promise F7). */
async function rows() {
  const found = await listCheckInRecords(test.store, { facilityIds: [BAISHAMEN] }, { from: SLOT.date, to: SLOT.date }, { limit: 100, cursor: undefined });
  if (found === "CURSOR_INVALID") throw new Error("no rows");
  return found.items
    .sort((left, right) => left.receivedAt.localeCompare(right.receivedAt))
    .map(({ kind, heads, headsClaimed, disputed, reason, byName }) => ({ kind, heads, headsClaimed, disputed, reason, byName }));
}

describe("M9 taking an entry back", () => {
  it.each([
    { who: "another phone", by: { deviceId: "device-000009" }, atMs: 0, refusal: { code: "UNDO_NOT_YOURS" } },
    { who: "the same phone at the end of the quarter of an hour", by: {}, atMs: 900_000, refusal: { code: "UNDO_TOO_LATE", minutes: 15, supervisor: false } },
    { who: "a supervisor without a reason", by: { actor: SUPERVISOR, deviceId: "device-000009" }, atMs: 0, refusal: { code: "UNDO_REASON_REQUIRED" } },
    {
      who: "a supervisor on the next day",
      by: { actor: SUPERVISOR, deviceId: "device-000009", reason: "扫错人" },
      atMs: 52_200_000,
      refusal: { code: "UNDO_TOO_LATE", minutes: 15, supervisor: true },
    },
    {
      who: "the neighbour's staff",
      by: { actor: anAccount("FACILITY_STAFF", HONGSHA_PATH, "陈门岗") },
      atMs: 0,
      refusal: { code: "NOT_FOUND", what: "张预约单" },
    },
    { who: "the booker", by: { actor: aVisitor("p-lin") }, atMs: 0, refusal: { code: "NOT_FOUND", what: "张预约单" } },
  ])("M9 R12 $who is refused, and nothing changes", async ({ by, atMs, refusal }) => {
    const { bookingId, code } = await party();
    const entered = await valueOf(enter(test, { bookingId }, { code, heads: 4 }));
    test.clock.advanceMs(atMs);
    expect(await refusalOf(undo(bookingId, entryAt(entered, 0), by))).toEqual(refusal);
    expect(await figures()).toEqual({ visits: 1, heads: 4 });
  });

  it.each([
    { who: "the same phone, a moment before the quarter of an hour is over", by: {}, atMs: 899_999, reason: undefined, byName: "王门岗" },
    {
      who: "a supervisor hours later with a reason",
      by: { actor: SUPERVISOR, deviceId: "device-000009", reason: "扫错人" },
      atMs: 6 * 3_600_000,
      reason: "扫错人",
      byName: "王芳",
    },
  ])("M9 $who takes it back: the row is kept, a second one takes the heads off", async ({ by, atMs, reason, byName }) => {
    const { bookingId, code } = await party();
    const entered = await valueOf(enter(test, { bookingId }, { code, heads: 4 }));
    test.clock.advanceMs(atMs);
    const undone = await valueOf(undo(bookingId, entryAt(entered, 0), by));
    expect(undone).toMatchObject({ status: "CONFIRMED", headsEntered: 0, entries: [{ heads: 4, state: "UNDONE" }] });
    expect(await rows()).toEqual([
      { kind: "ENTRY", heads: 4, headsClaimed: 4, disputed: false, reason: undefined, byName: "王门岗" },
      { kind: "UNDONE", heads: -4, headsClaimed: 4, disputed: false, reason, byName },
    ]);
    expect(await figures()).toEqual({ visits: 0, heads: 0 });
    // The code opens the gate again, and the party is one visit again.
    test.clock.set(onDay("2026-03-14", "16:00:00.000"));
    expect(await valueOf(enter(test, { bookingId }, { code, heads: 3 }))).toMatchObject({ status: "CHECKED_IN", headsEntered: 3 });
    expect(await figures()).toEqual({ visits: 1, heads: 3 });
  });

  it("M9 F1 of a party in two parts one is taken back: the others stay inside, the visit stays counted", async () => {
    const { bookingId, code } = await party(6);
    await valueOf(enter(test, { bookingId }, { code, heads: 4 }));
    const entered = await valueOf(enter(test, { bookingId }, { code, heads: 2 }));
    expect(await valueOf(undo(bookingId, entryAt(entered, 0)))).toMatchObject({ status: "CHECKED_IN", headsEntered: 2, flags: [{ flag: "PARTLY_ENTERED" }] });
    expect(await figures()).toEqual({ visits: 1, heads: 2 });
    expect(await valueOf(undo(bookingId, entryAt(entered, 1)))).toMatchObject({ status: "CONFIRMED", headsEntered: 0 });
    expect(await figures()).toEqual({ visits: 0, heads: 0 });
  });

  it("M9 taken back twice, or by two at once, it is taken back once", async () => {
    const { bookingId, code } = await party(6);
    await valueOf(enter(test, { bookingId }, { code, heads: 4 }));
    const entered = await valueOf(enter(test, { bookingId }, { code, heads: 2 }));
    const answers = await inParallel(8, () => undo(bookingId, entryAt(entered, 0)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const refusals = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal]));
    expect(refusals).toEqual(Array(7).fill({ code: "ENTRY_NOT_COUNTED", stateLabel: "已撤销" }));
    expect(await figures()).toEqual({ visits: 1, heads: 2 });
  });

  it("M9 F2 a disputed entry that its own phone takes back closes the card and changes no figure", async () => {
    const { bookingId, code } = await party();
    await valueOf(enter(test, { bookingId }, { code, heads: 4 }));
    const scan = offlineScan(code, { heads: 4, scannedAt: onDay("2026-03-14", "09:25:00.000") });
    await valueOf(upload(test, [scan], { deviceId: "device-000002" }));
    expect(await valueOf(undo(bookingId, scan.entryId, { deviceId: "device-000002" }))).toMatchObject({ status: "CHECKED_IN", headsEntered: 4, flags: [] });
    const reading = { store: test.store, clock: test.clock };
    expect(await valueOf(listEntryConflicts(reading, SUPERVISOR, { status: "OPEN", limit: 20 }))).toEqual({ items: [] });
    expect(await valueOf(listEntryConflicts(reading, SUPERVISOR, { status: "SETTLED", limit: 20 }))).toMatchObject({
      items: [{ status: "SETTLED", settled: { action: "WITHDRAW", label: "入场已撤销", byName: "王门岗" }, availableActions: [] }],
    });
    expect(await figures()).toEqual({ visits: 1, heads: 4 });
  });
});

describe("F2 settling a conflict", () => {
  async function inDoubt(): Promise<{ bookingId: BookingId; conflictId: string }> {
    const { bookingId, code } = await party();
    await valueOf(enter(test, { bookingId }, { code, heads: 4 }));
    const { results } = await valueOf(upload(test, [offlineScan(code, { heads: 2 })]));
    return { bookingId, conflictId: results[0]?.conflictId ?? "" };
  }

  it("F2 F7 counting both adds the heads as a correction with its reason; the code stays used up", async () => {
    const { bookingId, conflictId } = await inDoubt();
    test.clock.advanceMs(60_000);
    expect(await valueOf(settle(conflictId, "COUNT_BOTH"))).toMatchObject({
      status: "SETTLED",
      headsEntered: 4,
      later: { state: "COUNTED" },
      settled: { action: "COUNT_BOTH", label: "两次都计入", remark: "核对过监控", byName: "王芳" },
      availableActions: [],
    });
    expect(await figures()).toEqual({ visits: 1, heads: 6 });
    expect((await rows()).slice(1)).toEqual([
      { kind: "ENTRY", heads: 0, headsClaimed: 2, disputed: true, reason: undefined, byName: "符安保" },
      { kind: "CORRECTION", heads: 2, headsClaimed: 2, disputed: false, reason: "两次都计入：核对过监控", byName: "王芳" },
    ]);
    expect((await rows()).reduce((sum, row) => sum + row.heads, 0)).toBe(6);
    expect((await bookingsOf(test.store)).find((booking) => booking.bookingId === bookingId)).toMatchObject({ headsEntered: 4, heads: 4 });
  });

  it("F2 counting once leaves the figures, clears the flag, and keeps who decided", async () => {
    const { bookingId, conflictId } = await inDoubt();
    expect(await valueOf(settle(conflictId, "COUNT_ONCE"))).toMatchObject({ status: "SETTLED", later: { state: "REJECTED" } });
    expect(await figures()).toEqual({ visits: 1, heads: 4 });
    const booking = (await bookingsOf(test.store)).find((each) => each.bookingId === bookingId);
    expect(booking?.entries.map((entry) => entry.state)).toEqual(["COUNTED", "REJECTED"]);
  });

  it("F2 R5 two supervisors at once: one decides, the other is told what was decided", async () => {
    const { conflictId } = await inDoubt();
    const answers = await Promise.all([
      settle(conflictId, "COUNT_BOTH"),
      settle(conflictId, "COUNT_ONCE", anAccount("FACILITY_ADMIN", BAISHAMEN_PATH, "李娜")),
    ]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal]));
    expect(refused).toMatchObject([{ code: "ACTION_NOT_AVAILABLE", caseLabel: "入场冲突", statusLabel: "已处理", availableLabels: [] }]);
    expect("lastChange" in (refused[0] ?? {}) && refused[0]).toMatchObject({
      lastChange: expect.stringMatching(/^(王芳|李娜) 2026-03-14 09:30 (两次都计入|只计一次)$/) as string,
    });
    expect(await eventCounts(test.store)).toMatchObject({ BOOKING_ENTRY_SETTLED: 1 });
  });

  it.each([
    { who: "gate staff", actor: STAFF, code: "ACTION_NOT_YOURS" },
    { who: "the bureau above", actor: anAccount("CITY_ADMIN", "CN/46/4601"), code: "ACTION_NOT_YOURS" },
    { who: "another facility's supervisor", actor: anAccount("FACILITY_ADMIN", HONGSHA_PATH), code: "NOT_FOUND" },
    { who: "the booker", actor: aVisitor("p-lin"), code: "NOT_FOUND" },
  ])("F2 R12 $who decides nothing", async ({ actor, code }) => {
    const { conflictId } = await inDoubt();
    expect(await refusalOf(settle(conflictId, "COUNT_BOTH", actor))).toMatchObject({ code });
    expect(await figures()).toEqual({ visits: 1, heads: 4 });
  });

  it("F2 counting the party that stayed after the first entry was taken back puts it inside", async () => {
    const { bookingId, conflictId } = await inDoubt();
    const first = (await bookingsOf(test.store))[0]?.entries[0]?.entryId ?? ("" as EntryId);
    await valueOf(undo(bookingId, first));
    await valueOf(settle(conflictId, "COUNT_BOTH"));
    expect((await bookingsOf(test.store))[0]).toMatchObject({ status: "CHECKED_IN", headsEntered: 2 });
    expect(await figures()).toEqual({ visits: 1, heads: 2 });
  });
});

describe("walk-ins", () => {
  it("M1 take places under everybody's condition: 12 at once for 10 places never go above, and the loser hears what is left", async () => {
    test.clock.set(VISIT_DAY);
    const answers = await inParallel(12, () => walkIn(3));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(3);
    expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal]))).toEqual(Array(9).fill({ code: "SLOT_FULL", headsLeft: 1 }));
    expect(await seatsOf(test.store, SLOT)).toEqual({ bookedHeads: 9, heldHeads: 0, headsLeft: 1 });
    expect(await figures()).toEqual({ visits: 3, heads: 9 });
  });

  it("are inside at once, counted, and nobody's own", async () => {
    test.clock.set(VISIT_DAY);
    const inside = await valueOf(walkIn(2));
    expect(inside).toMatchObject({
      means: "WALK_IN",
      meansLabel: "现场登记",
      status: "CHECKED_IN",
      heads: 2,
      headsEntered: 2,
      contactName: "陈志强",
      contactPhone: "",
    });
    expect(await rows()).toEqual([{ kind: "ENTRY", heads: 2, headsClaimed: 2, disputed: false, reason: undefined, byName: "王门岗" }]);
    const reading = { store: test.store, clock: test.clock };
    const [stored] = await bookingsOf(test.store);
    // Not even a person with the id that stands in its place has it in their list.
    for (const personId of ["p-lin", stored?.personId ?? "", ""]) {
      for (const group of ["UPCOMING", "VISITED", "ENDED"] as const) {
        expect(await valueOf(listMyBookings(reading, aVisitor(personId), { group, limit: 20 }))).toEqual({ items: [] });
      }
    }
    expect(stored).not.toHaveProperty("index3");
  });

  it.each([
    { why: "another day's slot", prepare: () => test.clock.set(onDay("2026-03-13", "09:30:00.000")), refusal: { code: "WALK_IN_NOT_TODAY" } },
    {
      why: "a closed slot",
      prepare: () =>
        test.store.transact([{ kind: "update", tag: "closed", key: { pk: SLOT.pk, sk: SLOT.sk }, set: { status: "CLOSED", closedReason: "设备检修" } }]),
      refusal: { code: "SLOT_CLOSED", reason: "设备检修" },
    },
    {
      why: "a slot for teams alone",
      prepare: () => putItems(test.store, [aSlot({ kinds: ["TEAM"] })]),
      refusal: { code: "PARTY_KIND_NOT_RECEIVED", kindLabel: "家庭(个人)" },
    },
    {
      why: "a suspended facility",
      prepare: () => putItems(test.store, [aFacility({ status: "SUSPENDED" })]),
      refusal: { code: "FACILITY_NOT_OPEN", statusLabel: "暂停开放" },
    },
  ])("are refused by $why", async ({ prepare, refusal }) => {
    test.clock.set(VISIT_DAY);
    await prepare();
    expect(await refusalOf(walkIn(1))).toEqual(refusal);
  });

  it("R12 another facility's gate lets nobody in here", async () => {
    test.clock.set(VISIT_DAY);
    expect(await refusalOf(walkIn(1, { actor: anAccount("FACILITY_STAFF", HONGSHA_PATH) }))).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusalOf(walkIn(1, { slotId: aSlot({ facility: hongsha() }).slotId }))).toMatchObject({ code: "NOT_FOUND" });
  });

  it("M9 taken back, their places go back and no no-show is left behind", async () => {
    test.clock.set(VISIT_DAY);
    const inside = await valueOf(walkIn(3));
    expect(await valueOf(undo(inside.bookingId, entryAt(inside, 0)))).toMatchObject({ status: "CANCELLED", statusReason: "现场登记已撤销", headsEntered: 0 });
    expect(await seatsOf(test.store, SLOT)).toEqual({ bookedHeads: 0, heldHeads: 0, headsLeft: 10 });
    test.clock.set(onDay("2026-03-15", "00:10:00.000"));
    await test.product.sweep();
    expect(await eventCounts(test.store)).toEqual({ BOOKING_CHECKED_IN: 1, BOOKING_ENTRY_UNDONE: 1 });
    expect(await figures()).toEqual({ visits: 0, heads: 0 });
  });
});
