import type { Locator, Page } from "playwright-core";
import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { FacilityId, RequestId } from "@app/contract/kernel/ids";
import { addDays, localDateOf } from "@app/contract/kernel/time";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import type { Slot } from "@app/contract/visits/slot.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { systemClock } from "../../platform/clock/systemClock";
import { byTestId, eventually, expectNoFaults, figureOf, textOf, waitForFigure, type Device } from "../browser/browser";
import { startJourney } from "../browser/journey";
import { callsOfAccount, callsOfPerson, logInAtBackOffice, value } from "../browser/people";
import { keepScreen } from "../browser/screens";
import { bringVisitToToday } from "../browser/visitOfToday";
import { phonePhoto } from "../photos";
import { newRequestId } from "../startTestProduct";

const BAISHAMEN = "haikou-baishamen" as FacilityId;
const TEAM = "旅程中学环保社";
const OTHER_TEAM = "旅程社区居委会";
const BACK_FILLED_TEAM = "旅程大学环境学院";
const FIGURE_LIMIT_MS = 10_000;
const today = localDateOf(systemClock.now());
const OF_TODAY = `from=${today}&to=${today}`;

// Two requests, one visit and one back-fill from the form to the figure: each test goes on where the one before ended.
const journey = startJourney();
const screenProblems: string[] = [];
let slot: Slot;
let team: BookingDetail;
let otherTeam: BookingDetail;
let facility: Page;
let city: Page;
let headsBefore = 0;

beforeAll(async () => {
  slot = await openTeamSlot(await callsOfAccount(journey.product.baseUrl, "baishamen.admin"));
  team = await bookFor(await callsOfPerson(journey.product.baseUrl, "huang-lijuan"), TEAM, 30);
  otherTeam = await bookFor(await callsOfPerson(journey.product.baseUrl, "li-zihan"), OTHER_TEAM, 20);
});

/** A morning of its own, far enough ahead to be decided. */
async function openTeamSlot(office: ApiClient): Promise<Slot> {
  const period = { period: "TIMED", startsAt: "07:00" as Slot["startsAt"], endsAt: "08:00" as Slot["endsAt"], capacityHeads: 200 } as const;
  const { items } = await value(
    office.call(visitRoutes.openSlots, {
      params: { facilityId: BAISHAMEN },
      body: { requestId: "a-morning-for-teams" as RequestId, dates: [addDays(today, 5)], periods: [period], kinds: ["TEAM"] },
    }),
  );
  const [opened] = items;
  if (opened === undefined) throw new Error("the morning was not opened");
  return opened;
}
async function bookFor(booker: ApiClient, teamName: string, heads: number): Promise<BookingDetail> {
  const facts = {
    teamName,
    purpose: "环境教育参观",
    members: ["王小明", "李梅"],
    transport: "大巴车 1 辆",
    contactName: "黄丽娟",
    contactPhone: "13900000007",
  };
  return value(
    booker.call(visitRoutes.submitTeamBooking, { body: { requestId: newRequestId(), slotId: slot.slotId, ...facts, heads, safetyNoticeAccepted: true } }),
  );
}

async function look(page: Page, name: string): Promise<void> {
  screenProblems.push(...(await keepScreen(page, name)));
}
async function logInAs(username: string, device: Device = "DESK"): Promise<Page> {
  const page = await journey.browser.open(device, journey.product.baseUrl);
  await page.goto("/admin/");
  await logInAtBackOffice(page, username);
  await byTestId(page, device === "DESK" ? "menu-bookings" : "open-menu").waitFor();
  return page;
}
function lineOf(page: Page, name: string): Locator {
  return byTestId(page, "booking-row").filter({ hasText: name });
}
async function openLine(page: Page, status: string, name: string): Promise<void> {
  await page.goto(`/admin/bookings?kind=TEAM&status=${status}`);
  await byTestId(lineOf(page, name), "booking-open").click();
  await byTestId(page, "booking-timeline").waitFor();
}
async function statusIs(page: Page, wanted: string): Promise<void> {
  await eventually(async () => (await textOf(byTestId(byTestId(page, "booking-drawer"), "booking-status"))) === wanted);
}
async function addPhotos(page: Page, field: string, count: number): Promise<void> {
  const cards = byTestId(byTestId(page, field), "photo-card");
  const wanted = (await cards.count()) + count;
  const buffer = await phonePhoto();
  const files = Array.from({ length: count }, (_, index) => ({ name: `参观${index + 1}.jpg`, mimeType: "image/jpeg", buffer }));
  await page.locator(`[data-testid="${field}-input"]`).setInputFiles(files);
  await eventually(async () => (await cards.count()) === wanted);
}
const teamHeads = (page: Page): Locator => byTestId(byTestId(page, `statistics-row-${BAISHAMEN}`), "figure-teamHeads");

