import type { BookingId } from "@app/contract/kernel/ids";
import { addDays, DAY_MS, localDateOf, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { availableActions, decideAction } from "@app/contract/engines/workflow";
import { NO_SHOW_ACTIONS, NO_SHOW_STATUSES, type NoShowAction, type NoShowStatus } from "@app/contract/visits/noShow.schema";
import { NO_SHOW_PARTIES, NO_SHOW_WORKFLOW, type NoShowParty } from "@app/contract/visits/noShow.workflow";
import { noShowRoutes } from "@app/contract/visits/noShows.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { grantAt, NOW, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import {
  anAccount,
  aSubmission,
  aVisitor,
  book,
  confirmedBooking,
  enter,
  eventCounts,
  inParallel,
  refusalOf,
  requestId,
  valueOf,
} from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, hongsha, putItems } from "../../../testing/visitBuilders";
import { closeSlots } from "../actions/closeSlots";
import { holdPlaces } from "../actions/holdPlaces";
import type { SlotItem } from "../slotRepository";
import { decideNoShow } from "./decideNoShow";
import { setNoShowRule } from "./noShowRules";
import { getNoShowItem, standingKey } from "./noShowRepository";
import { waiveDays } from "./waiveDays";

const LIN = "p-lin";
const CITY = anAccount("CITY_ADMIN", "CN/46/4601", "吴海波");
const DATES = ["2026-03-08", "2026-03-09", "2026-03-10"] as const;
const LATER = aSlot({ date: "2026-03-20", capacityHeads: 200 });

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), hongsha(), ...DATES.map((date) => aSlot({ date, capacityHeads: 200 })), LATER]);
});
afterEach(() => test.stop());

const slotOn = (date: string): SlotItem => aSlot({ date, capacityHeads: 200 });
/** Days pass, deadlines with them. */
async function until(date: string): Promise<void> {
  const days = (Date.parse(`${date}T09:00:00.000+08:00`) - Date.parse(test.clock.now())) / DAY_MS;
  test.clock.advanceMs(days * DAY_MS);
  for (let look = 0; look < 4; look += 1) await test.settle();
}
/** Confirmed for that day, and nobody comes. */
async function missed(personId: string, date: string): Promise<BookingId> {
  return (await confirmedBooking(test, slotOn(date), { personId })).booking.bookingId;
}
async function missedThrice(personId = LIN): Promise<BookingId[]> {
  const bookings: BookingId[] = [];
  for (const date of DATES) bookings.push(await missed(personId, date));
  await until("2026-03-11");
  return bookings;
}
const act = (bookingId: BookingId, action: NoShowAction, by: Parameters<typeof decideNoShow>[1]["actor"], remark?: string) =>
  decideNoShow(test.product.engine, { actor: by, bookingId, action, requestId: requestId(), remark });
const missedBy = async (personId: string) => (await test.store.get(standingKey(personId)))?.["missed"];

