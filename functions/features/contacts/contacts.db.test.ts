import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { Contact, ContactBook } from "@app/contract/contacts/contact.schema";
import { contactRoutes } from "@app/contract/contacts/contacts.routes";
import type { AccountId, RequestId } from "@app/contract/kernel/ids";
import { MINUTE_MS } from "@app/contract/kernel/time";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { readEvent } from "../../engines/events/event";
import { download } from "../../testing/download";
import { aRole } from "../../testing/organizationBuilders";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { BAISHAMEN_PATH, HONGSHA_PATH } from "../../testing/visitBuilders";

type Role = Parameters<typeof grantAt>[0];
const PASSWORD = "Huanjing@2026";
/** Who there is: two facilities of one city, one of another, one of another province, their bureaus, a guard. */
const PEOPLE = {
  wang: ["FACILITY_ADMIN", BAISHAMEN_PATH, "白沙门", "13900000301"],
  li: ["FACILITY_ADMIN", BAISHAMEN_PATH, "白沙门", "13900000302"],
  guard: ["FACILITY_STAFF", BAISHAMEN_PATH, "白沙门", "13900000303"],
  yan: ["FACILITY_ADMIN", "CN/46/4601/460106/haikou-yanchunling", "颜春岭", "13900000304"],
  huang: ["FACILITY_ADMIN", HONGSHA_PATH, "红沙", "13900000305"],
  haikou: ["CITY_ADMIN", "CN/46/4601", "海口市", "13900000306"],
  sanya: ["CITY_ADMIN", "CN/46/4602", "三亚市", "13900000307"],
  hainan: ["PROVINCE_ADMIN", "CN/46", "海南省", "13900000308"],
  guangdong: ["PROVINCE_ADMIN", "CN/44", "广东省", "13900000309"],
  shenzhen: ["FACILITY_ADMIN", "CN/44/4403/440304/shenzhen-futian", "福田", "13900000310"],
  platform: ["PLATFORM_ADMIN", "CN", "全国", "13900000311"],
  agency: ["AGENCY_USER", "CN/46/4601", "海口安监", "13900000312"],
} as const satisfies Record<string, readonly [Role, string, string, string]>;
type Name = keyof typeof PEOPLE;

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  for (const [username, [role, orgPath, orgName, phone]] of Object.entries(PEOPLE)) {
    await test.addAccount({ username, password: PASSWORD, displayName: `${orgName}的${username}`, phone, grants: [{ ...grantAt(role, orgPath), orgName }] });
  }
});
afterEach(() => test.stop());

async function as(name: Name): Promise<ApiClient> {
  const [role, orgPath] = PEOPLE[name];
  return test.as({ grants: [grantAt(role, orgPath)], name });
}
async function value<T>(answer: Promise<{ ok: true; value: T } | { ok: false; refusal: { code: string; message: string } }>): Promise<T> {
  const answered = await answer;
  if (!answered.ok) throw new Error(`${answered.refusal.code} ${answered.refusal.message}`);
  return answered.value;
}
async function refusalOf(answer: Promise<{ ok: boolean; refusal?: { code: string } }>): Promise<string> {
  const answered = await answer;
  return answered.ok ? "OK" : (answered.refusal?.code ?? "");
}
const book = async (name: Name): Promise<ContactBook> => value((await as(name)).call(contactRoutes.getContactBook, {}));
async function below(client: ApiClient, search?: string, limit = 100): Promise<Contact[]> {
  const found: Contact[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit, ...(search === undefined ? {} : { search }), ...(cursor === undefined ? {} : { cursor }) };
    const page = await value(client.call(contactRoutes.listContacts, { query }));
    found.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return found;
}
const nameOf = (contact: { name: string }): string => contact.name.split("的")[1] ?? contact.name;
const namesOf = (contacts: readonly { name: string }[]): string[] => contacts.map(nameOf);

interface Changes {
  readonly name?: string;
  readonly phone?: string;
  readonly code?: string;
  readonly version?: number;
  readonly landline?: string;
  readonly email?: string;
}
async function change(client: ApiClient, name: Name, changes: Changes, requestId = newRequestId()) {
  const [, , orgName, phone] = PEOPLE[name];
  const body = { requestId: requestId as RequestId, version: 1, name: `${orgName}的${name}`, landline: "", phone, email: "", ...changes };
  return client.call(contactRoutes.changeContact, { params: { accountId: `acc-${name}` as AccountId }, body });
}
const texts = (phone: string): string[] => test.sandbox.inboxes.of(`phone:${phone}`).map((message) => (message.kind === "SMS" ? message.text : "card"));
async function codeTo(client: ApiClient, phone: string): Promise<string> {
  await value(client.call(contactRoutes.requestPhoneProof, { body: { requestId: newRequestId() as RequestId, phone } }));
  await test.settle();
  return /\d{6}/.exec(texts(phone).at(-1) ?? "")?.[0] ?? "";
}
const NEW_PHONE = "13900000399";