describe("a team's visit, from the request to 已统计", () => {
  it("R5 two requests are confirmed at once; the one that its booker has cancelled meanwhile is refused by a sentence and holds up no other", async () => {
    facility = await logInAs("baishamen.admin");
    await byTestId(facility, "menu-bookings").click();
    await byTestId(facility, "work-PENDING_TEAM").click();
    for (const name of [TEAM, OTHER_TEAM]) await byTestId(lineOf(facility, name), "select-booking").check();
    expect(await textOf(byTestId(facility, "selected-count"))).toBe("已选 2 条");
    await byTestId(facility, "bulk-confirm").click();
    const booker = await callsOfPerson(journey.product.baseUrl, "li-zihan");
    await value(booker.call(visitRoutes.cancelBooking, { params: { bookingId: otherTeam.bookingId }, body: { requestId: newRequestId() } }));
    await byTestId(facility, "bulk-submit").click();
    await byTestId(facility, "bulk-answer").waitFor();
    expect(await textOf(byTestId(facility, "bulk-outcome"))).toBe("已确认 1 条，1 条没有确认，原因见下。");
    expect(await textOf(byTestId(facility, "bulk-CONFIRMED"))).toContain(TEAM);
    expect(await textOf(byTestId(facility, "bulk-REFUSED"))).toMatch(new RegExp(`^${OTHER_TEAM}，.+ 人 ✗ 这张预约单现在是「已取消」`));
    await look(facility, "230-team-bulk-answer");
    await byTestId(facility, "bulk-done").click();
    await lineOf(facility, TEAM).waitFor({ state: "detached" });
  });

  it("before its day a visit cannot be reported; on the day the bar says that it is due", async () => {
    await openLine(facility, "CONFIRMED", TEAM);
    await byTestId(facility, "members-toggle").click();
    expect(await textOf(byTestId(facility, "members"))).toBe("王*明、李*");
    expect(await byTestId(facility, "action-REPORT").count()).toBe(0);
    await bringVisitToToday(journey.stateFolder, team.bookingId);
    await facility.goto("/admin/bookings?kind=TEAM");
    await byTestId(facility, "work-REPORT_DUE").click();
    await byTestId(lineOf(facility, TEAM), "booking-open").click();
    await byTestId(facility, "action-REPORT").waitFor();
    await look(facility, "231-team-due");
  });

  it("a report without photos, and of more than had booked without a word, says both beside the fields; what was filled in stays through a reload", async () => {
    await byTestId(facility, "action-REPORT").click();
    await byTestId(facility, "report-heads").fill("32");
    await byTestId(facility, "report-submit").click();
    await byTestId(facility, "report-refusal").waitFor();
    expect(await textOf(byTestId(facility, "report-remark-problem"))).toBe("实到 32 人，比预约的 30 人多，请在「参观情况」里说明。");
    expect(await textOf(byTestId(facility, "report-photos-problem"))).toBe("请至少上传 1 张照片");
    await look(facility, "232-team-report-problems");
    await byTestId(facility, "report-remark").fill("多来了两位老师");
    await addPhotos(facility, "report-photos", 2);
    await facility.reload();
    await byTestId(facility, "action-REPORT").click();
    expect(await byTestId(facility, "report-heads").inputValue()).toBe("32");
    expect(await byTestId(facility, "report-remark").inputValue()).toBe("多来了两位老师");
    await eventually(async () => (await byTestId(byTestId(facility, "report-photos"), "photo-card").count()) === 2);
    await look(facility, "233-team-report");
  });

  it("the report is in the figures at once; the city's bar says that it waits", async () => {
    city = await logInAs("haikou.city");
    await city.goto(`/admin/statistics?${OF_TODAY}`);
    await teamHeads(city).waitFor();
    headsBefore = await figureOf(teamHeads(city));
    await byTestId(facility, "report-submit").click();
    await statusIs(facility, "已上报");
    expect(await byTestId(byTestId(facility, "booking-report"), "photo-open").count()).toBe(2);
    await waitForFigure(teamHeads(city), headsBefore + 32, FIGURE_LIMIT_MS);
    await look(city, "234-team-figure");
  });

  it("the city returns it with a reason: the figure goes down, and the facility reports again with what it had filed", async () => {
    await openLine(city, "REPORTED", TEAM);
    await byTestId(city, "action-RETURN").click();
    await byTestId(city, "decide-submit").click();
    await byTestId(city, "remark-problem").filter({ hasText: "请填写驳回原因。" }).waitFor();
    await byTestId(city, "remark-input").fill("照片里看不出人数");
    await byTestId(city, "decide-submit").click();
    await statusIs(city, "已驳回");
    await city.goto(`/admin/statistics?${OF_TODAY}`);
    await waitForFigure(teamHeads(city), headsBefore, FIGURE_LIMIT_MS);

    const phone = await logInAs("baishamen.admin", "PHONE");
    await phone.goto("/admin/bookings?kind=TEAM");
    await byTestId(phone, "work-RETURNED").click();
    await byTestId(lineOf(phone, TEAM), "booking-open").click();
    expect(await textOf(byTestId(phone, "return-reason"))).toBe("驳回原因：照片里看不出人数");
    await look(phone, "235-team-returned-phone");
    await byTestId(phone, "action-REPORT").click();
    expect(await byTestId(phone, "report-heads").inputValue()).toBe("32");
    await addPhotos(phone, "report-photos", 1);
    await byTestId(phone, "report-heads").fill("31");
    await look(phone, "236-team-report-again-phone");
    await byTestId(phone, "report-submit").click();
    await statusIs(phone, "已上报");
    await phone.context().close();
  });

  it("F7 the city audits it; the figure opens the visits that it is the sum of", async () => {
    await openLine(city, "REPORTED", TEAM);
    await byTestId(city, "action-AUDIT").click();
    await byTestId(city, "decide-submit").click();
    await statusIs(city, "已统计");
    await look(city, "237-team-audited");
    await city.goto(`/admin/statistics?${OF_TODAY}`);
    await waitForFigure(teamHeads(city), headsBefore + 31, FIGURE_LIMIT_MS);
    await teamHeads(city).click();
    await lineOf(city, TEAM).waitFor();
    expect(Object.fromEntries(new URL(city.url()).searchParams)).toEqual({ kind: "TEAM", counted: "true", facilityId: BAISHAMEN, from: today, to: today });
    await waitForFigure(byTestId(city, "booking-sum-heads"), headsBefore + 31, FIGURE_LIMIT_MS);
    await look(city, "238-team-behind-figure");
  });
});

