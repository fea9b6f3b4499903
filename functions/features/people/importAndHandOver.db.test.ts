import type { ApiClient, CallRefusal } from "@app/contract/kernel/apiClient";
import type { RequestId } from "@app/contract/kernel/ids";
import type { Result } from "@app/contract/kernel/result";
import { mayAt } from "@app/contract/kernel/actor";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { PERMISSIONS, ROLE_PERMISSIONS } from "@app/contract/organizations/roles";
import { peopleRoutes } from "@app/contract/people/people.routes";
import { IMPORT_CHUNK_ROWS, type ImportRow, type RefusedRow } from "@app/contract/people/peopleImport.schema";
import type { ChosenPost } from "@app/contract/people/officePerson.schema";
import { listPostHolders } from "../organizations/public";
import { getAccount, grantsOf } from "../sessions/public";
import { download } from "../../testing/download";
import { anOrganization, postOf } from "../../testing/peopleBuilders";
import { readWorkbook, tableOf } from "../../testing/readWorkbook";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { BAISHAMEN_PATH, HONGSHA_PATH } from "../../testing/visitBuilders";

let test: TestProduct;
let city: ApiClient;
let platform: ApiClient;
beforeEach(async () => {
  test = await startTestProduct();
  await anOrganization(test.store, "org-haikou", "海口市生态环境局", "CN/46/4601");
  await anOrganization(test.store, "org-baishamen", "白沙门污水处理厂", BAISHAMEN_PATH, "FACILITY");
  await anOrganization(test.store, "org-hongsha", "红沙污水处理厂", HONGSHA_PATH, "FACILITY");
  city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
  platform = await test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "平台" });
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
const row = (rowNumber: number, changes: Partial<ImportRow> = {}): ImportRow => ({
  rowNumber,
  username: `user.${String(rowNumber).padStart(4, "0")}`,
  name: "张三",
  phone: `1370000${String(rowNumber).padStart(4, "0")}`,
  organization: "白沙门污水处理厂",
  posts: "门岗",
  landline: "",
  email: "",
  ...changes,
});
const take = (client: ApiClient, rows: ImportRow[], requestId = newRequestId()) =>
  client.call(peopleRoutes.importPeople, { body: { requestId: requestId as RequestId, rows } });
async function usernames(client: ApiClient): Promise<string[]> {
  return (await value(client.call(peopleRoutes.listPeople, { query: { limit: 100 } }))).items.map(({ username }) => username).sort();
}
async function problemFile(rows: readonly (ImportRow & { readonly reason: string })[]) {
  const token = await test.token({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
  const answer = await fetch(`${test.baseUrl}/api/people/imports/problems`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ rows }),
  });
  return tableOf(readWorkbook(Buffer.from(await answer.arrayBuffer())));
}
function reasonOf(refused: readonly RefusedRow[], rowNumber: number): string {
  const problems = refused.find((bad) => bad.rowNumber === rowNumber)?.problems ?? [];
  return problems.map(({ head, sentence }) => `${head}：${sentence}`).join("；");
}
const create = (username: string, posts: ChosenPost[], phone: string) =>
  value(
    platform.call(peopleRoutes.createOfficePerson, {
      body: { requestId: newRequestId() as RequestId, username, name: `${username}同志`, phone, landline: "", email: "", posts },
    }),
  );

