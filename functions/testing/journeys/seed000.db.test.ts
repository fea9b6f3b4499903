import type { ActivityDetail } from "@app/contract/activities/activity.schema";
import { activityRoutes } from "@app/contract/activities/activities.routes";
import { contactRoutes } from "@app/contract/contacts/contacts.routes";
import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { BookingId } from "@app/contract/kernel/ids";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import { PartyHeads } from "@app/contract/visits/hold.schema";
import { teamVisitRoutes } from "@app/contract/visits/teamVisits.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { CITY_AUDITOR, countedActivity, decideOn, FACILITY_AUTHOR, PLATFORM_REVIEWER, PROVINCE_AUDITOR, resubmitted, submitted } from "../activityBuilders";
import { download } from "../download";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../startTestProduct";
import { backFill, bookTeam, confirmedTeam, judge, report, REPORTER } from "../teamVisitActs";
import { anAccount, book, confirmedBooking, decide, enter, onDay, refusalOf, valueOf } from "../visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, hongsha, HONGSHA_PATH, putItems } from "../visitBuilders";

// Every rule of the manual that needs no screen, in its order (`seed000.ts`). What each shows in depth is shown beside its code; here nothing may be missing.
const DAY = "2026-03-14";
const VISIT_DAY = onDay(DAY, "09:20:00.000");
const SLOT = aSlot({ capacityHeads: 100, partyMax: 100 });
const SANYA_SLOT = aSlot({ facility: hongsha(), capacityHeads: 100, partyMax: 100 });
const CITY = { grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" };
const SANYA_REPORTER = anAccount("FACILITY_ADMIN", HONGSHA_PATH, "黄海燕");
const PASSWORD = "Huanjing@2026";
const NEW_PHONE = "13900000399";

let test: TestProduct;
let city: ApiClient;
beforeEach(async () => {
  test = await startTestProduct();
  const applying = aFacility({ facilityId: "haikou-applying" as typeof BAISHAMEN, orgPath: "CN/46/4601/460105/haikou-applying" as never, status: "APPLYING" });
  await putItems(test.store, [aFacility(), hongsha(), applying, SLOT, SANYA_SLOT]);
  city = await test.as(CITY);
});
afterEach(() => test.stop());

const latest = async () => {
  await test.settle();
  return valueOf(city.call(statisticsRoutes.getLatestFigures, {}));
};
const statistics = async (query: { from?: string; to?: string } = {}, by = city) => {
  await test.settle();
  return valueOf(by.call(statisticsRoutes.getVisitStatistics, { query: query as never }));
};
const totals = async (query: { from?: string; to?: string } = {}) => (await statistics(query)).total;
const bookings = async (query: Record<string, string> = {}, by = city) =>
  (await valueOf(by.call(visitRoutes.listBookings, { query: { kind: "TEAM", ...query } as never }))).items;
const bookingOf = (bookingId: BookingId, by = city) => valueOf(by.call(visitRoutes.getBooking, { params: { bookingId } }));
const activities = async (by = city) => (await valueOf(by.call(activityRoutes.listActivities, { query: {} }))).items;
const activityFigures = async () => {
  await test.settle();
  return valueOf(city.call(statisticsRoutes.getActivityStatistics, { query: {} }));
};
const actionsOn = async (by: ApiClient, { activityId }: Pick<ActivityDetail, "activityId">): Promise<string[]> =>
  (await valueOf(by.call(activityRoutes.getActivity, { params: { activityId } }))).availableActions.map(({ action }) => action);
const textsOf = (owner: string): string[] => test.sandbox.inboxes.of(owner).map((message) => (message.kind === "SMS" ? message.text : "card"));
const texts = (phone: string): string[] => textsOf(`phone:${phone}`);
/** What the booker's phone was told last, by SMS; the sandbox knows whose number stands on every form here. */
const toldBooker = (): string | undefined => textsOf("lin-xiaoyan").at(-1);
/** A family that came and was let in. */
async function visited(personId: string, heads: number): Promise<BookingId> {
  const { booking, code } = await confirmedBooking(test, SLOT, { personId, heads });
  test.clock.set(VISIT_DAY);
  await valueOf(enter(test, booking, { code, heads }));
  return booking.bookingId;
}
async function addContacts(): Promise<void> {
  for (const [username, role, place, phone] of [
    ["wang", "FACILITY_ADMIN", BAISHAMEN_PATH, "13900000301"],
    ["huang", "FACILITY_ADMIN", HONGSHA_PATH, "13900000302"],
    ["wu", "CITY_ADMIN", "CN/46/4601", "13900000303"],
    ["chen", "PROVINCE_ADMIN", "CN/46", "13900000304"],
  ] as const) {
    await test.addAccount({ username, password: PASSWORD, displayName: username, phone, grants: [grantAt(role, place)] });
  }
}
const contactsOf = async (username: "wang" | "wu") => {
  const grants = username === "wang" ? [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)] : CITY.grants;
  return test.as({ grants, name: username });
};
const changeContact = (by: ApiClient, username: string, changes: object) =>
  by.call(contactRoutes.changeContact, {
    params: { accountId: `acc-${username}` as never },
    body: { requestId: newRequestId(), version: 1, name: "王小芳", landline: "", phone: "13900000301", email: "", ...changes } as never,
  });

