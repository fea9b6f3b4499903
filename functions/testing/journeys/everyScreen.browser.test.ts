import type { Page } from "playwright-core";
import { dateLabel, localDateOf } from "@app/contract/kernel/time";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { DEMO_PASSWORD } from "../../../infra/local/demo-data/accounts";
import { systemClock } from "../../platform/clock/systemClock";
import { BACK_OFFICE_SCREENS } from "../browser/backOfficeScreens";
import { byTestId, expectNoFaults, seen, type Device, write } from "../browser/browser";
import { startJourney } from "../browser/journey";
import { PHONE_SCREENS } from "../browser/phoneScreens";
import { agreeInWechatAs, callsOfPerson, logInAtBackOffice, value } from "../browser/people";
import { keepScreen } from "../browser/screens";

const journey = startJourney();

const NO_NETWORK = "网络不通，请检查网络后重试；您填写的内容会保留。";
const LIST_OF_FACILITIES = /\/api\/visits\/facilities(\?|$)/;

/** Screens of one device, in order, with what a program can see is wrong with them. */
function album(device: Device, firstNumber: number) {
  const problems: string[] = [];
  let number = firstNumber;
  const width = device === "PHONE" ? 375 : 1440;
  return {
    problems,
    async keep(page: Page, name: string): Promise<void> {
      problems.push(...(await keepScreen(page, `${number}-${name}-${width}`)));
      number += 1;
    },
  };
}

/** Answers to what matches wait until the returned function is called. */
async function holdBack(page: Page, address: RegExp): Promise<() => Promise<void>> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((done) => (release = done));
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return async () => {
    release();
    // What was held back goes on its way before the gate is taken down.
    await page.unrouteAll({ behavior: "wait" });
  };
}

async function whileCut(page: Page, address: RegExp, look: () => Promise<void>): Promise<void> {
  await page.route(address, (route) => route.abort());
  await look();
  await page.unroute(address);
}

/** By its address, as from a link: of the pages that were open before none stays in the document. */
async function openPage(page: Page, address: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(address);
}

function visibleText(page: Page, text: string) {
  return page.getByText(text, { exact: true }).filter({ visible: true }).first();
}

