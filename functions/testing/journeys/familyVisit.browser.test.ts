import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { FacilityId } from "@app/contract/kernel/ids";
import { addDays, dateLabel, localDateOf } from "@app/contract/kernel/time";
import type { Slot } from "@app/contract/visits/slot.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { systemClock } from "../../platform/clock/systemClock";
import { byTestId, eventually, expectNoFaults, figureOf, openBrowser, seen, textOf, waitForFigure, write, type TestBrowser } from "../browser/browser";
import { showToCamera } from "../browser/camera";
import { agreeInWechatAs, callsOf, callsOfAccount, logInAtBackOffice, receivedBy, value } from "../browser/people";
import { freePort, startAndWaitForEnd, startProduct, type RunningProduct } from "../browser/runningProduct";
import { keepScreen } from "../browser/screens";

const BAISHAMEN = "haikou-baishamen" as FacilityId;
const HAIKOU = "4601";
/** On the screen within two seconds of the gate's answer (最新数据, 综合统计). */
const LIVE_LIMIT_MS = 2_000;
const BOOKED_HEADS = 4;

// One day in the life of the product: each test goes on where the one before ended.
let product: RunningProduct;
let browser: TestBrowser;
let port = 0;
const stateFolder = mkdtempSync(join(tmpdir(), "civic-green-journey-"));
const today = localDateOf(systemClock.now());
const screenProblems: string[] = [];

let xiaomin: Page;
let lin: Page;
let guard: Page;
let admin: Page;
let city: Page;
let slot: Slot;
let bookingId = "";
let todayBefore = 0;