describe("二 what a city's admin may do", () => {
  it("seed 000 二-1 a city's admin sees its teams, families and online activities, and none of another city's", async () => {
    await valueOf(bookTeam(test, SLOT, { personId: "p-team" }));
    await valueOf(bookTeam(test, SANYA_SLOT, { personId: "p-other" }));
    await valueOf(book(test, SLOT, { personId: "p-lin", heads: 3 }));
    await valueOf(book(test, SANYA_SLOT, { personId: "p-chen", heads: 2 }));
    await submitted(test);
    await submitted(test, SANYA_REPORTER);
    const facilities = [
      (await bookings()).map(({ facilityName }) => facilityName),
      (await bookings({ kind: "FAMILY" })).map(({ facilityName }) => facilityName),
      (await activities()).map(({ unitName }) => unitName),
    ];
    expect(facilities).toEqual([[aFacility().name], [aFacility().name], [aFacility().name]]);
  });

  it("seed 000 二-2 a city's admin audits teams and online activities; a family needs nobody's audit", async () => {
    const family = await visited("p-lin", 3);
    const { bookingId, version } = await valueOf(backFill(test));
    const activity = await submitted(test);
    expect((await bookingOf(family)).availableActions).toEqual([]);
    const audited = await valueOf(city.call(teamVisitRoutes.auditTeamVisit, { params: { bookingId }, body: { requestId: newRequestId(), version } as never }));
    expect(audited.statusLabel).toBe("已统计");
    const passed = city.call(activityRoutes.decideActivity, {
      params: { activityId: activity.activityId },
      body: { requestId: newRequestId(), action: "AUDIT_BY_CITY", version: activity.version } as never,
    });
    expect((await valueOf(passed)).status).toBe("PENDING_PROVINCE");
  });

  it("seed 000 二-3 a city's admin returns teams and online activities, with a reason; of another city neither", async () => {
    const { bookingId, version } = await valueOf(backFill(test));
    const activity = await submitted(test);
    const elsewhere = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4602")], name: "林文博" });
    const back = (by: ApiClient, remark?: string) =>
      by.call(teamVisitRoutes.returnTeamVisit, { params: { bookingId }, body: { requestId: newRequestId(), version, remark } as never });
    expect((await refusalOf(back(elsewhere, "照片不清"))).code).toBe("NOT_FOUND");
    expect((await refusalOf(back(city))).code).toBe("REMARK_REQUIRED");
    expect((await valueOf(back(city, "照片不清"))).statusLabel).toBe("已驳回");
    const returned = city.call(activityRoutes.decideActivity, {
      params: { activityId: activity.activityId },
      body: { requestId: newRequestId(), action: "RETURN", version: activity.version, remark: "截图看不清" } as never,
    });
    expect((await valueOf(returned)).statusLabel).toBe("已驳回");
  });

  it("seed 000 二-4 a city's admin reads the contacts of its facilities and of no other city's", async () => {
    await addContacts();
    const { items } = await valueOf((await contactsOf("wu")).call(contactRoutes.listContacts, { query: {} }));
    expect(items.map(({ name, phone }) => [name, phone])).toEqual([["wang", "13900000301"]]);
  });
});

