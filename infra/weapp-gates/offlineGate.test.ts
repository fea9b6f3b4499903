import { addDays, instantFromEpochMs, localDateOf, startOfDay } from "../../functions/contract/kernel/time";
import { sessionRoutes } from "../../functions/contract/sessions/sessions.routes";
import { gateRoutes } from "../../functions/contract/visits/gate.routes";
import { createApiClient, type ApiClient } from "../../functions/contract/kernel/apiClient";
import { sessionItem } from "../../functions/features/sessions/sessionRepository";
import { fetchTransport } from "../../functions/testing/fetchTransport";
import { grantAt, startTestProduct, type TestProduct } from "../../functions/testing/startTestProduct";
import { confirmedBooking, valueOf } from "../../functions/testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, putItems } from "../../functions/testing/visitBuilders";
import { ensureWeappBuild } from "./buildWeapp";
import type { AnswerRequest } from "./fakeWx";
import { openWeapp, type WeappSession } from "./openWeapp";

jest.setTimeout(180_000);

const GATE_PAGE = "features/gate/today/index";
const TOKEN = "a-guard-with-a-phone-at-the-east-gate-0001";

let projectDir = "";
let test: TestProduct;
let guard: ApiClient;
let code = "";
let isCut = false;
let uploads = 0;
/** What the phone remembers between a kill and the next start. */
let kept: Record<string, unknown> = {};
let session: WeappSession | undefined;

/** The phone runs by the real clock, so the party is invited for the real today: asked a week ago, confirmed since. */
beforeAll(async () => {
  projectDir = await ensureWeappBuild();
  const realNow = instantFromEpochMs(Date.now());
  const today = localDateOf(realNow);
  test = await startTestProduct({ now: startOfDay(addDays(today, -7)) });
  const slot = aSlot({ date: today });
  await putItems(test.store, [aFacility(), slot]);
  ({ code } = await confirmedBooking(test, slot, { personId: "lin-xiaoyan", heads: 4 }));
  test.clock.set(realNow);
  const staff = sessionItem(TOKEN, {
    audience: "MINIPROGRAM",
    name: "王门岗",
    personId: "wang-mengang",
    accountId: "acc-wang-mengang",
    username: undefined,
    phone: undefined,
    grants: [grantAt("FACILITY_STAFF", BAISHAMEN_PATH)],
    expiresAt: startOfDay(addDays(today, 30)),
  });
  await test.store.transact([{ kind: "put", tag: "session", item: staff }]);
  guard = createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => TOKEN });
  const me = await valueOf(guard.call(sessionRoutes.getMe, {}));
  kept = { "civic-green:session": JSON.stringify({ token: TOKEN, audience: "MINIPROGRAM", expiresAt: startOfDay(addDays(today, 30)), me }) };
});
afterEach(() => session?.close());
afterAll(() => test.stop());

const throughTheNet: AnswerRequest = async ({ method, path, headers, body }) => {
  if (isCut) return "NETWORK";
  if (path.endsWith("/offline-scans")) uploads += 1;
  const response = await fetch(test.baseUrl + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: response.status, body: (await response.json()) as unknown };
};

async function start(page: string): Promise<WeappSession> {
  const started = await openWeapp({
    projectDir,
    answer: throughTheNet,
    storage: kept,
    respond: ({ name }) => (name === "scanCode" ? { result: code } : undefined),
  });
  session = started;
  await started.openPage(page, page === GATE_PAGE ? { facilityId: BAISHAMEN } : {});
  return started;
}

/** WeChat is swiped away, or the phone goes off: nothing of the program is left but its storage. */
function kill(phone: WeappSession): void {
  expect(phone.errors()).toEqual([]);
  kept = Object.fromEntries(phone.storage());
  phone.close();
  session = undefined;
}

async function until(phone: WeappSession, text: string): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    if (phone.textOf().includes(text)) return;
    await phone.settle();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`「${text}」 did not appear on ${phone.route()}: ${phone.textOf().slice(0, 500)}`);
}

const partyOnServer = async () => (await valueOf(guard.call(gateRoutes.getGatePack, { params: { facilityId: BAISHAMEN }, query: {} }))).parties[0];

it("M7 a scan without network outlives a killed WeChat and a restart, and arrives once when the network is back", async () => {
  let phone = await start(GATE_PAGE);
  await until(phone, "林晓燕");
  expect(phone.textOf("#heads-expected")).toBe("4");

  isCut = true;
  await phone.tap("#scan-button");
  await until(phone, "可以入场（离线核对）");
  expect(phone.textOf("#scan-admissible")).toContain("已入场 0 人，未入场 4 人");
  await phone.tap("#admit-confirm");
  await until(phone, "4 人入场");
  expect(phone.textOf("#kept-on-phone")).toBe("已记在这部手机上，连上网络后自动上传");
  expect(phone.textOf("#offline-banner")).toMatch(/^离线核销中 · 名单更新于 \d\d:\d\d（刚刚）$/);
  kill(phone);
  expect((await partyOnServer())?.headsEntered).toBe(0);

  // Still no network: the list is on the phone, and so is what happened.
  phone = await start(GATE_PAGE);
  await until(phone, "1 条待上传");
  expect(phone.textOf("#heads-entered")).toBe("4");
  await phone.tap("#scan-button");
  await until(phone, "不能入场");
  expect(phone.textOf("#last-entry")).toMatch(/^最后一次入场：.+ · 主入口 · 王门岗$/);
  kill(phone);

  // The network comes back while another page is open: nobody has to look after the queue.
  phone = await start("pages/home/index");
  expect(uploads).toBe(0);
  isCut = false;
  await phone.networkReturns();
  expect(uploads).toBe(1);
  expect(await partyOnServer()).toMatchObject({
    headsEntered: 4,
    entries: [{ heads: 4, offline: true, state: "COUNTED", gateName: "主入口", byName: "王门岗" }],
  });
  kill(phone);

  phone = await start(GATE_PAGE);
  await until(phone, "没有待上传");
  expect(phone.textOf("#heads-entered")).toBe("4");
  expect(uploads).toBe(1);
  kill(phone);
});

it("P9 the verifier of signatures travels with the gate alone", async () => {
  const { readWeappPackage, filesEndingIn } = await import("./weappPackage");
  const weapp = readWeappPackage(projectDir);
  const carrying = filesEndingIn(weapp, ".js").filter((path) => weapp.text(path).includes("bad public key size"));
  expect(carrying).toEqual(["features/gate/today/index.js"]);
});
