import type { Page } from "playwright-core";
import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { BookingId, FacilityId } from "@app/contract/kernel/ids";
import { localDateOf } from "@app/contract/kernel/time";
import { gateRoutes } from "@app/contract/visits/gate.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { DEMO_PASSWORD } from "../../../infra/local/demo-data/accounts";
import { systemClock } from "../../platform/clock/systemClock";
import { eventually, expectNoFaults, figureOf, seen, textOf, write } from "../browser/browser";
import { startJourney } from "../browser/journey";
import { agreeInWechatAs, callsOf, callsOfAccount, keptToken, value } from "../browser/people";
import { keepScreen } from "../browser/screens";

const BAISHAMEN = "haikou-baishamen" as FacilityId;
const GATE_PAGE = `/#/features/gate/today/index?facilityId=${BAISHAMEN}`;
/** Promise F2. */
const CONFLICT_LIMIT_MS = 60_000;

// One morning at two gates: each test goes on where the one before ended.
const journey = startJourney();
const screenProblems: string[] = [];

let east: Page;
let west: Page;
let office: ApiClient;
let code = "";
let bookingId = "" as BookingId;
let insideBefore = 0;

beforeAll(async () => {
  office = await callsOfAccount(journey.product.baseUrl, "baishamen.admin");
});

async function look(page: Page, name: string): Promise<void> {
  screenProblems.push(...(await keepScreen(page, name)));
}

async function logInOnPhone(personId: string): Promise<Page> {
  const page = await journey.browser.open("PHONE", journey.product.baseUrl);
  await page.goto("/#/pages/me/index");
  await seen(page, "log-in").tap();
  await agreeInWechatAs(page, personId);
  await seen(page, "me").waitFor();
  return page;
}

async function openGate(page: Page, gateName: string): Promise<void> {
  await page.goto(GATE_PAGE);
  await seen(page, "heads-expected").waitFor();
  await seen(page, "gate-name").tap();
  await write(page, "gate-name-input", gateName);
  await seen(page, "gate-name-save").tap();
  await seen(page, "gate-name-save").waitFor({ state: "hidden" });
}

/** The camera of a test sees one film for all phones, so a gate reads the code as a person would read it out. */
async function scan(page: Page): Promise<void> {
  await seen(page, (await seen(page, "scan-again").count()) > 0 ? "scan-again" : "scan-button").tap();
  await page.getByLabel("凭证编码").fill(code);
  await page.getByRole("button", { name: "确定" }).tap();
}

async function backToList(page: Page): Promise<void> {
  await page.getByText("返回名单", { exact: true }).filter({ visible: true }).tap();
  await seen(page, "heads-entered").waitFor();
}

const partyOnServer = async () => {
  const { parties } = await value(office.call(gateRoutes.getGatePack, { params: { facilityId: BAISHAMEN }, query: {} }));
  const party = parties.find((candidate) => candidate.bookingId === bookingId);
  if (party === undefined) throw new Error("the party is not on the list");
  return party;
};