describe("R12 a contact's phone is no way to what the contact holds elsewhere", () => {
  it("R12 a colleague who is also the city's admin keeps their phone, whoever asks among equals; the rest may be changed, and the city moves it", async () => {
    const both = [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH), grantAt("CITY_ADMIN", "CN/46/4601")];
    await test.addAccount({ username: "both", password: PASSWORD, displayName: "两处的人", phone: "13900000350", grants: both });
    const put = async (client: ApiClient, changes: Changes) => {
      const body = { requestId: newRequestId() as RequestId, version: 1, name: "两处的人", landline: "", phone: "13900000350", email: "", ...changes };
      return refusalOf(client.call(contactRoutes.changeContact, { params: { accountId: "acc-both" as AccountId }, body }));
    };
    const wang = await as("wang");
    expect(await put(wang, { phone: NEW_PHONE, code: await codeTo(wang, NEW_PHONE) })).toBe("CONTACT_TOO_POWERFUL");
    expect(await put(wang, { landline: "0898-66660000" })).toBe("OK");
    const haikou = await as("haikou");
    expect(await put(haikou, { version: 2, phone: NEW_PHONE, code: await codeTo(haikou, NEW_PHONE) })).toBe("OK");
  });

  it("R12 who may only keep the platform's contacts takes over no admin of it", async () => {
    await test.store.transact([
      { kind: "put", tag: "role", item: aRole({ roleId: "role-contacts", name: "通讯录管理", permissions: ["contacts.read", "contacts.edit"] }) },
    ]);
    const clerk = await test.as({ grants: [{ ...grantAt("CUSTOM", "CN"), roleId: "role-contacts" }], name: "clerk" });
    expect(await refusalOf(change(clerk, "platform", { phone: NEW_PHONE, code: await codeTo(clerk, NEW_PHONE) }))).toBe("CONTACT_TOO_POWERFUL");
    expect(await refusalOf(change(clerk, "platform", { landline: "010-66660000" }))).toBe("OK");
  });
});

