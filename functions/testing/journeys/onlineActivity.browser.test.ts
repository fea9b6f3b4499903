import type { Locator, Page } from "playwright-core";
import { addDays, localDateOf } from "@app/contract/kernel/time";
import { systemClock } from "../../platform/clock/systemClock";
import { byTestId, eventually, expectNoFaults, figureOf, textOf, waitForFigure, type Device } from "../browser/browser";
import { startJourney } from "../browser/journey";
import { logInAtBackOffice } from "../browser/people";
import { keepScreen } from "../browser/screens";
import { phonePhoto } from "../photos";

const NAME = "云上看污水变清（旅程）";
const FIGURE_LIMIT_MS = 10_000;
const today = localDateOf(systemClock.now());
const livedOn = addDays(today, -1);

// One report from the form to the figure, and one that came back: each test goes on where the one before ended.
const journey = startJourney();
const screenProblems: string[] = [];
let facility: Page;
let city: Page;
let province: Page;
let shownBefore: number;

async function look(page: Page, name: string): Promise<void> {
  screenProblems.push(...(await keepScreen(page, name)));
}
async function logInAs(username: string, device: Device = "DESK"): Promise<Page> {
  const page = await journey.browser.open(device, journey.product.baseUrl);
  await page.goto("/admin/");
  await logInAtBackOffice(page, username);
  await byTestId(page, device === "DESK" ? "menu-activities" : "open-menu").waitFor();
  return page;
}
/** The line of this name in the list as it is asked for now. */
function lineOf(page: Page, name: string): Locator {
  return byTestId(page, "activity-row").filter({ hasText: name });
}
async function openLine(page: Page, status: string, name: string): Promise<void> {
  await page.goto(`/admin/activities?status=${status}`);
  await byTestId(lineOf(page, name), "activity-open").click();
  await byTestId(page, "activity-timeline").waitFor();
}
async function timelineOf(page: Page): Promise<string[]> {
  return byTestId(page, "activity-timeline").locator(".timeline-what").allInnerTexts();
}
async function addShot(page: Page, field: string): Promise<void> {
  const cards = byTestId(byTestId(page, field), "photo-card");
  const before = await cards.count();
  await page.locator(`[data-testid="${field}-input"]`).setInputFiles({ name: "截图.jpg", mimeType: "image/jpeg", buffer: await phonePhoto() });
  await eventually(async () => (await cards.count()) === before + 1);
}
async function pickDays(page: Page, from: string, to: string): Promise<void> {
  const ends = byTestId(page, "field-startDate").locator("input");
  await ends.nth(0).fill(from);
  await ends.nth(0).press("Enter");
  await ends.nth(1).fill(to);
  await ends.nth(1).press("Enter");
}