describe("two gates without network let the same family in", () => {
  it("a guard and the facility's admin stand at two gates with the day's list", async () => {
    const lin = await logInOnPhone("lin-xiaoyan");
    const calls = callsOf(journey.product.baseUrl, await keptToken(lin));
    const { items } = await value(calls.call(visitRoutes.listMyBookings, { query: {} }));
    const today = items.find(({ date, facilityId }) => date === localDateOf(systemClock.now()) && facilityId === BAISHAMEN);
    if (today === undefined) throw new Error("the demonstration has no visit of today");
    bookingId = today.bookingId;
    code = (await value(calls.call(visitRoutes.getBooking, { params: { bookingId } }))).code ?? "";
    expect(today).toMatchObject({ heads: 4, headsEntered: 0 });
    await lin.context().close();

    east = await logInOnPhone("wang-mengang");
    await openGate(east, "东门");
    west = await logInOnPhone("li-zihan");
    await seen(west, "bind-staff").tap();
    await seen(west, "bind-other-way").tap();
    await write(west, "username", "baishamen.admin");
    await write(west, "password", DEMO_PASSWORD);
    await seen(west, "bind-confirm").tap();
    await seen(west, `gate-${BAISHAMEN}`).waitFor();
    await openGate(west, "西门");
    insideBefore = await figureOf(seen(east, "heads-entered"));
    expect(await textOf(seen(east, "offline-data"))).toMatch(/^离线数据：名单 \d+ 组（\d\d:\d\d） · 没有待上传 查看 ›$/);
    await look(east, "120-gate-online");
  });

  it("F4 both lose the network, say how old their list is, and both let four in by the same code", async () => {
    for (const [page, name] of [
      [east, "121-gate-offline"],
      [west, "124-gate-offline-west"],
    ] as const) {
      await page.context().setOffline(true);
      await scan(page);
      await seen(page, "scan-admissible").waitFor();
      expect(await textOf(seen(page, "scan-admissible"))).toContain("已入场 0 人，未入场 4 人");
      await look(page, `${name}-admissible`);
      await seen(page, "admit-confirm").tap();
      await seen(page, "admit-done").waitFor();
      expect(await textOf(seen(page, "admit-done"))).toBe("✓ 4 人入场 林晓燕 全部人员都已入场 已记在这部手机上，连上网络后自动上传 继续扫码 返回名单");
      await look(page, `${name}-admitted`);
    }
    expect((await partyOnServer()).headsEntered).toBe(0);
  });

  it("F3 the same phone knows when and where it let them in, without asking anybody", async () => {
    await scan(east);
    await seen(east, "scan-refusal").waitFor();
    expect(await textOf(seen(east, "last-entry"))).toMatch(/^最后一次入场：.+ \d\d:\d\d · 东门 · 王门岗$/);
    await look(east, "127-gate-offline-used-up");
    for (const page of [east, west]) await backToList(page);
    expect(await textOf(seen(east, "offline-banner"))).toMatch(/^离线核销中 · 名单更新于 \d\d:\d\d（(刚刚|\d 分钟前)）$/);
    expect(await figureOf(seen(east, "heads-entered"))).toBe(insideBefore + 4);
    await look(east, "128-gate-offline-list");
    await seen(east, "offline-data").tap();
    await seen(east, "offline-sheet").waitFor();
    expect(await textOf(seen(east, "offline-sheet"))).toMatch(/待上传 2 条 手机存储 已用(不到 0\.1| \d\.\d) MB \/ 共 10 MB$/);
    await look(east, "129-gate-offline-data");
    await east.getByRole("button", { name: "关闭" }).filter({ visible: true }).tap();
    await seen(east, `arrival-${bookingId}`).tap();
    await look(east, "130-gate-offline-party");
    await east.getByRole("button", { name: "关闭" }).filter({ visible: true }).tap();
  });

  it("F2 the first that comes back counts; within a minute of the second both gates see both times, gates and people", async () => {
    await east.context().setOffline(false);
    await seen(east, "offline-banner").waitFor({ state: "hidden" });
    await eventually(async () => (await partyOnServer()).headsEntered === 4);
    await west.context().setOffline(false);
    const startedAtMs = performance.now();
    const conflictOf = (page: Page) => page.locator('[id^="conflict-"]').filter({ visible: true });
    await conflictOf(west).waitFor();
    const tookMs = performance.now() - startedAtMs;
    console.info(`the conflict was on the supervisor's phone after ${Math.round(tookMs)} ms`);
    expect(tookMs).toBeLessThan(CONFLICT_LIMIT_MS);
    await conflictOf(east).waitFor({ timeout: CONFLICT_LIMIT_MS });
    for (const page of [east, west]) {
      const said = await textOf(conflictOf(page));
      expect(said).toMatch(/^同一码两处入场 · 林晓燕 /);
      expect(said).toMatch(/先 \d{4}-\d\d-\d\d \d\d:\d\d · 东门 · 王门岗 · 4 人 · 离线 后 \d{4}-\d\d-\d\d \d\d:\d\d · 西门 · 王芳 · 4 人 · 离线/);
    }
    await look(east, "131-gate-conflict-guard");
    await look(west, "132-gate-conflict-supervisor");
    expect(await partyOnServer()).toMatchObject({ headsEntered: 4, entries: [{ state: "COUNTED" }, { state: "DISPUTED" }] });
    expect(await figureOf(seen(west, "heads-entered"))).toBe(insideBefore + 4);
  });

  it("F2 a guard reads it and goes on; the supervisor decides with a reason, and the heads are counted once", async () => {
    await east.locator('[id^="seen-"]').filter({ visible: true }).tap();
    await east.locator('[id^="conflict-"]').filter({ visible: true }).waitFor({ state: "hidden" });
    await west.locator('[id^="settle-"]').filter({ visible: true }).tap();
    await seen(west, "settle-confirm").tap();
    await west.getByText("请选择怎样计数", { exact: true }).filter({ visible: true }).waitFor();
    await seen(west, "decision-COUNT_ONCE").tap();
    await seen(west, "settle-confirm").tap();
    await west.getByText("请填写处理说明", { exact: true }).filter({ visible: true }).waitFor();
    await look(west, "133-gate-settle");
    await write(west, "settle-remark", "同一家人走了两个门");
    await seen(west, "settle-confirm").tap();
    await west.locator('[id^="conflict-"]').filter({ visible: true }).waitFor({ state: "hidden" });
    expect(await partyOnServer()).toMatchObject({ headsEntered: 4, entries: [{ state: "COUNTED" }, { state: "REJECTED" }] });
    const { items } = await value(office.call(gateRoutes.listEntryConflicts, { query: { facilityId: BAISHAMEN, status: "SETTLED" } }));
    expect(items).toMatchObject([{ settled: { action: "COUNT_ONCE", remark: "同一家人走了两个门", byName: "王芳" } }]);
    await look(west, "134-gate-settled");
  });
});

