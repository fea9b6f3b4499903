import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RequestId } from "@app/contract/kernel/ids";
import { addDays, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { FacilityDetail } from "@app/contract/visits/facility.schema";
import { BOOKING_STATUSES, BookingDetail } from "@app/contract/visits/booking.schema";
import { Slot } from "@app/contract/visits/slot.schema";
import { ACTIVITY_LEVELS, ACTIVITY_STATUSES, ActivityDetail } from "@app/contract/activities/activity.schema";
import type { Store, StoredItem } from "../../../functions/engines/store/storePort";
import type { ActivityItem } from "../../../functions/features/activities/activityRepository";
import { toActivityDetail } from "../../../functions/features/activities/activityView";
import { compareActivityFigures } from "../../../functions/features/statistics/rebuildActivityFigures";
import { getAccount } from "../../../functions/features/sessions/accountRepository";
import { compareVisitFigures } from "../../../functions/features/statistics/rebuildVisitFigures";
import { checkIn } from "../../../functions/features/visits/actions/checkIn";
import { decideBooking } from "../../../functions/features/visits/actions/decideBooking";
import type { BookingItem } from "../../../functions/features/visits/bookingRepository";
import { bookingCode, bookingFlags, toBookingDetail } from "../../../functions/features/visits/bookingView";
import { personDayKey } from "../../../functions/features/visits/personDayRepository";
import { getFacility } from "../../../functions/features/visits/queries/listFacilities";
import type { RatingItem } from "../../../functions/features/visits/ratings/ratingRepository";
import { listSlotItems, toSlot, type SlotItem } from "../../../functions/features/visits/slotRepository";
import { createEd25519CodeSigner, newCodeKeyPem } from "../../../functions/platform/codes/ed25519CodeSigner";
import { createScryptPasswords } from "../../../functions/platform/passwords/scryptPasswords";
import { openSqliteStore, type SqliteStore } from "../../../functions/platform/store/sqlite/sqliteStore";
import { demoPeople } from "../wechat-sandbox/demoPeople";
import { DEMO_PASSWORD, demoAccountLines, demoAccounts } from "./accounts";
import { bookerActor } from "./bookingLife";
import { demoFacilities, demoFacility } from "./facilities";
import { generateVisits } from "./generateVisits";
import { hostsOf } from "./hosts";
import { demoPersonId } from "./persons";
import { seedDemoData } from "./seedDemoData";

const TODAY = "2026-03-07" as LocalDate;
const NOW = `${TODAY}T10:00:00.000+08:00` as Instant;
const LIVE = ["PENDING", "CONFIRMED", "CHECKED_IN", "NO_SHOW", "REPORTED", "COUNTED", "RETURNED"];
const passwords = createScryptPasswords({ cost: { N: 2 ** 10, r: 8, p: 1, maxmem: 32 * 1024 * 1024 } });
const codes = createEd25519CodeSigner(newCodeKeyPem());

let folder: string;
let store: SqliteStore;
let all: StoredItem[];
let bookings: BookingItem[];
let slots: SlotItem[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "demo-data-"));
  store = openSqliteStore({ path: join(folder, "store.sqlite"), isForgotten: true });
  await seedDemoData({ store, passwords, clock: { now: () => NOW }, bookings: 900 });
  all = await everyItem();
  bookings = all.filter((item) => item.pk.startsWith("BOOKING#") && item.sk === "STATE") as BookingItem[];
  slots = all.filter((item) => item.sk.startsWith("SLOT#")) as SlotItem[];
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

test("the same seed gives the same items, another seed others; each key comes once", async () => {
  const [first, again, other] = [await generated(1), await generated(1), await generated(2)];
  expect(hashOf(again)).toBe(hashOf(first));
  expect(hashOf(other)).not.toBe(hashOf(first));
  expect(new Set(first.map(({ pk, sk }) => `${pk}\n${sk}`)).size).toBe(first.length);
});

