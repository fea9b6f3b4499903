import fc from "fast-check";
import type { Actor } from "@app/contract/kernel/actor";
import type { BookingId, RequestId } from "@app/contract/kernel/ids";
import { addDays, type Instant, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import { OrgPath } from "@app/contract/organizations/orgPath";
import { ROLES, type Role } from "@app/contract/organizations/roles";
import type { BookingStatus } from "@app/contract/visits/booking.schema";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import { workbenchRoutes } from "@app/contract/workbench/workbench.routes";
import { workCountText, type WorkItem } from "@app/contract/workbench/workbench.schema";
import type { ScannableStore, StoredItem } from "../../engines/store/storePort";
import { createParameters } from "../../engines/settings/parameters";
import { anActivityItem } from "../../testing/activityBuilders";
import { anApproval } from "../../testing/approvalActs";
import { aRegistration } from "../../testing/registrationActs";
import { grantAt, newRequestId, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { anAccount, valueOf } from "../../testing/visitActs";
import { aFacility, aSlot, putItems } from "../../testing/visitBuilders";
import { activitySearch, activityWork } from "../activities/public";
import { approvalSearch, approvalWork } from "../approvals/public";
import { approvalWrites } from "../approvals/approvalRepository";
import { banWork } from "../content/public";
import { organizationSearch } from "../organizations/public";
import { peopleSearch } from "../people/public";
import { registrationSearch, registrationWork } from "../registrations/public";
import { systemWork } from "../system/systemWork";
import { attentionWrite } from "../visits/attentionRepository";
import { bookingItem, facilityPartOf, bookingNumberItem, listBookingsByNumber, type BookingItem } from "../visits/bookingRepository";
import { bookingSearch, facilitySearch, visitWork } from "../visits/public";
import { changeShortcuts, dropFilter, listSavedFilters, saveFilter } from "./arrangeDesk";
import { getWorkbench, overdueFirst, type WorkbenchDeps } from "./getWorkbench";
import { searchEverywhere } from "./searchEverywhere";

/** Two provinces, cities whose codes stand beside each other, two facilities in one district. */
const PLACES = [
  "CN/46/4601/460108/haikou-baishamen",
  "CN/46/4601/460108/haikou-second",
  "CN/46/4602/460203/sanya-hongsha",
  "CN/44/4401/440103/guangzhou-first",
] as const;
const TODAY = "2026-03-07" as LocalDate;
const facilities = PLACES.map((place) => {
  const [, provinceCode = "", cityCode = "", , id = ""] = place.split("/");
  return aFacility({ facilityId: id as never, orgPath: OrgPath.parse(place), provinceCode, cityCode, name: `开放单位 ${id}` });
});

let number = 0;
function aBooking(place: number, kind: BookingKind, status: BookingStatus, changes: Partial<BookingItem> = {}): BookingItem {
  const facility = facilities[place] ?? aFacility();
  const slot = aSlot({ facility });
  number += 1;
  return bookingItem({
    bookingId: `01WORKBENCH${String(number).padStart(9, "0")}` as BookingId,
    kind,
    means: "BOOKED",
    ...(kind === "TEAM" ? { team: { teamName: `第 ${number} 中学`, purpose: "环保课外实践", members: [], transport: "" } } : {}),
    personId: `p-${number}`,
    slotId: slot.slotId,
    slotPk: slot.pk,
    slotSk: slot.sk,
    ...facilityPartOf(facility),
    date: slot.date,
    period: "MORNING",
    periodLabel: "上午 09:00-11:30",
    startsAt: "09:00" as TimeOfDay,
    endsAt: "11:30" as TimeOfDay,
    heads: 2,
    headsEntered: 0,
    entries: [],
    contactName: "林晓燕",
    contactPhone: `139${String(10_000_000 + number)}`,
    status,
    submittedAt: NOW,
    handleBy: "2026-03-11T00:00:00.000+08:00" as Instant,
    confirmBy: slot.confirmBy,
    cancelBy: slot.cancelBy,
    history: [],
    version: 1,
    ...changes,
  });
}

const puts = (store: ScannableStore, items: readonly StoredItem[]) => Promise.all(items.map((item) => store.transact([{ kind: "put", tag: "item", item }])));

let test: TestProduct;
let queries = 0;
let reads = 0;
const bookings: BookingItem[] = [];
beforeAll(async () => {
  test = await startTestProduct({
    wrapStore: (store) => ({
      ...store,
      get: (key) => ((reads += 1), store.get(key)),
      getMany: (keys) => ((reads += keys.length), store.getMany(keys)),
      transact: (writes) => store.transact(writes),
      scan: store.scan.bind(store),
      query: async (input) => {
        queries += 1;
        const page = await store.query(input);
        reads += page.items.length;
        return page;
      },
    }),
  });
  await putItems(test.store, facilities);
  for (const place of PLACES.keys()) {
    for (let n = 0; n <= place; n += 1) {
      // Of each kind another number at each place, so that no count can stand for another.
      bookings.push(aBooking(place, "FAMILY", "PENDING"), aBooking(place, "TEAM", "PENDING"), aBooking(place, "TEAM", "PENDING"));
      bookings.push(aBooking(place, "TEAM", "CONFIRMED", { date: addDays(TODAY, -5), reportBy: "2026-03-06T00:00:00.000+08:00" as Instant }));
      bookings.push(aBooking(place, "TEAM", "CONFIRMED", { date: TODAY, reportBy: "2026-03-12T00:00:00.000+08:00" as Instant }));
      // Still ahead: nothing to report yet.
      bookings.push(aBooking(place, "TEAM", "CONFIRMED", { date: addDays(TODAY, 1) }));
      bookings.push(aBooking(place, "TEAM", "REPORTED", { date: addDays(TODAY, -2) }));
    }
  }
  await puts(test.store, bookings);
  await puts(test.store, bookings.map(bookingNumberItem));
  const flagged = bookings.filter(({ kind, date }) => kind === "FAMILY" && date >= TODAY);
  await Promise.all(flagged.map((booking) => test.store.transact([attentionWrite(booking, ["SLOT_OVERFULL"])])));
  await puts(
    test.store,
    PLACES.flatMap((unit, place) =>
      Array.from({ length: place + 1 }, (_, n) =>
        anActivityItem({ activityId: `01ACTIVITY${place}${n}`, unit, unitName: unit, status: "PENDING_CITY", name: `云参观 ${unit}` }),
      ),
    ),
  );
  await puts(test.store, [aRegistration({ reviewPath: OrgPath.parse("CN/46/4601/460108") })]);
  await test.store.transact(approvalWrites(undefined, anApproval()));
});
afterAll(() => test.stop());

const depsOf = (): WorkbenchDeps => {
  const { engine } = test.product;
  const approvals = { engine, parameters: createParameters(engine) };
  return {
    engine,
    work: [
      approvalWork(approvals),
      visitWork({ ...engine, parameters: approvals.parameters }),
      activityWork(engine),
      registrationWork(engine),
      banWork({ ...engine, parameters: approvals.parameters }),
      systemWork(engine),
    ],
    searches: [
      bookingSearch(engine),
      facilitySearch(engine),
      organizationSearch(engine.store),
      peopleSearch(engine.store),
      activitySearch(engine),
      registrationSearch(engine),
      approvalSearch(approvals),
    ],
    longestWaiting: async () => undefined,
  };
};
const workOf = async (actor: Actor): Promise<readonly WorkItem[]> => (await valueOf(getWorkbench(depsOf(), actor))).items;
const countsOf = (items: readonly WorkItem[]): Record<string, number> => Object.fromEntries(items.map(({ key, count }) => [key, count]));

/** Who may do what, said once more: by role names and by segments of the place, without the product's tables. */
const covers = (scope: string, place: string): boolean => scope.split("/").every((segment, at) => place.split("/")[at] === segment);
const holds = (actor: Actor, roles: readonly Role[], place: string): boolean =>
  actor.grants.some(({ role, orgPath }) => roles.includes(role) && covers(orgPath, place));
const RECEIVE: readonly Role[] = ["FACILITY_ADMIN"];
const BUREAUS: readonly Role[] = ["CITY_ADMIN", "PROVINCE_ADMIN"];
const READ: readonly Role[] = ["FACILITY_STAFF", "FACILITY_ADMIN", ...BUREAUS, "PLATFORM_ADMIN"];

const anyScope = fc
  .constantFrom(...PLACES)
  .chain((place) => fc.integer({ min: 1, max: 5 }).map((depth) => OrgPath.parse(place.split("/").slice(0, depth).join("/"))));
const anyActor: fc.Arbitrary<Actor> = fc
  .array(fc.record({ role: fc.constantFrom(...ROLES), orgPath: anyScope }), { maxLength: 3 })
  .map((grants) => ({ kind: "USER", id: "acc-who", accountId: "acc-who", name: "谁", grants }));

it("R12 each row counts exactly what waits in the person's own places, whatever roles they hold", async () => {
  await fc.assert(
    fc.asyncProperty(anyActor, async (actor) => {
      const here = (roles: readonly Role[], of: (booking: BookingItem) => boolean) =>
        bookings.filter((booking) => of(booking) && holds(actor, roles, booking.orgPath)).length;
      const expected = {
        PENDING_TEAM: here(RECEIVE, ({ kind, status }) => kind === "TEAM" && status === "PENDING"),
        PENDING_FAMILY: here(RECEIVE, ({ kind, status }) => kind === "FAMILY" && status === "PENDING"),
        REPORT_DUE: here(RECEIVE, ({ kind, status, date }) => kind === "TEAM" && status === "CONFIRMED" && date <= TODAY),
        REPORTED: here(BUREAUS, ({ status }) => status === "REPORTED"),
        ATTENTION: here(READ, ({ kind, status }) => kind === "FAMILY" && status === "PENDING"),
        // A bureau audits what waits for its own level; here all wait for a city.
        ACTIVITIES_PENDING_CITY: [
          ...new Set(actor.grants.filter(({ role, orgPath }) => BUREAUS.includes(role) && orgPath.split("/").length === 3).map(({ orgPath }) => orgPath)),
        ]
          .flatMap((scope) => PLACES.map((place, at) => (covers(scope, place) ? at + 1 : 0)))
          .reduce((sum, count) => sum + count, 0),
        REGISTRATIONS: actor.grants.some(({ role, orgPath }) => [...BUREAUS, "PLATFORM_ADMIN"].includes(role) && covers(orgPath, "CN/46/4601/460108")) ? 1 : 0,
      };
      const found = countsOf(await workOf(actor));
      // Somebody auditing two cities has a row of each.
      if (actor.grants.filter(({ role, orgPath }) => BUREAUS.includes(role) && orgPath.split("/").length === 3).length > 1) {
        delete found["ACTIVITIES_PENDING_CITY"];
        expected.ACTIVITIES_PENDING_CITY = 0;
      }
      expect(found).toEqual(Object.fromEntries(Object.entries(expected).filter(([, count]) => count > 0)));
    }),
    { seed: 20260307, numRuns: 60 },
  );
});

it("what is late stands first, with its deadline and the list that shows exactly it", async () => {
  const [first, ...rest] = await workOf(anAccount("FACILITY_ADMIN", PLACES[1]));
  expect(first).toEqual({
    key: "REPORT_DUE",
    label: "团队参观待上报",
    count: 4,
    more: false,
    overdue: 2,
    dueAt: "2026-03-06T00:00:00.000+08:00",
    day: "2026-03-02",
    opens: "/bookings?kind=TEAM&status=CONFIRMED&from=2026-03-02&to=2026-03-07",
  });
  expect(rest.every(({ overdue }) => overdue === 0)).toBe(true);
  const row = (key: string, changes: Partial<WorkItem>): WorkItem => ({ key, label: key, count: 1, more: false, overdue: 0, opens: "/", ...changes });
  const sorted = [
    row("none", {}),
    row("soon", { dueAt: "2026-03-08" as Instant }),
    row("late", { overdue: 1, dueAt: "2026-03-09" as Instant }),
    row("old", { since: "2026-03-01" as Instant }),
  ];
  expect(sorted.sort(overdueFirst).map(({ key }) => key)).toEqual(["late", "old", "soon", "none"]);
});

it("an approver's own tasks, with the earliest deadline", async () => {
  const approver: Actor = { kind: "USER", id: "acc-haikou.city", accountId: "acc-haikou.city", name: "吴海波", grants: [] };
  const [approvals] = await workOf(approver);
  expect(approvals).toMatchObject({ key: "APPROVALS", count: 1, overdue: 0, opens: "/approvals" });
  expect(await workOf({ ...approver, id: "acc-else", accountId: "acc-else" })).toEqual([]);
});

it("P7 the cost does not grow with the table, and a hundred is 「99+」", async () => {
  const admin = anAccount("FACILITY_ADMIN", PLACES[0], "许多");
  const measured = async () => {
    queries = 0;
    reads = 0;
    const items = await workOf(admin);
    return { items, queries, reads };
  };
  const add = (count: number) =>
    puts(
      test.store,
      Array.from({ length: count }, () => aBooking(0, "FAMILY", "PENDING")),
    );
  const few = await measured();
  await add(120);
  const many = await measured();
  await add(300);
  const more = await measured();
  expect(few.queries).toBe(many.queries);
  expect(more.queries).toBe(many.queries);
  // A page of one hundred and what tells that there are more, however many stand behind.
  expect(more.reads).toBe(many.reads);
  expect(more.queries).toBeLessThan(20);
  const pending = more.items.find(({ key }) => key === "PENDING_FAMILY");
  expect(pending).toMatchObject({ count: 99, more: true });
  expect(workCountText(pending ?? { count: 0, more: false })).toBe("99+");
});

it("R12 the search names nothing outside the actor's places, by name, number, phone or team", async () => {
  const [target] = bookings.filter(({ kind, status, facilityId }) => kind === "TEAM" && status === "PENDING" && facilityId === "sanya-hongsha");
  if (target === undefined) throw new Error("no booking");
  const words = [
    "开放单位",
    "hongsha",
    "云参观",
    "应急管理局",
    target.bookingId,
    target.bookingId.slice(-8),
    target.bookingId.slice(-4),
    target.contactPhone,
    target.team?.teamName ?? "",
    "01TESTAPPROVAL000001",
  ];
  await fc.assert(
    fc.asyncProperty(anyActor, fc.constantFrom(...words), async (actor, q) => {
      const { groups } = await valueOf(searchEverywhere(depsOf().searches, actor, q));
      for (const { kind, items } of groups) {
        for (const { id, note } of items) {
          if (kind === "FACILITIES") expect(PLACES.some((place) => place.endsWith(`/${id}`) && holds(actor, READ, place))).toBe(true);
          else if (kind === "BOOKINGS") expect(bookings.some((booking) => booking.bookingId === id && holds(actor, READ, booking.orgPath))).toBe(true);
          else if (kind === "ACTIVITIES")
            expect(PLACES.some((place) => note.startsWith(place) && holds(actor, ["FACILITY_ADMIN", ...BUREAUS, "PLATFORM_ADMIN"], place))).toBe(true);
          else if (kind === "REGISTRATIONS") expect(holds(actor, [...BUREAUS, "PLATFORM_ADMIN"], "CN/46/4601/460108")).toBe(true);
          else if (kind === "APPROVALS") expect(holds(actor, [...BUREAUS, "PLATFORM_ADMIN"], "CN/46/4601")).toBe(true);
          else throw new Error(`${kind} was not expected`);
        }
      }
    }),
    { seed: 20260307, numRuns: 120 },
  );
});

it.each([
  ["the whole number", ({ bookingId }: BookingItem) => bookingId],
  ["its last eight", ({ bookingId }: BookingItem) => bookingId.slice(-8)],
  ["the whole phone", ({ contactPhone }: BookingItem) => contactPhone],
  ["part of the team's name", ({ team }: BookingItem) => team?.teamName ?? ""],
])("a booking is found by %s, and shown without its booker's phone", async (_, wordsOf) => {
  const [target] = bookings.filter(({ kind, status, facilityId }) => kind === "TEAM" && status === "PENDING" && facilityId === "sanya-hongsha");
  if (target === undefined) throw new Error("no booking");
  const { groups } = await valueOf(searchEverywhere(depsOf().searches, anAccount("CITY_ADMIN", "CN/46/4602"), wordsOf(target)));
  const found = groups.find(({ kind }) => kind === "BOOKINGS")?.items ?? [];
  expect(found.map(({ id }) => id)).toContain(target.bookingId);
  expect(JSON.stringify(groups)).not.toContain(target.contactPhone);
});

describe("a number as people say it", () => {
  const closed = (): BookingItem => {
    const [found] = bookings.filter(({ status, facilityId }) => status === "REPORTED" && facilityId === "sanya-hongsha");
    if (found === undefined) throw new Error("no booking");
    return found;
  };
  const foundBy = async (actor: Actor, words: string): Promise<string[]> =>
    ((await valueOf(searchEverywhere(depsOf().searches, actor, words))).groups.find(({ kind }) => kind === "BOOKINGS")?.items ?? []).map(({ id }) => id);

  it("R12 its last characters find it in every status and however wide the reader's places are, and in nobody else's", async () => {
    const { bookingId } = closed();
    const [facility, city, province, platform] = [
      anAccount("FACILITY_ADMIN", PLACES[2]),
      anAccount("CITY_ADMIN", "CN/46/4602"),
      anAccount("PROVINCE_ADMIN", "CN/46"),
      anAccount("PLATFORM_ADMIN", "CN"),
    ];
    for (const actor of [facility, city, province, platform])
      for (const words of [bookingId.slice(-8), ` ${bookingId.slice(-8, -4)} ${bookingId.slice(-4)} `.toLowerCase(), bookingId.slice(-5)])
        expect(await foundBy(actor, words)).toEqual([bookingId]);
    const others = [anAccount("FACILITY_ADMIN", PLACES[0]), anAccount("CITY_ADMIN", "CN/46/4601"), anAccount("PROVINCE_ADMIN", "CN/44")];
    expect(await Promise.all(others.map((actor) => foundBy(actor, bookingId.slice(-8))))).toEqual([[], [], []]);
    expect(await Promise.all([bookingId.slice(-3), bookingId.slice(-9), bookingId.slice(0, 8)].map((words) => foundBy(platform, words)))).toEqual([[], [], []]);
  });

  it("P7 the look costs what it finds, however many other numbers there are", async () => {
    const platform = anAccount("PLATFORM_ADMIN", "CN");
    const { bookingId } = closed();
    const cost = async (): Promise<number> => {
      reads = 0;
      await listBookingsByNumber(test.product.store, bookingId.slice(-8), (orgPath) => holds(platform, READ, orgPath));
      return reads;
    };
    const few = await cost();
    await puts(
      test.store,
      Array.from({ length: 200 }, (_, n) => ({
        ...bookingNumberItem({ bookingId: `01ELSEWHERE9${String(n).padStart(8, "7")}` as BookingId, orgPath: PLACES[0] as never }),
      })),
    );
    expect([few, await cost()]).toEqual([2, 2]);
  });
});

it("M33 a row whose work lies in too many places says so, and does not vanish", async () => {
  const district = "CN/35/3502/350203";
  await putItems(
    test.store,
    Array.from({ length: 301 }, (_, n) =>
      aFacility({
        facilityId: `xiamen-${n}` as never,
        orgPath: OrgPath.parse(`${district}/xiamen-${n}`),
        provinceCode: "35",
        cityCode: "3502",
        name: `厦门 ${n}`,
      }),
    ),
  );
  const { items } = await valueOf(getWorkbench(depsOf(), anAccount("CITY_ADMIN", district)));
  const rows = items.filter(({ tooWide }) => tooWide === true);
  expect(rows.map(({ key, count, overdue }) => [key, count, overdue])).toEqual(expect.arrayContaining([["REPORTED", 0, 0]]));
  expect(rows.find(({ key }) => key === "REPORTED")?.opens).toBe("/bookings?kind=TEAM&status=REPORTED");
  expect(items.filter(({ count, tooWide }) => count === 0 && tooWide !== true)).toEqual([]);
});

it("R18 part of a phone number finds nobody", async () => {
  const [target] = bookings;
  const { groups } = await valueOf(searchEverywhere(depsOf().searches, anAccount("CITY_ADMIN", "CN/46/4601"), target?.contactPhone.slice(0, 10) ?? ""));
  expect(groups).toEqual([]);
});

describe("what somebody arranges for themselves", () => {
  const actor = anAccount("CITY_ADMIN", "CN/46/4601", "符丽");
  const id = (): RequestId => newRequestId() as RequestId;

  it("R2 a filter that is saved twice by one request stands once, and another's are not seen", async () => {
    const { engine } = test.product;
    const command = { requestId: id(), name: "本月团队", query: "kind=TEAM&from=2026-03-01" };
    const first = await valueOf(saveFilter(engine, actor, "bookings", command));
    await valueOf(saveFilter(engine, actor, "bookings", { requestId: id(), name: "待确认", query: "status=PENDING" }));
    expect(await valueOf(saveFilter(engine, actor, "bookings", command))).toEqual(first);
    expect((await valueOf(listSavedFilters(test.store, actor, "bookings"))).items.map(({ name }) => name)).toEqual(["本月团队", "待确认"]);
    expect((await valueOf(listSavedFilters(test.store, actor, "people"))).items).toEqual([]);
    expect((await valueOf(listSavedFilters(test.store, { ...actor, id: "acc-x", accountId: "acc-x" }, "bookings"))).items).toEqual([]);
    await valueOf(saveFilter(engine, actor, "bookings", { requestId: id(), name: "待确认", query: "kind=FAMILY&status=PENDING" }));
    await valueOf(dropFilter(engine, actor, "bookings", { requestId: id(), name: "本月团队" }));
    expect((await valueOf(listSavedFilters(test.store, actor, "bookings"))).items).toEqual([{ name: "待确认", query: "kind=FAMILY&status=PENDING" }]);
  });

  it("R5 twenty windows that save at the same moment lose none; the next is told to tidy up", async () => {
    const { engine } = test.product;
    const names = Array.from({ length: 20 }, (_, n) => `第 ${n} 组`);
    for (let from = 0; from < 20; from += 5) {
      await Promise.all(
        names.slice(from, from + 5).map((name) => valueOf(saveFilter(engine, actor, "people", { requestId: id(), name, query: "status=ACTIVE" }))),
      );
    }
    expect((await valueOf(listSavedFilters(test.store, actor, "people"))).items.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(await saveFilter(engine, actor, "people", { requestId: id(), name: "再一组", query: "status=ACTIVE" })).toEqual({
      ok: false,
      refusal: { code: "SAVED_FILTERS_FULL" },
    });
  });

  it("shortcuts follow the account; more than eight, or one twice, are refused", async () => {
    const client = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "快捷" });
    const choose = (shortcuts: string[]) => client.call(workbenchRoutes.changeShortcuts, { body: { requestId: id(), shortcuts } });
    expect(await choose(["bookings", "people"])).toMatchObject({ ok: true });
    expect(await client.call(workbenchRoutes.getWorkbench, {})).toMatchObject({ ok: true, value: { shortcuts: ["bookings", "people"] } });
    expect(await choose(["a", "b", "c", "d", "e", "f", "g", "h", "i"])).toMatchObject({ ok: false, refusal: { code: "INPUT_INVALID" } });
    expect(await choose(["a", "a"])).toMatchObject({ ok: false, refusal: { code: "INPUT_INVALID" } });
    expect(await valueOf(changeShortcuts(test.product.engine, actor, { requestId: id(), shortcuts: [] }))).toEqual({ shortcuts: [] });
  });
});
