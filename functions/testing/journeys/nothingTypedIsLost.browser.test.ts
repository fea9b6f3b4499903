import type { Page } from "playwright-core";
import type { FacilityId, RequestId } from "@app/contract/kernel/ids";
import { addDays, localDateOf } from "@app/contract/kernel/time";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import type { Slot } from "@app/contract/visits/slot.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { systemClock } from "../../platform/clock/systemClock";
import { byTestId, expectNoFaults, seen, textOf, write } from "../browser/browser";
import { startJourney } from "../browser/journey";
import { agreeInWechatAs, callsOf, callsOfAccount, keptToken, logInAtBackOffice, value } from "../browser/people";
import { keepScreen } from "../browser/screens";

const BAISHAMEN = "haikou-baishamen" as FacilityId;
const SESSION_EXPIRED = "登录已过期，请重新登录；您填写的内容会保留。";

const journey = startJourney();
let slot: Slot;
const screenProblems: string[] = [];

beforeAll(async () => {
  slot = await openNarrowSlot();
});

/** An evening of its own with four places, far enough ahead to be decided and cancelled. */
async function openNarrowSlot(): Promise<Slot> {
  const date = addDays(localDateOf(systemClock.now()), 5);
  const calls = await callsOfAccount(journey.product.baseUrl, "baishamen.admin");
  const { items } = await value(
    calls.call(visitRoutes.openSlots, {
      params: { facilityId: BAISHAMEN },
      body: {
        requestId: "evening-of-four-places" as RequestId,
        dates: [date],
        periods: [{ period: "TIMED", startsAt: "19:00" as Slot["startsAt"], endsAt: "20:30" as Slot["endsAt"], capacityHeads: 4 }],
        partyMin: 1,
        partyMax: 6,
      },
    }),
  );
  const [opened] = items;
  if (opened === undefined) throw new Error("the evening was not opened");
  return opened;
}

async function look(page: Page, name: string): Promise<void> {
  screenProblems.push(...(await keepScreen(page, name)));
}

/** As if the session had run out: the client still holds a token that the server no longer knows. */
async function endSessionBehind(page: Page): Promise<void> {
  await value(callsOf(journey.product.baseUrl, await keptToken(page)).call(sessionRoutes.logOut, {}));
}

async function visitor(personId: string): Promise<Page> {
  const page = await journey.browser.open("PHONE", journey.product.baseUrl);
  await page.goto("/#/pages/me/index");
  await seen(page, "log-in").tap();
  await agreeInWechatAs(page, personId);
  await seen(page, "me").waitFor();
  return page;
}

async function chooseTheEvening(page: Page, heads: number): Promise<void> {
  await page.goto(`/#/features/visits/facility/index?facilityId=${BAISHAMEN}`);
  await seen(page, `day-${slot.date}`).tap();
  await seen(page, `slot-${slot.slotId}`).tap();
  for (let count = 2; count < heads; count += 1) await seen(page, "heads-plus").tap();
}

