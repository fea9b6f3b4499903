import { announcementRoutes } from "@app/contract/announcements/announcements.routes";
import type { RecipientChoice } from "@app/contract/announcements/announcement.schema";
import { createApiClient, type ApiClient } from "@app/contract/kernel/apiClient";
import type { AnnouncementId } from "@app/contract/kernel/ids";
import { noticeRoutes } from "@app/contract/notices/notices.routes";
import type { Role } from "@app/contract/organizations/roles";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import type { Store } from "../../engines/store/storePort";
import { pushSmsReports } from "../../../infra/local/wechat-sandbox/smsReports";
import { fetchTransport } from "../../testing/fetchTransport";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { valueOf } from "../../testing/visitActs";
import { continueFanOut, fanOutKey } from "../notices/fanOut";
import { accountItem, itemsOfAccount } from "../sessions/public";
import { fanOutIdOf, receiptKey } from "./announcementRepository";
import { announcementAudience, unreadAudience } from "./audiences";

const HAIKOU = "CN/46/4601";
const UNITS = 95;
const PASSWORD = "baishamen@2026";
let test: TestProduct;
let city: ApiClient;
beforeEach(async () => {
  test = await startTestProduct();
  await test.addAccount({ username: "haikou.city", password: PASSWORD, displayName: "吴海波", phone: "13900001000", grants: [grantAt("CITY_ADMIN", HAIKOU)] });
  city = await logIn("haikou.city");
});
afterEach(() => test.stop());

async function logIn(username: string): Promise<ApiClient> {
  const answer = await valueOf(test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username, password: PASSWORD } }));
  if (!("token" in answer)) throw new Error("no session");
  return createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => answer.token });
}
async function person(username: string, role: Role, orgPath: string, phone: string): Promise<ApiClient> {
  await test.addAccount({ username, password: PASSWORD, displayName: username, phone, grants: [grantAt(role, orgPath)] });
  return logIn(username);
}
/** Many units of the city, each with its admin. */
async function units(count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const id = String(number).padStart(3, "0");
    const account = accountItem({
      accountId: `acc-unit-${id}`,
      username: `unit.${id}`,
      displayName: `管理员${id}`,
      phone: `138${id.padStart(8, "0")}`,
      passwordHash: "none",
      grants: [grantAt("FACILITY_ADMIN", `${HAIKOU}/460106/unit-${id}`)],
    });
    await test.store.transact(itemsOfAccount(account).map((item, index) => ({ kind: "put", tag: `part ${index}`, item })));
  }
}

const ADMINS: RecipientChoice = { groups: [{ place: HAIKOU as never, roles: ["FACILITY_ADMIN"], kinds: [] }], organizationIds: [], usernames: [] };
const content = (recipients: RecipientChoice, more: object = {}) => ({
  orgPath: HAIKOU as never,
  kind: "通知",
  number: "海口市生态环境局〔2026〕7号",
  title: "关于做好开放日准备工作的通知",
  text: "各单位：\n请于本周五前完成准备。",
  isImportant: true,
  needsConfirmation: true,
  files: [],
  recipients,
  ...more,
});
const save = (recipients: RecipientChoice, more: object = {}, who = city) =>
  who.call(announcementRoutes.createAnnouncement, { body: { requestId: newRequestId() as never, version: 0, ...content(recipients, more) } });
const send = (announcementId: AnnouncementId, recipients: number, who = city) =>
  who.call(announcementRoutes.sendAnnouncement, { params: { announcementId }, body: { requestId: newRequestId() as never, version: 1, recipients } });
async function sent(recipients: RecipientChoice, count: number, more: object = {}): Promise<AnnouncementId> {
  const { announcementId } = await valueOf(save(recipients, more));
  await valueOf(send(announcementId, count));
  return announcementId;
}
const detail = (announcementId: AnnouncementId, who = city) => who.call(announcementRoutes.getAnnouncement, { params: { announcementId } });
const open = (announcementId: AnnouncementId, who: ApiClient) => who.call(announcementRoutes.readAnnouncement, { params: { announcementId }, body: {} });
const figures = async (announcementId: AnnouncementId) => (await valueOf(detail(announcementId))).figures;
const deps = (store: Store) => ({ store, clock: test.clock, audiences: [announcementAudience(store, test.clock), unreadAudience(store)] });
const job = async (announcementId: AnnouncementId, day = "") => {
  const item = await test.store.get(fanOutKey(`${fanOutIdOf(announcementId)}${day}`));
  if (item === undefined) throw new Error("no job");
  return item;
};