describe("F6 being missed", () => {
  it("F6 the third missed visit keeps the person from holding places and from booking, says why, how long and what to do; nobody else", async () => {
    await missedThrice();
    const blocked = { code: "NO_SHOW_BLOCKED", cityName: "海口市", count: 3, periodDays: 180, untilLabel: "5月9日 周六" };
    expect(await refusalOf(book(test, LATER, { personId: LIN }))).toEqual(blocked);
    const command = { requestId: requestId(), slotId: LATER.slotId, kind: "FAMILY" as const, heads: 1 };
    expect(await refusalOf(holdPlaces(test.product.engine, { actor: aVisitor(LIN), personId: LIN, command }))).toEqual(blocked);
    const person = await test.as({ personId: LIN });
    expect((await refusalOf(person.call(visitRoutes.submitBooking, { body: aSubmission(LATER) }))).message).toBe(
      "您近 180 天内有 3 次预约后没有到访，按海口市的规定，5月9日 周六以前（含当天）暂不能预约。如有特殊情况，可在「我的」→「失约记录」里申诉。",
    );
    expect((await book(test, LATER, { personId: "p-other" })).ok).toBe(true);
  });

  it("F6 two missed visits are shown with the rule, and keep nobody out; who came is not recorded", async () => {
    await missed(LIN, DATES[0]);
    await missed(LIN, DATES[1]);
    await until(DATES[2]);
    const today = await confirmedBooking(test, LATER, { personId: "p-came" });
    await until("2026-03-20");
    await valueOf(enter(test, today.booking, { code: today.code, heads: 1 }));
    await until("2026-03-21");
    expect(await missedBy("p-came")).toBeUndefined();
    const mine = await valueOf((await test.as({ personId: LIN })).call(noShowRoutes.listMyNoShows, { query: {} }));
    expect(mine.standings).toEqual([
      {
        cityCode: "4601",
        cityName: "海口市",
        count: 2,
        rule: { isOn: true, threshold: 3, periodDays: 180, blockDays: 60 },
        sentence: "近 180 天内失约满 3 次，从最后一次失约起 60 天内不能预约。开放单位关闭场次造成的不算失约。",
      },
    ]);
    expect(mine.items.map(({ date, status, contactName }) => ({ date, status, contactName }))).toEqual([
      { date: "2026-03-09", status: "COUNTED", contactName: "林晓燕" },
      { date: "2026-03-08", status: "COUNTED", contactName: "林晓燕" },
    ]);
  });

  it("F6 closing a date makes nobody a no-show", async () => {
    await missed(LIN, DATES[0]);
    const closed = await closeSlots(test.product.engine, {
      actor: anAccount("FACILITY_ADMIN"),
      facilityId: BAISHAMEN,
      command: { requestId: requestId(), date: DATES[0] as LocalDate, reason: "台风天气", seenBookings: 1 },
    });
    expect(closed.ok).toBe(true);
    await until(DATES[1]);
    expect(await missedBy(LIN)).toBeUndefined();
    expect((await eventCounts(test.store))["BOOKING_NOT_SHOWN"]).toBeUndefined();
  });

  it("R8 the event read again makes no second record, and the person is told once", async () => {
    const [bookingId] = [await missed(LIN, DATES[0])];
    await until(DATES[1]);
    for (let time = 0; time < 3; time += 1) await test.product.consumers.drain();
    expect(await getNoShowItem(test.store, bookingId)).toMatchObject({ status: "COUNTED", version: 1, appealBy: "2026-04-08T00:00:00.000+08:00" });
    expect(await missedBy(LIN)).toEqual({ "4601": { [bookingId]: DATES[0] } });
  });
});

