import type { LocalDate, Instant } from "@app/contract/kernel/time";
import type { BookingId } from "@app/contract/kernel/ids";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { teamVisitRoutes } from "@app/contract/visits/teamVisits.routes";
import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import { compareVisitFigures } from "../../statistics/rebuildVisitFigures";
import { download } from "../../../testing/download";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { backFill, bookTeam, confirmedTeam, judge, PROVINCE_AUDITOR, report, REPORTER, teamPhotos } from "../../../testing/teamVisitActs";
import { aVisitor, decide, eventCounts, inParallel, onDay, refusalOf, requestId, seatsOf, valueOf, visitDepsOf, book } from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, hongsha, putItems } from "../../../testing/visitBuilders";
import { changeHeads } from "./changeHeads";

/** A Saturday; its third working day is the Wednesday after. */
const SLOT = aSlot({ date: "2026-03-14", capacityHeads: 100 });
const VISIT_DAY = onDay("2026-03-14", "10:00:00.000");

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), hongsha(), SLOT]);
});
afterEach(() => test.stop());

const stateOf = (bookingId: BookingId) => test.store.get({ pk: `BOOKING#${bookingId}`, sk: "STATE" });
const boundTo = async (photoId: string) => (await test.store.get({ pk: `ATTACHMENT#${photoId}`, sk: "STATE" }))?.["boundTo"];
async function teamFigures(): Promise<{ visits: number; heads: number; openDays: number }> {
  await test.settle();
  const city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "市局" });
  const [sheet, latest] = await Promise.all([city.call(statisticsRoutes.getVisitStatistics, {}), city.call(statisticsRoutes.getLatestFigures, {})]);
  if (!sheet.ok || !latest.ok) throw new Error("no figures");
  expect(latest.value.teamHeads).toBe(sheet.value.total.teamHeads);
  expect(await compareVisitFigures(test.store)).toEqual([]);
  return { visits: sheet.value.total.teamVisits, heads: sheet.value.total.teamHeads, openDays: latest.value.openDays };
}