describe("数据补录", () => {
  it("an empty form says all that is missing beside its fields", async () => {
    await facility.goto("/admin/bookings");
    await byTestId(facility, "menu-backFill").click();
    await byTestId(facility, "back-fill-submit").click();
    await byTestId(facility, "back-fill-notice").filter({ hasText: "还有内容需要填写或修改，请看下面的红字。" }).waitFor();
    for (const field of ["date", "period", "teamName", "heads", "purpose", "photos"])
      await byTestId(facility, `back-fill-${field}-problem`).filter({ hasText: /./ }).waitFor();
    await look(facility, "239-back-fill-problems");
  });

  async function fillIn(page: Page): Promise<void> {
    const date = page.locator("#back-fill-date");
    await date.fill(today);
    await date.press("Enter");
    await byTestId(page, "back-fill-period-MORNING").click();
    await byTestId(page, "back-fill-teamName").fill(BACK_FILLED_TEAM);
    await byTestId(page, "back-fill-heads").fill("40");
    await byTestId(page, "back-fill-purpose").fill("专业实习");
    await addPhotos(page, "back-fill-photos", 1);
  }

  it("a visit that was arranged offline is 已上报 at once, stands below the form, and the city audits it", async () => {
    await fillIn(facility);
    await look(facility, "240-back-fill");
    await byTestId(facility, "back-fill-submit").click();
    await statusIs(facility, "已上报");
    expect(await textOf(byTestId(facility, "booking-timeline"))).toMatch(/^补录团队参观 · 40 人/);
    await look(facility, "241-back-filled");
    await openLine(city, "REPORTED", BACK_FILLED_TEAM);
    await byTestId(city, "action-AUDIT").click();
    await byTestId(city, "decide-submit").click();
    await statusIs(city, "已统计");
    await city.goto(`/admin/statistics?${OF_TODAY}`);
    await waitForFigure(teamHeads(city), headsBefore + 31 + 40, FIGURE_LIMIT_MS);
  });

  it("the same visit a second time is refused by a sentence that leads to the record; nothing typed is lost", async () => {
    await facility.goto("/admin/bookings/back-fill");
    await byTestId(facility, "back-fill-line").filter({ hasText: BACK_FILLED_TEAM }).waitFor();
    await fillIn(facility);
    await byTestId(facility, "back-fill-submit").click();
    await byTestId(facility, "back-fill-notice")
      .filter({ hasText: /^「旅程大学环境学院」.+的参观已有记录（补录，编号 [0-9A-Z]{8}，已统计），不要重复补录。/ })
      .waitFor();
    await look(facility, "242-back-fill-known");
    expect(await byTestId(facility, "back-fill-purpose").inputValue()).toBe("专业实习");
    await byTestId(facility, "back-fill-known").click();
    await lineOf(facility, BACK_FILLED_TEAM).waitFor();
  });
});