describe("an online activity through both levels", () => {
  it("a report that is not complete says all that is missing beside its fields, and a panorama has no minutes", async () => {
    facility = await logInAs("baishamen.admin");
    await byTestId(facility, "menu-reportActivity").click();
    await byTestId(facility, "report-submit").click();
    await byTestId(facility, "report-notice").filter({ hasText: "还有内容需要填写或修改，请看下面的红字。" }).waitFor();
    const problems = ["name", "form", "channel", "channelName", "startDate", "audience", "resources", "minutes", "videoScreenshots", "playsScreenshots"];
    for (const field of problems) await byTestId(facility, `problem-${field}`).waitFor();
    await byTestId(facility, "report-form-VR").click();
    expect(await byTestId(facility, "report-minutes").inputValue()).toBe("0");
    expect(await byTestId(facility, "report-minutes").isEditable()).toBe(false);
    await look(facility, "200-activity-incomplete");
  });

  it("what was typed and uploaded stays through a reload; more than 1000 people brings the advice", async () => {
    await byTestId(facility, "report-name").fill(NAME);
    await byTestId(facility, "report-form-LIVESTREAM").click();
    await byTestId(facility, "report-channel").click();
    await facility.locator(".ant-select-item-option").filter({ hasText: "抖音" }).click();
    await byTestId(facility, "report-channelName").fill("海口环保");
    await pickDays(facility, livedOn, livedOn);
    await byTestId(facility, "report-audience").fill("1200");
    await byTestId(facility, "audience-warning").waitFor();
    await byTestId(facility, "report-audience").fill("860");
    await byTestId(facility, "audience-warning").waitFor({ state: "detached" });
    await byTestId(facility, "report-resources").fill("1");
    await byTestId(facility, "report-minutes").fill("95");
    for (const field of ["report-videoScreenshots", "report-playsScreenshots"]) await addShot(facility, field);
    await addShot(facility, "report-videoScreenshots");
    await facility.reload();
    expect(await byTestId(facility, "report-name").inputValue()).toBe(NAME);
    expect(await byTestId(byTestId(facility, "report-videoScreenshots"), "photo-card").count()).toBe(2);
    await look(facility, "201-activity-filled");
  });

  it("the facility submits; it waits for the city, whose menu says so", async () => {
    city = await logInAs("haikou.city");
    const waiting = await figureOf(byTestId(city, "badge-activities").locator("[aria-hidden]"));
    await byTestId(facility, "report-submit").click();
    await byTestId(facility, "activity-timeline").waitFor();
    expect(await timelineOf(facility)).toEqual(["提交上报"]);
    expect(await textOf(byTestId(byTestId(facility, "activity-drawer"), "activity-status"))).toBe("待地市级管理员审核");
    expect(await byTestId(facility, "photo-open").count()).toBe(3);
    await byTestId(facility, "action-WITHDRAW").waitFor();
    await look(facility, "202-activity-submitted");
    await city.reload();
    await waitForFigure(byTestId(city, "badge-activities").locator("[aria-hidden]"), waiting + 1, FIGURE_LIMIT_MS);
  });

  it("the city audits, the province audits, and the facility's figure is one more; it opens the activity", async () => {
    province = await logInAs("hainan.province");
    const range = `from=${livedOn}&to=${livedOn}`;
    await province.goto(`/admin/statistics?table=ACTIVITIES&${range}`);
    const figure = byTestId(byTestId(province, "activity-statistics-haikou-baishamen"), "figure-audience");
    await figure.waitFor();
    shownBefore = await figureOf(figure);

    await openLine(city, "PENDING_CITY", NAME);
    await byTestId(city, "action-AUDIT_BY_CITY").click();
    await byTestId(city, "remark-input").fill("情况属实");
    await byTestId(city, "decide-submit").click();
    await eventually(async () => (await timelineOf(city)).includes("地市级审核通过"));
    await look(city, "203-activity-passed-by-city");

    await openLine(province, "PENDING_PROVINCE", NAME);
    await byTestId(province, "action-AUDIT_BY_PROVINCE").click();
    await byTestId(province, "decide-submit").click();
    await eventually(async () => (await timelineOf(province)).includes("审核通过，纳入统计"));
    await province.goto(`/admin/statistics?table=ACTIVITIES&${range}`);
    await waitForFigure(figure, shownBefore + 860, FIGURE_LIMIT_MS);
    await look(province, "204-activity-figure");
    await figure.click();
    await lineOf(province, NAME).waitFor();
    expect(new URL(province.url()).searchParams.get("status")).toBe("COUNTED");
    await look(province, "205-activity-behind-figure");
  });
});

describe("an online activity that was returned", () => {
  const RETURNED = "小手拉大手：亲子环保课堂";

  it("the facility reads why on its phone, changes it and submits it again; it begins at the city", async () => {
    const phone = await logInAs("baishamen.admin", "PHONE");
    await openLine(phone, "RETURNED", RETURNED);
    expect(await textOf(byTestId(phone, "return-reason"))).toBe("驳回原因：播放量截图看不清数字，请重新截图后提交。");
    await look(phone, "206-activity-returned-phone");
    await byTestId(phone, "action-RESUBMIT_TO_CITY").click();
    await byTestId(phone, "report-submit").waitFor();
    await byTestId(byTestId(phone, "report-playsScreenshots"), "photo-remove").click();
    await addShot(phone, "report-playsScreenshots");
    await byTestId(phone, "report-audience").fill("280");
    await look(phone, "207-activity-change-phone");
    await byTestId(phone, "report-submit").click();
    await byTestId(phone, "activity-timeline").waitFor();
    expect(await timelineOf(phone)).toEqual(["提交上报", "驳回", "修改后重新提交"]);
    expect(await textOf(byTestId(byTestId(phone, "activity-drawer"), "activity-status"))).toBe("待地市级管理员审核");
    await phone.context().close();
  });

  it("R5 the city's old screen is told of what happened meanwhile", async () => {
    await openLine(city, "PENDING_CITY", RETURNED);
    const other = await logInAs("baishamen.admin");
    await openLine(other, "PENDING_CITY", RETURNED);
    await byTestId(other, "action-WITHDRAW").click();
    await other.locator(".ant-popconfirm .ant-btn-primary").click();
    await eventually(async () => (await timelineOf(other)).includes("撤回"));
    await byTestId(city, "action-RETURN").click();
    await byTestId(city, "decide-submit").click();
    await byTestId(city, "remark-problem").filter({ hasText: "请填写驳回原因。" }).waitFor();
    await byTestId(city, "remark-input").fill("仍看不清");
    await byTestId(city, "decide-submit").click();
    const refusal = byTestId(city, "action-refusal");
    await refusal.waitFor();
    expect(await textOf(refusal)).toMatch(
      /^这张活动上报单现在是「已撤回」（王芳（海口市白沙门污水处理厂（一期））\d{4}-\d\d-\d\d \d\d:\d\d 撤回），不能再这样操作。/,
    );
    await look(city, "208-activity-too-late");
  });

  it("no page threw, no answer was the server's fault, and every screen fits", () => {
    expectNoFaults(journey.browser);
    expect(screenProblems).toEqual([]);
  });
});