describe.each([
  ["PHONE", 50],
  ["DESK", 80],
] as const)("the H5 at the width of a %s", (device, firstNumber) => {
  it("every page and its empty, loading and failed states", async () => {
    const { keep, problems } = album(device, firstNumber);
    const page = await journey.browser.open(device, journey.product.baseUrl);

    const release = await holdBack(page, LIST_OF_FACILITIES);
    await page.goto("/");
    await seen(page, "filter-cityCode").waitFor();
    await keep(page, "home-loading");
    await release();
    await seen(page, "facility-haikou-baishamen").waitFor();
    await keep(page, "home");
    await whileCut(page, LIST_OF_FACILITIES, async () => {
      await seen(page, "filter-cityCode").click();
      await seen(page, "choice-4603").click();
      await visibleText(page, NO_NETWORK).waitFor();
      await keep(page, "home-no-network");
    });
    await seen(page, "filter-category").click();
    await seen(page, "choice-HAZARDOUS").click();
    await visibleText(page, "没有符合条件的开放单位").waitFor();
    await keep(page, "home-nothing-found");
    await visibleText(page, "查看全部").click();
    await seen(page, "facility-haikou-baishamen").waitFor();

    await openPage(page, "/#/features/visits/facility/index?facilityId=haikou-baishamen");
    await page.locator('[id^="slot-"]').filter({ visible: true }).first().waitFor();
    await keep(page, "facility");
    await openPage(page, "/#/features/visits/facility/index?facilityId=no-such-facility");
    await visibleText(page, "看看其他单位").waitFor();
    await keep(page, "facility-not-found");
    await openPage(page, "/#/features/visits/booking-form/index?facilityId=haikou-baishamen&slotId=none");
    await visibleText(page, "请先选择参观时间").waitFor();
    await keep(page, "booking-form-without-a-slot");
    await openPage(page, "/#/features/visits/check-in/index?c=CG2.x.y");
    await visibleText(page, "登录后即可打卡入场").waitFor();
    await keep(page, "check-in-logged-out");

    await openPage(page, "/#/pages/me/index");
    await seen(page, "log-in").waitFor();
    await keep(page, "me-logged-out");
    await seen(page, "log-in").click();
    await agreeInWechatAs(page, "lin-xiaoyan");
    await seen(page, "me").waitFor();
    await keep(page, "me");
    await seen(page, "bind-staff").click();
    await write(page, "name", "符安保");
    await keep(page, "bind-staff");
    await openPage(page, "/#/features/sessions/agreement/index");
    await visibleText(page, "个人信息保护说明").waitFor();
    await keep(page, "agreement");
    await openPage(page, "/#/features/sessions/privacy/index");
    await seen(page, "kind-BOOKINGS").waitFor();
    await keep(page, "privacy");
    await seen(page, "kind-BOOKINGS").click();
    await visibleText(page, "预约编号").waitFor();
    await keep(page, "my-records");

    await openPage(page, "/#/features/visits/check-in/index");
    await visibleText(page, "请扫闸口处的打卡海报").waitFor();
    await keep(page, "check-in");
    await openPage(page, "/#/pages/bookings/index");
    const ofToday = page.locator('button[id^="booking-"]').filter({ visible: true, hasText: dateLabel(localDateOf(systemClock.now())) });
    await ofToday.waitFor();
    await keep(page, "my-bookings");
    for (const [group, name] of [
      ["已到访", "my-bookings-visited"],
      ["已结束", "my-bookings-ended"],
    ] as const) {
      await page
        .getByRole("radio", { name: group })
        .or(page.getByRole("tab", { name: group }))
        .filter({ visible: true })
        .click();
      await page
        .locator('button[id^="booking-"]')
        .filter({ visible: true, hasText: group === "已结束" ? "已取消" : "已到访" })
        .first()
        .waitFor();
      await keep(page, name);
    }
    await page
      .getByRole("radio", { name: "待参观" })
      .or(page.getByRole("tab", { name: "待参观" }))
      .filter({ visible: true })
      .click();
    await ofToday.click();
    await seen(page, "booking-code").waitFor();
    await keep(page, "booking");
    await seen(page, "scan-button").click();
    await visibleText(page, "将二维码放入框内，会自动识别。").waitFor();
    await keep(page, "scanner");
    await page.getByRole("button", { name: "关闭" }).filter({ visible: true }).last().click();
    await openPage(page, "/#/features/visits/booking/index?bookingId=bk_00000000000000000000000000");
    await visibleText(page, "我的预约").waitFor();
    await keep(page, "booking-not-found");

    await openPage(page, "/#/pages/me/index");
    await seen(page, "large-text").click();
    await openPage(page, "/#/pages/home/index");
    await seen(page, "facility-haikou-baishamen").waitFor();
    await keep(page, "home-large-text");
    await openPage(page, "/#/features/visits/facility/index?facilityId=haikou-baishamen");
    await page.locator('[id^="slot-"]').filter({ visible: true }).first().waitFor();
    await keep(page, "facility-large-text");
    await page.context().close();

    const guard = await journey.browser.open(device, journey.product.baseUrl);
    await guard.goto("/#/pages/me/index");
    await seen(guard, "log-in").click();
    await agreeInWechatAs(guard, "fu-anbao");
    await seen(guard, "gate-sanya-hongsha").click();
    await seen(guard, "arrival-search").click();
    await keep(guard, "gate");
    await guard.locator('[id^="arrival-"]:not(input)').filter({ visible: true }).first().click();
    await visibleText(guard, "核销时，请扫预约人手机上的入场码。").waitFor();
    await keep(guard, "gate-party");
    await guard.getByRole("button", { name: "关闭" }).filter({ visible: true }).click();
    await seen(guard, "gate-name").click();
    await seen(guard, "gate-name-input").waitFor();
    await keep(guard, "gate-name");
    await guard.context().close();
    expect(problems).toEqual([]);
  });
});