describe("三 how it goes", () => {
  it("seed 000 三-1 a figure is there as soon as its record is, without anybody's audit or a night between", async () => {
    await valueOf(backFill(test, { heads: 27 }));
    expect((await totals()).teamHeads).toBe(27);
  });

  it("seed 000 三-2 a team asks, is confirmed and told, comes, is reported with photos, counts, and is audited", async () => {
    const { bookingId } = await valueOf(bookTeam(test, SLOT, { personId: "p-team", heads: 30 }));
    expect((await bookingOf(bookingId)).statusLabel).toBe("待确认");
    await valueOf(decide(test, bookingId, "CONFIRM"));
    await test.settle();
    expect(toldBooker()).toContain("已确认");
    test.clock.set(VISIT_DAY);
    expect((await totals()).teamVisits).toBe(0);
    await valueOf(report(test, bookingId, { heads: 28 }));
    expect(await totals()).toMatchObject({ teamVisits: 1, teamHeads: 28 });
    expect((await valueOf(judge(test, bookingId, "AUDIT"))).statusLabel).toBe("已统计");
    expect(await totals()).toMatchObject({ teamVisits: 1, teamHeads: 28 });
  });

  it("seed 000 三-3 a back-fill takes photos, counts at once and is audited by the city", async () => {
    const reporter = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
    const bare = { requestId: newRequestId(), date: "2026-03-06", period: "MORNING", teamName: "海南大学", heads: 27, purpose: "专业实习", photos: [] };
    const refused = await refusalOf(reporter.call(teamVisitRoutes.backFillTeamVisit, { params: { facilityId: BAISHAMEN }, body: bare as never }));
    expect(refused).toMatchObject({ fields: [{ path: "body.photos", message: "请至少上传 1 张照片" }] });
    const { bookingId, statusLabel, meansLabel } = await valueOf(backFill(test));
    expect([statusLabel, meansLabel]).toEqual(["已上报", "补录"]);
    expect((await totals()).teamHeads).toBe(27);
    expect((await valueOf(judge(test, bookingId, "AUDIT", { actor: CITY_AUDITOR }))).statusLabel).toBe("已统计");
  });

  it("seed 000 三-4 a family of 1 to 6 asks, is confirmed and told, and counts when it checks in on the day", async () => {
    expect([0, 1, 6, 7].map((heads) => PartyHeads.safeParse(heads).success)).toEqual([false, true, true, false]);
    const { booking, code } = await confirmedBooking(test, SLOT, { personId: "p-lin", heads: 6 });
    await test.settle();
    expect(toldBooker()).toContain("已确认");
    expect(await refusalOf(enter(test, booking, { code, heads: 6 }))).toMatchObject({ code: "CHECK_IN_REFUSED", reason: "TOO_EARLY_DAY" });
    expect((await totals()).familyVisits).toBe(0);
    test.clock.set(VISIT_DAY);
    await valueOf(enter(test, booking, { code, heads: 6 }));
    expect(await totals()).toMatchObject({ familyVisits: 1, familyHeads: 6 });
  });

  it("seed 000 三-5 an activity passes level by level, counts after the province, and once returned goes the whole way again", async () => {
    let activity = await submitted(test);
    activity = await valueOf(decideOn(test, activity, "AUDIT_BY_CITY", { actor: CITY_AUDITOR }));
    activity = await valueOf(decideOn(test, activity, "RETURN", { actor: PROVINCE_AUDITOR }));
    activity = await valueOf(resubmitted(test, activity));
    expect(activity.statusLabel).toBe("待地市级管理员审核");
    activity = await valueOf(decideOn(test, activity, "AUDIT_BY_CITY", { actor: CITY_AUDITOR }));
    expect((await activityFigures()).total.activities).toBe(0);
    await valueOf(decideOn(test, activity, "AUDIT_BY_PROVINCE", { actor: PROVINCE_AUDITOR }));
    expect((await activityFigures()).total).toMatchObject({ activities: 1, audience: 800 });
  });
});

