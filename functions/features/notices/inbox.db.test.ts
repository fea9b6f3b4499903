import { createApiClient, type ApiClient } from "@app/contract/kernel/apiClient";
import { addMs, type Instant } from "@app/contract/kernel/time";
import { noticeRoutes } from "@app/contract/notices/notices.routes";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { fetchTransport } from "../../testing/fetchTransport";
import { grantAt, newRequestId, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { valueOf } from "../../testing/visitActs";
import { recipientsOf } from "./inboxRepository";
import { queuedNotice, type Addressee } from "./noticeRepository";
import { workReminder } from "./noticeTexts";

let test: TestProduct;
let wang: ApiClient;
let chen: ApiClient;
beforeEach(async () => {
  test = await startTestProduct();
  wang = await office("wangfang", "13900001111");
  chen = await office("chenming", "13900002222");
});
afterEach(() => test.stop());

async function office(username: string, phone: string): Promise<ApiClient> {
  await test.addAccount({ username, password: "baishamen@2026", displayName: username, phone, grants: [grantAt("CITY_ADMIN", "CN/46/4601")] });
  const answer = await valueOf(test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username, password: "baishamen@2026" } }));
  if (!("token" in answer)) throw new Error("no session");
  return createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => answer.token });
}

async function tell(to: Addressee, count: number, first = 0, after: Instant = NOW): Promise<void> {
  const items = Array.from({ length: count }, (_, number) => {
    const words = workReminder({ matter: `事项${first + number}`, unit: "海口市", hint: "请办理", text: "请办理。", opens: `/bookings?n=${first + number}` });
    const { page = "", ...rest } = words;
    return queuedNotice({ cause: `event-${first + number}`, to, page, ...rest, createdAt: addMs(after, (first + number) * 1000) });
  });
  for (let begin = 0; begin < items.length; begin += 50)
    await test.store.transact(items.slice(begin, begin + 50).map((item, index) => ({ kind: "put", tag: `n ${index}`, item })));
}
const WANG = { kind: "ACCOUNT", username: "wangfang" } as const;
const count = async (client: ApiClient) => valueOf(client.call(noticeRoutes.getInboxCount, {}));
const list = async (client: ApiClient, query: { unread?: "true"; limit?: number; cursor?: string } = {}) =>
  valueOf(client.call(noticeRoutes.listInbox, { query }));
const titles = (page: { items: readonly { title: string }[] }) => page.items.map(({ title }) => title);

it("R12 everybody reads their own: another's message is neither listed, counted nor marked", async () => {
  await tell(WANG, 2);
  expect(await count(chen)).toEqual({ unread: 0, isMore: false });
  expect(await list(chen)).toEqual({ items: [] });
  const [entry] = (await list(wang)).items;
  if (entry === undefined) throw new Error("no entry");
  const read = (client: ApiClient) => client.call(noticeRoutes.readInboxEntry, { params: { entryId: entry.entryId }, body: {} });
  expect(await read(chen)).toMatchObject({ ok: false, refusal: { code: "NOT_FOUND" } });
  expect(await count(wang)).toEqual({ unread: 2, isMore: false });
  expect(await read(wang)).toMatchObject({ ok: true, value: { isRead: true } });
  expect(await count(wang)).toEqual({ unread: 1, isMore: false });
});

it("R12 a phone that is bound shows the person's and the account's, the back office the account's alone", async () => {
  await tell(WANG, 1);
  await tell({ kind: "PERSON", personId: "p-wang" }, 1, 5);
  const person = await test.as({ personId: "p-wang" });
  expect(titles(await list(person))).toEqual(["事项5"]);
  const both = { kind: "USER", id: "p-wang", name: "王芳", personId: "p-wang", username: "wangfang", grants: [] } as const;
  expect(recipientsOf({ ...both, audience: "MINIPROGRAM" })).toEqual(["PERSON#p-wang", "ACCOUNT#wangfang"]);
  expect(recipientsOf({ ...both, audience: "BACK_OFFICE" })).toEqual(["ACCOUNT#wangfang"]);
  expect(recipientsOf({ ...both, username: undefined, audience: "BACK_OFFICE" })).toEqual(["PERSON#p-wang"]);
});

it("R2 a message read twice, and at once, is read once; its sending is not disturbed", async () => {
  await tell(WANG, 3);
  const newest = (await list(wang)).items[0];
  if (newest === undefined) throw new Error("no entry");
  const read = () => valueOf(wang.call(noticeRoutes.readInboxEntry, { params: { entryId: newest.entryId }, body: {} }));
  await Promise.all([read(), read(), read()]);
  await read();
  expect(await count(wang)).toEqual({ unread: 2, isMore: false });
  expect(titles(await list(wang, { unread: "true" }))).toEqual(["事项1", "事项0"]);
  test.clock.advanceMs(10_000);
  await test.settle();
  expect(test.sandbox.inboxes.of("phone:13900001111").length).toBe(3);
  expect(await count(wang)).toEqual({ unread: 2, isMore: false });
});

it("R5 all read: up to what the screen showed, and what came meanwhile stays unread", async () => {
  await tell(WANG, 3);
  const shown = (await list(wang)).items[0]?.at as Instant;
  await tell(WANG, 2, 3);
  test.clock.advanceMs(60_000);
  const readAll = (upTo: Instant) => valueOf(wang.call(noticeRoutes.readAllInbox, { body: { requestId: newRequestId(), upTo } }));
  expect(await readAll(shown)).toEqual({ unread: 2, isMore: false });
  expect((await list(wang)).items.map(({ title, isRead }) => [title, isRead])).toEqual([
    ["事项4", false],
    ["事项3", false],
    ["事项2", true],
    ["事项1", true],
    ["事项0", true],
  ]);
  // An older screen takes nothing back, a clock ahead of ours reads nothing of tomorrow.
  expect(await readAll(NOW)).toEqual({ unread: 2, isMore: false });
  expect(await readAll("2099-01-01T00:00:00.000+08:00" as Instant)).toEqual({ unread: 0, isMore: false });
  await tell(WANG, 1, 200);
  expect(await count(wang)).toEqual({ unread: 1, isMore: false });
});

it.each([
  [99, { unread: 99, isMore: false }],
  [100, { unread: 99, isMore: true }],
  [230, { unread: 99, isMore: true }],
])("%i unread are counted as %j, and the list pages through all of them", async (number, expected) => {
  await tell(WANG, number);
  expect(await count(wang)).toEqual(expected);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(wang, { unread: "true", limit: 50, ...(cursor === undefined ? {} : { cursor }) });
    seen.push(...titles(page));
    cursor = page.next;
  } while (cursor !== undefined);
  expect(seen).toEqual(Array.from({ length: number }, (_, index) => `事项${number - 1 - index}`));
});