describe.each([
  ["PHONE", 110],
  ["DESK", 140],
] as const)("the back office at the width of a %s", (device, firstNumber) => {
  it("every page and its empty, loading and failed states", async () => {
    const { keep, problems } = album(device, firstNumber);
    const page = await journey.browser.open(device, journey.product.baseUrl);
    await page.goto("/admin/");
    await byTestId(page, "login-submit").click();
    await byTestId(page, "login-username-problem").waitFor();
    await keep(page, "log-in-empty");
    await logInAtBackOffice(page, "hainan.province");
    await byTestId(page, "work-row").first().waitFor();
    await keep(page, "workbench");
    await byTestId(page, "open-search").click();
    await byTestId(page, "search-words").fill("白沙门");
    await byTestId(page, "search-hit").first().waitFor();
    await keep(page, "search");
    // The same in the dark: colours of words on their ground are checked on each screen that is kept.
    await page.evaluate(`localStorage.setItem("civic-green.back-office.appearance", "DARK")`);
    await page.goto("/admin/workbench");
    await byTestId(page, "work-row").first().waitFor();
    await keep(page, "workbench-dark");
    await page.goto("/admin/bookings?kind=TEAM");
    await byTestId(page, "booking-row").first().waitFor();
    await keep(page, "bookings-dark");
    await page.evaluate(`localStorage.setItem("civic-green.back-office.appearance", "LIGHT")`);
    await page.goto("/admin/latest");
    await byTestId(page, "latest-todayHeads").waitFor();
    await byTestId(page, "monthly-chart").locator("svg, canvas").first().waitFor();
    await keep(page, "latest");
    await byTestId(page, "monthly-as-table").click();
    await byTestId(page, "monthly-table").waitFor();
    await keep(page, "latest-as-table");
    if (device === "PHONE") {
      await byTestId(page, "open-menu").click();
      await byTestId(page, "menu-statistics").waitFor();
      await keep(page, "menu");
    }
    await byTestId(page, "menu-statistics").click();
    await byTestId(page, "statistics-total").waitFor();
    await keep(page, "statistics");
    await page.goto("/admin/bookings?kind=FAMILY&status=CONFIRMED");
    await byTestId(page, "booking-row").first().waitFor();
    await keep(page, "bookings-confirmed");
    await byTestId(page, "booking-open").or(byTestId(page, "booking-row")).first().click();
    await byTestId(page, "booking-timeline").waitFor();
    await keep(page, "booking");
    await page.goto("/admin/bookings?kind=FAMILY&status=PENDING&from=2020-01-01&to=2020-01-02");
    await byTestId(page, "empty-state").waitFor();
    await keep(page, "bookings-nothing-found");
    const release = await holdBack(page, /\/api\/visits\/check-ins/);
    await page.goto("/admin/check-ins");
    await byTestId(page, "loading").first().waitFor();
    await keep(page, "check-ins-loading");
    await release();
    await byTestId(page, "check-in-row").first().waitFor();
    await keep(page, "check-ins");
    await whileCut(page, /\/api\/statistics\//, async () => {
      await page.goto("/admin/statistics");
      await byTestId(page, "error-state").waitFor();
      await keep(page, "statistics-no-network");
    });
    await page.goto("/admin/posters");
    await byTestId(page, "poster-qr").waitFor();
    await keep(page, "poster");
    await page.goto("/admin/slots");
    await byTestId(page, "no-permission").waitFor();
    await keep(page, "no-permission");
    await page.goto("/admin/no/such/page");
    await byTestId(page, "not-found").waitFor();
    await keep(page, "not-found");
    await page.context().close();

    const facility = await journey.browser.open(device, journey.product.baseUrl);
    await facility.goto("/admin/slots");
    await logInAtBackOffice(facility, "hongsha.admin");
    await byTestId(facility, "slot-line").first().waitFor();
    await keep(facility, "slots");
    await byTestId(facility, "open-slots").click();
    await byTestId(facility, "pick-next-SATURDAYS").click();
    await byTestId(facility, "picked-count").waitFor();
    await keep(facility, "open-slots");
    const answered = facility.waitForResponse((response) => response.request().method() === "POST" && response.url().endsWith("/slots"));
    await byTestId(facility, "open-slots-submit").click();
    expect((await answered).status()).toBe(200);
    await byTestId(facility, "open-slots-answer").waitFor();
    await keep(facility, "open-slots-answer");
    await facility.context().close();

    const agency = await journey.browser.open(device, journey.product.baseUrl);
    await agency.goto("/admin/");
    await logInAtBackOffice(agency, "agency.user");
    await byTestId(agency, "shortcut-organizations").waitFor();
    await keep(agency, "agency-workbench");
    await byTestId(agency, "shortcut-organizations").click();
    await byTestId(agency, "organization-tree").waitFor();
    await keep(agency, "agency-organization");
    await agency.goto("/sandbox/");
    await agency.getByText("林晓燕").first().waitFor();
    await keep(agency, "sandbox");
    await agency.context().close();
    expect(problems).toEqual([]);
  });
});