describe("a report", () => {
  it("is refused before the day, without photos, with nobody or with three thousand, and by whoever is not the facility", async () => {
    const bookingId = await confirmedTeam(test, SLOT, { personId: "p-team" });
    expect(await refusalOf(report(test, bookingId))).toEqual({ code: "REPORT_TOO_EARLY", date: "2026-03-14" });
    test.clock.set(VISIT_DAY);
    const admin = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
    const [photo = ""] = await teamPhotos(test);
    const asked = async (heads: number, photos: string[]) => {
      const answered = await admin.call(teamVisitRoutes.reportTeamVisit, {
        params: { bookingId },
        body: { requestId: newRequestId(), heads, photos } as never,
      });
      return answered.ok ? "reported" : answered.refusal.fields.map(({ path, message }) => `${path} ${message}`);
    };
    expect(await asked(0, [photo])).toEqual(["body.heads 团队至少 1 人"]);
    expect(await asked(3000, [photo])).toEqual(["body.heads 一个团队最多 2000 人，请分批预约"]);
    expect(await asked(30, [])).toEqual(["body.photos 请至少上传 1 张照片"]);
    expect(await asked(30, [photo, photo])).toEqual(["body.photos 同一张照片只需放一次，请删去重复的"]);
    expect(await refusalOf(report(test, bookingId, { photos: ["01NOSUCHPHOTO0000001"] as never }))).toEqual({ code: "PHOTO_GONE" });
    expect(await refusalOf(report(test, bookingId, { heads: 31 }))).toEqual({ code: "REPORT_REMARK_REQUIRED", heads: 31, headsBooked: 30 });
    expect((await refusalOf(report(test, bookingId, { actor: PROVINCE_AUDITOR }))).code).toBe("ACTION_NOT_YOURS");
    expect(await eventCounts(test.store)).not.toHaveProperty("TEAM_VISIT_REPORTED");
  });

  it("F7 R8 counts from its commit on, comes off with a return, counts anew with the new heads and stays the same with the audit", async () => {
    const bookingId = await confirmedTeam(test, SLOT, { personId: "p-team" });
    expect(await teamFigures()).toEqual({ visits: 0, heads: 0, openDays: 0 });
    test.clock.set(VISIT_DAY);
    const [kept, dropped, added] = await teamPhotos(test, 3);
    const reported = await valueOf(report(test, bookingId, { heads: 27, remark: "三人请假", photos: [kept, dropped] as never }));
    expect(reported).toMatchObject({
      status: "REPORTED",
      heads: 27,
      report: { heads: 27, headsBooked: 30, remark: "三人请假", byName: "王芳", photos: [{ attachmentId: kept }, { attachmentId: dropped }] },
    });
    expect(await teamFigures()).toEqual({ visits: 1, heads: 27, openDays: 1 });

    test.clock.set(onDay("2026-03-20", "10:00:00.000"));
    const returned = await valueOf(judge(test, bookingId, "RETURN", { remark: "第二张照片不是这次参观" }));
    // Friday: three working days from then on.
    expect(returned).toMatchObject({ status: "RETURNED", statusReason: "第二张照片不是这次参观", reportBy: onDay("2026-03-26", "00:00:00.000"), heads: 27 });
    expect(returned.flags.map(({ flag }) => flag)).toEqual(["REPORT_DUE"]);
    expect(await teamFigures()).toEqual({ visits: 0, heads: 0, openDays: 0 });

    const again = await valueOf(report(test, bookingId, { heads: 33, remark: "后来又到了几位老师", photos: [kept, added] as never }));
    expect(again).toMatchObject({ status: "REPORTED", heads: 33, report: { headsBooked: 30, photos: [{ attachmentId: kept }, { attachmentId: added }] } });
    expect(again.statusReason).toBeUndefined();
    expect([await boundTo(String(kept)), await boundTo(String(dropped)), await boundTo(String(added))]).toEqual([
      `booking#${bookingId}`,
      undefined,
      `booking#${bookingId}`,
    ]);
    expect(await teamFigures()).toEqual({ visits: 1, heads: 33, openDays: 1 });
    expect((await valueOf(judge(test, bookingId, "AUDIT"))).status).toBe("COUNTED");
    expect(await teamFigures()).toEqual({ visits: 1, heads: 33, openDays: 1 });
    // Also what was audited may be returned, by the province too.
    await valueOf(judge(test, bookingId, "RETURN", { actor: PROVINCE_AUDITOR }));
    expect(await teamFigures()).toEqual({ visits: 0, heads: 0, openDays: 0 });
    await valueOf(judge(test, bookingId, "DISCARD", { remark: "不是团队" }));
    expect(await teamFigures()).toEqual({ visits: 0, heads: 0, openDays: 0 });
    expect(await seatsOf(test.store, SLOT)).toEqual({ bookedHeads: 0, heldHeads: 0, headsLeft: 70 });
  });

  it("R2 M3 sent five times at once is one report with one answer", async () => {
    const bookingId = await confirmedTeam(test, SLOT, { personId: "p-team" });
    test.clock.set(VISIT_DAY);
    const command = { requestId: requestId(), photos: await teamPhotos(test) };
    const answers = await inParallel(5, () => valueOf(report(test, bookingId, command)));
    expect(new Set(answers.map((answer) => answer.version))).toEqual(new Set([3]));
    expect((await eventCounts(test.store))["TEAM_VISIT_REPORTED"]).toBe(1);
    expect(await teamFigures()).toEqual({ visits: 1, heads: 30, openDays: 1 });
  });
});

describe("an audit", () => {
  it("R5 two bureaus at once, one auditing and one returning what both saw: one wins, the other reads what happened", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { bookingId, version } = await valueOf(backFill(test, { teamName: `海口市第${round}中学` }));
      const outcomes = await Promise.all([
        judge(test, bookingId, "AUDIT", { version }),
        judge(test, bookingId, "RETURN", { version, actor: PROVINCE_AUDITOR }),
      ]);
      const refused = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal]));
      expect(refused).toHaveLength(1);
      const [refusal] = refused;
      const winner = outcomes[0]?.ok === true ? "吴海波 2026-03-07 09:00 审核通过，已统计" : "陈建华 2026-03-07 09:00 驳回";
      expect(refusal).toMatchObject({ code: outcomes[0]?.ok === true ? "BOOKING_CHANGED" : "ACTION_NOT_AVAILABLE", lastChange: winner });
      expect((await stateOf(bookingId))?.["version"]).toBe(version + 1);
    }
  });

  it("R2 sent twice, also at once, has one effect and one answer; a return without a reason is refused", async () => {
    const { bookingId, version } = await valueOf(backFill(test));
    expect(await refusalOf(judge(test, bookingId, "RETURN", { remark: " ", version }))).toEqual({ code: "REMARK_REQUIRED", label: "驳回原因" });
    const same = { version, requestId: requestId() };
    const answers = await inParallel(4, () => valueOf(judge(test, bookingId, "AUDIT", same)));
    expect(answers.map(({ status }) => status)).toEqual(Array(4).fill("COUNTED"));
    expect((await eventCounts(test.store))["TEAM_VISIT_AUDITED"]).toBe(1);
  });
});