// A Monday, the Spring Festival, the golden week, the ends of the year, the storm season, a leap day.
test.each(["2026-03-09", "2026-02-17", "2026-10-01", "2026-12-31", "2027-01-01", "2026-08-14", "2028-02-29"] as LocalDate[])(
  "a demonstration begun on %s has its story",
  async (today) => {
    const items: StoredItem[] = [];
    for await (const batch of generateVisits({ seed: 7, today, facilities: demoFacilities, bookings: 100, pastDays: 365, futureDays: 60 }))
      items.push(...batch);
    const made = items.filter((item) => item.pk.startsWith("BOOKING#") && item.sk === "STATE") as BookingItem[];
    const expectedAt = (facilityId: string): number =>
      made.filter((booking) => booking.date === today && booking.facilityId === facilityId && booking.status === "CONFIRMED").length;
    for (const facilityId of ["haikou-baishamen", "sanya-hongsha", "hainan-monitoring"]) expect(expectedAt(facilityId)).toBeGreaterThanOrEqual(4);
    expect(
      made
        .filter((booking) => booking.contactName === "林晓燕" && booking.date >= today)
        .map((booking) => booking.status)
        .sort(),
    ).toEqual(["CANCELLED", "CONFIRMED", "PENDING"]);
    expect(made.every((booking) => booking.history.every((entry) => entry.at < `${today}T00:01:00.000+08:00`))).toBe(true);
  },
);

test("every status stands in the past and in what is to come, as far as time allows it", () => {
  const statusesOf = (wanted: (booking: BookingItem) => boolean, kind: BookingItem["kind"] = "FAMILY"): string[] =>
    BOOKING_STATUSES.filter((status) => bookings.some((booking) => booking.kind === kind && booking.status === status && wanted(booking)));
  expect(statusesOf((booking) => booking.date < TODAY)).toEqual(["DECLINED", "CANCELLED", "EXPIRED", "CHECKED_IN", "NO_SHOW"]);
  expect(statusesOf((booking) => booking.date > TODAY)).toEqual(["PENDING", "CONFIRMED", "DECLINED", "CANCELLED"]);
  expect(statusesOf((booking) => booking.date < TODAY, "TEAM")).toEqual(["CONFIRMED", "DECLINED", "CANCELLED", "NO_SHOW", "REPORTED", "COUNTED", "RETURNED"]);
  expect(statusesOf((booking) => booking.date > TODAY, "TEAM")).toEqual(["PENDING", "CONFIRMED"]);
  expect(new Set(bookings.flatMap((booking) => (booking.kind === "TEAM" ? bookingFlags(booking, NOW) : [])))).toEqual(
    new Set(["REPORT_DUE", "REPORT_OVERDUE"]),
  );
  expect(bookings.filter((booking) => booking.date < TODAY).length).toBeGreaterThanOrEqual(900);
  expect(bookings.some((booking) => booking.status === "CHECKED_IN" && booking.headsEntered < booking.heads)).toBe(true);
});

test("nothing was decided in the future, and every history runs forward", () => {
  for (const booking of bookings) {
    const moments = booking.history.map((entry) => entry.at);
    expect([...moments].sort()).toEqual(moments);
    expect((moments[moments.length - 1] ?? "") < NOW).toBe(true);
  }
});

test("the places of every slot are those its bookings left", () => {
  const taken = new Map<string, number>();
  for (const { slotId, means, status, heads, report } of bookings) {
    if (LIVE.includes(status) && means === "BOOKED") taken.set(slotId, (taken.get(slotId) ?? 0) + (report?.headsBooked ?? heads));
  }
  expect(slots.filter((slot) => slot.capacityHeads - slot.headsLeft !== (taken.get(slot.slotId) ?? 0) || slot.headsLeft < 0)).toEqual([]);
  const ahead = slots.filter((slot) => slot.date > TODAY);
  expect(ahead.filter((slot) => slot.headsLeft === 0).length).toBeGreaterThanOrEqual(3);
  expect(new Set(slots.flatMap((slot) => (slot.status === "CLOSED" ? [slot["closedReason"]] : [])))).toEqual(new Set(["设备检修", "台风天气"]));
});

test("a team that was reported shows two pictures of its own, and nothing of the clock is overdue at the first start", () => {
  const reported = bookings.filter(({ report }) => report !== undefined);
  expect(reported.length).toBeGreaterThan(12);
  for (const { bookingId, report } of reported) {
    expect(report?.photos.map((id) => all.find((item) => item.pk === `ATTACHMENT#${id}`)?.["boundTo"])).toEqual(Array(2).fill(`booking#${bookingId}`));
  }
  expect(
    bookings.filter(({ index4 }) => index4?.pk.startsWith("DUE#") === true && index4.sk < NOW).map(({ contactName, status }) => [contactName, status]),
  ).toEqual([]);
});

test("every figure is explained by its check-ins and reports", async () => {
  expect(await compareVisitFigures(store)).toEqual([]);
  expect(all.filter((item) => item.pk.startsWith("FIGURES#") && item.sk.startsWith("MONTH#")).length).toBeGreaterThan(100);
});

