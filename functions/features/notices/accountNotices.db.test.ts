import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import { bureausAbove, type OrgPath } from "@app/contract/organizations/orgPath";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { createApiClient } from "@app/contract/kernel/apiClient";
import { createConsumerRunner } from "../../engines/events/consumers";
import { eventWrite } from "../../engines/events/event";
import type { StoredItem } from "../../engines/store/storePort";
import { fetchTransport } from "../../testing/fetchTransport";
import { grantAt, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { aRole } from "../../testing/organizationBuilders";
import { BAISHAMEN_PATH, HONGSHA_PATH } from "../../testing/visitBuilders";
import { accountKey, getAccount, itemsOfAccount } from "../sessions/accountRepository";
import { officeOf, tell, type NoticeRule } from "./noticeRules";
import { workReminder } from "./noticeTexts";
import { noticesConsumer } from "./reactions";

const CITY = "CN/46/4601" as OrgPath;
const WORDS = { matter: "团队参观待上报", unit: "白沙门", hint: "请在3月12日前上报", text: "请上报3月7日的团队参观。", opens: "/bookings" };
const SMS = "白沙门：团队参观待上报。请在3月12日前上报。请登录管理后台查看。";
const RULES: Readonly<Record<string, readonly NoticeRule[]>> = {
  TEST_LATE: [
    tell<{ orgPath: OrgPath }>({ to: ({ orgPath }) => [officeOf(orgPath, "bookings.decide")], say: () => workReminder(WORDS) }),
    // The same people again, and the city: nobody is told twice.
    tell<{ orgPath: OrgPath }>({
      to: ({ orgPath }) => [officeOf(orgPath, "bookings.decide"), officeOf(bureausAbove(orgPath)[0] as OrgPath, "teamVisits.audit")],
      say: () => workReminder({ ...WORDS, matter: "团队参观上报超期" }),
    }),
  ],
  TEST_RETURNED: [tell<{ username: string }>({ to: ({ username }) => [{ kind: "ACCOUNT", username }], say: () => workReminder(WORDS) })],
};
const PHONES = {
  wang: "13900000201",
  li: "13900000202",
  guard: "13900000203",
  city: "13900000204",
  province: "13900000205",
  hongsha: "13900000206",
  desk: "13900000207",
  citydesk: "13900000208",
};

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  const add = (username: keyof typeof PHONES, role: Parameters<typeof grantAt>[0], orgPath: string) =>
    test.addAccount({ username, password: "Huanjing@2026", displayName: username, phone: PHONES[username], grants: [grantAt(role, orgPath)] });
  await add("wang", "FACILITY_ADMIN", BAISHAMEN_PATH);
  await add("li", "FACILITY_ADMIN", BAISHAMEN_PATH);
  await add("guard", "FACILITY_STAFF", BAISHAMEN_PATH);
  await add("city", "CITY_ADMIN", CITY);
  await add("province", "PROVINCE_ADMIN", "CN/46");
  await add("hongsha", "FACILITY_ADMIN", HONGSHA_PATH);
});
afterEach(() => test.stop());

async function happen(eventType: keyof typeof RULES, payload: Record<string, string>): Promise<StoredItem> {
  const event = { eventType, caseKind: "case", caseId: "c1", casePk: "CASE#c1", sequence: 1, payload };
  const write = eventWrite(event, { eventId: "EVENT1", at: NOW, actor: SYSTEM_ACTOR, requestId: undefined, consumersOf: () => ["notices"] });
  await test.store.transact([write]);
  return (await test.store.get({ pk: "CASE#c1", sk: "EVENT#00000001" })) as StoredItem;
}
const runner = () =>
  createConsumerRunner({ store: test.store, clock: test.clock, consumers: [noticesConsumer(test.store, RULES)], onFailure: ({ error }) => fail(error) });