it("R12 nobody is chosen outside the sender's place: no place, no organisation, no person of elsewhere", async () => {
  await person("sanya.admin", "CITY_ADMIN", "CN/46/4602", "13900002000");
  const choose = (part: Partial<RecipientChoice>) => save({ groups: [], organizationIds: [], usernames: [], ...part });
  for (const part of [
    { groups: [{ place: "CN/46" as never, roles: [], kinds: [] }] },
    { groups: [{ place: "CN/46/4602" as never, roles: [], kinds: [] }] },
    { usernames: ["sanya.admin"] },
    { usernames: ["nobody"] },
    { organizationIds: ["org-nowhere" as never] },
  ])
    expect(await choose(part)).toMatchObject({ ok: false, refusal: { code: "RECIPIENTS_NOT_YOURS" } });
  expect(await save(ADMINS, { orgPath: "CN/46" })).toMatchObject({ ok: false, refusal: { code: "ANNOUNCEMENT_PLACE_NOT_YOURS" } });
});

it("the preview counts everybody once, however often they are named, and not who sends", async () => {
  await units(3);
  await person("haikou.second", "CITY_ADMIN", HAIKOU, "13900003000");
  const preview = (recipients: RecipientChoice) => valueOf(city.call(announcementRoutes.previewRecipients, { body: { orgPath: HAIKOU as never, recipients } }));
  expect((await preview(ADMINS)).count).toBe(3);
  const named = { ...ADMINS, usernames: ["unit.001", "haikou.second", "haikou.city", "haikou.second"] };
  expect(await preview(named)).toMatchObject({ count: 4, text: "海口市及下级：开放单位管理员；按姓名选的 4 人" });
  expect((await preview({ ...ADMINS, groups: [{ place: HAIKOU as never, roles: [], kinds: ["BUREAU"] }] })).count).toBe(1);
  const { announcementId } = await valueOf(save(named));
  expect(await send(announcementId, 3)).toMatchObject({ ok: false, refusal: { code: "RECIPIENTS_CHANGED" } });
  await valueOf(send(announcementId, 4));
  await test.settle();
  expect(await figures(announcementId)).toEqual({ recipients: 4, read: 0, unread: 4, confirmed: 0, isSpreading: false });
});

it("whoever holds a post here is a recipient, wherever else they have one and whichever came first; what they are elsewhere counts elsewhere", async () => {
  await units(2);
  const at = (role: Role, orgPath: string) => grantAt(role, orgPath);
  const people = {
    "two.offices": [at("FACILITY_STAFF", "CN/46/4602/460205/sanya-hongsha"), at("FACILITY_ADMIN", `${HAIKOU}/460108/haikou-baishamen`)],
    "admin.elsewhere": [at("FACILITY_ADMIN", "CN/46/4602/460205/sanya-hongsha"), at("FACILITY_STAFF", `${HAIKOU}/460108/haikou-baishamen`)],
    "twice.here": [at("FACILITY_ADMIN", `${HAIKOU}/460105/a`), at("FACILITY_ADMIN", `${HAIKOU}/460107/b`), at("CITY_ADMIN", HAIKOU)],
    "sanya.only": [at("FACILITY_ADMIN", "CN/46/4602/460205/sanya-hongsha")],
  };
  for (const [index, [username, grants]] of Object.entries(people).entries())
    await test.addAccount({ username, password: PASSWORD, displayName: username, phone: `1390000400${index}`, grants });
  const preview = async (recipients: Partial<RecipientChoice>) => {
    const body = { orgPath: HAIKOU as never, recipients: { ...ADMINS, groups: [], ...recipients } };
    const { count, first } = await valueOf(city.call(announcementRoutes.previewRecipients, { body }));
    return [count, first.map(({ name }) => name).sort()];
  };
  const group = (more: object) => ({ groups: [{ place: HAIKOU as never, roles: [], kinds: [], ...more }] });
  expect(await preview(group({ roles: ["FACILITY_ADMIN"] }))).toEqual([4, ["twice.here", "two.offices", "管理员000", "管理员001"]]);
  expect(await preview(group({}))).toEqual([5, ["admin.elsewhere", "twice.here", "two.offices", "管理员000", "管理员001"]]);
  expect(await preview(group({ kinds: ["BUREAU"] }))).toEqual([1, ["twice.here"]]);
  // One district: those who hold something in it.
  expect(await preview({ groups: [{ place: `${HAIKOU}/460107` as never, roles: [], kinds: [] }] })).toEqual([1, ["twice.here"]]);
  expect(await preview({ usernames: ["two.offices", "twice.here"] })).toEqual([2, ["twice.here", "two.offices"]]);
  expect(await save({ groups: [], organizationIds: [], usernames: ["sanya.only"] })).toMatchObject({ ok: false, refusal: { code: "RECIPIENTS_NOT_YOURS" } });
  // Told once each, and found again where the job goes on.
  const everybody = { ...ADMINS, groups: [{ place: HAIKOU as never, roles: [], kinds: [] }], usernames: ["two.offices"] };
  const announcementId = await sent(everybody, 5);
  await test.settle();
  expect((await figures(announcementId))?.recipients).toBe(5);
  const found = await valueOf(city.call(announcementRoutes.searchRecipients, { query: { orgPath: HAIKOU as never, what: "PEOPLE", search: "two.offices" } }));
  expect(found.items).toMatchObject([{ id: "two.offices", hint: "测试单位 · 开放单位管理员" }]);
});