test("online activities stand in every status and at every level, their figures explained by their events", async () => {
  const activities = all.filter((item) => item.pk.startsWith("ACTIVITY#") && item.sk === "STATE") as ActivityItem[];
  expect([...new Set(activities.map(({ status }) => status))].sort()).toEqual([...ACTIVITY_STATUSES].sort());
  expect([...new Set(activities.filter(({ status }) => status === "COUNTED").map(({ level }) => level))].sort()).toEqual([...ACTIVITY_LEVELS].sort());
  expect(await compareActivityFigures(store)).toEqual([]);
  const asCommanded = async (item: ActivityItem) => toActivityDetail(item, bookerActor({ personId: "", name: "", phone: "" }), NOW, async () => []);
  for (const activity of activities) {
    expect(ActivityDetail.safeParse(await asCommanded(activity)).error).toBeUndefined();
    expect(activity.history.every(({ at }) => at < `${TODAY}T00:00:00`)).toBe(true);
    const pictures = [...activity.videoScreenshots, ...activity.playsScreenshots].map((id) => all.find((item) => item.pk === `ATTACHMENT#${id}`));
    expect(pictures.map((picture) => picture?.["boundTo"])).toEqual(pictures.map(() => `activity#${activity.activityId}`));
  }
});

test("whoever has a live booking ahead has the guard of that day, once", () => {
  const guards = new Map(all.filter((item) => item.sk.startsWith("DAY#") && item.pk.startsWith("PERSON#")).map((item) => [`${item.pk}|${item.sk}`, item]));
  const live = bookings.filter((booking) => booking.date >= TODAY && ["PENDING", "CONFIRMED"].includes(booking.status));
  for (const booking of live) {
    const key = personDayKey(booking.personId, booking.date);
    expect(Object.keys((guards.get(`${key.pk}|${key.sk}`)?.["bookings"] ?? {}) as object)).toEqual([booking.bookingId]);
  }
  expect(guards.size).toBe(live.length);
});

test("only the story's bookings ahead belong to the people of the sandbox", () => {
  const ofSandbox = new Map(demoPeople.map((person) => [demoPersonId(person.id), person.name]));
  const rows = bookings
    .filter((booking) => booking.date >= TODAY && ofSandbox.has(booking.personId))
    .map((booking) => [booking.contactName, booking.status, booking.facilityId, booking.heads]);
  expect(rows.sort()).toEqual([
    ["林晓燕", "CANCELLED", "haikou-baishamen", 3],
    ["林晓燕", "CONFIRMED", "haikou-baishamen", 4],
    ["林晓燕", "PENDING", "hainan-monitoring", 3],
    ["王秀英", "CONFIRMED", "hainan-monitoring", 2],
    ["陈志强", "PENDING", "haikou-baishamen", 6],
  ]);
});

test("the answers made of the data keep the contract", async () => {
  for (const { item } of demoFacilities.filter((facility) => facility.item.status === "OPEN")) {
    const detail = await getFacility({ store, clock: { now: () => NOW }, photos: async () => [] }, item.facilityId);
    expect(detail.ok && FacilityDetail.safeParse(detail.value).error).toBeUndefined();
    expect(item.facilityId).toMatch(/^[a-z0-9-]{1,23}$/);
  }
  for (const slot of slots) expect(Slot.safeParse(toSlot(slot, NOW)).error).toBeUndefined();
  for (const booking of bookings)
    expect(
      BookingDetail.safeParse(toBookingDetail(booking, bookerActor({ personId: booking.personId, name: "", phone: "" }), NOW, codes)).error,
    ).toBeUndefined();
});

test("every account opens with the printed password, and every role has one", async () => {
  const stored = await Promise.all(demoAccounts.map(({ username }) => getAccount(store, username)));
  expect(new Set(stored.map((account) => account?.passwordHash)).size).toBe(1);
  expect(await passwords.matches(DEMO_PASSWORD, stored[0]?.passwordHash)).toBe(true);
  expect(demoAccountLines().join("\n")).toContain("baishamen.admin");
  expect(demoAccounts).toHaveLength(13);
});