describe("R12 who sees whose contacts", () => {
  it.each<[Name, { own: Name[]; above: Name[]; below: Name[] }]>([
    ["wang", { own: ["li", "wang"], above: ["hainan", "haikou"], below: [] }],
    ["huang", { own: ["huang"], above: ["hainan", "sanya"], below: [] }],
    ["haikou", { own: ["haikou"], above: ["hainan"], below: ["yan", "li", "wang"] }],
    ["sanya", { own: ["sanya"], above: ["hainan"], below: ["huang"] }],
    ["hainan", { own: ["hainan"], above: [], below: ["haikou", "yan", "li", "wang", "sanya", "huang"] }],
    ["guangdong", { own: ["guangdong"], above: [], below: ["shenzhen"] }],
    ["platform", { own: ["platform"], above: [], below: ["guangdong", "shenzhen", "hainan", "haikou", "yan", "li", "wang", "sanya", "huang"] }],
  ])("R12 %s sees exactly these, and the two of the platform", async (name, expected) => {
    const seen = await book(name);
    const list = await below(await as(name));
    expect({ own: namesOf(seen.own), above: namesOf(seen.above), below: namesOf(list) }).toEqual(expected);
    expect(seen.platform.map((contact) => [contact.kind, contact.canEdit])).toEqual([
      ["PROJECT_LEAD", name === "platform"],
      ["TECHNICAL_LEAD", name === "platform"],
    ]);
    expect([...seen.own, ...seen.above, ...list].filter((contact) => contact.canEdit).map(nameOf)).toEqual(expected.own);
    expect(seen.hasBelow).toBe(expected.below.length > 0);
    // Page by page it is the same list, once each.
    expect(namesOf(await below(await as(name), undefined, 2))).toEqual(expected.below);
  });

  it.each<[Name]>([["guard"], ["agency"]])("R12 %s sees none", async (name) => {
    const client = await as(name);
    expect(await refusalOf(client.call(contactRoutes.getContactBook, {}))).toBe("FORBIDDEN");
    expect(await refusalOf(client.call(contactRoutes.listContacts, {}))).toBe("FORBIDDEN");
    expect(await refusalOf(client.call(contactRoutes.exportContacts, {}))).toBe("FORBIDDEN");
  });

  it("R12 a cursor of another range, or one that somebody made, reaches nothing", async () => {
    const province = await value((await as("hainan")).call(contactRoutes.listContacts, { query: { limit: 5 } }));
    const sanya = await as("sanya");
    for (const cursor of [province.next ?? "", Buffer.from("CN/46/4601/460108/haikou-baishamen#A#b").toString("base64url"), "!!!"]) {
      expect(await refusalOf(sanya.call(contactRoutes.listContacts, { query: { cursor } }))).toBe("CURSOR_INVALID");
    }
  });

  it("finds by unit and by name", async () => {
    const province = await as("hainan");
    expect(namesOf(await below(province, "白沙"))).toEqual(["li", "wang"]);
    expect(namesOf(await below(province, " HUANG "))).toEqual(["huang"]);
    expect(namesOf(await below(province, "福田"))).toEqual([]);
  });

  it("F25 M35 the workbook holds what the page shows, unmasked and as text, and leaves a record", async () => {
    const token = await test.token({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
    const { table, facts } = await download(test, token, `/api/contacts/export?search=${encodeURIComponent("白沙")}`);
    expect(facts).toMatchObject({ 筛选条件: "单位或姓名含「白沙」", 导出人: "吴海波（地市级管理员）" });
    expect(table).toEqual([
      ["序号", "范围", "单位", "身份", "联系人", "固定电话", "手机", "邮箱"],
      [1, "下级单位", "白沙门", "开放单位管理员", "白沙门的li", "", "13900000302", ""],
      [2, "下级单位", "白沙门", "开放单位管理员", "白沙门的wang", "", "13900000301", ""],
    ]);
    const made = (await test.store.scan({ limit: 1000 })).items.flatMap((item) => readEvent(item) ?? []).filter((event) => event.eventType === "EXPORT_MADE");
    expect(made.map((event) => [event.by.name, event.payload["exportKind"], event.payload["rows"], event.payload["filter"]])).toEqual([
      ["吴海波", "CONTACTS", 2, { search: "白沙" }],
    ]);
  });
});

describe("changing a contact", () => {
  it("R12 only in one's own unit: not below, not beside, not above", async () => {
    for (const [who, whom] of [
      ["haikou", "wang"],
      ["hainan", "haikou"],
      ["yan", "wang"],
      ["wang", "haikou"],
      ["platform", "hainan"],
      // In one's own unit, but no contact.
      ["wang", "guard"],
    ] as const) {
      expect([who, whom, await refusalOf(change(await as(who), whom, { name: "别的名字" }))]).toEqual([who, whom, "NOT_FOUND"]);
    }
    expect((await change(await as("li"), "wang", { landline: "0898-66123456" })).ok).toBe(true);
  });

  it("a phone only with the code that was sent to it; the old one is told, opens nothing and hears nothing any more", async () => {
    const wang = await as("wang");
    expect(await refusalOf(change(wang, "wang", { phone: NEW_PHONE }))).toBe("CODE_NEEDED");
    expect(await refusalOf(change(wang, "wang", { phone: NEW_PHONE, code: "123456" }))).toBe("CODE_EXPIRED");
    const code = await codeTo(wang, NEW_PHONE);
    // The code proves this number and no other.
    expect(await refusalOf(change(wang, "wang", { phone: "13900000398", code }))).toBe("CODE_EXPIRED");
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
    expect(await change(wang, "wang", { phone: NEW_PHONE, code: wrong })).toMatchObject({ refusal: { message: "验证码不正确，还可以再试 4 次。" } });
    const changed = await value(change(wang, "wang", { name: "王小芳", phone: NEW_PHONE, code, landline: "0898-66123456-8", email: "wang@example.gov.cn" }));
    expect(changed).toMatchObject({ name: "王小芳", phone: NEW_PHONE, landline: "0898-66123456-8", email: "wang@example.gov.cn", version: 2 });
    await test.settle();
    expect(texts(PEOPLE.wang[3])).toEqual(["您在城市环境共治平台的登记手机号已更换。不是您同意的，请立即联系上级管理员。"]);
    // Everywhere at once: own unit, the bureau's list, the log-in, the person's name.
    expect((await book("li")).own.find((contact) => contact.accountId === "acc-wang")).toMatchObject({ name: "王小芳", phone: NEW_PHONE });
    expect((await below(await as("haikou"))).find((contact) => contact.accountId === "acc-wang")).toMatchObject({ name: "王小芳", phone: NEW_PHONE });
    for (const [phone, received] of [[PEOPLE.wang[3], 1] as const, [NEW_PHONE, 2] as const]) {
      await value(test.anonymous().call(sessionRoutes.requestLogInCode, { body: { requestId: newRequestId() as RequestId, phone } }));
      await test.settle();
      expect(texts(phone)).toHaveLength(received);
    }
    const me = await test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username: "wang", password: PASSWORD } });
    expect(me).toMatchObject({ ok: true, value: { me: { name: "王小芳", phoneMasked: "139****0399" } } });
    const [event] = (await test.store.query({ index: "primary", pk: "ACCOUNT#wang", limit: 10 })).items.flatMap((item) => readEvent(item) ?? []);
    expect(event).toMatchObject({
      eventType: "CONTACT_CHANGED",
      by: { name: "wang" },
      payload: { changed: { phone: { from: "139****0301", to: "139****0399" } } },
    });
    expect(JSON.stringify(event)).not.toMatch(/13900000\d{3}|王小芳|wang@/);
  });

  it("one phone, one account: a number that is another's is refused and the code with it", async () => {
    const wang = await as("wang");
    const code = await codeTo(wang, PEOPLE.li[3]);
    expect(await refusalOf(change(wang, "wang", { phone: PEOPLE.li[3], code }))).toBe("PHONE_TAKEN");
    expect((await book("wang")).own.map((contact) => contact.phone).sort()).toEqual([PEOPLE.wang[3], PEOPLE.li[3]]);
  });

  it("R5 two people change one contact at once: one wins, the other is told who was faster and when", async () => {
    const [wang, li] = [await as("wang"), await as("li")];
    const answers = await Promise.all([change(wang, "wang", { landline: "0898-66111111" }), change(li, "wang", { landline: "0898-66222222" })]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const loser = answers.find((answer) => !answer.ok);
    const winner = answers[0]?.ok === true ? "wang" : "li";
    expect(loser).toMatchObject({
      refusal: {
        status: 409,
        code: "CONTACT_CHANGED",
        message: `这位联系人的信息刚被「${winner}」于 2026-03-07 09:00 修改过。请关闭后重新打开，看过最新内容再改。`,
      },
    });
    expect((await book("wang")).own.find((contact) => contact.accountId === "acc-wang")).toMatchObject({
      version: 2,
      landline: winner === "wang" ? "0898-66111111" : "0898-66222222",
    });
  });

  it("R2 sent twice, also at once, it changes once and answers the same, the phone and its code included", async () => {
    const wang = await as("wang");
    const code = await codeTo(wang, NEW_PHONE);
    const requestId = newRequestId();
    const answers = await Promise.all([1, 2, 3].map(() => change(wang, "wang", { phone: NEW_PHONE, code }, requestId)));
    answers.push(await change(wang, "wang", { phone: NEW_PHONE, code }, requestId));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ ok: true, value: { phone: NEW_PHONE, version: 2 } });
    await test.settle();
    expect(texts(PEOPLE.wang[3])).toHaveLength(1);
  });

  it("R17 an account asks for one code a minute and ten a day, to whichever numbers", async () => {
    const wang = await as("wang");
    const ask = (n: number) => wang.call(contactRoutes.requestPhoneProof, { body: { requestId: newRequestId() as RequestId, phone: `1390000060${n}` } });
    await value(ask(0));
    expect(await refusalOf(ask(1))).toBe("CODE_TOO_SOON");
    for (let n = 1; n < 10; n += 1) {
      test.clock.advanceMs(MINUTE_MS);
      await value(ask(n));
    }
    test.clock.advanceMs(MINUTE_MS);
    expect(await refusalOf(ask(1))).toBe("CODE_TOO_MANY");
  });
});

