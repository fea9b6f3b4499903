import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { FacilityId, RequestId } from "@app/contract/kernel/ids";
import { addDays, localDateOf } from "@app/contract/kernel/time";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { demoApps, demoCallback } from "../../../infra/local/wechat-sandbox/demoApps";
import { startWechatSandbox, type RunningWechatSandbox } from "../../../infra/local/wechat-sandbox/startWechatSandbox";
import { systemClock } from "../../platform/clock/systemClock";
import { byTestId, expectNoFaults, openBrowser, seen, textOf, waitForFigure, write, type TestBrowser } from "../browser/browser";
import { showToCamera } from "../browser/camera";
import { agreeInWechatAs, callsOf, logInAtBackOffice, value } from "../browser/people";
import { freePort, startOffice, type RunningProduct } from "../browser/runningProduct";
import { keepScreen } from "../browser/screens";
import { bringVisitToToday } from "../browser/visitOfToday";

const FACILITY = "海口市长流净水厂";
const today = localDateOf(systemClock.now());
const folder = mkdtempSync(join(tmpdir(), "civic-green-office-"));
const stateFolder = join(folder, "state");
const settingsFile = join(folder, "office.env");
const screenProblems: string[] = [];

// One day in the life of a new office: each test goes on where the one before ended. WeChat is the sandbox, on a server of its own; SMS and mail are not there yet.
let wechat: RunningWechatSandbox;
let office: RunningProduct;
let browser: TestBrowser;
let admin: Page;
let city: Page;
let facility: Page;
let visitor: Page;
let facilityId = "" as FacilityId;
let bookingId = "";