it("R8 cut off at any write it goes on: each recipient has one receipt and one message, and the figures are theirs", async () => {
  await units(UNITS);
  const announcementId = await sent(ADMINS, UNITS);
  for (const writes of [0, 1, 2]) {
    let rest = writes;
    const cutOff: Store = { ...test.store, transact: (all) => ((rest -= 1) < 0 ? Promise.reject(new Error("the power went")) : test.store.transact(all)) };
    await continueFanOut(deps(cutOff), await job(announcementId)).catch(() => undefined);
  }
  const partly = await figures(announcementId);
  expect([partly?.isSpreading === true ? partly.recipients % 40 : 0]).toEqual([0]);
  const go = async () => continueFanOut(deps(test.store), await job(announcementId));
  await Promise.all([go(), go(), go()]);
  await go();
  expect(await figures(announcementId)).toEqual({ recipients: UNITS, read: 0, unread: UNITS, confirmed: 0, isSpreading: false });
  const keys = Array.from({ length: UNITS }, (_, number) => receiptKey(announcementId, `unit.${String(number).padStart(3, "0")}`));
  expect((await test.store.getMany(keys)).filter((item) => item !== undefined).length).toBe(UNITS);
  await test.settle();
  expect(test.sandbox.inboxes.of("phone:13800000000").length).toBe(1);
});

it("R2 opened often, at once and in two clients, it is read once; confirming is an act of its own", async () => {
  const wang = await person("wangfang", "FACILITY_ADMIN", `${HAIKOU}/460108/haikou-baishamen`, "13900004000");
  const chen = await person("chenming", "FACILITY_ADMIN", `${HAIKOU}/460106/haikou-yanchunling`, "13900005000");
  const announcementId = await sent(ADMINS, 2);
  await test.settle();
  expect(await valueOf(wang.call(noticeRoutes.getInboxCount, {}))).toEqual({ unread: 1, isMore: false });
  expect((await valueOf(wang.call(announcementRoutes.getAnnouncementAlerts, {}))).items.map((each) => each.announcementId)).toEqual([announcementId]);
  await Promise.all([open(announcementId, wang), open(announcementId, wang), open(announcementId, wang)]);
  await open(announcementId, wang);
  expect(await figures(announcementId)).toEqual({ recipients: 2, read: 1, unread: 1, confirmed: 0, isSpreading: false });
  expect(await valueOf(wang.call(noticeRoutes.getInboxCount, {}))).toEqual({ unread: 0, isMore: false });
  expect((await valueOf(wang.call(announcementRoutes.getAnnouncementAlerts, {}))).items).toEqual([]);
  const confirm = (who: ApiClient) =>
    who.call(announcementRoutes.confirmAnnouncement, { params: { announcementId }, body: { requestId: newRequestId() as never } });
  await Promise.all([confirm(wang), confirm(wang), confirm(chen), open(announcementId, chen)]);
  await confirm(chen);
  expect(await figures(announcementId)).toEqual({ recipients: 2, read: 2, unread: 0, confirmed: 2, isSpreading: false });
});

