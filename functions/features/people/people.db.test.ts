import type { ApiClient, CallRefusal } from "@app/contract/kernel/apiClient";
import type { RequestId } from "@app/contract/kernel/ids";
import type { Result } from "@app/contract/kernel/result";
import { peopleRoutes } from "@app/contract/people/people.routes";
import type { ChosenPost, OfficePerson, OfficePersonDetail } from "@app/contract/people/officePerson.schema";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { createApiClient } from "@app/contract/kernel/apiClient";
import { readEvent } from "../../engines/events/event";
import { download } from "../../testing/download";
import { fetchTransport } from "../../testing/fetchTransport";
import { aRole } from "../../testing/organizationBuilders";
import { anOrganization, postOf } from "../../testing/peopleBuilders";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { BAISHAMEN_PATH, HONGSHA_PATH } from "../../testing/visitBuilders";

const PASSWORD = "Huanjing@2026";
let test: TestProduct;
let city: ApiClient;
let platform: ApiClient;
let facility: ApiClient;
beforeEach(async () => {
  test = await startTestProduct();
  await anOrganization(test.store, "org-cn", "国家平台", "CN");
  await anOrganization(test.store, "org-hainan", "海南省生态环境厅", "CN/46");
  await anOrganization(test.store, "org-haikou", "海口市生态环境局", "CN/46/4601");
  await anOrganization(test.store, "org-sanya", "三亚市生态环境局", "CN/46/4602");
  await anOrganization(test.store, "org-baishamen", "白沙门污水处理厂", BAISHAMEN_PATH, "FACILITY");
  await anOrganization(test.store, "org-hongsha", "红沙污水处理厂", HONGSHA_PATH, "FACILITY");
  city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
  platform = await test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "平台" });
  facility = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
});
afterEach(() => test.stop());

async function value<T>(answer: Promise<Result<T, CallRefusal>>): Promise<T> {
  const answered = await answer;
  if (!answered.ok) throw new Error(`${answered.refusal.code} ${answered.refusal.message}`);
  return answered.value;
}
async function refusalOf(answer: Promise<Result<unknown, CallRefusal>>): Promise<string> {
  const answered = await answer;
  return answered.ok ? "OK" : answered.refusal.code;
}
let phones = 0;
const aPhone = (): string => `1380000${String((phones += 1)).padStart(4, "0")}`;
const person = (username: string, posts: ChosenPost[], changes: object = {}) => ({
  requestId: newRequestId() as RequestId,
  username,
  name: `${username}同志`,
  phone: aPhone(),
  landline: "",
  email: "",
  posts,
  ...changes,
});
const create = (client: ApiClient, username: string, posts: ChosenPost[], changes: object = {}) =>
  client.call(peopleRoutes.createOfficePerson, { body: person(username, posts, changes) });
const detail = (client: ApiClient, username: string) => client.call(peopleRoutes.getOfficePerson, { params: { username } });
const edit = (client: ApiClient, seen: OfficePersonDetail, changes: object, requestId = newRequestId()) =>
  client.call(peopleRoutes.editOfficePerson, {
    params: { username: seen.username },
    body: {
      requestId: requestId as RequestId,
      version: seen.version,
      seenPostIds: seen.posts.map(({ postId }) => postId) as never,
      name: seen.name,
      phone: seen.phone,
      landline: seen.landline,
      email: seen.email,
      posts: seen.posts.map(({ organizationId, postId }) => ({ organizationId, postId })) as never,
      ...changes,
    },
  });
const setStatus = (client: ApiClient, username: string, status: "ACTIVE" | "DISABLED", requestId = newRequestId()) =>
  client.call(peopleRoutes.setOfficePersonStatus, { params: { username }, body: { requestId: requestId as RequestId, status, remark: "调离本单位" } });
async function list(client: ApiClient, query: object = {}): Promise<OfficePerson[]> {
  const found: OfficePerson[] = [];
  let cursor: string | undefined;
  do {
    const page = await value(client.call(peopleRoutes.listPeople, { query: { limit: 2, ...query, ...(cursor === undefined ? {} : { cursor }) } }));
    found.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return found;
}
const texts = (phone: string): string[] => test.sandbox.inboxes.of(`phone:${phone}`).map((message) => (message.kind === "SMS" ? message.text : "card"));
async function eventsOf(username: string) {
  const all = (await test.store.scan({ limit: 1000 })).items.flatMap((item) => readEvent(item) ?? []);
  return all.filter((event) => event.payload["username"] === username).sort((a, b) => a.sequence - b.sequence);
}
const withToken = (token: string) => createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => token });
async function logInByPhone(phone: string) {
  await test.anonymous().call(sessionRoutes.requestLogInCode, { body: { requestId: newRequestId() as RequestId, phone } });
  await test.settle();
  const code =
    texts(phone)
      .flatMap((text) => /验证码\D{0,4}(\d{6})/.exec(text)?.[1] ?? [])
      .at(-1) ?? "000000";
  return test.anonymous().call(sessionRoutes.logInByPhone, { body: { requestId: newRequestId() as RequestId, phone, code } });
}