beforeAll(async () => {
  const port = await freePort();
  wechat = await startWechatSandbox();
  const { miniProgram, officialAccount } = demoApps;
  const settings = {
    PUBLIC_BASE_URL: `http://localhost:${port}`,
    PORT: port,
    STATE_FOLDER: "state",
    BACKUP_FOLDER: "backups",
    WECHAT_APP_ID: miniProgram.appId,
    WECHAT_APP_SECRET: miniProgram.appSecret,
    OFFICIAL_ACCOUNT_APP_ID: officialAccount.appId,
    OFFICIAL_ACCOUNT_APP_SECRET: officialAccount.appSecret,
    OFFICIAL_ACCOUNT_CALLBACK_TOKEN: demoCallback.token,
    OFFICIAL_ACCOUNT_ENCODING_AES_KEY: demoCallback.encodingAesKey,
    WECHAT_API_BASE_URL: wechat.wechatBaseUrl,
    WECHAT_AUTHORIZE_BASE_URL: wechat.wechatBaseUrl,
  };
  writeFileSync(
    settingsFile,
    Object.entries(settings)
      .map((line) => line.join("="))
      .join("\n"),
  );
  [office, browser] = await Promise.all([startOffice({ port, settingsFile }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  office?.kill();
  await wechat?.close();
  rmSync(folder, { recursive: true, force: true });
});

const keep = async (page: Page, name: string): Promise<void> => void screenProblems.push(...(await keepScreen(page, name)));
const OWN = { "zhang.wei": "Green-hills-2026", "wu.haibo": "Blue-rivers-2026", "wang.fang": "Clean-water-2026", "wang.mengang": "Open-gates-2026" } as const;
type Username = keyof typeof OWN;

/** As an operator types it at the machine, without a terminal to ask at. */
async function atTheMachine(...args: readonly string[]): Promise<string> {
  const child = spawn("npm", ["run", "-s", ...args, "--settings", settingsFile], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await new Promise((done) => child.on("close", done));
  return said;
}

/** The password that was handed over opens nothing but the page that asks for an own one. */
async function firstLogIn(page: Page, username: Username, handedOver: string): Promise<void> {
  await page.goto("/admin/");
  await logInAtBackOffice(page, username, handedOver);
  await byTestId(page, "old-password").fill(handedOver);
  await byTestId(page, "new-password").fill(OWN[username]);
  await byTestId(page, "again-password").fill(OWN[username]);
  await byTestId(page, "password-submit").click();
  // Nothing stands in the way any more: the page gives way to the product.
  await byTestId(page, "who-name").waitFor();
}

async function choosePlace(page: Page, id: string, ...places: readonly string[]): Promise<void> {
  await page.locator(`[id="${id}"]`).filter({ visible: true }).click();
  await page
    .locator(`[id="${id}"]`)
    .filter({ visible: true })
    .fill(places.at(-1) ?? "");
  await page.locator(".ant-select-tree-title:visible").getByText(places.join(" · "), { exact: true }).click();
}

async function addPerson(
  page: Page,
  person: { readonly username: Username; readonly name: string; readonly phone: string; readonly post: string },
): Promise<string> {
  await byTestId(page, "menu-people").click();
  await byTestId(page, "person-add").click();
  await byTestId(page, "person-username").fill(person.username);
  await byTestId(page, "person-name").fill(person.name);
  await byTestId(page, "person-phone").fill(person.phone);
  await page.locator("#person-posts").filter({ visible: true }).click();
  await page.locator(".ant-select-item-option:visible").filter({ hasText: person.post }).first().click();
  await byTestId(page, "person-save").click();
  const password = await textOf(byTestId(page, "one-time-password"));
  await keep(page, `25x-one-time-password-${person.username}`);
  await byTestId(page, "one-time-password-done").click();
  await byTestId(page, "person-edit").waitFor();
  await page.keyboard.press("Escape");
  await byTestId(page, "person-edit").waitFor({ state: "hidden" });
  return password;
}

async function fillFacility(page: Page): Promise<void> {
  await choosePlace(page, "facility-districtCode", "海南省", "海口市", "秀英区");
  await byTestId(page, "facility-name").fill(FACILITY);
  await page.locator("#facility-category").click();
  await page.locator(".ant-select-item-option:visible").filter({ hasText: "城市污水处理" }).click();
  for (const [name, text] of [
    ["phone", "0898-68650001"],
    ["visitDurationMinutes", "60"],
    ["introduction", "处理西海岸的生活污水。"],
    ["address", "海口市秀英区长流镇"],
    ["latitude", "20.02"],
    ["longitude", "110.2"],
    ["transport", "公交 40 路到长流镇下车"],
    ["safetyNotice", "请跟随讲解员参观"],
  ] as const)
    await page.locator(`#facility-${name}`).fill(text);
}

describe("an office begins with nothing and receives its first visit", () => {
  let adminPassword = "";
  let cityPassword = "";

  it("nobody is in it: no demonstration account, no sandbox; the first admin is made at the machine", async () => {
    expect(office.output()).toContain("还没有接通    短信、电子邮件");
    const demo = await callsOf(office.baseUrl).call(sessionRoutes.logInWithPassword, { body: { username: "platform.admin", password: "Huanjing@2026" } });
    expect(demo).toMatchObject({ ok: false, refusal: { code: "CREDENTIALS_WRONG" } });
    expect((await fetch(`${office.baseUrl}/sandbox/`)).status).toBe(404);
    const said = await atTheMachine("admin:create", "--", "--user-name", "zhang.wei", "--name", "张伟", "--phone", "13900009401");
    adminPassword = /一次性密码（只显示这一次）：(\S+)/.exec(said)?.[1] ?? said;
    admin = await browser.open("DESK", office.baseUrl);
    await firstLogIn(admin, "zhang.wei", adminPassword);
    await byTestId(admin, "first-steps").waitFor();
    await keep(admin, "250-office-empty-workbench");
  });

  it("the admin sets up a city's office and whoever works there", async () => {
    await byTestId(admin, "menu-organizations").click();
    await byTestId(admin, "organization-add").waitFor();
    await keep(admin, "251-office-organizations-empty");
    await byTestId(admin, "organization-add").click();
    await byTestId(admin, "organization-kind").getByText("主管部门").click();
    await choosePlace(admin, "organization-region", "海南省", "海口市");
    await byTestId(admin, "create-organization-form").locator('[data-testid="organization-name"]').fill("海口市生态环境局");
    await keep(admin, "252-office-new-bureau");
    await byTestId(admin, "organization-create").click();
    await byTestId(admin, "create-organization-form").waitFor({ state: "hidden" });
    cityPassword = await addPerson(admin, { username: "wu.haibo", name: "吴海波", phone: "13900009402", post: "海口市生态环境局 · 局管理员" });
    await byTestId(admin, "menu-system").click();
    await byTestId(admin, "service-SMS").getByText("还没有接通").waitFor();
    await keep(admin, "253-office-system");
  });

  it("the city adds a facility, its admin and its guard, and opens it", async () => {
    city = await browser.open("DESK", office.baseUrl);
    await firstLogIn(city, "wu.haibo", cityPassword);
    await city.goto("/admin/facilities");
    await keep(city, "254-office-facilities-empty");
    await byTestId(city, "add-facility").first().click();
    await keep(city, "255-office-new-facility");
    await fillFacility(city);
    await byTestId(city, "facility-save").click();
    await byTestId(city, "facility-OPEN").waitFor();
    facilityId = (/facilities\/([^/?]+)/.exec(city.url())?.[1] ?? "") as FacilityId;
    await keep(city, "256-office-facility-added");
    await byTestId(city, "facility-OPEN").click();
    await byTestId(city, "status-submit").click();
    await byTestId(city, "facility-SUSPEND").waitFor();
    const password = await addPerson(city, { username: "wang.fang", name: "王芳", phone: "13900009403", post: `${FACILITY} · 设施管理员` });
    facility = await browser.open("DESK", office.baseUrl);
    await firstLogIn(facility, "wang.fang", password);
    await keep(facility, "257-office-facility-workbench");
    await byTestId(facility, "menu-slots").click();
    await keep(facility, "258-office-slots-empty");
    await byTestId(facility, "open-slots").first().click();
    await byTestId(facility, "pick-next-SATURDAYS").click();
    await byTestId(facility, "pick-next-SUNDAYS").click();
    for (const period of ["MORNING", "AFTERNOON"]) await byTestId(facility, `capacity-${period}`).fill("20");
    await keep(facility, "259-office-open-slots");
    await byTestId(facility, "open-slots-submit").click();
    await byTestId(facility, "open-slots-answer").waitFor();
    await byTestId(facility, "open-slots-done").click();
  });

  it("a visitor finds it in WeChat's browser and books; the facility confirms", async () => {
    visitor = await browser.open("PHONE", office.baseUrl);
    await visitor.goto("/");
    await seen(visitor, `facility-${facilityId}`).waitFor();
    await keep(visitor, "260-office-h5-home");
    await seen(visitor, `facility-${facilityId}`).tap();
    const { items } = await value(callsOf(office.baseUrl).call(visitRoutes.listSlots, { params: { facilityId } }));
    const slot = items.find(({ bookability, date }) => bookability === "BOOKABLE" && date >= addDays(today, 1));
    if (slot === undefined) throw new Error("no slot can be booked");
    await seen(visitor, `day-${slot.date}`).tap();
    await seen(visitor, `slot-${slot.slotId}`).tap();
    await keep(visitor, "261-office-h5-facility");
    await seen(visitor, "next-step").tap();
    await visitor.waitForURL(/connect\/oauth2\/authorize/);
    await agreeInWechatAs(visitor, "wu-xiaomin");
    await write(visitor, "contactName", "吴小敏");
    await write(visitor, "contactPhone", "13900000005");
    await seen(visitor, "safety-accept").tap();
    await seen(visitor, "submit-booking").tap();
    await seen(visitor, "booking-submitted").waitFor();
    bookingId = /bookingId=([^&]+)/.exec(visitor.url())?.[1] ?? "";
    await keep(visitor, "262-office-h5-booked");

    await byTestId(facility, "menu-bookings").click();
    await byTestId(facility, "kind-FAMILY").click();
    await byTestId(facility, "tab-PENDING").click();
    await byTestId(facility.locator(`[data-booking-id="${bookingId}"]`), "booking-open").click();
    await byTestId(facility, "action-CONFIRM").click();
    await byTestId(facility, "decide-submit").click();
    await byTestId(facility, "booking-drawer").getByText("已确认", { exact: true }).waitFor();
    await facility.keyboard.press("Escape");
  });

  it("the guard lets them in on their day, and the figures know it", async () => {
    const handedOver = await addPerson(facility, { username: "wang.mengang", name: "王门岗", phone: "13900000021", post: `${FACILITY} · 门岗` });
    const { token } = await value(callsOf(office.baseUrl).call(sessionRoutes.logInWithPassword, { body: { username: "wang.mengang", password: handedOver } }));
    const newPassword = OWN["wang.mengang"];
    const requestId = "first-password-1" as RequestId;
    await value(callsOf(office.baseUrl, token).call(sessionRoutes.setPassword, { body: { requestId, oldPassword: handedOver, newPassword } }));
    await bringVisitToToday(stateFolder, bookingId);
    const guard = await browser.open("PHONE", office.baseUrl);
    await guard.goto("/#/pages/me/index");
    await seen(guard, "log-in").tap();
    await agreeInWechatAs(guard, "wang-mengang");
    await seen(guard, "bind-staff").tap();
    await seen(guard, "bind-other-way").tap();
    await write(guard, "username", "wang.mengang");
    await write(guard, "password", newPassword);
    await keep(guard, "263-office-h5-bind");
    await seen(guard, "bind-confirm").tap();
    await seen(guard, `gate-${facilityId}`).tap();
    await seen(guard, `arrival-${bookingId}`).waitFor();
    await keep(guard, "264-office-h5-gate");
    await visitor.reload();
    await seen(visitor, "booking-code").waitFor();
    await showToCamera(visitor.locator("#booking-code img").filter({ visible: true }), browser.filmFile);
    await seen(guard, "scan-button").tap();
    await seen(guard, "scan-admissible").waitFor();
    await seen(guard, "admit-confirm").tap();
    await seen(guard, "admit-done").waitFor();
    await keep(guard, "265-office-h5-admitted");
    await byTestId(city, "menu-latest").click();
    await waitForFigure(byTestId(city, "latest-todayHeads"), 2, 5_000);
    await keep(city, "266-office-latest");
  });

  it("no screen had a fault", () => {
    expectNoFaults(browser);
    expect(screenProblems).toEqual([]);
  });
});