describe("M9 an entry is taken back", () => {
  it("by the phone that let them in, from the screen that says so; the row stays", async () => {
    await seen(west, "walk-in").tap();
    await write(west, "walk-in-name", "符");
    await seen(west, "walk-in-confirm").tap();
    await west.getByText("请填写联系人姓名（至少 2 个字）", { exact: true }).filter({ visible: true }).waitFor();
    await write(west, "walk-in-name", "符海龙");
    await seen(west, "walk-in-heads-plus").tap();
    await look(west, "135-gate-walk-in");
    await seen(west, "walk-in-confirm").tap();
    await seen(west, "admit-done").waitFor();
    expect(await textOf(seen(west, "admit-done"))).toMatch(/^✓ 2 人入场 符海龙 全部人员都已入场 /);
    await look(west, "136-gate-walk-in-done");
    await seen(west, "undo-admitted").tap();
    await look(west, "137-gate-undo");
    await seen(west, "undo-confirm").tap();
    await seen(west, "admit-done").waitFor({ state: "hidden" });
    await eventually(async () => (await figureOf(seen(west, "heads-entered"))) === insideBefore + 4);
  });

  it("by a supervisor on another phone with a reason; a guard of another phone is offered nothing", async () => {
    const { entries } = await partyOnServer();
    const entryId = entries[0]?.entryId ?? "";
    await seen(west, `arrival-${bookingId}`).tap();
    await seen(west, `undo-${entryId}`).tap();
    await seen(west, "undo-confirm").tap();
    await west.getByText("请填写撤销原因。", { exact: true }).filter({ visible: true }).waitFor();
    await write(west, "undo-reason", "家长带孩子先离开，下午再来");
    await look(west, "138-gate-undo-supervisor");
    await seen(west, "undo-confirm").tap();
    await seen(west, "undo-confirm").waitFor({ state: "hidden" });
    expect(await partyOnServer()).toMatchObject({ headsEntered: 0, entries: [{ state: "UNDONE" }, { state: "REJECTED" }] });
    const other = await logInOnPhone("wang-mengang");
    await openGate(other, "北门");
    await seen(other, `arrival-${bookingId}`).tap();
    await seen(other, `entry-${entryId}`).waitFor();
    expect(await other.locator('[id^="undo-"]').filter({ visible: true }).count()).toBe(0);
    await look(other, "139-gate-party-of-another-phone");
  });

  it("nothing overflowed, was too small to tap or to read, and no page complained", () => {
    expect(screenProblems).toEqual([]);
    expectNoFaults(journey.browser);
  });
});