/** Everybody of these tests, by where they work. */
async function everybody(): Promise<void> {
  for (const [username, posts] of [
    ["chief.cn", [postOf("org-cn", "admin")]],
    ["hainan.one", [postOf("org-hainan", "admin")]],
    ["haikou.one", [postOf("org-haikou", "admin")]],
    ["sanya.one", [postOf("org-sanya", "admin")]],
    ["baishamen.one", [postOf("org-baishamen", "admin")]],
    ["baishamen.gate", [postOf("org-baishamen", "gate")]],
    ["hongsha.one", [postOf("org-hongsha", "admin")]],
  ] as const) {
    await value(create(platform, username, [...posts]));
    // Ids come in the order of time.
    test.clock.advanceMs(1);
  }
}

describe("R12 who sees whom", () => {
  beforeEach(everybody);

  it.each([
    ["PLATFORM_ADMIN", "CN", ["chief.cn", "hainan.one", "haikou.one", "baishamen.one", "baishamen.gate", "sanya.one", "hongsha.one"]],
    ["PROVINCE_ADMIN", "CN/46", ["hainan.one", "haikou.one", "baishamen.one", "baishamen.gate", "sanya.one", "hongsha.one"]],
    ["PROVINCE_ADMIN", "CN/44", []],
    ["CITY_ADMIN", "CN/46/4601", ["haikou.one", "baishamen.one", "baishamen.gate"]],
    ["CITY_ADMIN", "CN/46/4602", ["sanya.one", "hongsha.one"]],
    ["FACILITY_ADMIN", BAISHAMEN_PATH, ["baishamen.one", "baishamen.gate"]],
    // A unit whose name goes on is another unit.
    ["FACILITY_ADMIN", BAISHAMEN_PATH.slice(0, -4), []],
  ] as const)("R12 %s at %s: the list, page by page, the workbook and each detail agree", async (role, orgPath, expected) => {
    const client = await test.as({ grants: [grantAt(role, orgPath)], name: "看的人" });
    expect((await list(client)).map(({ username }) => username)).toEqual(expected);
    const seen = [];
    for (const username of ["chief.cn", "hainan.one", "haikou.one", "baishamen.one", "baishamen.gate", "sanya.one", "hongsha.one"])
      if ((await detail(client, username)).ok) seen.push(username);
    expect(seen.sort()).toEqual([...expected].sort());
    const { table } = await download(test, await test.token({ grants: [grantAt(role, orgPath)], name: "看的人" }), "/api/people/export");
    expect(table.slice(1).map((row) => row[3])).toEqual(expected);
  });

  it("R12 a guard sees none, and a cursor of another range reaches nothing", async () => {
    const guard = await test.as({ grants: [grantAt("FACILITY_STAFF", BAISHAMEN_PATH)], name: "门岗" });
    expect(await refusalOf(guard.call(peopleRoutes.listPeople, {}))).toBe("FORBIDDEN");
    const { next } = await value(platform.call(peopleRoutes.listPeople, { query: { limit: 1 } }));
    expect(await refusalOf(city.call(peopleRoutes.listPeople, { query: { cursor: next ?? "" } }))).toBe("CURSOR_INVALID");
  });

  it("a made role is named as its bureau named it, in the list, the detail and nowhere as 自定义角色", async () => {
    await test.store.transact([{ kind: "put", tag: "role", item: aRole({ roleId: "role-desk", name: "预约专员" }) }]);
    const made = { ...grantAt("CUSTOM", BAISHAMEN_PATH), roleId: "role-desk" };
    await test.addAccount({
      username: "made.role",
      password: "x",
      displayName: "专员",
      phone: "13700008888",
      grants: [made, grantAt("FACILITY_STAFF", BAISHAMEN_PATH)],
    });
    const platform = await test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "平台" });
    const found = await value(platform.call(peopleRoutes.listPeople, { query: { search: "made.role", limit: 20 } }));
    expect(found.items.map(({ roleLabels }) => roleLabels)).toEqual([["预约专员", "设施工作人员"]]);
    const detail = await value(platform.call(peopleRoutes.getOfficePerson, { params: { username: "made.role" } }));
    expect([detail.roleLabels, detail.hasSecondStep]).toEqual([["预约专员", "设施工作人员"], false]);
  });

  it("finds by name, user name, the end of a phone, status and place, and nothing by three digits", async () => {
    const [one] = await list(city, { search: "BAISHAMEN.ONE" });
    expect(one).toMatchObject({ username: "baishamen.one", orgName: "白沙门污水处理厂", roleLabels: ["开放单位管理员"], statusLabel: "在用" });
    const whole = await value(detail(platform, "baishamen.gate"));
    expect((await list(platform, { search: whole.phone.slice(-4) })).map(({ username }) => username)).toEqual(["baishamen.gate"]);
    expect(await list(platform, { search: whole.phone.slice(-3) })).toEqual([]);
    expect((await list(platform, { orgPath: "CN/46/4602" })).map(({ username }) => username)).toEqual(["sanya.one", "hongsha.one"]);
    // A place above one's own shows one's own, one beside it nothing.
    expect((await list(city, { orgPath: "CN/46" })).map(({ username }) => username)).toEqual(["haikou.one", "baishamen.one", "baishamen.gate"]);
    expect(await list(city, { orgPath: "CN/46/4602" })).toEqual([]);
    await value(setStatus(city, "baishamen.gate", "DISABLED"));
    expect((await list(city, { status: "DISABLED" })).map(({ username }) => username)).toEqual(["baishamen.gate"]);
  });
});