describe("a back-fill", () => {
  it("begins reported, counts at once, is nobody's own booking, and its half-day stands in place of times", async () => {
    const filed = await valueOf(backFill(test, { remark: "电话预约" }));
    expect(filed).toMatchObject({
      status: "REPORTED",
      means: "BACK_FILLED",
      meansLabel: "补录",
      teamName: "海南大学环境系",
      heads: 27,
      periodLabel: "上午",
      contactName: "",
    });
    expect([filed.slotId, filed.report?.headsBooked, filed.report?.remark]).toEqual([undefined, undefined, "电话预约"]);
    expect(await teamFigures()).toEqual({ visits: 1, heads: 27, openDays: 1 });
    expect((await stateOf(filed.bookingId))?.["index3"]).toBeUndefined();
  });

  it.each([
    { day: "tomorrow", date: "2026-03-08", refusal: { code: "BACK_FILL_IN_FUTURE", date: "2026-03-08" } },
    { day: "the year before the last", date: "2024-12-31", refusal: { code: "BACK_FILL_TOO_OLD", from: "2025-01-01" } },
  ])("of $day is refused", async ({ date, refusal }) => {
    expect(await refusalOf(backFill(test, { date: date as LocalDate }))).toEqual(refusal);
  });

  it.each(["2026-03-07", "2025-01-01"])("of %s is taken", async (date) => {
    expect((await valueOf(backFill(test, { date: date as LocalDate }))).date).toBe(date);
  });

  it("M3 the same twice is refused and named, whatever the request, the spelling and the heads; sent again it is the first answer", async () => {
    const command = { requestId: requestId(), photos: await teamPhotos(test) };
    const first = await valueOf(backFill(test, command));
    expect((await valueOf(backFill(test, command))).bookingId).toBe(first.bookingId);
    const known = {
      code: "TEAM_VISIT_KNOWN",
      date: "2026-03-06",
      periodLabel: "上午",
      teamName: "海南大学环境系",
      meansLabel: "补录",
      bookingNumber: first.bookingNumber,
      statusLabel: "已上报",
    };
    expect(await refusalOf(backFill(test, { teamName: "海南大学 环境系", heads: 40 }))).toEqual(known);
    for (const another of [{ period: "AFTERNOON" }, { teamName: "海南大学化学系" }, { date: "2026-03-05" }] as const) {
      expect((await backFill(test, another as Parameters<typeof backFill>[1])).ok).toBe(true);
    }
    // A record that was discarded no longer stands in the way.
    await valueOf(judge(test, first.bookingId, "RETURN"));
    expect(await refusalOf(backFill(test))).toEqual({ ...known, statusLabel: "已驳回" });
    await valueOf(judge(test, first.bookingId, "DISCARD"));
    expect((await backFill(test)).ok).toBe(true);
  });

  it("R1 ten at once under ten requests file the visit once", async () => {
    const outcomes = await inParallel(10, () => backFill(test));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal.code]))).toEqual(Array(9).fill("TEAM_VISIT_KNOWN"));
    expect(await teamFigures()).toEqual({ visits: 1, heads: 27, openDays: 1 });
  });

  it("of a team that had booked online names its booking, which is to be reported instead", async () => {
    await confirmedTeam(test, SLOT, { personId: "p-team" });
    test.clock.set(VISIT_DAY);
    expect(await refusalOf(backFill(test, { date: "2026-03-14" as LocalDate, teamName: "海口市第一中学" }))).toMatchObject({
      code: "TEAM_VISIT_KNOWN",
      meansLabel: "预约",
      statusLabel: "已确认",
    });
  });
});