describe.each([
  ["PHONE", 300],
  ["DESK", 500],
] as const)("the back office's lists and forms at the width of a %s", (device, firstNumber) => {
  it("every one of them, full and empty", async () => {
    const { keep, problems } = album(device, firstNumber);
    for (const [username, pages] of Object.entries(BACK_OFFICE_SCREENS)) {
      const page = await journey.browser.open(device, journey.product.baseUrl);
      await page.goto("/admin/");
      if (username === "hainan.province") {
        await byTestId(page, "login-forgotten").click();
        await byTestId(page, "login-code-request").waitFor();
        await keep(page, "forgotten-password");
        await byTestId(page, "login-back").click();
      }
      await logInAtBackOffice(page, username);
      // A page that is opened before the answer would be asked to log in.
      await byTestId(page, "account-menu").or(byTestId(page, "open-menu")).waitFor();
      for (const [name, address, isThere] of pages) {
        await page.goto(`/admin${address}`);
        // A list that the demonstration leaves empty says so in words.
        await byTestId(page, isThere).or(byTestId(page, "empty-state")).first().waitFor();
        await keep(page, name);
      }
      await page.context().close();
    }
    expect(problems).toEqual([]);
    // Seventy pages; each wait has its own limit.
  }, 300_000);
});

/** Whoever is to see the phone's pages, logged in by WeChat; an officer has bound their account before. */
async function onPhoneAs(who: keyof typeof PHONE_SCREENS, device: Device): Promise<Page> {
  const personId = who === "officer" ? "li-zihan" : "lin-xiaoyan";
  if (who === "officer") {
    const calls = await callsOfPerson(journey.product.baseUrl, personId);
    await value(calls.call(sessionRoutes.bindStaffAccount, { body: { username: "haikou.city", password: DEMO_PASSWORD } }));
  }
  const page = await journey.browser.open(device, journey.product.baseUrl);
  await page.goto("/#/pages/me/index");
  await seen(page, "log-in").click();
  await agreeInWechatAs(page, personId);
  await seen(page, "me").waitFor();
  return page;
}

describe.each([
  ["PHONE", 700],
  ["DESK", 740],
] as const)("the H5's further pages at the width of a %s", (device, firstNumber) => {
  it("every page of visitors and of officers, and a team's form", async () => {
    const { keep, problems } = album(device, firstNumber);
    const officer = await onPhoneAs("officer", device);
    const page = await onPhoneAs("visitor", device);
    for (const [on, screens] of [
      [officer, PHONE_SCREENS.officer],
      [page, PHONE_SCREENS.visitor],
    ] as const) {
      for (const [name, address, words] of screens) {
        await openPage(on, `/#/${address}`);
        await on.getByText(words).filter({ visible: true }).first().waitFor();
        await keep(on, name);
      }
    }
    await officer.context().close();
    await openPage(page, "/#/features/visits/facility/index?facilityId=haikou-baishamen");
    await seen(page, "party-TEAM").click();
    await page.locator('button[id^="slot-"]:not([disabled])').filter({ visible: true }).first().click();
    await seen(page, "team-heads").waitFor();
    await write(page, "team-heads", "12");
    await keep(page, "facility-for-a-team");
    await seen(page, "next-step").click();
    await seen(page, "teamName").waitFor();
    await keep(page, "team-form");
    await page.context().close();
    expect(problems).toEqual([]);
  });
});

it("no page threw and no answer was the server's fault", () => expectNoFaults(journey.browser));