beforeAll(async () => {
  port = await freePort();
  [product, browser] = await Promise.all([startProduct({ port, stateFolder }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  product?.kill();
  rmSync(stateFolder, { recursive: true, force: true });
});

async function look(page: Page, name: string): Promise<void> {
  screenProblems.push(...(await keepScreen(page, name)));
}

async function slotNow(): Promise<Slot> {
  const { items } = await value(callsOf(product.baseUrl).call(visitRoutes.listSlots, { params: { facilityId: BAISHAMEN } }));
  const found = items.find(({ slotId }) => slotId === slot.slotId);
  if (found === undefined) throw new Error(`${slot.slotId} is gone`);
  return found;
}

describe("a family books a visit, is let in and is counted", () => {
  it("the product says where everything is, and a second one on the same port gets one sentence", async () => {
    for (const [label, path] of [
      ["小程序 H5", "/"],
      ["管理后台", "/admin/"],
      ["接口文档", "/api/docs"],
      ["微信沙箱", "/sandbox/"],
    ] as const) {
      expect(product.output()).toMatch(new RegExp(`${label} +http://localhost:${port}${path}\n`));
      expect((await fetch(`${product.baseUrl}${path}`)).status).toBe(200);
    }
    expect(product.output()).toMatch(/地市级管理员 +吴海波 +haikou\.city +海口市生态环境局\n/);
    const second = await startAndWaitForEnd({ port, stateFolder: join(stateFolder, "another") });
    expect(second.code).toBe(1);
    expect(second.output).toMatch(new RegExp(`^\\n端口 ${port} 已被其他程序占用。请换一个端口启动：npm start -- --port \\d+，或先停止占用它的程序。\\n\\n$`));
  });

  it("a visitor narrows the list to sewage treatment in 海口 with places within 7 and 30 days", async () => {
    xiaomin = await browser.open("PHONE", product.baseUrl);
    await xiaomin.goto("/");
    await seen(xiaomin, "facility-sanya-hongsha").waitFor();
    await look(xiaomin, "01-home");
    const choose = async (filter: string, choice: string): Promise<void> => {
      await seen(xiaomin, `filter-${filter}`).tap();
      await seen(xiaomin, `choice-${choice}`).tap();
      await seen(xiaomin, `choice-${choice}`).waitFor({ state: "hidden" });
    };
    await seen(xiaomin, "filter-cityCode").tap();
    await seen(xiaomin, `choice-${HAIKOU}`).waitFor();
    await look(xiaomin, "02-home-choose-city");
    await seen(xiaomin, `choice-${HAIKOU}`).tap();
    await choose("category", "SEWAGE");
    for (const placesWithinDays of ["7", "30"] as const) {
      await choose("placesWithinDays", placesWithinDays);
      const { items } = await value(
        callsOf(product.baseUrl).call(visitRoutes.listFacilities, { query: { cityCode: HAIKOU, category: "SEWAGE", placesWithinDays } }),
      );
      expect(items.map(({ facilityId }) => facilityId)).toEqual([BAISHAMEN]);
      await seen(xiaomin, `facility-${BAISHAMEN}`).waitFor();
      await expectCount(xiaomin.locator('[id^="facility-"]').filter({ visible: true }), 1);
    }
    expect(await textOf(seen(xiaomin, "filter-cityCode"))).toBe("海口市");
    expect(await textOf(seen(xiaomin, "filter-category"))).toBe("城市污水处理");
    expect(await textOf(seen(xiaomin, "filter-placesWithinDays"))).toBe("30天内");
    await look(xiaomin, "03-home-filtered");
  });

  it("M2 chooses a slot, logs in through WeChat, and has the places held while filling in the form", async () => {
    // Late enough that the office can still confirm and the visitor can still cancel.
    const { items } = await value(callsOf(product.baseUrl).call(visitRoutes.listSlots, { params: { facilityId: BAISHAMEN } }));
    const free = items.find((candidate) => candidate.bookability === "BOOKABLE" && candidate.date >= addDays(today, 3) && candidate.headsLeft >= BOOKED_HEADS);
    if (free === undefined) throw new Error("no slot with places");
    slot = free;

    await seen(xiaomin, `facility-${BAISHAMEN}`).tap();
    await seen(xiaomin, `day-${slot.date}`).tap();
    await seen(xiaomin, `slot-${slot.slotId}`).tap();
    expect(await textOf(seen(xiaomin, `slot-${slot.slotId}`))).toBe(`${slot.periodLabel} 余 ${slot.headsLeft}`);
    await seen(xiaomin, "heads-plus").tap();
    await seen(xiaomin, "heads-plus").tap();
    await xiaomin
      .getByText(`${dateLabel(slot.date)} ${slot.periodLabel} · ${BOOKED_HEADS} 人`)
      .filter({ visible: true })
      .waitFor();
    await look(xiaomin, "04-facility");
    await seen(xiaomin, "next-step").tap();
    await xiaomin.waitForURL(/\/sandbox\/wechat\/connect\/oauth2\/authorize/);
    await look(xiaomin, "05-wechat-log-in");
    await agreeInWechatAs(xiaomin, "wu-xiaomin");

    expect(await textOf(seen(xiaomin, "hold-countdown"))).toMatch(/^已为您保留 4 个名额，请在时间内提交 (10:00|9:[0-5]\d)$/);
    expect((await slotNow()).headsLeft).toBe(slot.headsLeft - BOOKED_HEADS);
    await look(xiaomin, "06-booking-form");
  });

  it("a wrong phone number is said at the field and loses nothing; then the booking stands and waits", async () => {
    await write(xiaomin, "contactName", "吴小敏");
    await write(xiaomin, "contactPhone", "1390000");
    await write(xiaomin, "note", "想看看中控室");
    await seen(xiaomin, "submit-booking").tap();
    await xiaomin.getByText("手机号应为 11 位数字，请检查", { exact: true }).filter({ visible: true }).waitFor();
    await xiaomin.getByText("请先阅读并同意参观安全须知", { exact: true }).filter({ visible: true }).waitFor();
    await xiaomin.getByText("还有 2 处需要填写或修改，请看红色提示。", { exact: true }).filter({ visible: true }).waitFor();
    await look(xiaomin, "07-booking-form-problems");
    expect(await seen(xiaomin, "contactName").inputValue()).toBe("吴小敏");
    expect(await seen(xiaomin, "note").inputValue()).toBe("想看看中控室");
    await write(xiaomin, "contactPhone", "13900000005");
    await seen(xiaomin, "safety-accept").tap();
    await seen(xiaomin, "submit-booking").tap();
    await seen(xiaomin, "booking-submitted").waitFor();
    expect(await textOf(seen(xiaomin, "booking-status"))).toMatch(/^✓ 预约已提交 待确认 开放单位一般在 2 个工作日内答复/);
    expect(await textOf(seen(xiaomin, "booking-heads"))).toBe("已入场 0 人 / 共 4 人");
    await look(xiaomin, "08-booking-pending");
    bookingId = /bookingId=([^&]+)/.exec(xiaomin.url())?.[1] ?? "";
    expect((await slotNow()).headsLeft).toBe(slot.headsLeft - BOOKED_HEADS);
  });

  it("the facility's admin finds it under 待确认, cannot decline without a reason, and confirms", async () => {
    admin = await browser.open("DESK", product.baseUrl);
    await admin.goto("/admin/");
    await logInAtBackOffice(admin, "baishamen.admin", "Huanjing@2025");
    await admin.getByText("用户名或密码不正确，请重新输入。", { exact: true }).waitFor();
    await look(admin, "09-admin-log-in-wrong-password");
    await logInAtBackOffice(admin, "baishamen.admin");
    await byTestId(admin, "menu-bookings").click();
    await byTestId(admin, "kind-FAMILY").click();
    await byTestId(admin, "tab-PENDING").click();
    const row = admin.locator(`[data-testid="booking-row"][data-booking-id="${bookingId}"]`);
    await row.waitFor();
    expect(await textOf(byTestId(row, "booking-status"))).toBe("待确认");
    await look(admin, "10-admin-bookings-pending");
    await byTestId(row, "booking-open").click();
    await byTestId(admin, "action-DECLINE").click();
    await byTestId(admin, "decide-submit").click();
    await admin.getByText("请填写不通过的原因。", { exact: true }).waitFor();
    await look(admin, "11-admin-decline-needs-reason");
    await admin.getByRole("button", { name: "再想想" }).click();
    await byTestId(admin, "remark-input").waitFor({ state: "hidden" });

    await byTestId(admin, "action-CONFIRM").click();
    await byTestId(admin, "remark-input").fill("请从东门进，带好身份证");
    await byTestId(admin, "decide-submit").click();
    await byTestId(admin, "booking-drawer").getByText("已确认", { exact: true }).waitFor();
    await row.waitFor({ state: "detached" });
    expect(await textOf(byTestId(admin, "booking-timeline"))).toMatch(/提交预约 .* · 吴小敏 确认预约 .* · 王芳 请从东门进，带好身份证$/);
    await look(admin, "12-admin-booking-confirmed");
  });

  it("the visitor is told by WeChat, and the open page shows the code by itself", async () => {
    const confirmed = await eventually(async () => (await receivedBy(product.baseUrl, "wu-xiaomin")).find(({ kind }) => kind === "NOTICE"));
    expect(confirmed).toMatchObject({ title: "预约成功通知" });
    expect(confirmed.fields?.map(({ label, value: text }) => `${label} ${text}`)).toEqual([
      "参观单位 海口市白沙门污水处理厂（一期）",
      `参观时间 ${Number(slot.date.slice(0, 4))}年${Number(slot.date.slice(5, 7))}月${Number(slot.date.slice(8))}日 ${slot.startsAt}`,
      "参观人数 4",
      "温馨提示 请从东门进，带好身份证",
    ]);
    await seen(xiaomin, "booking-code").waitFor();
    expect(await textOf(seen(xiaomin, "booking-status"))).toMatch(/^已确认 /);
    const sandbox = await browser.open("DESK", product.baseUrl);
    await sandbox.goto("/sandbox/#wu-xiaomin");
    await sandbox.getByText("请从东门进，带好身份证").first().waitFor();
    await look(sandbox, "13-sandbox-inbox");
    await sandbox.context().close();
  });

  it("F1 today's family shows one code; the guard's camera reads it and lets three of four in", async () => {
    city = await browser.open("DESK", product.baseUrl);
    await city.goto("/admin/");
    await logInAtBackOffice(city, "haikou.city");
    await byTestId(city, "menu-latest").click();
    todayBefore = await figureOf(byTestId(city, "latest-todayHeads"));

    lin = await browser.open("PHONE", product.baseUrl);
    await lin.goto("/#/pages/bookings/index");
    await look(lin, "14-my-bookings-logged-out");
    await seen(lin, "log-in").tap();
    await agreeInWechatAs(lin, "lin-xiaoyan");
    const card = lin.locator('button[id^="booking-"]').filter({ visible: true, hasText: dateLabel(today) });
    await card.first().waitFor();
    await look(lin, "15-my-bookings");
    await card.first().tap();
    await seen(lin, "booking-code").waitFor();
    expect(await textOf(seen(lin, "booking-heads"))).toBe("已入场 0 人 / 共 4 人");
    await look(lin, "16-booking-code");
    await showToCamera(lin.locator("#booking-code img").filter({ visible: true }), browser.filmFile);

    guard = await browser.open("PHONE", product.baseUrl);
    await guard.goto("/#/pages/me/index");
    await seen(guard, "log-in").tap();
    await agreeInWechatAs(guard, "wang-mengang");
    await seen(guard, `gate-${BAISHAMEN}`).waitFor();
    await look(guard, "17-me-guard");
    await seen(guard, `gate-${BAISHAMEN}`).tap();
    await seen(guard, "heads-expected").waitFor();
    const insideBefore = await figureOf(seen(guard, "heads-entered"));
    await look(guard, "18-gate");
    await seen(guard, "scan-button").tap();
    await seen(guard, "scan-admissible").waitFor();
    expect(await textOf(seen(guard, "scan-admissible"))).toContain("已入场 0 人，未入场 4 人");
    await seen(guard, "admit-3").tap();
    await look(guard, "19-gate-how-many");
    await seen(guard, "admit-confirm").tap();
    await seen(guard, "admit-done").waitFor();
    const tookMs = await waitForFigure(byTestId(city, "latest-todayHeads"), todayBefore + 3, LIVE_LIMIT_MS);
    console.info(`three heads were on the city's screen after ${Math.round(tookMs)} ms`);
    expect(await textOf(seen(guard, "admit-done"))).toBe("✓ 3 人入场 林晓燕 还有 1 人未入场，可再次扫同一个码 继续扫码 返回名单 点错了，撤销（15 分钟内）");
    await look(guard, "20-gate-three-inside");
    await waitForFigure(seen(guard, "heads-entered"), insideBefore + 3, LIVE_LIMIT_MS);
    await look(city, "21-admin-latest");
  });

  it("the fourth comes later by the same code; after that the code says when, where and by whom it was used up", async () => {
    await seen(guard, "scan-again").tap();
    await seen(guard, "scan-admissible").waitFor();
    expect(await textOf(seen(guard, "scan-admissible"))).toContain("已入场 3 人，未入场 1 人");
    await seen(guard, "admit-confirm").tap();
    await seen(guard, "admit-done").waitFor();
    const tookMs = await waitForFigure(byTestId(city, "latest-todayHeads"), todayBefore + 4, LIVE_LIMIT_MS);
    console.info(`the fourth head was on the city's screen after ${Math.round(tookMs)} ms`);
    expect(await textOf(seen(guard, "admit-done"))).toContain("全部人员都已入场");

    await seen(guard, "scan-again").tap();
    await seen(guard, "scan-refusal").waitFor();
    expect(await textOf(seen(guard, "scan-refusal"))).toMatch(/不能入场 全部人员都已入场（最后一次 .+，主入口，王门岗），这个码已用完。多出的人请另行预约。/);
    expect(await textOf(seen(guard, "last-entry"))).toMatch(/^最后一次入场：.+ \d\d:\d\d · 主入口 · 王门岗$/);
    await look(guard, "22-gate-code-used-up");
    // 已到访 it has been since the first three: the page is up to date when it says four.
    await eventually(async () => (await textOf(seen(lin, "booking-heads"))) === "已入场 4 人 / 共 4 人");
    expect((await textOf(seen(lin, "booking-status"))).startsWith("已到访")).toBe(true);
    await look(lin, "23-booking-visited");
  });

  it("the city's 综合统计 agrees by facility, city and 合计, and a figure opens the check-ins that it is the sum of", async () => {
    await byTestId(city, "menu-statistics").click();
    await byTestId(city, "range-TODAY").click();
    const heads = (row: string) => byTestId(byTestId(city, row), "figure-familyHeads");
    await waitForFigure(heads("statistics-total"), todayBefore + 4, LIVE_LIMIT_MS * 2);
    const facilityHeads = await figureOf(heads(`statistics-row-${BAISHAMEN}`));
    expect(facilityHeads).toBeGreaterThanOrEqual(4);
    expect(await figureOf(heads(`statistics-row-${HAIKOU}`))).toBe(todayBefore + 4);
    for (const row of [`statistics-row-${BAISHAMEN}`, `statistics-row-${HAIKOU}`, "statistics-total"]) {
      expect(await figureOf(byTestId(byTestId(city, row), "figure-headsTotal"))).toBe(await figureOf(heads(row)));
    }
    const rows = await city.locator('[data-testid^="statistics-row-haikou-"], [data-testid^="statistics-row-hainan-"]').all();
    const byFacility = await Promise.all(rows.map((row) => figureOf(byTestId(row, "figure-familyHeads"))));
    expect(byFacility.reduce((sum, each) => sum + each, 0)).toBe(todayBefore + 4);
    await look(city, "24-admin-statistics-today");

    await heads(`statistics-row-${BAISHAMEN}`).click();
    await waitForFigure(byTestId(city, "check-in-sum-heads"), facilityHeads, LIVE_LIMIT_MS);
    const records = city.locator('[data-testid="check-in-row"]');
    const recorded = await Promise.all((await records.all()).map(async (row) => Number(await row.locator("td").nth(4).innerText())));
    expect(recorded.reduce((sum, each) => sum + each, 0)).toBe(facilityHeads);
    expect((await records.filter({ hasText: "王门岗" }).all()).length).toBeGreaterThanOrEqual(2);
    await look(city, "25-admin-check-ins-behind-the-figure");

    await byTestId(city, "menu-latest").click();
    await byTestId(city, "latest-todayHeads-link").click();
    await waitForFigure(byTestId(city, "check-in-sum-heads"), todayBefore + 4, LIVE_LIMIT_MS);
    await byTestId(city, "menu-latest").click();
    await byTestId(city, "latest-todayHeads").waitFor();
  });

  it("a visitor scans the gate's poster instead: the same command, counted the same", async () => {
    const poster = await browser.open("DESK", product.baseUrl);
    await poster.goto("/admin/posters");
    await logInAtBackOffice(poster, "jiance.admin");
    await byTestId(poster, "poster-qr").waitFor();
    await byTestId(poster, "poster-wechat-code").waitFor();
    await look(poster, "26-admin-poster");
    await showToCamera(byTestId(poster, "poster-qr"), browser.filmFile);
    await poster.context().close();

    const wang = await browser.open("PHONE", product.baseUrl);
    await wang.goto("/#/pages/bookings/index");
    await seen(wang, "log-in").tap();
    await agreeInWechatAs(wang, "wang-xiuying");
    await wang
      .locator('button[id^="booking-"]')
      .filter({ visible: true, hasText: dateLabel(today) })
      .tap();
    await seen(wang, "scan-button").tap();
    await seen(wang, "admit-confirm").waitFor();
    await look(wang, "27-poster-how-many");
    await seen(wang, "admit-confirm").tap();
    await seen(wang, "check-in-done").waitFor();
    await waitForFigure(byTestId(city, "latest-todayHeads"), todayBefore + 6, LIVE_LIMIT_MS);
    expect(await textOf(seen(wang, "check-in-done"))).toBe("✓ 打卡成功，2 人入场 全部人员都已入场，祝您参观愉快。 完成");
    await look(wang, "28-poster-checked-in");
    await wang.context().close();
  });

  it("M8 who scans the poster without a booking of today is told so; a guard is told who should scan it", async () => {
    await seen(guard, "scan-again").tap();
    await seen(guard, "scan-refusal").waitFor();
    expect(await textOf(seen(guard, "scan-refusal"))).toContain("这是单位的打卡海报，请由预约人用自己的手机扫。工作人员请扫预约人手机上的入场码。");
    await look(guard, "29-gate-scanned-poster");

    // As a phone's own camera does: the link of the poster opens the page.
    const { posterUrl } = await value(
      (await callsOfAccount(product.baseUrl, "baishamen.admin")).call(visitRoutes.getPoster, { params: { facilityId: BAISHAMEN } }),
    );
    await xiaomin.goto(posterUrl);
    await seen(xiaomin, "scan-refusal").waitFor();
    expect(await textOf(seen(xiaomin, "scan-refusal"))).toContain(
      "您今天在「海口市白沙门污水处理厂（一期）」没有可以入场的预约。请到「我的预约」查看日期和单位。",
    );
    await look(xiaomin, "30-poster-without-booking");
  });

  it("the visitor cancels with a reason, and the places are free again", async () => {
    expect((await slotNow()).headsLeft).toBe(slot.headsLeft - BOOKED_HEADS);
    await xiaomin.goto(`/#/features/visits/booking/index?bookingId=${bookingId}`);
    await seen(xiaomin, "cancel-booking").tap();
    await write(xiaomin, "cancel-remark", "临时有考试");
    await look(xiaomin, "31-cancel");
    await seen(xiaomin, "cancel-confirm").tap();
    await seen(xiaomin, "booking-status").filter({ hasText: "已取消" }).waitFor();
    expect(await textOf(seen(xiaomin, "booking-status"))).toBe("已取消 这次预约已取消，名额已还给其他人。 原因：临时有考试");
    expect(await seen(xiaomin, "booking-code").count()).toBe(0);
    expect((await slotNow()).headsLeft).toBe(slot.headsLeft);
    await look(xiaomin, "32-booking-cancelled");
  });

  it("Ctrl-C ends with 0, and the next start has everything that was there", async () => {
    expect(await product.stop()).toBe(0);
    expect(product.output()).toContain("已停止。");
    product = await startProduct({ port, stateFolder });
    const seconds = Number(/已启动（([\d.]+) 秒）/.exec(product.output())?.[1]);
    console.info(`the second start took ${seconds} s`);
    expect(seconds).toBeLessThan(5);
    await xiaomin.reload();
    expect(await textOf(seen(xiaomin, "booking-status"))).toBe("已取消 这次预约已取消，名额已还给其他人。 原因：临时有考试");
    await city.reload();
    await waitForFigure(byTestId(city, "latest-todayHeads"), todayBefore + 6, LIVE_LIMIT_MS);
    await seen(lin, "booking-heads").waitFor();
    await lin.reload();
    expect(await textOf(seen(lin, "booking-heads"))).toBe("已入场 4 人 / 共 4 人");
  });

  it("no page threw, no answer was the server's fault, and every screen fits", () => {
    expectNoFaults(browser);
    expect(screenProblems).toEqual([]);
  });
});

async function expectCount(locator: ReturnType<Page["locator"]>, count: number): Promise<void> {
  await eventually(async () => (await locator.count()) === count);
}