it("R12 a recipient sees their own receipt and nobody else's; who was not sent it sees nothing", async () => {
  const wang = await person("wangfang", "FACILITY_ADMIN", `${HAIKOU}/460108/haikou-baishamen`, "13900004000");
  const sanya = await person("sanya.admin", "CITY_ADMIN", "CN/46/4602", "13900002000");
  const announcementId = await sent({ ...ADMINS, groups: [], usernames: ["wangfang"] }, 1);
  await test.settle();
  const seen = await valueOf(detail(announcementId, wang));
  expect([seen.text, seen.figures, seen.recipients, seen.availableActions]).toEqual(["各单位：\n请于本周五前完成准备。", undefined, undefined, []]);
  expect(await detail(announcementId, sanya)).toMatchObject({ ok: false, refusal: { code: "NOT_FOUND" } });
  for (const who of [wang, sanya]) expect(await who.call(announcementRoutes.listReceipts, { params: { announcementId } })).toMatchObject({ ok: false });
  expect((await valueOf(city.call(announcementRoutes.listReceipts, { params: { announcementId }, query: { state: "UNREAD" } }))).items).toEqual([
    { username: "wangfang", name: "wangfang", orgName: "测试单位", toldLabel: "已由短信送出" },
  ]);
  // Whose phone never got it is seen by who sent it, and so is who can be told by no way at all (promise F24).
  const [asked] = test.sandbox.sms.unreported.filter(({ phone }) => phone === "+8613900004000");
  if (asked === undefined) throw new Error("no SMS");
  test.sandbox.sms.unreported.splice(0, Infinity, { ...asked, errmsg: "MK:0001", description: "空号" });
  await pushSmsReports(test.sandbox);
  await test.settle();
  expect((await valueOf(city.call(announcementRoutes.listReceipts, { params: { announcementId } }))).items.map(({ toldLabel }) => toldLabel)).toEqual([
    "未送达：运营商回报：号码是空号，或已不存在",
  ]);
});

it("withdrawn: the reason instead of the text, nothing to read or confirm, and a job under way goes no further", async () => {
  await units(UNITS);
  const wang = await person("wangfang", "FACILITY_ADMIN", `${HAIKOU}/460105/aa-first`, "13900004000");
  const announcementId = await sent(ADMINS, UNITS + 1);
  let pages = 1;
  const one: Store = { ...test.store, transact: (all) => ((pages -= 1) < 0 ? Promise.reject(new Error("stop")) : test.store.transact(all)) };
  await continueFanOut(deps(one), await job(announcementId)).catch(() => undefined);
  const withdraw = (remark?: string) =>
    city.call(announcementRoutes.withdrawAnnouncement, {
      params: { announcementId },
      body: { requestId: newRequestId() as never, ...(remark === undefined ? {} : { remark }) },
    });
  expect(await withdraw()).toMatchObject({ ok: false, refusal: { code: "REMARK_REQUIRED" } });
  await valueOf(withdraw("日期有误，另行通知"));
  await test.settle();
  expect(await figures(announcementId)).toEqual({ recipients: 40, read: 0, unread: 40, confirmed: 0, isSpreading: false });
  const seen = await valueOf(open(announcementId, wang));
  expect([seen.text, seen.statusLabel, seen.withdrawal?.reason]).toEqual(["", "已撤回", "日期有误，另行通知"]);
  expect((await figures(announcementId))?.read).toBe(0);
  expect(await wang.call(announcementRoutes.confirmAnnouncement, { params: { announcementId }, body: { requestId: newRequestId() as never } })).toMatchObject({
    ok: false,
    refusal: { code: "ANNOUNCEMENT_WITHDRAWN" },
  });
  expect(await send(announcementId, UNITS + 1)).toMatchObject({ ok: false, refusal: { code: "ACTION_NOT_AVAILABLE" } });
});