describe("四 最新数据", () => {
  it("seed 000 四-1 开放单位 counts those open to the public without 申报中", async () => {
    expect((await latest()).facilities).toBe(1);
  });

  it("seed 000 四-2 总计开放 is the days on which somebody came, added over the facilities, each day once", async () => {
    await valueOf(backFill(test, { date: "2026-03-05" as never }));
    await valueOf(backFill(test, { date: "2026-03-05" as never, period: "AFTERNOON", teamName: "海口一中" }));
    await valueOf(backFill(test, { date: "2026-03-06" as never }));
    expect((await latest()).openDays).toBe(2);
  });

  it("seed 000 四-3 团队参观 and 家庭(个人)参观 are this year's heads, each its own", async () => {
    await valueOf(backFill(test, { date: "2025-12-31" as never, heads: 50 }));
    await valueOf(backFill(test, { heads: 27 }));
    await visited("p-lin", 4);
    expect(await latest()).toMatchObject({ year: 2026, teamHeads: 27, familyHeads: 4 });
  });

  it("seed 000 四-4 当月人数 is this month's, of both kinds", async () => {
    await valueOf(backFill(test, { date: "2026-02-28" as never, heads: 50 }));
    await valueOf(backFill(test, { heads: 27 }));
    await visited("p-lin", 4);
    expect((await latest()).monthHeads).toBe(31);
  });

  it("seed 000 四-5 分析图表 has twelve months of this year, each with its heads", async () => {
    await valueOf(backFill(test, { date: "2026-01-05" as never, heads: 50 }));
    await valueOf(backFill(test, { heads: 27 }));
    const { monthly } = await latest();
    expect(monthly.map(({ month, teamHeads }) => `${month} ${teamHeads}`).slice(0, 3)).toEqual(["2026-01 50", "2026-02 0", "2026-03 27"]);
    expect(monthly).toHaveLength(12);
  });
});

describe("五 综合统计", () => {
  it("seed 000 五-1 without a range it is this year's", async () => {
    await valueOf(backFill(test, { date: "2025-12-31" as never, heads: 50 }));
    await valueOf(backFill(test, { heads: 27 }));
    expect(await statistics()).toMatchObject({ from: "2026-01-01", to: "2026-12-31", total: { teamHeads: 27 } });
  });

  it("seed 000 五-2 any first and last day, also across years", async () => {
    await valueOf(backFill(test, { date: "2025-12-31" as never, heads: 50 }));
    await valueOf(backFill(test, { heads: 27 }));
    expect((await totals({ from: "2025-12-31", to: "2026-03-06" })).teamHeads).toBe(77);
    expect((await totals({ from: "2025-12-31", to: "2026-03-05" })).teamHeads).toBe(50);
  });

  it("seed 000 五-3 a city's admin has two levels: the city and its facilities", async () => {
    const { provinces, cities } = await statistics();
    expect(provinces).toEqual([]);
    expect(cities.map(({ cityName, facilities }) => [cityName, facilities.map(({ facilityName }) => facilityName)])).toEqual([["海口市", [aFacility().name]]]);
  });

  it("seed 000 五-4 合计: visits and heads of teams and of families, added", async () => {
    await valueOf(backFill(test, { heads: 27 }));
    await visited("p-lin", 4);
    expect(await totals()).toEqual({ teamVisits: 1, teamHeads: 27, familyVisits: 1, familyHeads: 4, visitsTotal: 2, headsTotal: 31 });
  });

  it("seed 000 五-5-1 a team counts from its report on, audited or not, and not while it is returned", async () => {
    const bookingId = await confirmedTeam(test, SLOT, { personId: "p-team", heads: 30 });
    test.clock.set(VISIT_DAY);
    const counted: number[] = [(await totals()).teamHeads];
    for (const step of [
      () => report(test, bookingId, { heads: 28 }),
      () => judge(test, bookingId, "RETURN"),
      () => report(test, bookingId, { heads: 26 }),
      () => judge(test, bookingId, "AUDIT"),
    ]) {
      await valueOf(step());
      counted.push((await totals()).teamHeads);
    }
    expect(counted).toEqual([0, 28, 0, 26, 26]);
  });

  it("seed 000 五-5-2 a family counts by its check-in alone: not asked for, not confirmed", async () => {
    await valueOf(book(test, SLOT, { personId: "p-waiting", heads: 2 }));
    await confirmedBooking(test, SLOT, { personId: "p-absent", heads: 5 });
    await visited("p-lin", 4);
    expect(await totals()).toMatchObject({ familyVisits: 1, familyHeads: 4 });
  });

  it("seed 000 五-5-3 an online activity counts when it is audited; in no other status", async () => {
    const pending = await submitted(test);
    await valueOf(decideOn(test, await submitted(test), "RETURN", { actor: CITY_AUDITOR }));
    await valueOf(decideOn(test, await submitted(test), "WITHDRAW", { actor: FACILITY_AUTHOR }));
    await valueOf(decideOn(test, pending, "AUDIT_BY_CITY", { actor: CITY_AUDITOR }));
    expect((await activityFigures()).total.activities).toBe(0);
    await countedActivity(test);
    expect((await activityFigures()).total).toMatchObject({ activities: 1, audience: 800 });
  });

  it("seed 000 五-6 the export has the columns word for word and the figures of the range on screen", async () => {
    await valueOf(backFill(test, { date: "2025-12-31" as never, heads: 50 }));
    await valueOf(backFill(test, { heads: 27 }));
    await test.settle();
    const { table } = await download(test, await test.token(CITY), "/api/statistics/visits.xlsx?from=2025-12-31&to=2025-12-31");
    expect(table).toEqual([
      ["序号", "管理单位", "团队次数", "团队人数", "家庭(个人)次数", "家庭(个人)人数", "线下次数合计", "线下人数合计"],
      [1, "海口市", 1, 50, 0, 0, 1, 50],
      [2, aFacility().name, 1, 50, 0, 0, 1, 50],
      [undefined, "合计", 1, 50, 0, 0, 1, 50],
    ]);
  });
});