function fail(error: unknown): never {
  throw error;
}
/** Who received an SMS, and which. */
const texted = (): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(PHONES).flatMap(([name, phone]) => {
      const texts = test.sandbox.inboxes.of(`phone:${phone}`).map((message) => (message.kind === "NOTICE" ? message.title : message.text));
      return texts.length === 0 ? [] : [[name, texts]];
    }),
  );

describe("a notice to offices", () => {
  it("R8 an event given five times, by two runners, tells each admin of the unit and its city once, in the words of the first line that names them", async () => {
    const item = await happen("TEST_LATE", { orgPath: BAISHAMEN_PATH });
    await Promise.all([runner(), runner()].flatMap((each) => [each.apply(item), each.apply(item)]));
    await runner().apply(item);
    await Promise.all([1, 2].map(() => test.product.sendNotices()));
    await test.product.sendNotices();
    expect(texted()).toEqual({ wang: [SMS], li: [SMS], city: ["白沙门：团队参观上报超期。请在3月12日前上报。请登录管理后台查看。"] });
  });

  it("a role that a bureau made is told what it may do, and not what it may not; the notice is still one", async () => {
    await test.store.transact([{ kind: "put", tag: "role", item: aRole({ roleId: "role-desk", permissions: ["bookings.decide"] }) }]);
    const made = { ...grantAt("CUSTOM", BAISHAMEN_PATH), roleId: "role-desk" };
    await test.addAccount({
      username: "desk",
      password: "x",
      displayName: "预约台",
      phone: PHONES.desk,
      grants: [made, grantAt("FACILITY_STAFF", BAISHAMEN_PATH)],
    });
    await test.addAccount({ username: "citydesk", password: "x", displayName: "市局", phone: PHONES.citydesk, grants: [{ ...made, orgPath: CITY }] });
    await runner().apply(await happen("TEST_LATE", { orgPath: BAISHAMEN_PATH }));
    await test.product.sendNotices();
    expect(Object.keys(texted()).sort()).toEqual(["city", "desk", "li", "wang"]);
    expect(texted()["desk"]).toEqual([SMS]);
  });

  it("goes to the phone the account has when it is sent, not to the one it had when the event came", async () => {
    await runner().apply(await happen("TEST_RETURNED", { username: "wang" }));
    const account = await getAccount(test.store, "wang");
    if (account === undefined) throw new Error("no account");
    const moved = itemsOfAccount({ ...account, phone: PHONES.guard });
    await test.store.transact(moved.map((part, index) => ({ kind: "put", tag: `part ${index}`, item: part })));
    await test.product.sendNotices();
    expect(texted()).toEqual({ guard: [SMS] });
  });

  it("an account that is gone, or a unit without admins, fails nobody and sends nothing", async () => {
    await runner().apply(await happen("TEST_RETURNED", { username: "wang" }));
    await test.store.transact([{ kind: "delete", tag: "account", key: accountKey("wang") }]);
    await test.product.sendNotices();
    expect(texted()).toEqual({});
    expect(await runner().drain()).toBe(0);
  });

  it("F24 whoever bound their WeChat gets a card there, and an SMS only when they refuse cards", async () => {
    const code = test.sandbox.codes.issue({ appId: test.sandbox.apps.miniProgram.appId, personId: "wang-mengang", scope: "snsapi_userinfo" });
    const session = await test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code } });
    if (!session.ok) throw new Error(session.refusal.code);
    const phone = createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => session.value.token });
    expect((await phone.call(sessionRoutes.bindStaffAccount, { body: { username: "guard", password: "Huanjing@2026" } })).ok).toBe(true);
    await runner().apply(await happen("TEST_RETURNED", { username: "guard" }));
    await test.product.sendNotices();
    expect(texted()).toEqual({});
    expect(test.sandbox.inboxes.of("wang-mengang")).toMatchObject([
      { kind: "NOTICE", title: "工作提醒", fields: [{ value: "团队参观待上报" }, { value: "白沙门" }, { value: "请在3月12日前上报" }] },
    ]);
  });
});