describe("the contacts of the platform", () => {
  const lead = { unitName: "生态环境部宣传教育中心", name: "周老师", landline: "010-84650000", phone: "", email: "" };
  const put = (client: ApiClient, version: number, changes: Partial<typeof lead> = {}) =>
    client.call(contactRoutes.changePlatformContact, {
      params: { kind: "PROJECT_LEAD" },
      body: { requestId: newRequestId() as RequestId, version, ...lead, ...changes },
    });

  it("R12 R5 the platform's admin keeps them, everybody reads them, and a second editor is told", async () => {
    const platform = await as("platform");
    for (const who of ["hainan", "haikou", "wang"] as const) expect(await refusalOf(put(await as(who), 0))).toBe("FORBIDDEN");
    expect(await value(put(platform, 0))).toEqual({ kind: "PROJECT_LEAD", ...lead, version: 1, canEdit: true });
    expect(await refusalOf(put(platform, 0, { name: "别人" }))).toBe("CONTACT_CHANGED");
    expect((await book("wang")).platform[0]).toEqual({ kind: "PROJECT_LEAD", ...lead, version: 1, canEdit: false });
    expect(await put(platform, 1, { landline: "" })).toMatchObject({ refusal: { fields: [{ path: "body.phone", message: "固定电话和手机至少填写一个" }] } });
  });
});