describe("六 预约管理", () => {
  it("seed 000 六-1 lists the city's teams, also across years, online and back-filled", async () => {
    await valueOf(backFill(test, { date: "2025-12-31" as never, teamName: "海口一中" }));
    await valueOf(bookTeam(test, SLOT, { personId: "p-team", teamName: "海口二中" }));
    const rows = await bookings({ from: "2025-01-01", to: "2026-12-31", order: "ascending" });
    expect(rows.map(({ date, teamName, meansLabel }) => [date, teamName, meansLabel])).toEqual([
      ["2025-12-31", "海口一中", "补录"],
      [DAY, "海口二中", "预约"],
    ]);
  });

  it("seed 000 六-2 found by range, by words of the facility's name and by status", async () => {
    await valueOf(backFill(test));
    await valueOf(bookTeam(test, SLOT, { personId: "p-team" }));
    const found = async (query: Record<string, string>) => (await bookings(query)).map(({ date }) => date);
    expect(await found({ from: "2026-03-01", to: "2026-03-06" })).toEqual(["2026-03-06"]);
    expect((await found({ keyword: "污水处理厂" })).length).toBe(2);
    expect(await found({ keyword: "焚烧" })).toEqual([]);
    expect(await found({ status: "PENDING" })).toEqual([DAY]);
  });

  it("seed 000 六-3 audited it is 已统计; returned the facility reports it again, and that is audited anew", async () => {
    const { bookingId } = await valueOf(backFill(test));
    expect((await valueOf(judge(test, bookingId, "AUDIT"))).statusLabel).toBe("已统计");
    const returned = await valueOf(judge(test, bookingId, "RETURN"));
    expect(returned.statusLabel).toBe("已驳回");
    expect((await valueOf(report(test, bookingId, { heads: 27 }))).statusLabel).toBe("已上报");
    expect((await bookingOf(bookingId)).availableActions.map(({ label }) => label)).toEqual(["审核通过", "驳回"]);
  });

  it("seed 000 六-4 the details: purpose, who came, photos, and every step with its time", async () => {
    const { bookingId } = await valueOf(backFill(test, { remark: "学生很认真" }));
    await valueOf(judge(test, bookingId, "RETURN", { remark: "照片不清" }));
    const detail = await bookingOf(bookingId);
    expect(detail).toMatchObject({ team: { purpose: "专业实习" }, report: { heads: 27, remark: "学生很认真" } });
    expect(detail.report?.photos).toHaveLength(1);
    expect(detail.timeline.map(({ label, remark }) => [label, remark])).toEqual([
      ["补录团队参观", "学生很认真"],
      ["驳回", "照片不清"],
    ]);
  });

  it("seed 000 六-5-1 a request from the phone begins as 待确认", async () => {
    expect((await valueOf(bookTeam(test, SLOT, { personId: "p-team" }))).statusLabel).toBe("待确认");
  });

  it("seed 000 六-5-2 the facility's admin makes it 已确认 or 未通过, and a bureau neither", async () => {
    const yes = await valueOf(bookTeam(test, SLOT, { personId: "p-one" }));
    const no = await valueOf(bookTeam(test, SLOT, { personId: "p-two", teamName: "海口二中" }));
    expect((await refusalOf(decide(test, yes.bookingId, "CONFIRM", { actor: CITY_AUDITOR }))).code).toBe("ACTION_NOT_YOURS");
    expect((await valueOf(decide(test, yes.bookingId, "CONFIRM"))).statusLabel).toBe("已确认");
    expect((await valueOf(decide(test, no.bookingId, "DECLINE"))).statusLabel).toBe("未通过");
  });

  it("seed 000 六-5-3 已上报 not before the day, from its first minute on, and late after three working days", async () => {
    const bookingId = await confirmedTeam(test, SLOT, { personId: "p-team" });
    test.clock.set(onDay("2026-03-13", "23:59:59.999"));
    expect(await refusalOf(report(test, bookingId))).toEqual({ code: "REPORT_TOO_EARLY", date: DAY });
    test.clock.set(onDay(DAY, "00:00:00.000"));
    // Saturday's visit: until Wednesday is over.
    expect((await bookingOf(bookingId)).reportBy).toBe(onDay("2026-03-19", "00:00:00.000"));
    expect((await valueOf(report(test, bookingId))).statusLabel).toBe("已上报");
  });

  it("seed 000 六-5-4 已统计 by the city's audit, and only of what is 已上报", async () => {
    const bookingId = await confirmedTeam(test, SLOT, { personId: "p-team" });
    expect((await refusalOf(judge(test, bookingId, "AUDIT"))).code).toBe("ACTION_NOT_AVAILABLE");
    test.clock.set(VISIT_DAY);
    await valueOf(report(test, bookingId));
    expect((await refusalOf(judge(test, bookingId, "AUDIT", { actor: REPORTER }))).code).toBe("ACTION_NOT_YOURS");
    expect((await valueOf(judge(test, bookingId, "AUDIT"))).statusLabel).toBe("已统计");
  });

  it.each([
    ["the city", CITY_AUDITOR],
    ["the province", PROVINCE_AUDITOR],
  ])("seed 000 六-5-5 已驳回 by %s", async (_, actor) => {
    const { bookingId } = await valueOf(backFill(test));
    expect((await valueOf(judge(test, bookingId, "RETURN", { actor }))).statusLabel).toBe("已驳回");
  });

  it("seed 000 六-6 the export has what was searched for, and nothing else", async () => {
    await valueOf(backFill(test, { teamName: "海口一中" }));
    await valueOf(bookTeam(test, SLOT, { personId: "p-team", teamName: "海口二中" }));
    const { table } = await download(test, await test.token(CITY), "/api/visits/bookings.xlsx?kind=TEAM&status=REPORTED&from=2026-03-01&to=2026-03-31");
    expect(table[0]?.slice(0, 9)).toEqual(["序号", "开放单位", "预约日期", "时段", "团队名称", "人数", "方式", "状态", "提交时间"]);
    expect(table.slice(1, -1).map((row) => [row[4], row[5], row[6], row[7]])).toEqual([["海口一中", 27, "补录", "已上报"]]);
  });
});