describe("creating somebody", () => {
  it("they get an SMS, log in by phone with no password to know, and choose one", async () => {
    const body = person("zhang.san", [postOf("org-baishamen", "gate")], { name: "张三" });
    const made = await value(city.call(peopleRoutes.createOfficePerson, { body }));
    expect(made).toMatchObject({ username: "zhang.san", name: "张三", phone: body.phone, hasPassword: false, canEdit: true, orgPath: BAISHAMEN_PATH });
    expect(made.changes.map(({ label, byName, lines }) => [label, byName, lines])).toEqual([["新增账号", "吴海波", ["岗位：白沙门污水处理厂 门岗"]]]);
    await test.settle();
    expect(texts(body.phone)).toEqual([expect.stringContaining("账号已开通。用手机验证码登录并设置密码")]);
    expect(await refusalOf(test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username: "zhang.san", password: "x" } }))).toBe(
      "CREDENTIALS_WRONG",
    );
    const session = await value(logInByPhone(body.phone));
    expect(session.me).toMatchObject({ username: "zhang.san", grants: [{ role: "FACILITY_STAFF", orgPath: BAISHAMEN_PATH }] });
    await value(withToken(session.token).call(sessionRoutes.setPassword, { body: { requestId: newRequestId() as RequestId, newPassword: "Jinse-hupo-739" } }));
    expect(await refusalOf(test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username: "Zhang.San", password: "Jinse-hupo-739" } }))).toBe("OK");
  });

  it("R2 sent twice, also at once, it makes one", async () => {
    const body = person("li.si", [postOf("org-baishamen", "gate")]);
    const answers = await Promise.all([1, 2, 3].map(() => city.call(peopleRoutes.createOfficePerson, { body })));
    answers.push(await city.call(peopleRoutes.createOfficePerson, { body }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await list(city)).map(({ username }) => username)).toEqual(["li.si"]);
    expect(await refusalOf(city.call(peopleRoutes.createOfficePerson, { body: { ...body, name: "别人" } }))).toBe("REQUEST_ID_REUSED");
  });

  it("a user name and a phone belong to one, also when two offices give them in the same moment", async () => {
    const phone = aPhone();
    const codes = await Promise.all([
      refusalOf(create(city, "wang.wu", [postOf("org-haikou", "admin")], { phone })),
      refusalOf(create(platform, "zhao.liu", [postOf("org-sanya", "admin")], { phone })),
    ]);
    expect(codes.sort()).toEqual(["OK", "PHONE_TAKEN"]);
    const taken = (await list(platform))[0]?.username ?? "";
    expect(await refusalOf(create(platform, taken, [postOf("org-sanya", "admin")]))).toBe("USERNAME_TAKEN");
  });

  it.each([
    ["1abc", "用户名为 4-32 位，以字母开头，只用字母、数字、点、横线和下划线"],
    ["张三", "用户名为 4-32 位，以字母开头，只用字母、数字、点、横线和下划线"],
  ])("refuses the user name %s with the rule", async (username, message) => {
    expect(await create(city, username, [postOf("org-haikou", "admin")])).toMatchObject({ refusal: { fields: [{ path: "body.username", message }] } });
  });

  it("R12 nobody hands out more than they have, nor outside their range", async () => {
    expect(await refusalOf(create(facility, "up.one", [postOf("org-haikou", "admin")]))).toBe("POST_UNKNOWN");
    expect(await refusalOf(create(city, "up.two", [postOf("org-hainan", "admin")]))).toBe("POST_UNKNOWN");
    expect(await refusalOf(create(city, "up.three", [postOf("org-sanya", "admin")]))).toBe("POST_UNKNOWN");
    expect(await refusalOf(create(city, "up.four", [postOf("org-nowhere", "admin")]))).toBe("POST_UNKNOWN");
    const clerk = await test.as({ grants: [{ ...grantAt("CUSTOM", "CN/46/4601"), roleId: "role-clerk" }], name: "文员" });
    await test.store.transact([
      {
        kind: "put",
        tag: "role",
        item: {
          pk: "ROLE#role-clerk",
          sk: "PROFILE",
          roleId: "role-clerk",
          name: "文员",
          description: "",
          permissions: ["people.read", "people.edit"],
          posts: 0,
          version: 1,
        },
      },
    ]);
    expect(await refusalOf(create(clerk, "up.five", [postOf("org-haikou", "admin")]))).toBe("HAND_OUT_TOO_MUCH");
    await value(create(city, "haikou.two", [postOf("org-haikou", "admin")]));
    const stronger = await value(detail(clerk, "haikou.two"));
    expect([stronger.canEdit, stronger.phone]).toEqual([false, stronger.phoneMasked]);
    expect(await refusalOf(edit(clerk, { ...stronger, phone: aPhone() }, {}))).toBe("PERSON_TOO_POWERFUL");
    expect(await refusalOf(setStatus(clerk, "haikou.two", "DISABLED"))).toBe("PERSON_TOO_POWERFUL");
  });
});