test("what an office told and its figures are those of the receipts, each in its recipient's inbox; some wait unread and nobody is told in the future", () => {
  const sent = all.filter((item) => item.pk.startsWith("ANNOUNCEMENT#") && item.sk === "STATE");
  expect(sent.map(({ status }) => status).sort()).toEqual(["DRAFT", "SENT", "SENT", "SENT", "WITHDRAWN"]);
  for (const { pk, announcementId } of sent.filter(({ status }) => status !== "DRAFT")) {
    const receipts = all.filter((item) => item.pk.startsWith(`ANNOUNCEMENT_RECEIPT#${String(announcementId)}#`));
    const count = (field: string): number => receipts.filter((receipt) => receipt[field] !== undefined).length;
    expect(all.find((item) => item.pk === pk && item.sk === "FIGURES")).toMatchObject({
      recipients: receipts.length,
      read: count("readAt"),
      confirmed: count("confirmedAt"),
    });
    expect(receipts.length).toBeGreaterThan(3);
    const told = all.filter((item) => item.pk.startsWith(`NOTICE#announcement.${String(announcementId)}.`));
    expect(told.map(({ username, readAt }) => [username, readAt]).sort()).toEqual(receipts.map(({ username, readAt }) => [username, readAt]).sort());
  }
  for (const recipient of ["ACCOUNT#haikou.city", "ACCOUNT#baishamen.admin", "ACCOUNT#platform.admin", `PERSON#${demoPersonId("lin-xiaoyan")}`]) {
    const inbox = all.filter((item) => item.index3?.pk === `NOTICES#${recipient}`);
    expect(inbox.some(({ readAt }) => readAt === undefined)).toBe(true);
    expect(inbox.every(({ createdAt }) => String(createdAt) < `${TODAY}T00:00:00`)).toBe(true);
  }
});

test("M18 content moderation has something in each of its lists: held, published with pictures, hidden, kept from the public; bans in force, appealed and lifted", () => {
  const ratings = all.filter((item) => item.pk.startsWith("RATING#") && item.sk === "STATE") as RatingItem[];
  expect(ratings.map(({ status, holds, photoIds }) => [status, holds?.[0]?.kind ?? "", photoIds?.length ?? 0]).sort()).toEqual([
    ["HIDDEN", "", 0],
    ["HIDDEN", "", 0],
    ["PENDING", "PICTURE", 1],
    ["PENDING", "REPORTED", 0],
    ["PENDING", "WORDS", 0],
    ["PRIVATE", "", 0],
    ["PRIVATE", "", 1],
    ["PUBLISHED", "", 1],
    ["PUBLISHED", "", 1],
    ["PUBLISHED", "", 2],
  ]);
  for (const { pk, version, photoIds = [], bookingId } of ratings) {
    expect(all.filter((item) => item.pk === pk && item.sk.startsWith("EVENT#"))).toHaveLength(version);
    for (const photoId of photoIds) expect(all.find((item) => item.pk === `ATTACHMENT#${photoId}`)?.["boundTo"]).toBe(`rating#${bookingId}`);
  }
  const sums = all.filter((item) => item.pk.startsWith("RATINGS#FACILITY#") && item.sk === "TOTALS").map(({ starSum }) => Number(starSum));
  expect(sums.reduce((sum, stars) => sum + stars, 0)).toBe(27);
  const bans = all.filter((item) => item.pk.startsWith("BAN#") && item.sk === "STATE");
  expect(bans.map(({ status }) => status).sort()).toEqual(["APPEALED", "BANNED", "LIFTED"]);
  expect(bans.find(({ status }) => status === "APPEALED")?.["personId"]).toBe(demoPersonId("zhou-jianguo"));
});

test("a second start stores nothing; one two weeks later opens the slots of two more weeks and leaves the others alone", async () => {
  expect(await seedDemoData({ store, passwords, clock: { now: () => NOW } })).toBe(0);
  const before = hashOf(await everyItem());
  const laterDay = addDays(TODAY, 14);
  const made = await seedDemoData({ store, passwords, clock: { now: () => `${laterDay}T10:00:00.000+08:00` as Instant } });
  const added = await listSlotItems(store, "haikou-baishamen", addDays(TODAY, 61), addDays(TODAY, 80));
  expect(made).toBeGreaterThan(100);
  expect(added[added.length - 1]?.date).toBe("2026-05-20");
  const known = new Set(all.map(({ pk, sk }) => `${pk}\n${sk}`));
  expect(
    hashOf(
      (await everyItem())
        .map((item) => (item.sk === "SLOTS" ? { ...item, openedUpTo: addDays(TODAY, 60) } : item))
        .filter(({ pk, sk }) => known.has(`${pk}\n${sk}`)),
    ),
  ).toBe(before);
});