describe("七 活动列表", () => {
  it("seed 000 七-1 lists the city's own and its facilities' activities, and not another city's", async () => {
    await submitted(test);
    await submitted(test, CITY_AUDITOR);
    await submitted(test, SANYA_REPORTER);
    expect((await activities()).map(({ unitName }) => unitName).sort()).toEqual([aFacility().name, "海口市"].sort());
  });

  it("seed 000 七-2 a facility's, a city's and a province's admin submit; nobody else", async () => {
    for (const author of [FACILITY_AUTHOR, CITY_AUDITOR, PROVINCE_AUDITOR]) expect((await submitted(test, author)).timeline).toHaveLength(1);
    await expect(submitted(test, PLATFORM_REVIEWER)).rejects.toThrow("UNIT_NOT_YOURS");
  });

  it("seed 000 七-3 what a city adds waits for the province", async () => {
    expect((await submitted(test, CITY_AUDITOR)).statusLabel).toBe("待省级管理员审核");
  });

  it("seed 000 七-4 the city audits what waits for it, and not what waits for the province", async () => {
    const activity = await submitted(test);
    expect(await actionsOn(city, activity)).toEqual(["AUDIT_BY_CITY", "RETURN"]);
    await valueOf(decideOn(test, activity, "AUDIT_BY_CITY", { actor: CITY_AUDITOR }));
    expect(await actionsOn(city, activity)).toEqual(["RETURN"]);
  });

  it("seed 000 七-5 the city returns what waits at any desk, the province's among them, and nothing audited", async () => {
    const passed = await valueOf(decideOn(test, await submitted(test), "AUDIT_BY_CITY", { actor: CITY_AUDITOR }));
    expect(passed.statusLabel).toBe("待省级管理员审核");
    expect((await valueOf(decideOn(test, passed, "RETURN", { actor: CITY_AUDITOR }))).statusLabel).toBe("已驳回");
    expect(await actionsOn(city, await countedActivity(test))).toEqual([]);
  });

  it("seed 000 七-6 who added it changes it, not while it waits, and after a return", async () => {
    const activity = await submitted(test);
    expect((await refusalOf(resubmitted(test, activity))).code).toBe("ACTION_NOT_AVAILABLE");
    const returned = await valueOf(decideOn(test, activity, "RETURN", { actor: CITY_AUDITOR }));
    expect((await refusalOf(resubmitted(test, returned, {}, { actor: CITY_AUDITOR }))).code).toBe("ACTION_NOT_YOURS");
    expect(await valueOf(resubmitted(test, returned, { audience: 760 }))).toMatchObject({ audience: 760, statusLabel: "待地市级管理员审核" });
  });

  it("seed 000 七-7 the statuses by name; only 已审核 counts, and what was returned waits again", async () => {
    const said: string[] = [];
    let activity = await submitted(test);
    said.push(activity.statusLabel);
    for (const [action, actor] of [
      ["RETURN", CITY_AUDITOR],
      ["RESUBMIT", FACILITY_AUTHOR],
      ["AUDIT_BY_CITY", CITY_AUDITOR],
      ["AUDIT_BY_PROVINCE", PROVINCE_AUDITOR],
    ] as const) {
      activity = await valueOf(action === "RESUBMIT" ? resubmitted(test, activity) : decideOn(test, activity, action, { actor }));
      said.push(`${activity.statusLabel} ${(await activityFigures()).total.activities}`);
    }
    expect(said).toEqual(["待地市级管理员审核", "已驳回 0", "待地市级管理员审核 0", "待省级管理员审核 0", "已审核 1"]);
  });
});