describe("changing somebody", () => {
  beforeEach(everybody);

  it("R5 the second of two editors is told who changed what, and loses nothing", async () => {
    const seen = await value(detail(city, "baishamen.gate"));
    await value(edit(facility, seen, { landline: "0898-66123456", posts: [postOf("org-baishamen", "gate"), postOf("org-baishamen", "admin")] }));
    const second = await edit(city, seen, { email: "gate@example.gov.cn" });
    expect(second).toMatchObject({
      refusal: {
        code: "PERSON_CHANGED",
        status: 409,
        message: "「王芳」于 2026-03-07 09:00 刚修改过这个人（固定电话、岗位）。您填写的内容还在，请看过最新内容再保存。",
      },
    });
    const now = await value(detail(city, "baishamen.gate"));
    expect(now).toMatchObject({ landline: "0898-66123456", email: "", posts: [{ postName: "门岗" }, { postName: "设施管理员" }] });
    await value(edit(city, now, { email: "gate@example.gov.cn" }));
    expect((await eventsOf("baishamen.gate")).map(({ eventType, payload }) => [eventType, payload["orgPath"], payload["fields"]]).slice(1)).toEqual([
      [
        "ACCOUNT_EDITED",
        BAISHAMEN_PATH,
        [
          { label: "固定电话", before: "（空）", after: expect.stringContaining("*") },
          { label: "岗位", before: "白沙门污水处理厂 门岗", after: "白沙门污水处理厂 门岗、白沙门污水处理厂 设施管理员" },
        ],
      ],
      ["ACCOUNT_EDITED", BAISHAMEN_PATH, [{ label: "邮箱", before: "（空）", after: "g***@example.gov.cn" }]],
    ]);
  });

  it("a phone that moves opens the account from then on; the old one is told and opens nothing", async () => {
    const seen = await value(detail(city, "baishamen.gate"));
    const phone = aPhone();
    await value(edit(city, seen, { phone }));
    await test.settle();
    expect(texts(seen.phone).at(-1)).toContain("登记手机号已更换");
    expect((await logInByPhone(phone)).ok).toBe(true);
    expect(await refusalOf(edit(city, await value(detail(city, "baishamen.one")), { phone }))).toBe("PHONE_TAKEN");
  });

  it("R13 whoever had the account before has it no more: not by a session, not by WeChat, and not by the password when the name is another's too", async () => {
    const account = { username: "haikou.before", displayName: "老吴", phone: "13900000021", password: PASSWORD, grants: [grantAt("CITY_ADMIN", "CN/46/4601")] };
    await test.addAccount(account);
    const byPassword = () => test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username: account.username, password: PASSWORD } });
    const wechat = async () => {
      const code = test.sandbox.codes.issue({ appId: test.sandbox.apps.miniProgram.appId, personId: "wang-mengang", scope: "" });
      return withToken((await value(test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code } }))).token);
    };
    const bind = async (client: ApiClient) => value(client.call(sessionRoutes.bindStaffAccount, { body: { username: account.username, password: PASSWORD } }));
    const isOver = async (client: ApiClient) => refusalOf(client.call(sessionRoutes.getMe, {}));
    const desk = withToken((await value(byPassword())).token);
    const phone = withToken((await bind(await wechat())).token);
    // Another number of the same person: they log in and bind again.
    const moved = await value(edit(platform, await value(detail(platform, account.username)), { phone: aPhone() }));
    expect([await isOver(desk), await isOver(phone), moved.isWechatBound, moved.hasPassword]).toEqual(["SESSION_EXPIRED", "SESSION_EXPIRED", false, true]);
    expect((await value((await wechat()).call(sessionRoutes.getMe, {}))).username).toBeUndefined();
    expect((await byPassword()).ok).toBe(true);
    // Somebody else's name and number.
    const successor = await value(edit(platform, moved, { name: "小李", phone: aPhone() }));
    expect([successor.hasPassword, await refusalOf(byPassword())]).toEqual([false, "CREDENTIALS_WRONG"]);
    expect((await logInByPhone(successor.phone)).ok).toBe(true);
  });

  it("a post taken away ends its rights with the next request, the last one cannot go", async () => {
    const both = [postOf("org-baishamen", "gate"), postOf("org-baishamen", "admin")];
    const seen = await value(edit(city, await value(detail(city, "baishamen.gate")), { posts: both }));
    const session = await value(logInByPhone(seen.phone));
    const me = withToken(session.token);
    expect(await refusalOf(me.call(peopleRoutes.listPeople, {}))).toBe("OK");
    const left = await value(edit(city, seen, { posts: [both[0]] }));
    expect(await refusalOf(me.call(peopleRoutes.listPeople, {}))).toBe("FORBIDDEN");
    expect(await refusalOf(edit(city, left, { posts: [] }))).toBe("POSTS_NEEDED");
  });

  it("a session works in one of two posts, and everything follows it", async () => {
    const seen = await value(detail(platform, "haikou.one"));
    await value(edit(platform, seen, { posts: [postOf("org-haikou", "admin"), postOf("org-hongsha", "admin")] }));
    const session = await value(logInByPhone(seen.phone));
    const me = withToken(session.token);
    expect(session.me.posts?.map(({ postName, orgName }) => [orgName, postName])).toEqual([
      ["海口市生态环境局", "局管理员"],
      ["红沙污水处理厂", "设施管理员"],
    ]);
    expect(await list(me)).toHaveLength(4);
    const narrowed = await value(me.call(sessionRoutes.switchPost, { body: { postId: postOf("org-hongsha", "admin").postId } }));
    expect([narrowed.postId, narrowed.grants.map(({ role }) => role)]).toEqual(["org-hongsha.admin", ["FACILITY_ADMIN"]]);
    expect((await list(me)).map(({ username }) => username)).toEqual(["hongsha.one"]);
    expect(await refusalOf(me.call(sessionRoutes.switchPost, { body: { postId: postOf("org-sanya", "admin").postId } }))).toBe("POST_NOT_HELD");
    await value(me.call(sessionRoutes.switchPost, { body: { postId: null } }));
    expect(await list(me)).toHaveLength(4);
  });
});