it("a team that did not come is marked by the facility and counted nowhere; its places stay taken, for the day is over", async () => {
  const bookingId = await confirmedTeam(test, SLOT, { personId: "p-team" });
  test.clock.set(VISIT_DAY);
  expect(await valueOf(judge(test, bookingId, "MARK_ABSENT", { remark: "电话说不来了" }))).toMatchObject({ status: "NO_SHOW", statusReason: "电话说不来了" });
  expect(await teamFigures()).toEqual({ visits: 0, heads: 0, openDays: 0 });
  expect((await seatsOf(test.store, SLOT)).headsLeft).toBe(70);
});

describe("fewer heads", () => {
  const change = (bookingId: BookingId, heads: number, by: { personId?: string; requestId?: ReturnType<typeof requestId> } = {}) =>
    changeHeads(visitDepsOf(test), { actor: aVisitor(by.personId ?? "p-lin"), bookingId, command: { requestId: by.requestId ?? requestId(), heads } });

  it("free the others' places at once, keep the code, and are never more, never none, never somebody else's", async () => {
    const { bookingId } = await valueOf(book(test, SLOT, { personId: "p-lin", heads: 5 }));
    await valueOf(decide(test, bookingId, "CONFIRM"));
    expect(await refusalOf(change(bookingId, 5))).toEqual({ code: "HEADS_NOT_FEWER", heads: 5 });
    expect(await refusalOf(change(bookingId, 6))).toEqual({ code: "HEADS_NOT_FEWER", heads: 5 });
    expect((await refusalOf(change(bookingId, 3, { personId: "p-other" }))).code).toBe("NOT_FOUND");
    const same = requestId();
    const answers = await inParallel(3, () => valueOf(change(bookingId, 3, { requestId: same })));
    expect(answers.map(({ heads, status }) => [heads, status])).toEqual(Array(3).fill([3, "CONFIRMED"]));
    expect(await seatsOf(test.store, SLOT)).toEqual({ bookedHeads: 3, heldHeads: 0, headsLeft: 97 });
    expect((await eventCounts(test.store))["BOOKING_HEADS_CHANGED"]).toBe(1);
    test.clock.set(onDay("2026-03-14", "00:00:00.000"));
    expect((await refusalOf(change(bookingId, 2))).code).toBe("CANCEL_TOO_LATE");
  });

  it("of a family stay within what the slot asks for; a team of thirty may become one of twelve", async () => {
    const atLeastThree = aSlot({ date: "2026-03-15", partyMin: 3, capacityHeads: 100 });
    await putItems(test.store, [atLeastThree]);
    const { bookingId } = await valueOf(book(test, atLeastThree, { personId: "p-lin", heads: 5 }));
    expect(await refusalOf(change(bookingId, 2))).toEqual({ code: "PARTY_SIZE_OUT_OF_RANGE", partyMin: 3, partyMax: 5 });
    const team = await valueOf(bookTeam(test, SLOT, { personId: "p-lin" }));
    expect(await valueOf(change(team.bookingId, 12))).toMatchObject({ heads: 12, status: "PENDING" });
    expect((await seatsOf(test.store, SLOT)).headsLeft).toBe(88);
  });
});

it("M3 R5 many confirmed at once: each for itself, the refused with its sentence, and the same list again gets the same answers", async () => {
  const [one, two, gone] = await Promise.all([1, 2, 3].map((n) => valueOf(book(test, SLOT, { personId: `p-${n}`, heads: 2 }))));
  if (one === undefined || two === undefined || gone === undefined) throw new Error("three bookings");
  await valueOf(decide(test, gone.bookingId, "CANCEL", { actor: aVisitor("p-3") }));
  const admin = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
  const body = { requestId: newRequestId(), items: [one, gone, two].map(({ bookingId, version }) => ({ bookingId, version })), remark: "请准时" };
  const confirm = async () => {
    const answered = await admin.call(teamVisitRoutes.bulkConfirm, { body });
    return answered.ok ? answered.value.items : answered.refusal;
  };
  const expected = [
    { bookingId: one.bookingId, outcome: "CONFIRMED" },
    {
      bookingId: gone.bookingId,
      outcome: "REFUSED",
      code: "ACTION_NOT_AVAILABLE",
      message: "这张预约单现在是「已取消」（林晓燕 2026-03-07 09:00 取消预约），不能再这样操作。请刷新后查看最新情况。",
    },
    { bookingId: two.bookingId, outcome: "CONFIRMED" },
  ];
  expect(await confirm()).toEqual(expected);
  expect(await confirm()).toEqual(expected);
  expect((await eventCounts(test.store))["BOOKING_CONFIRMED"]).toBe(2);
});