describe("八 活动上报", () => {
  const submit = async (changes: object) => {
    const author = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
    const content = { name: "云上看污水变清", form: "LIVESTREAM", channel: "DOUYIN", channelName: "海口环保", startDate: "2026-03-01", endDate: "2026-03-01" };
    const body = {
      requestId: newRequestId(),
      ...content,
      audience: 800,
      resources: 2,
      minutes: 90,
      videoScreenshots: ["a"],
      playsScreenshots: ["b"],
      ...changes,
    };
    const answered = await author.call(activityRoutes.submitActivity, { body: body as never });
    return answered.ok ? [] : answered.refusal.fields.map(({ path, message }) => `${path} ${message}`);
  };

  it("seed 000 八 what is marked * must be there; who held it, the address and the note may be missing", async () => {
    const empty = { name: "", form: undefined, channel: undefined, channelName: "", startDate: undefined, endDate: undefined };
    const missing = { ...empty, audience: undefined, resources: undefined, minutes: undefined, videoScreenshots: [], playsScreenshots: [] };
    expect((await submit(missing)).map((problem) => problem.split(" ")[0])).toEqual(
      ["name", "form", "channel", "channelName", "startDate", "endDate", "audience", "resources", "minutes", "videoScreenshots", "playsScreenshots"].map(
        (field) => `body.${field}`,
      ),
    );
  });

  it("seed 000 八 a panorama's minutes are 0, audience and minutes are numbers, one day is enough", async () => {
    expect(await submit({ form: "VR", minutes: 1 })).toEqual(["body.minutes VR 全景的视频总时长填 0"]);
    expect(await submit({ audience: "800" })).toEqual(["body.audience 请填写受众总人数（数字）"]);
    expect(await submit({ endDate: "2026-02-28" })).toEqual(["body.endDate 结束日期不能早于开始日期"]);
  });

  it.each(["videoScreenshots", "playsScreenshots"])("seed 000 八-1 five %s and not six", async (field) => {
    const shots = (count: number) => Array.from({ length: count }, (_, n) => `shot-${n}`);
    expect(await submit({ [field]: shots(6) })).toEqual([`body.${field} 最多上传 5 张照片，请删去多余的`]);
    expect((await submit({ [field]: shots(5) })).filter((problem) => problem.includes("最多"))).toEqual([]);
  });

  it("seed 000 八-2 each level's reports add up at that level alone", async () => {
    await countedActivity(test);
    const ofCity = await submitted(test, CITY_AUDITOR, { audience: 500 });
    await valueOf(decideOn(test, ofCity, "AUDIT_BY_PROVINCE", { actor: PROVINCE_AUDITOR }));
    const { rows } = await activityFigures();
    expect(rows.map(({ unit, figures }) => [unit, figures.audience])).toEqual([
      ["CN/46/4601", 500],
      [BAISHAMEN_PATH, 800],
    ]);
  });

  it("seed 000 八-3 1000 people pass with the province; 1001 are looked at again by the platform, which may return them", async () => {
    const reach = async (audience: number) => {
      const passed = await valueOf(decideOn(test, await submitted(test, FACILITY_AUTHOR, { audience }), "AUDIT_BY_CITY", { actor: CITY_AUDITOR }));
      return valueOf(decideOn(test, passed, audience > 1000 ? "REFER" : "AUDIT_BY_PROVINCE", { actor: PROVINCE_AUDITOR }));
    };
    expect((await reach(1000)).statusLabel).toBe("已审核");
    const large = await reach(1001);
    expect(large.statusLabel).toBe("待平台管理员审核");
    expect((await valueOf(decideOn(test, large, "RETURN", { actor: PLATFORM_REVIEWER }))).statusLabel).toBe("已驳回");
  });
});