test("a first start that was cut off goes on the next day with the same items", async () => {
  const half = openSqliteStore({ path: join(folder, "half.sqlite"), isForgotten: true });
  const whole = openSqliteStore({ path: join(folder, "whole.sqlite"), isForgotten: true });
  try {
    let left = 8;
    const cutOff: Store = {
      get: (key) => half.get(key),
      getMany: (keys) => half.getMany(keys),
      query: (input) => half.query(input),
      transact: (writes) => ((left -= 1) < 0 ? Promise.reject(new Error("the power went")) : half.transact(writes)),
    };
    const nextDay = { now: () => `${addDays(TODAY, 1)}T08:00:00.000+08:00` as Instant };
    const today = { now: () => NOW };
    await expect(seedDemoData({ store: cutOff, passwords, clock: today, bookings: 100 })).rejects.toThrow("the power went");
    await seedDemoData({ store: half, passwords, clock: nextDay, bookings: 7 });
    await seedDemoData({ store: whole, passwords, clock: today, bookings: 100 });
    const visitsOf = async (from: SqliteStore): Promise<StoredItem[]> =>
      (await everyItem(from)).filter(({ pk }) => !pk.startsWith("ACCOUNT#") && pk !== "DEMO_DATA");
    expect(hashOf(await visitsOf(half))).toBe(hashOf(await visitsOf(whole)));
  } finally {
    await half.close();
    await whole.close();
  }
});

test("the commands take generated bookings further: confirm, cancel, enter", async () => {
  let ids = 0;
  const engine = {
    store,
    clock: { now: () => NOW },
    ids: { next: () => `TEST${String((ids += 1)).padStart(16, "0")}` },
    consumersOf: () => [],
    calendar: () => Promise.resolve(WORKING_CALENDAR),
  };
  const deps = { engine, codes, photos: async () => [] };
  const hosts = hostsOf(demoFacility("haikou-baishamen"));
  const here = bookings.filter((booking) => booking.facilityId === "haikou-baishamen");
  const pending = here.filter((booking) => booking.status === "PENDING" && booking.cancelBy > NOW);
  const today = here.find((booking) => booking.status === "CONFIRMED" && booking.date === TODAY && booking.heads >= 2);
  const [toConfirm, toCancel] = pending;
  if (toConfirm === undefined || toCancel === undefined || today === undefined) throw new Error("the demonstration lacks bookings to go on with");

  const confirmed = await decideBooking(deps, {
    actor: hosts.admin,
    bookingId: toConfirm.bookingId,
    action: "CONFIRM",
    requestId: "request-confirm-1" as RequestId,
    remark: undefined,
  });
  expect(confirmed.ok && confirmed.value.status).toBe("CONFIRMED");

  const slotBefore = (await store.get({ pk: toCancel.slotPk, sk: toCancel.slotSk })) as SlotItem;
  const booker = bookerActor({ personId: toCancel.personId, name: toCancel.contactName, phone: toCancel.contactPhone });
  const cancelled = await decideBooking(deps, {
    actor: booker,
    bookingId: toCancel.bookingId,
    action: "CANCEL",
    requestId: "request-cancel-01" as RequestId,
    remark: undefined,
  });
  expect(cancelled.ok && cancelled.value.status).toBe("CANCELLED");
  expect(((await store.get({ pk: toCancel.slotPk, sk: toCancel.slotSk })) as SlotItem).headsLeft).toBe(slotBefore.headsLeft + toCancel.heads);

  const entered = await checkIn(deps, {
    actor: hosts.guard,
    bookingId: today.bookingId,
    command: {
      requestId: "request-enter-01" as RequestId,
      text: bookingCode(today, codes) ?? "",
      heads: 1,
      gateFacilityId: today.facilityId,
      gateName: "东门",
      deviceId: "device-of-test",
    },
  });
  expect(entered.ok && [entered.value.status, entered.value.headsEntered]).toEqual(["CHECKED_IN", 1]);
});

async function generated(seed: number): Promise<StoredItem[]> {
  const items: StoredItem[] = [];
  for await (const batch of generateVisits({ seed, today: TODAY, facilities: demoFacilities, bookings: 200, pastDays: 365, futureDays: 60 }))
    items.push(...batch);
  return items;
}

async function everyItem(from: SqliteStore = store): Promise<StoredItem[]> {
  const items: StoredItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await from.scan({ limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return items;
}

function hashOf(items: readonly StoredItem[]): string {
  return createHash("sha256").update(JSON.stringify(items)).digest("base64url");
}