describe("importing a list", () => {
  it("R2 three bad rows of fifty: the good ones are taken, the bad ones named with their reasons, and sent twice nobody is there twice", async () => {
    await create("taken.one", [postOf("org-baishamen", "admin")], "13700009999");
    // A post takes forty people at most, so they are of two.
    const rows = Array.from({ length: 50 }, (_, n) => row(5 + n, n % 2 === 0 ? {} : { posts: "设施管理员" }));
    rows[3] = row(8, { phone: "12345" });
    rows[10] = row(15, { username: "taken.one", phone: "13700009999" });
    rows[20] = row(25, { organization: "红沙污水处理厂" });
    const refused = [
      { rowNumber: 8, problems: [{ column: "phone", head: "手机", sentence: "手机号应为 11 位数字，请检查" }] },
      {
        rowNumber: 15,
        problems: [
          { column: "username", head: "用户名", sentence: "平台上已有人使用这个用户名，请换一个" },
          { column: "phone", head: "手机", sentence: "这个手机号已登记在另一个账号上，请核对" },
        ],
      },
      { rowNumber: 25, problems: [{ column: "organization", head: "单位", sentence: "您的管理范围内没有「红沙污水处理厂」，请从模板的下拉框选择" }] },
    ];
    expect(await value(city.call(peopleRoutes.checkImport, { body: { rows } }))).toEqual({ refused });
    expect(await usernames(city)).toEqual(["taken.one"]);
    const requestId = newRequestId();
    const first = await value(take(city, rows, requestId));
    expect(first.refused).toEqual(refused);
    expect(first.taken).toHaveLength(47);
    expect(await value(take(city, rows, requestId))).toEqual(first);
    expect(await usernames(city)).toHaveLength(48);
    // The whole file once more, as another sending.
    expect(await value(take(city, rows))).toMatchObject({ taken: [] });
    expect(await usernames(city)).toHaveLength(48);
    expect(await listPostHolders(test.store, "org-baishamen.gate")).toHaveLength(23);
  });

  it.each<[string, Partial<ImportRow>, string, string]>([
    ["a user name that begins with a digit", { username: "1abc" }, "用户名", "用户名为 4-32 位，以字母开头，只用字母、数字、点、横线和下划线"],
    ["no name", { name: "" }, "姓名", "没有填写"],
    ["a phone that a spreadsheet spoilt", { phone: "1.38E+10" }, "手机", "手机号应为 11 位数字，请检查"],
    ["no organisation", { organization: " " }, "单位", "没有填写"],
    ["an unknown post", { posts: "厂长" }, "岗位", "「白沙门污水处理厂」没有岗位「厂长」，现有岗位：设施管理员、门岗"],
    ["no post", { posts: "" }, "岗位", "没有填写"],
    ["an e-mail that is none", { email: "a@b" }, "邮箱", "邮箱格式不正确，请检查"],
    ["a name that would be a formula", { name: "=" }, "姓名", "姓名至少 2 个字"],
  ])("%s is said with row, column and sentence", async (_, changes, head, sentence) => {
    const { refused } = await value(city.call(peopleRoutes.checkImport, { body: { rows: [row(7, changes)] } }));
    expect(refused).toMatchObject([{ rowNumber: 7, problems: [{ head, sentence }] }]);
  });

  it("R2 three bad rows of five hundred, in chunks of fifty: 497 are taken, three come back as a file with their reasons", async () => {
    const facilities = Array.from({ length: 7 }, (_, n) => ({ id: `org-site-${n}`, name: `测试污水处理厂${n + 1}`, path: `CN/46/4601/460108/f-site-${n}` }));
    for (const { id, name, path } of facilities) await anOrganization(test.store, id, name, path, "FACILITY");
    // A post takes forty people at most.
    const rows = Array.from({ length: 500 }, (_, n) =>
      row(5 + n, { organization: facilities[n % 7]?.name ?? "", posts: Math.floor(n / 7) % 2 === 0 ? "门岗" : "设施管理员" }),
    );
    rows[120] = { ...(rows[120] as ImportRow), phone: "1370000" };
    rows[300] = { ...(rows[300] as ImportRow), organization: "没有这家单位" };
    rows[499] = { ...(rows[499] as ImportRow), username: "9zhang" };
    const chunks = Array.from({ length: 10 }, (_, n) => rows.slice(n * IMPORT_CHUNK_ROWS, (n + 1) * IMPORT_CHUNK_ROWS));
    const refused: RefusedRow[] = [];
    let taken = 0;
    for (const chunk of chunks) refused.push(...(await value(city.call(peopleRoutes.checkImport, { body: { rows: chunk } }))).refused);
    expect(refused.map(({ rowNumber }) => rowNumber)).toEqual([125, 305, 504]);
    const isBad = (rowNumber: number): boolean => refused.some((bad) => bad.rowNumber === rowNumber);
    for (const chunk of chunks) {
      const done = await value(
        take(
          city,
          chunk.filter(({ rowNumber }) => !isBad(rowNumber)),
        ),
      );
      expect(done.refused).toEqual([]);
      taken += done.taken.length;
    }
    expect(taken).toBe(497);
    const bad = rows.filter(({ rowNumber }) => isBad(rowNumber)).map((each) => ({ ...each, reason: reasonOf(refused, each.rowNumber) }));
    expect((await problemFile(bad)).slice(1).map((cells) => [cells[0], cells[7]])).toEqual([
      ["user.0125", expect.stringContaining("手机")],
      ["user.0305", expect.stringContaining("单位")],
      ["9zhang", expect.stringContaining("用户名")],
    ]);
  });

  it("twice in one sending: the later row is told of the first, and several posts stand with 、 between", async () => {
    const rows = [row(5, { posts: "门岗、设施管理员", phone: "137 0000 0005" }), row(6, { username: "USER.0005" }), row(7, { phone: "13700000005" })];
    expect(await value(take(city, rows))).toMatchObject({
      taken: [{ rowNumber: 5, username: "user.0005" }],
      refused: [
        { rowNumber: 6, problems: [{ sentence: "和第 5 行的用户名重复" }] },
        { rowNumber: 7, problems: [{ column: "phone" }] },
      ],
    });
    expect((await value(city.call(peopleRoutes.getOfficePerson, { params: { username: "user.0005" } }))).posts.map(({ postName }) => postName)).toEqual([
      "门岗",
      "设施管理员",
    ]);
  });

  it("R12 a row reaches no organisation outside the range, and nothing more than may be handed out", async () => {
    const facility = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
    const answer = await value(take(facility, [row(5), row(6, { organization: "海口市生态环境局", posts: "局管理员" })]));
    expect(answer).toMatchObject({ taken: [{ rowNumber: 5 }], refused: [{ rowNumber: 6, problems: [{ column: "organization" }] }] });
  });

  it("the template offers one's own organisations and posts; refused rows come back in the same form with their reasons", async () => {
    const token = await test.token({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
    const template = await download(test, token, "/api/people/imports/template");
    expect(template.table).toEqual([["用户名", "姓名", "手机", "单位", "岗位", "固定电话", "邮箱"]]);
    expect(await problemFile([{ ...row(8, { phone: "12345" }), reason: "手机：手机号应为 11 位数字，请检查" }])).toEqual([
      ["用户名", "姓名", "手机", "单位", "岗位", "固定电话", "邮箱", "没有导入的原因"],
      ["user.0008", "张三", "12345", "白沙门污水处理厂", "门岗", "", "", "手机：手机号应为 11 位数字，请检查"],
    ]);
  });
});

describe("what somebody may do, and why", () => {
  it("each permission names its post, role and place, and is what a session decides by", async () => {
    await create("two.posts", [postOf("org-baishamen", "gate"), postOf("org-hongsha", "admin")], "13700000001");
    const rights = await value(platform.call(peopleRoutes.getPersonRights, { params: { username: "two.posts" } }));
    expect(rights.rights.find(({ permission }) => permission === "checkIns.record")?.sources).toEqual([
      {
        organization: "白沙门污水处理厂",
        post: "门岗",
        role: "FACILITY_STAFF",
        roleLabel: "设施工作人员",
        place: BAISHAMEN_PATH,
        placeName: "白沙门污水处理厂",
        categories: [],
      },
      {
        organization: "红沙污水处理厂",
        post: "设施管理员",
        role: "FACILITY_ADMIN",
        roleLabel: "开放单位管理员",
        place: HONGSHA_PATH,
        placeName: "红沙污水处理厂",
        categories: [],
      },
    ]);
    const actor = { kind: "USER" as const, id: "x", name: "x", grants: grantsOf((await getAccount(test.store, "two.posts"))?.grants ?? []) };
    for (const place of [BAISHAMEN_PATH, HONGSHA_PATH] as OrgPath[]) {
      const said = rights.rights.filter(({ sources }) => sources.some((source) => source.place === place)).map(({ permission }) => permission);
      expect(said).toEqual(PERMISSIONS.filter((permission) => mayAt(actor, permission, place)));
    }
    expect(new Set(rights.rights.map(({ permission }) => permission))).toEqual(new Set(ROLE_PERMISSIONS.FACILITY_ADMIN));
  });

  it("R12 who has a permission at a place: those in one's range by name, those above counted, the disabled not at all", async () => {
    await create("city.one", [postOf("org-haikou", "admin")], "13700000001");
    await create("facility.one", [postOf("org-baishamen", "admin")], "13700000002");
    await create("gate.one", [postOf("org-baishamen", "gate")], "13700000003");
    const ask = (client: ApiClient) =>
      value(client.call(peopleRoutes.listPermissionHolders, { query: { permission: "people.edit", orgPath: BAISHAMEN_PATH } }));
    expect((await ask(city)).holders.map(({ username, post }) => [username, post])).toEqual([
      ["city.one", "局管理员"],
      ["facility.one", "设施管理员"],
    ]);
    const facility = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
    expect(await ask(facility)).toMatchObject({ holders: [{ username: "facility.one" }], outsideRange: 1, hasMore: false });
    const body = { requestId: newRequestId() as RequestId, status: "DISABLED" as const, remark: "离岗" };
    await value(city.call(peopleRoutes.setOfficePersonStatus, { params: { username: "facility.one" }, body }));
    expect((await ask(city)).holders.map(({ username }) => username)).toEqual(["city.one"]);
    expect(await refusalOf(city.call(peopleRoutes.listPermissionHolders, { query: { permission: "people.edit", orgPath: HONGSHA_PATH } }))).toBe("NOT_FOUND");
  });
});

describe("handing over", () => {
  const handOver = (client: ApiClient, from: string, to: string, requestId = newRequestId(), disableAfterwards = true) =>
    client.call(peopleRoutes.handOverWork, {
      params: { username: from },
      body: { requestId: requestId as RequestId, toUsername: to, disableAfterwards, remark: "调离" },
    });

  beforeEach(async () => {
    await create("leaver", [postOf("org-baishamen", "admin"), postOf("org-baishamen", "gate")], "13700000001");
    await create("stays", [postOf("org-baishamen", "gate")], "13700000002");
    await create("outside", [postOf("org-hongsha", "admin")], "13700000003");
    await test.settle();
  });

  it("R2 posts move, the leaver is disabled, both are told, and asked again it happens once", async () => {
    expect(await value(city.call(peopleRoutes.getOpenWork, { params: { username: "leaver" } }))).toEqual({
      kinds: [
        {
          kind: "POSTS",
          label: "岗位",
          hasMore: false,
          items: [
            { id: "org-baishamen.admin", title: "白沙门污水处理厂 设施管理员" },
            { id: "org-baishamen.gate", title: "白沙门污水处理厂 门岗" },
          ],
        },
      ],
    });
    const requestId = newRequestId();
    const answers = await Promise.all([1, 2].map(() => handOver(city, "leaver", "stays", requestId)));
    answers.push(await handOver(city, "leaver", "stays", requestId));
    for (const answer of answers) expect(answer).toEqual({ ok: true, value: { moved: [{ label: "岗位", count: 2 }], isDisabled: true } });
    const [leaver, stays] = await Promise.all([getAccount(test.store, "leaver"), getAccount(test.store, "stays")]);
    expect([leaver?.status, leaver?.posts, leaver?.grants]).toEqual(["DISABLED", [], []]);
    expect(stays?.posts.map(({ postName }) => postName)).toEqual(["门岗", "设施管理员"]);
    expect((await listPostHolders(test.store, "org-baishamen.admin")).map(({ username }) => username)).toEqual(["stays"]);
    expect((await listPostHolders(test.store, "org-baishamen.gate")).map(({ username }) => username)).toEqual(["stays"]);
    const gate = await test.store.get({ pk: "ORG#org-baishamen", sk: "POST#org-baishamen.gate" });
    expect(gate?.["holders"]).toBe(1);
    await test.settle();
    const texts = (phone: string) => test.sandbox.inboxes.of(`phone:${phone}`).flatMap((message) => (message.kind === "SMS" ? [message.text] : []));
    expect(texts("13700000001").filter((text) => text.includes("工作已交接"))).toHaveLength(1);
    expect(texts("13700000002").filter((text) => text.includes("接手同事的工作"))).toHaveLength(1);
  });

  it("R12 not to somebody outside one's range, not to oneself, not to a disabled account; nothing moves", async () => {
    expect(await refusalOf(handOver(city, "leaver", "outside"))).toBe("RECEIVER_UNKNOWN");
    expect(await refusalOf(handOver(city, "leaver", "leaver"))).toBe("RECEIVER_IS_LEAVER");
    expect(await refusalOf(handOver(city, "outside", "stays"))).toBe("NOT_FOUND");
    await value(
      city.call(peopleRoutes.setOfficePersonStatus, {
        params: { username: "stays" },
        body: { requestId: newRequestId() as RequestId, status: "DISABLED", remark: "离岗" },
      }),
    );
    expect(await refusalOf(handOver(city, "leaver", "stays"))).toBe("RECEIVER_UNKNOWN");
    expect((await getAccount(test.store, "leaver"))?.posts).toHaveLength(2);
  });

  it("a fault between moving and the end is taken up by the same request", async () => {
    const requestId = newRequestId();
    // The first step alone, as a process that died after it would leave it.
    await value(handOver(city, "leaver", "stays", requestId, false));
    expect((await getAccount(test.store, "leaver"))?.status).toBe("ACTIVE");
    expect(await refusalOf(handOver(city, "leaver", "stays", requestId, true))).toBe("REQUEST_ID_REUSED");
    expect(await value(handOver(city, "leaver", "stays"))).toEqual({ moved: [], isDisabled: true });
  });
});