describe("the clock", () => {
  const happened = async () => {
    await test.settle();
    const { BOOKING_REMINDED = 0, TEAM_REPORT_REMINDED = 0, TEAM_REPORT_OVERDUE = 0, BOOKING_NOT_SHOWN = 0 } = await eventCounts(test.store);
    return [BOOKING_REMINDED, TEAM_REPORT_REMINDED, TEAM_REPORT_OVERDUE, BOOKING_NOT_SHOWN];
  };
  const at = (moment: Instant) => test.clock.set(moment);

  it("reminds who comes at 18:00 the day before, the facility at 18:00 of the day, and flags what is late once a round", async () => {
    const bookingId = await confirmedTeam(test, SLOT, { personId: "p-team" });
    at(onDay("2026-03-13", "17:59:59.999"));
    expect(await happened()).toEqual([0, 0, 0, 0]);
    at(onDay("2026-03-13", "18:00:00.000"));
    expect(await happened()).toEqual([1, 0, 0, 0]);
    at(onDay("2026-03-14", "17:59:59.999"));
    expect(await happened()).toEqual([1, 0, 0, 0]);
    at(onDay("2026-03-14", "18:00:00.000"));
    expect(await happened()).toEqual([1, 1, 0, 0]);
    at(onDay("2026-03-18", "23:59:59.999"));
    expect(await happened()).toEqual([1, 1, 0, 0]);
    at(onDay("2026-03-19", "00:00:00.000"));
    expect(await happened()).toEqual([1, 1, 1, 0]);
    const admin = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
    const detail = await admin.call(visitRoutes.getBooking, { params: { bookingId } });
    expect(detail.ok && [detail.value.flags.map(({ flag }) => flag), detail.value.reportBy]).toEqual([["REPORT_OVERDUE"], onDay("2026-03-19", "00:00:00.000")]);
    await valueOf(report(test, bookingId));
    await valueOf(judge(test, bookingId, "RETURN"));
    // Thursday, returned: until the end of Tuesday.
    at(onDay("2026-03-24", "23:59:59.999"));
    expect(await happened()).toEqual([1, 1, 1, 0]);
    at(onDay("2026-03-25", "00:00:00.000"));
    expect(await happened()).toEqual([1, 1, 2, 0]);
    at(onDay("2026-06-01", "00:00:00.000"));
    expect(await happened()).toEqual([1, 1, 2, 0]);
  });

  it("reminds a family too, but not one that was confirmed after that evening began, and after an outage takes the last step only", async () => {
    const early = await valueOf(book(test, SLOT, { personId: "p-early", heads: 2 }));
    const late = await valueOf(book(test, SLOT, { personId: "p-late", heads: 2 }));
    await valueOf(decide(test, early.bookingId, "CONFIRM"));
    await confirmedTeam(test, SLOT, { personId: "p-team" });
    at(onDay("2026-03-13", "18:00:00.000"));
    await valueOf(decide(test, late.bookingId, "CONFIRM"));
    at(onDay("2026-03-30", "09:00:00.000"));
    expect(await happened()).toEqual([0, 0, 1, 2]);
  });
});