describe("the conditions of 预约管理", () => {
  const chosenYear = (page: Page): Promise<string> => textOf(byTestId(page, "filter-year"));

  it("a year sets the range to the year; a range across years has none, and the hint says why", async () => {
    const lastYear = Number(today.slice(0, 4)) - 1;
    await city.goto("/admin/bookings?kind=FAMILY");
    await byTestId(city, "filter-year").click();
    await city
      .locator(".ant-select-item-option")
      .filter({ hasText: `${lastYear}年` })
      .click();
    await byTestId(city, "filter-search").click();
    await eventually(() => Promise.resolve(new URL(city.url()).searchParams.get("from") === `${lastYear}-01-01`));
    expect(new URL(city.url()).searchParams.get("to")).toBe(`${lastYear}-12-31`);
    expect(await chosenYear(city)).toBe(`${lastYear}年`);
    await city.goto(`/admin/bookings?kind=FAMILY&from=${lastYear}-06-01&to=${today}`);
    await byTestId(city, "booking-row").first().waitFor();
    expect(await chosenYear(city)).toBe("跨年");
    expect(await textOf(byTestId(city, "year-hint"))).toBe("支持跨年区间，区间为跨年时，年度选择自动失效");
    await look(city, "243-bookings-across-years");
  });

  it("尾页 is the list's other end, and 上一页 leads on from there; 首页 leads back", async () => {
    const order = async () => (await byTestId(city, "booking-row").locator("td:nth-child(3)").allInnerTexts()).map((day) => day.slice(0, 10));
    const descending = (days: readonly string[]) => [...days].sort().reverse();
    const first = await order();
    await byTestId(city, "page-last").click();
    await byTestId(city, "page-number").filter({ hasText: "倒数第 1 页" }).waitFor();
    await eventually(async () => (await order()).join() !== first.join());
    const last = await order();
    expect(last).toEqual(descending(last));
    expect(last[0]! <= first[first.length - 1]!).toBe(true);
    await byTestId(city, "page-back").click();
    await byTestId(city, "page-number").filter({ hasText: "倒数第 2 页" }).waitFor();
    await eventually(async () => (await order()).join() !== last.join());
    expect((await order()).at(-1)! >= last[0]!).toBe(true);
    await byTestId(city, "page-first").click();
    await byTestId(city, "page-number")
      .filter({ hasText: /^第 1 页$/ })
      .waitFor();
    await eventually(async () => (await order()).join() === first.join());
  });

  it("the filter used last is there again when the page is opened from the menu; 重置 clears it", async () => {
    await byTestId(city, "filter-keyword").fill("白沙门");
    await byTestId(city, "filter-counted").check();
    await byTestId(city, "filter-search").click();
    await byTestId(city, "tab-CHECKED_IN").click();
    await byTestId(city, "menu-latest").click();
    await byTestId(city, "menu-bookings").click();
    await byTestId(city, "filter-keyword").waitFor();
    expect(await byTestId(city, "filter-keyword").inputValue()).toBe("白沙门");
    expect(await byTestId(city, "tab-CHECKED_IN").getAttribute("aria-selected")).toBe("true");
    await byTestId(city, "filter-reset").click();
    await eventually(async () => (await byTestId(city, "filter-keyword").inputValue()) === "");
    await byTestId(city, "tab-PENDING").click();
    await byTestId(city, "filter-counted").check();
    await byTestId(city, "filter-search").click();
    await byTestId(city, "empty-state").filter({ hasText: "「待确认」的预约不纳入实时数据统计。" }).waitFor();
    await look(city, "244-bookings-never-counted");
  });

  it("no page threw, no answer was the server's fault, and every screen fits", () => {
    expectNoFaults(journey.browser);
    expect(screenProblems).toEqual([]);
  });
});