describe("F6 appeal and waiver", () => {
  it("F6 an appeal stops counting at once; upheld it counts again, waived it never does", async () => {
    const [first, second] = await missedThrice();
    if (first === undefined || second === undefined) throw new Error("no bookings");
    const appealed = await valueOf(act(first, "APPEAL", aVisitor(LIN), "孩子发烧了"));
    expect(appealed).toMatchObject({ status: "APPEALED", appealReason: "孩子发烧了", availableActions: [] });
    expect((await book(test, LATER, { personId: LIN })).ok).toBe(true);
    const upheld = await valueOf(act(first, "UPHOLD", CITY, "没有凭证"));
    expect(upheld).toMatchObject({ status: "UPHELD", answer: { remark: "没有凭证", byName: "吴海波", at: test.clock.now() } });
    const other = aSlot({ date: "2026-03-21", capacityHeads: 20 });
    await putItems(test.store, [other]);
    expect(await refusalOf(book(test, other, { personId: LIN }))).toMatchObject({ code: "NO_SHOW_BLOCKED", count: 3 });
    await valueOf(act(second, "APPEAL", aVisitor(LIN), "道路封闭"));
    expect(await valueOf(act(second, "WAIVE", CITY, "情况属实"))).toMatchObject({ status: "WAIVED", availableActions: [] });
    expect((await book(test, other, { personId: LIN })).ok).toBe(true);
    const mine = await valueOf((await test.as({ personId: LIN })).call(noShowRoutes.listMyNoShows, { query: {} }));
    expect(mine.items.find((item) => item.bookingId === second)?.answer?.byName).toBe("海口市生态环境部门");
  });

  it("F6 an appeal comes within 30 days, with a reason, and only from the booker", async () => {
    const bookingId = await missed(LIN, DATES[0]);
    await until(DATES[1]);
    expect(await refusalOf(act(bookingId, "APPEAL", aVisitor(LIN)))).toEqual({ code: "REMARK_REQUIRED", label: "申诉理由" });
    expect(await refusalOf(act(bookingId, "APPEAL", aVisitor("p-other"), "我要申诉"))).toEqual({ code: "NOT_FOUND", what: "条失约记录" });
    expect(await refusalOf(act(bookingId, "APPEAL", CITY, "替他申诉"))).toEqual({ code: "ACTION_NOT_YOURS", caseLabel: "失约记录" });
    expect(await refusalOf(act(bookingId, "WAIVE", anAccount("FACILITY_ADMIN"), "算了"))).toEqual({ code: "ACTION_NOT_YOURS", caseLabel: "失约记录" });
    await until("2026-04-08");
    expect(await refusalOf(act(bookingId, "APPEAL", aVisitor(LIN), "迟了"))).toEqual({ code: "APPEAL_TOO_LATE", appealBy: "2026-04-08T00:00:00.000+08:00" });
  });

  it("R5 two admins answer one appeal at once: one wins, the other is told what happened", async () => {
    const bookingId = await missed(LIN, DATES[0]);
    await until(DATES[1]);
    await valueOf(act(bookingId, "APPEAL", aVisitor(LIN), "孩子发烧了"));
    const province = anAccount("PROVINCE_ADMIN", "CN/46", "陈建华");
    const answers = await Promise.all([act(bookingId, "UPHOLD", CITY, "没有凭证"), act(bookingId, "UPHOLD", province, "没有凭证")]);
    const lost = answers.filter((answer) => !answer.ok);
    expect(lost).toHaveLength(1);
    expect(lost[0]).toMatchObject({ refusal: { code: "ACTION_NOT_AVAILABLE", statusLabel: "维持失约", availableLabels: ["豁免"] } });
    expect((await getNoShowItem(test.store, bookingId))?.version).toBe(3);
  });

  it("R2 the same appeal ten times at once is one appeal with one answer", async () => {
    const bookingId = await missed(LIN, DATES[0]);
    await until(DATES[1]);
    const same = requestId();
    const answers = await inParallel(10, () =>
      decideNoShow(test.product.engine, { actor: aVisitor(LIN), bookingId, action: "APPEAL", requestId: same, remark: "孩子发烧了" }),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await eventCounts(test.store))["NO_SHOW_APPEALED"]).toBe(1);
  });

  it("F6 a waiver of days strikes what is recorded, page by page, and what comes later; other days and facilities stay", async () => {
    const people = Array.from({ length: 130 }, (_, n) => `p-${n}`);
    for (const personId of people) await missed(personId, DATES[0]);
    await missed(LIN, DATES[1]);
    await until(DATES[1]);
    const typhoon = await valueOf(
      waiveDays(test.product.engine, {
        actor: CITY,
        command: {
          requestId: requestId(),
          cityCode: "4601",
          from: DATES[0] as LocalDate,
          to: DATES[1] as LocalDate,
          reason: "WEATHER",
          remark: "台风红色预警",
        },
      }),
    );
    expect(typhoon).toMatchObject({ cityName: "海口市", waived: 0, reasonLabel: "恶劣天气" });
    for (let look = 0; look < 4; look += 1) {
      await test.settle();
      test.clock.advanceMs(6_000);
    }
    expect(await missedBy("p-0")).toEqual({ "4601": {} });
    expect(await missedBy("p-129")).toEqual({ "4601": {} });
    const city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")] });
    expect((await valueOf(city.call(noShowRoutes.listNoShowWaivers, { query: { cityCode: "4601" } }))).items).toMatchObject([{ waived: 130 }]);
    // The day that was still to come when it was waived.
    await until(DATES[2]);
    expect(await missedBy(LIN)).toBeUndefined();
    const [late] = (await valueOf(city.call(noShowRoutes.listNoShows, { query: { from: DATES[1] as LocalDate } }))).items;
    expect(late).toMatchObject({ status: "WAIVED", answer: { remark: "恶劣天气：台风红色预警" }, contactName: "林*燕" });
    expect((await eventCounts(test.store))["NO_SHOW_WAIVED"]).toBe(130);
  });
});