describe("bad luck and bad input", () => {
  let first: Page;
  let second: Page;

  it("two people want the last places: one has them held, the other is told and keeps the page", async () => {
    [first, second] = await Promise.all([visitor("li-zihan"), visitor("zhou-jianguo")]);
    await Promise.all([chooseTheEvening(first, 3), chooseTheEvening(second, 3)]);
    await seen(first, "next-step").tap();
    await seen(first, "hold-countdown").waitFor();
    await seen(second, "next-step").tap();
    await second.getByText("这个场次只剩 1 个名额，请减少人数或选择其他场次。", { exact: true }).filter({ visible: true }).waitFor();
    await second.getByText("余 1", { exact: true }).filter({ visible: true }).waitFor();
    await look(second, "40-last-places-gone");
  });

  it("an expired session: the form says so, leads to the log-in and back, and every word is still there", async () => {
    await write(first, "contactName", "李梓涵");
    await write(first, "contactPhone", "13900000008");
    await write(first, "note", "有一位坐轮椅的老人");
    await seen(first, "safety-accept").tap();
    await endSessionBehind(first);
    await seen(first, "submit-booking").tap();
    await first.getByText(SESSION_EXPIRED, { exact: true }).filter({ visible: true }).waitFor();
    await look(first, "41-form-session-expired");
    await first.getByRole("button", { name: "重新登录" }).filter({ visible: true }).tap();
    await agreeInWechatAs(first, "li-zihan");
    await seen(first, "hold-countdown").waitFor();
    expect(await seen(first, "contactName").inputValue()).toBe("李梓涵");
    expect(await seen(first, "contactPhone").inputValue()).toBe("13900000008");
    expect(await seen(first, "note").inputValue()).toBe("有一位坐轮椅的老人");
    expect(await seen(first, "safety-accept").getAttribute("aria-checked")).toBe("true");
  });

  it("no network: the form says so and keeps everything; the repeat books once", async () => {
    await first.context().setOffline(true);
    await seen(first, "submit-booking").tap();
    await first.getByText("网络不通，请检查网络后重试；您填写的内容会保留。", { exact: true }).filter({ visible: true }).waitFor();
    expect(await textOf(seen(first, "submit-booking"))).toBe("重试提交");
    await look(first, "42-form-no-network");
    await first.context().setOffline(false);
    await seen(first, "submit-booking").tap();
    await seen(first, "booking-submitted").waitFor();
    expect(await textOf(seen(first, "booking-heads"))).toBe("已入场 0 人 / 共 3 人");
    await first.goto("/#/pages/bookings/index");
    const cards = first.locator('button[id^="booking-"]').filter({ visible: true });
    await cards.first().waitFor();
    expect(await cards.count()).toBe(1);
  });

  it("a stale screen in the back office: the second decision says who was quicker, and the screen catches up", async () => {
    const admin = await journey.browser.open("DESK", journey.product.baseUrl);
    await admin.goto("/admin/bookings?kind=FAMILY&status=PENDING");
    await logInAtBackOffice(admin, "baishamen.admin");
    const rowIn = (page: Page) => byTestId(page, "booking-row").filter({ hasText: "李梓涵" });
    await byTestId(rowIn(admin), "booking-open").click();
    await byTestId(admin, "action-DECLINE").waitFor();
    const other = await admin.context().newPage();
    await other.goto(admin.url());
    await byTestId(other, "action-CONFIRM").click();
    await byTestId(admin, "action-DECLINE").click();
    await byTestId(admin, "remark-input").fill("当晚设备检修");
    await byTestId(other, "decide-submit").click();
    await byTestId(other, "booking-drawer").getByText("已确认", { exact: true }).waitFor();
    await byTestId(admin, "decide-submit").click();
    await byTestId(admin, "action-refusal").waitFor();
    expect(await textOf(byTestId(admin, "action-refusal"))).toMatch(/^这张预约单现在是「已确认」（王芳 \d{4}-\d\d-\d\d \d\d:\d\d 确认预约），不能再这样操作。/);
    expect(await byTestId(admin, "remark-input").inputValue()).toBe("当晚设备检修");
    await look(admin, "43-admin-somebody-was-quicker");
    await admin.getByRole("button", { name: "关闭", exact: true }).last().click();
    await byTestId(admin, "booking-drawer").getByText("已确认", { exact: true }).waitFor();
    await admin.context().close();
  });

  it("an expired session in the back office leads to the log-in and back to the words of the decision", async () => {
    const admin = await journey.browser.open("DESK", journey.product.baseUrl);
    await admin.goto("/admin/bookings?kind=FAMILY&status=PENDING");
    await logInAtBackOffice(admin, "baishamen.admin");
    await byTestId(admin, "booking-open").first().click();
    await byTestId(admin, "action-DECLINE").click();
    await byTestId(admin, "remark-input").fill("当天有应急演练");
    await endSessionBehind(admin);
    await byTestId(admin, "decide-submit").click();
    await byTestId(admin, "login-notice").waitFor();
    expect(await textOf(byTestId(admin, "login-notice"))).toBe(SESSION_EXPIRED);
    await look(admin, "44-admin-session-expired");
    await logInAtBackOffice(admin, "baishamen.admin");
    await byTestId(admin, "action-DECLINE").click();
    expect(await byTestId(admin, "remark-input").inputValue()).toBe("当天有应急演练");
  });

  it("no page threw, no answer was the server's fault, and every screen fits", () => {
    expectNoFaults(journey.browser);
    expect(screenProblems).toEqual([]);
  });
});