describe("disabling, enabling, a cleared password", () => {
  it("R13 a disabled account is refused at every door and in its open sessions; enabled, it begins anew", async () => {
    const { phone } = await value(create(city, "zhang.san", [postOf("org-baishamen", "admin")]));
    const session = await value(logInByPhone(phone));
    const me = withToken(session.token);
    await value(me.call(sessionRoutes.setPassword, { body: { requestId: newRequestId() as RequestId, newPassword: PASSWORD.replace("H", "Zs") } }));
    const password = { username: "zhang.san", password: PASSWORD.replace("H", "Zs") };
    test.clock.advanceMs(120_000);
    const request = newRequestId();
    expect(await value(setStatus(city, "zhang.san", "DISABLED", request))).toMatchObject({ status: "DISABLED", statusLabel: "已停用" });
    expect((await setStatus(city, "zhang.san", "DISABLED", request)).ok).toBe(true);
    expect(await refusalOf(setStatus(city, "zhang.san", "DISABLED"))).toBe("STATUS_UNCHANGED");
    expect(await refusalOf(me.call(sessionRoutes.getMe, {}))).toBe("SESSION_EXPIRED");
    expect(await refusalOf(test.anonymous().call(sessionRoutes.logInWithPassword, { body: password }))).toBe("ACCOUNT_DISABLED");
    expect(await refusalOf(test.anonymous().call(sessionRoutes.logInWithPassword, { body: { ...password, password: "wrong" } }))).toBe("CREDENTIALS_WRONG");
    expect(await refusalOf(logInByPhone(phone))).toBe("ACCOUNT_DISABLED");
    const visitor = await test.as({ personId: "p-zhang" });
    expect(await refusalOf(visitor.call(sessionRoutes.bindStaffAccount, { body: password }))).toBe("ACCOUNT_DISABLED");
    expect(
      await refusalOf(city.call(peopleRoutes.resetPassword, { params: { username: "zhang.san" }, body: { requestId: newRequestId() as RequestId } })),
    ).toBe("PERSON_DISABLED");
    await value(setStatus(city, "zhang.san", "ACTIVE"));
    test.clock.advanceMs(3_600_000);
    expect(await refusalOf(me.call(sessionRoutes.getMe, {}))).toBe("SESSION_EXPIRED");
    expect(await refusalOf(test.anonymous().call(sessionRoutes.logInWithPassword, { body: password }))).toBe("OK");
    expect(
      (await eventsOf("zhang.san")).flatMap(({ eventType, payload }) => (eventType.startsWith("ACCOUNT_") ? [[eventType, payload["remark"]]] : [])),
    ).toEqual([
      ["ACCOUNT_CREATED", undefined],
      ["ACCOUNT_DISABLED", "调离本单位"],
      ["ACCOUNT_ENABLED", "调离本单位"],
    ]);
  });

  it("R13 a cleared password opens nothing, its sessions are over, and the holder is told by SMS", async () => {
    await test.addAccount({ username: "haikou.old", password: PASSWORD, displayName: "老吴", phone: aPhone(), grants: [grantAt("CITY_ADMIN", "CN/46/4601")] });
    const session = await value(test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username: "haikou.old", password: PASSWORD } }));
    const { phone, hasPassword } = await value(
      city.call(peopleRoutes.resetPassword, { params: { username: "haikou.old" }, body: { requestId: newRequestId() as RequestId } }),
    );
    expect(hasPassword).toBe(false);
    expect(await refusalOf(withToken(session.token).call(sessionRoutes.getMe, {}))).toBe("SESSION_EXPIRED");
    expect(await refusalOf(test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username: "haikou.old", password: PASSWORD } }))).toBe(
      "CREDENTIALS_WRONG",
    );
    await test.settle();
    expect(texts(phone)).toEqual([expect.stringContaining("登录密码已清除。用手机验证码登录并设置新密码")]);
  });

  it("nobody disables themselves or clears their own password", async () => {
    await test.addAccount({ username: "own", password: PASSWORD, displayName: "自己", phone: aPhone(), grants: [grantAt("CITY_ADMIN", "CN/46/4601")] });
    const own = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "own" });
    expect(await refusalOf(setStatus(own, "own.", "DISABLED"))).toBe("NOT_FOUND");
    const session = await value(test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username: "own", password: PASSWORD } }));
    expect(session.me.accountId).toBe("acc-own");
  });

  it("the last admin of the country stays: two who disable each other at once leave one", async () => {
    for (const username of ["chief.one", "chief.two"]) await value(create(platform, username, [postOf("org-cn", "admin")]));
    const codes = await Promise.all([refusalOf(setStatus(platform, "chief.one", "DISABLED")), refusalOf(setStatus(platform, "chief.two", "DISABLED"))]);
    expect(codes.sort()).toEqual(["LAST_ADMIN", "OK"]);
    const left = (await list(platform, { status: "ACTIVE" }))[0] as OfficePerson;
    expect(await refusalOf(edit(platform, await value(detail(platform, left.username)), { posts: [postOf("org-haikou", "admin")] }))).toBe("LAST_ADMIN");
  });
});