describe("F6 a bureau's rule", () => {
  const rule = { isOn: true, threshold: 2, periodDays: 90, blockDays: 30 };
  const set = (actor: typeof CITY, changes: Partial<typeof rule> = {}, version = 0, cityCode = "4601") =>
    setNoShowRule(test.product.engine, { actor, cityCode, command: { requestId: requestId(), ...rule, ...changes, version } });

  it("F6 takes effect at the next booking, for this city alone; whoever read an older one is told who changed it", async () => {
    await missed(LIN, DATES[0]);
    await missed(LIN, DATES[1]);
    await until(DATES[2]);
    expect(await valueOf(set(CITY))).toMatchObject({ threshold: 2, isDefault: false, version: 1, changedByName: "吴海波", maySet: true });
    expect(await refusalOf(book(test, LATER, { personId: LIN }))).toMatchObject({
      code: "NO_SHOW_BLOCKED",
      count: 2,
      periodDays: 90,
      untilLabel: "4月8日 周三",
    });
    const sanya = aSlot({ facility: hongsha(), date: "2026-03-21" });
    await putItems(test.store, [sanya]);
    expect((await book(test, sanya, { personId: LIN })).ok).toBe(true);
    expect(await refusalOf(set(anAccount("PROVINCE_ADMIN", "CN/46", "陈建华"), { threshold: 5 }))).toEqual({
      code: "RULE_CHANGED",
      changedByName: "吴海波",
      changedAt: test.clock.now(),
    });
    expect(await refusalOf(set(anAccount("CITY_ADMIN", "CN/46/4602", "林文博")))).toEqual({ code: "FORBIDDEN" });
    expect(await refusalOf(set(CITY, {}, 0, "9999"))).toEqual({ code: "FORBIDDEN" });
    await valueOf(set(CITY, { isOn: false }, 1));
    expect((await book(test, LATER, { personId: LIN })).ok).toBe(true);
  });

  it("R12 a rule and a waiver are set by who decides at the city, whatever facility they name", async () => {
    const command = {
      requestId: requestId(),
      cityCode: "4602",
      from: DATES[0] as LocalDate,
      to: DATES[0] as LocalDate,
      reason: "WEATHER" as const,
      remark: "台风",
    };
    expect(await refusalOf(waiveDays(test.product.engine, { actor: CITY, command }))).toEqual({ code: "FORBIDDEN" });
    expect(
      await refusalOf(waiveDays(test.product.engine, { actor: CITY, command: { ...command, cityCode: "4601", facilityId: hongsha().facilityId } })),
    ).toEqual({
      code: "NOT_FOUND",
      what: "家开放单位",
    });
    const tooOld = { ...command, cityCode: "4601", from: addDays(localDateOf(NOW), -367), to: addDays(localDateOf(NOW), -366) };
    expect(await refusalOf(waiveDays(test.product.engine, { actor: CITY, command: tooOld }))).toEqual({ code: "WAIVER_TOO_OLD", from: "2025-03-05" });
  });
});

describe("the table", () => {
  const ALLOWED: Record<NoShowParty, Partial<Record<NoShowStatus, NoShowAction[]>>> = {
    BOOKER: { COUNTED: ["APPEAL"] },
    BUREAU: { COUNTED: ["WAIVE"], APPEALED: ["WAIVE", "UPHOLD"], UPHELD: ["WAIVE"] },
    SYSTEM: { COUNTED: ["WAIVE"], APPEALED: ["WAIVE"], UPHELD: ["WAIVE"] },
  };
  const LEADS_TO = { APPEAL: "APPEALED", WAIVE: "WAIVED", UPHOLD: "UPHELD" } as const;
  it.each(NO_SHOW_PARTIES.flatMap((party) => NO_SHOW_STATUSES.map((status) => ({ party, status }))))("$party on a $status record", ({ party, status }) => {
    const item = { status, appealBy: "2026-04-08T00:00:00.000+08:00" as Instant };
    const allowed = ALLOWED[party][status] ?? [];
    expect(availableActions(NO_SHOW_WORKFLOW, item, [party], NOW).map(({ action }) => action)).toEqual(allowed);
    for (const action of NO_SHOW_ACTIONS) {
      const decided = decideAction(NO_SHOW_WORKFLOW, { item, action, parties: [party], remark: "原因", now: NOW, lastChange: undefined });
      expect(decided.ok ? decided.value.to : decided.refusal.code.slice(0, 6)).toBe(allowed.includes(action) ? LEADS_TO[action] : "ACTION");
    }
  });
});