it("催阅 reaches who has not read, once a day, and is not offered when all have", async () => {
  const wang = await person("wangfang", "FACILITY_ADMIN", `${HAIKOU}/460108/haikou-baishamen`, "13900004000");
  const chen = await person("chenming", "FACILITY_ADMIN", `${HAIKOU}/460106/haikou-yanchunling`, "13900005000");
  const announcementId = await sent(ADMINS, 2);
  const remind = () => city.call(announcementRoutes.remindUnread, { params: { announcementId }, body: { requestId: newRequestId() as never } });
  expect(await remind()).toMatchObject({ ok: false, refusal: { code: "ANNOUNCEMENT_SPREADING" } });
  await test.settle();
  await open(announcementId, wang);
  await valueOf(remind());
  expect(await remind()).toMatchObject({ ok: false, refusal: { code: "ANNOUNCEMENT_REMINDED_TODAY" } });
  await test.settle();
  const titles = async (who: ApiClient) => (await valueOf(who.call(noticeRoutes.listInbox, {}))).items.map(({ title }) => title);
  expect(await titles(wang)).toEqual(["通知：关于做好开放日准备工作的通知"]);
  expect((await titles(chen)).sort()).toEqual(["催阅：关于做好开放日准备工作的通知", "通知：关于做好开放日准备工作的通知"].sort());
  await open(announcementId, chen);
  test.clock.advanceMs(86_400_000);
  city = await logIn("haikou.city");
  expect(await remind()).toMatchObject({ ok: false, refusal: { code: "ANNOUNCEMENT_ALL_READ" } });
});

it("a number is used once, and the next is suggested; two windows do not overwrite one draft", async () => {
  await units(1);
  await sent(ADMINS, 1);
  const choices = await valueOf(city.call(announcementRoutes.getAnnouncementChoices, {}));
  expect([choices.suggestedNumber, choices.kinds]).toEqual(["海口市生态环境局〔2026〕8号", ["通知", "文件", "会议", "通报", "公告"]]);
  const again = await valueOf(save(ADMINS));
  expect(await send(again.announcementId, 1)).toMatchObject({ ok: false, refusal: { code: "ANNOUNCEMENT_NUMBER_TAKEN" } });
  const edit = () =>
    city.call(announcementRoutes.editAnnouncement, {
      params: { announcementId: again.announcementId },
      body: { requestId: newRequestId() as never, version: 1, ...content(ADMINS, { number: "" }) },
    });
  await valueOf(edit());
  expect(await edit()).toMatchObject({ ok: false, refusal: { code: "ANNOUNCEMENT_CHANGED" } });
});

it("lists find by kind, words, sender and unit; favourites are one's own", async () => {
  const wang = await person("wangfang", "FACILITY_ADMIN", `${HAIKOU}/460108/haikou-baishamen`, "13900004000");
  const first = await sent(ADMINS, 1);
  test.clock.advanceMs(1000);
  const second = await sent(ADMINS, 1, { number: "", kind: "会议", title: "二季度调度会", isImportant: false });
  await test.settle();
  const received = async (query: object) =>
    (await valueOf(wang.call(announcementRoutes.listReceivedAnnouncements, { query }))).items.map(({ announcementId }) => announcementId);
  expect(await received({})).toEqual([second, first]);
  expect(await received({ kind: "会议" })).toEqual([second]);
  expect(await received({ title: "开放日" })).toEqual([first]);
  expect(await received({ title: "〔2026〕7" })).toEqual([first]);
  expect(await received({ sender: "吴" })).toEqual([second, first]);
  expect(await received({ unit: "三亚" })).toEqual([]);
  await open(first, wang);
  expect(await received({ group: "UNREAD" })).toEqual([second]);
  await valueOf(wang.call(announcementRoutes.favourAnnouncement, { params: { announcementId: first }, body: { isFavourite: true } }));
  expect(await received({ group: "FAVOURITE" })).toEqual([first]);
  await valueOf(wang.call(announcementRoutes.favourAnnouncement, { params: { announcementId: first }, body: { isFavourite: false } }));
  expect(await received({ group: "FAVOURITE" })).toEqual([]);
  const sentBy = async (query: object) => (await valueOf(city.call(announcementRoutes.listSentAnnouncements, { query }))).items.map(({ title }) => title);
  expect(await sentBy({})).toEqual(["二季度调度会", "关于做好开放日准备工作的通知"]);
  expect(await sentBy({ to: "2026-03-06" })).toEqual([]);
});