describe("lists of teams", () => {
  const city = () => test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "市局" });

  it("M29 by keyword of a facility's name, of all statuses or of what counts, over ten years; the export has the same rows and the figure's sum", async () => {
    const other = aFacility({
      facilityId: "haikou-yanchunling" as typeof BAISHAMEN,
      orgPath: "CN/46/4601/460106/haikou-yanchunling" as typeof BAISHAMEN_PATH,
      name: "海口市颜春岭垃圾焚烧发电厂",
    });
    await putItems(test.store, [other]);
    const elsewhere = { ...REPORTER, grants: [{ role: "FACILITY_ADMIN" as const, orgPath: other.orgPath }] };
    const counted = await valueOf(backFill(test));
    const returned = await valueOf(backFill(test, { teamName: "海口市第二中学" }));
    await valueOf(judge(test, returned.bookingId, "RETURN"));
    await valueOf(backFill(test, { actor: elsewhere, facility: other, heads: 9 }));
    const client = await city();
    const numbers = async (query: Record<string, string>) => {
      const answered = await client.call(visitRoutes.listBookings, { query: { kind: "TEAM", from: "2016-01-01", to: "2026-12-31", ...query } as never });
      return answered.ok ? answered.value.items.map(({ heads, status }) => `${heads} ${status}`).sort() : answered.refusal.code;
    };
    expect(await numbers({})).toEqual(["27 REPORTED", "27 RETURNED", "9 REPORTED"]);
    expect(await numbers({ counted: "true" })).toEqual(["27 REPORTED", "9 REPORTED"]);
    expect(await numbers({ counted: "true", status: "RETURNED" })).toEqual([]);
    expect(await numbers({ keyword: " 污水 处理厂（一期 " })).toEqual(["27 REPORTED", "27 RETURNED"]);
    expect(await numbers({ keyword: "污水处理厂(一期)", counted: "true" })).toEqual(["27 REPORTED"]);
    for (const keyword of ["……", "（）", "*%_", "红沙", "’; DROP TABLE"]) expect(await numbers({ keyword })).toEqual([]);

    const sheet = await download(
      test,
      await test.token({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "市局" }),
      `/api/visits/bookings.xlsx?kind=TEAM&counted=true&keyword=${encodeURIComponent("白沙门")}`,
    );
    expect(sheet.table).toEqual([
      ["序号", "开放单位", "预约日期", "时段", "团队名称", "人数", "方式", "状态", "提交时间", "联系人", "联系电话", "预约编号"],
      [1, aFacility().name, "2026-03-06", "上午", "海南大学环境系", 27, "补录", "已上报", "2026-03-07 09:00", "", "", counted.bookingNumber],
      [undefined, "合计", undefined, undefined, undefined, 27, undefined, undefined, undefined, undefined, undefined, undefined],
    ]);
    expect(await teamFigures()).toEqual({ visits: 2, heads: 36, openDays: 2 });
  });

  it("are counted by status for the tabs, each no further than a badge shows", async () => {
    for (let n = 0; n < 3; n += 1) await valueOf(backFill(test, { teamName: `第${n}中学` }));
    const counts = async (query: Record<string, string>) => {
      const answered = await (await city()).call(teamVisitRoutes.countBookings, { query: { kind: "TEAM", ...query } as never });
      return answered.ok ? answered.value.items.filter(({ count }) => count > 0) : answered.refusal.code;
    };
    expect(await counts({})).toEqual([{ status: "REPORTED", statusLabel: "已上报", count: 3, more: false }]);
    const { pk: _pk, sk: _sk, ...item } = (await stateOf((await valueOf(backFill(test, { teamName: "样本" }))).bookingId)) ?? { pk: "", sk: "" };
    for (let n = 0; n < 120; n += 1) {
      const sk = `2026-03-06#09:00#01COPY${n}`;
      const copy = { ...item, pk: `BOOKING#01COPY${n}`, sk: "STATE", bookingId: `01COPY${n}`, index1: { ...item.index1, sk }, index2: { ...item.index2, sk } };
      await test.store.transact([{ kind: "put", tag: "copy", item: copy as never }]);
    }
    expect(await counts({})).toEqual([{ status: "REPORTED", statusLabel: "已上报", count: 99, more: true }]);
    expect(await counts({ keyword: "红沙" })).toEqual([]);
    expect(await counts({ cityCode: "4602" })).toBe("FORBIDDEN");
  });

  it("of more places than a page can ask are refused in words, never cut", async () => {
    const many = Array.from({ length: 34 }, (_, n) =>
      aFacility({
        facilityId: `c${n}-plant` as typeof BAISHAMEN,
        orgPath: `CN/44/44${String(n + 10)}/44${n + 10}01/c${n}-plant` as typeof BAISHAMEN_PATH,
        provinceCode: "44",
        cityCode: `44${n + 10}`,
        name: `第${n}污水处理厂`,
      }),
    );
    await putItems(test.store, many);
    const province = await test.as({ grants: [grantAt("PROVINCE_ADMIN", "CN/44")], name: "省厅" });
    const list = async (query: Record<string, string>) => {
      const answered = await province.call(visitRoutes.listBookings, { query: { kind: "TEAM", ...query } as never });
      return answered.ok ? "listed" : answered.refusal.message;
    };
    expect(await list({})).toBe("范围太大，一次看不完。请先选择一个地市或一家单位，或把单位关键字写得更完整。");
    expect([await list({ cityCode: "4410" }), await list({ status: "REPORTED" }), await list({ keyword: "第7污水" })]).toEqual(["listed", "listed", "listed"]);
  });
});