describe("九 通讯录", () => {
  beforeEach(addContacts);

  it("seed 000 九-2 a contact is a name, a landline, a phone and an e-mail", async () => {
    const wang = await contactsOf("wang");
    const filled = { name: "王小芳", landline: "0898-66123456", email: "wang@example.gov.cn" };
    await valueOf(changeContact(wang, "wang", filled));
    expect((await valueOf(wang.call(contactRoutes.getContactBook, {}))).own).toMatchObject([{ ...filled, phone: "13900000301" }]);
  });

  it("seed 000 九-3 one's own unit, the facilities, the project's lead and the platform's technical lead", async () => {
    const wu = await contactsOf("wu");
    const seen = await valueOf(wu.call(contactRoutes.getContactBook, {}));
    const below = await valueOf(wu.call(contactRoutes.listContacts, { query: {} }));
    expect([seen.own.map(({ name }) => name), below.items.map(({ name }) => name)]).toEqual([["wu"], ["wang"]]);
    expect(seen.platform.map(({ kind }) => kind)).toEqual(["PROJECT_LEAD", "TECHNICAL_LEAD"]);
  });

  it("seed 000 九-4 only one's own unit's contacts are changed: a city's admin changes no facility's", async () => {
    expect((await refusalOf(changeContact(await contactsOf("wu"), "wang", {}))).code).toBe("NOT_FOUND");
    expect((await valueOf(changeContact(await contactsOf("wang"), "wang", {}))).name).toBe("王小芳");
  });

  it("seed 000 九-5 九-6 another person takes over: name and phone change, and that phone logs in and the old one does not", async () => {
    const wang = await contactsOf("wang");
    await valueOf(wang.call(contactRoutes.requestPhoneProof, { body: { requestId: newRequestId() as never, phone: NEW_PHONE } }));
    await test.settle();
    const code = /\d{6}/.exec(texts(NEW_PHONE).at(-1) ?? "")?.[0];
    await valueOf(changeContact(wang, "wang", { name: "新管理员", phone: NEW_PHONE, code }));
    // A minute between two codes to one number.
    test.clock.advanceMs(61_000);
    for (const phone of [NEW_PHONE, "13900000301"]) {
      await valueOf(test.anonymous().call(sessionRoutes.requestLogInCode, { body: { requestId: newRequestId() as never, phone } }));
    }
    await test.settle();
    const newest = /\d{6}/.exec(texts(NEW_PHONE).at(-1) ?? "")?.[0] ?? "";
    const loggedIn = test.anonymous().call(sessionRoutes.logInByPhone, { body: { requestId: newRequestId() as never, phone: NEW_PHONE, code: newest } });
    expect((await valueOf(loggedIn)).me.name).toBe("新管理员");
    expect(texts("13900000301").filter((text) => text.includes("验证码"))).toEqual([]);
  });
});
