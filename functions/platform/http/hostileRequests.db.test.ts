import { connect } from "node:net";
import { ErrorBody } from "@app/contract/kernel/errors";
import { routeList } from "@app/contract/routes";
import { ask, faultsOf, HOSTILE_VALUES, namesOf } from "../../testing/routeRequests";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { aFacility, aSlot, BAISHAMEN_PATH, putItems } from "../../testing/visitBuilders";

const JSON_TYPE = { "content-type": "application/json" };
const LOG_IN = "/api/sessions/password";
let test: TestProduct;
let visitor: Record<string, string>;
beforeAll(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), aSlot()]);
  visitor = { authorization: `Bearer ${await test.token({ personId: "p-lin" })}` };
});
afterAll(() => test.stop());

function codeOf(text: string): string {
  return ErrorBody.parse(JSON.parse(text)).code;
}

describe("R11 what is no request of ours", () => {
  const cases: readonly [string, { method?: string; url?: string; headers?: Record<string, string>; payload?: string | Buffer }, number, string][] = [
    ["an unknown route", { method: "GET", url: "/api/nothing" }, 404, "ROUTE_UNKNOWN"],
    ["an unknown method of a known route", { method: "PUT" }, 404, "ROUTE_UNKNOWN"],
    ["a path outside", { method: "GET", url: "/api/../../etc/passwd" }, 404, "ROUTE_UNKNOWN"],
    ["a path with half an escape", { method: "GET", url: "/api/visits/bookings/%E4%B" }, 404, "ROUTE_UNKNOWN"],
    ["a path of bytes that are no text", { method: "GET", url: "/api/visits/facilities/%ff%fe" }, 404, "ROUTE_UNKNOWN"],
    ["an id longer than any address", { method: "GET", url: `/api/visits/facilities/${"x".repeat(2000)}` }, 404, "ROUTE_UNKNOWN"],
    ["an id with NUL", { method: "GET", url: "/api/visits/facilities/%00" }, 400, "INPUT_INVALID"],
    ["a parameter given twice", { method: "GET", url: "/api/visits/facilities?cityCode=4601&cityCode=4602" }, 400, "INPUT_INVALID"],
    ["a parameter named __proto__", { method: "GET", url: "/api/visits/facilities?__proto__=1" }, 400, "INPUT_INVALID"],
    ["a limit of zero", { method: "GET", url: "/api/visits/facilities?limit=0" }, 400, "INPUT_INVALID"],
    ["a limit beyond any page", { method: "GET", url: "/api/visits/facilities?limit=1e9" }, 400, "INPUT_INVALID"],
    ["a made-up cursor", { method: "GET", url: "/api/visits/facilities?cursor=o99999999" }, 400, "CURSOR_INVALID"],
    ["JSON cut short", { headers: JSON_TYPE, payload: '{"username":' }, 400, "BODY_NOT_JSON"],
    ["a body that is empty", { headers: JSON_TYPE, payload: "" }, 400, "BODY_NOT_JSON"],
    ["bytes that are no UTF-8", { headers: JSON_TYPE, payload: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) }, 400, "BODY_NOT_JSON"],
    ["a member named __proto__", { headers: JSON_TYPE, payload: '{"__proto__":{"admin":true}}' }, 400, "BODY_NOT_JSON"],
    ["a member that reaches for a prototype", { headers: JSON_TYPE, payload: '{"constructor":{"prototype":{"admin":true}}}' }, 400, "BODY_NOT_JSON"],
    ["a list for an object", { headers: JSON_TYPE, payload: "[]" }, 400, "INPUT_INVALID"],
    ["a number for an object", { headers: JSON_TYPE, payload: "7" }, 400, "INPUT_INVALID"],
    ["100 000 brackets", { headers: JSON_TYPE, payload: "[".repeat(100_000) + "]".repeat(100_000) }, 400, "INPUT_INVALID"],
    ["a form", { headers: { "content-type": "application/x-www-form-urlencoded" }, payload: "username=a&password=b" }, 415, "MEDIA_TYPE_UNSUPPORTED"],
    ["plain text", { headers: { "content-type": "text/plain" }, payload: "{}" }, 415, "MEDIA_TYPE_UNSUPPORTED"],
    ["a type that is none", { headers: { "content-type": "x" }, payload: "{}" }, 415, "MEDIA_TYPE_UNSUPPORTED"],
    ["300 KB", { headers: JSON_TYPE, payload: JSON.stringify({ username: "x".repeat(300_000) }) }, 413, "BODY_TOO_LARGE"],
    ["an announced 10 MB", { headers: { ...JSON_TYPE, "content-length": "10000000" }, payload: "{" }, 413, "BODY_TOO_LARGE"],
  ];
  it.each(cases)("%s", async (_, request, status, code) => {
    const answer = await ask(test, { method: "POST", url: LOG_IN, ...request });
    expect({ status: answer.status, code: codeOf(answer.text), faults: faultsOf(answer) }).toEqual({ status, code, faults: [] });
  });

  it.each([
    ["a session that is no token", "Bearer '; DROP TABLE items", "SESSION_MISSING"],
    ["a session of another kind", "Basic YWRtaW46YWRtaW4=", "SESSION_MISSING"],
    ["a session that nobody has", `Bearer ${"A".repeat(43)}`, "SESSION_EXPIRED"],
    ["a session as long as a page", `Bearer ${"A".repeat(8000)}`, "SESSION_MISSING"],
  ])("%s", async (_, authorization, code) => {
    const answer = await ask(test, { method: "GET", url: "/api/sessions/current", headers: { authorization } });
    expect([answer.status, codeOf(answer.text)]).toEqual([401, code]);
  });

  it.each([
    ["headers without end", `GET /healthz HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(40_000)}\r\n\r\n`, 431],
    ["no HTTP at all", "hello\r\n\r\n", 400],
    ["a length that is no number", "POST /api/sessions/password HTTP/1.1\r\nhost: a\r\ncontent-length: many\r\n\r\n", 400],
    ["two lengths", "POST /api/sessions/password HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}", 400],
  ])("%s", async (_, bytes, status) => {
    const text = await overSocket(bytes);
    expect(Number(text.slice(9, 12))).toBe(status);
    expect(faultsOf({ status, text: text.slice(text.indexOf("\r\n\r\n") + 4) })).toEqual([]);
  });

  it("10 MB that are really sent are refused before they are read, and the server goes on", async () => {
    const before = process.memoryUsage().rss;
    const outcome = await ask(test, { method: "POST", url: LOG_IN, headers: JSON_TYPE, payload: Buffer.alloc(10_000_000, "x") }).catch(
      (error: NodeJS.ErrnoException) => error.code,
    );
    // The server hangs up on what it will not read; the answer may come before or after the sender notices.
    if (typeof outcome === "object") expect(outcome.status).toBe(413);
    else expect(["EPIPE", "ECONNRESET"]).toContain(outcome);
    expect((await ask(test, { method: "GET", url: "/healthz" })).status).toBe(200);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it("statistics of the last year of the calendar and of all time take no longer than others", async () => {
    const admin = { authorization: `Bearer ${await test.token({ grants: [grantAt("PLATFORM_ADMIN", "CN")] })}` };
    const range = async (query: string): Promise<unknown> => {
      const { status, text } = await ask(test, { method: "GET", url: `/api/statistics/visits?${query}`, headers: admin });
      const { from, to } = JSON.parse(text) as { from?: string; to?: string };
      return [status, from, to];
    };
    expect(await range("to=9999-12-31")).toEqual([200, "9999-01-01", "9999-12-31"]);
    expect(await range("from=0001-01-01")).toEqual([200, "0001-01-01", "0011-12-31"]);
    expect(await range("from=2024-05-06")).toEqual([200, "2024-05-06", "2026-12-31"]);
    expect(await range("from=2027-05-06")).toEqual([200, "2027-05-06", "2027-12-31"]);
  });
});

it("says all problems of a form at once, each at its field with its sentence", async () => {
  const payload = JSON.stringify({
    requestId: "short",
    slotId: aSlot().slotId,
    contactName: "林",
    contactPhone: "1390000",
    heads: 7,
    safetyNoticeAccepted: false,
    price: 0,
  });
  const answer = await ask(test, { method: "POST", url: "/api/visits/bookings", headers: { ...visitor, ...JSON_TYPE }, payload });
  expect(answer.status).toBe(400);
  const { code, message, fields } = ErrorBody.parse(JSON.parse(answer.text));
  expect({ code, message, fields }).toEqual({
    code: "INPUT_INVALID",
    message: "有些内容填写得不对，请按提示修改后再提交。",
    fields: [
      { path: "body.requestId", message: "requestId 应为 16-64 位字母、数字、下划线或短横线" },
      { path: "body.contactName", message: "请填写联系人姓名（至少 2 个字）" },
      { path: "body.contactPhone", message: "手机号应为 11 位数字，请检查" },
      { path: "body.heads", message: "家庭预约最多 6 人，人数更多请改用团队预约" },
      { path: "body.safetyNoticeAccepted", message: "请先阅读并同意参观安全须知" },
      { path: "body.price", message: "这一项不被接受，请去掉后重试" },
    ],
  });
});

describe("T37 a field that the route does not name is refused, whatever it is called", () => {
  const MODEL_FIELDS = [
    "status",
    "headsEntered",
    "headsLeft",
    "capacityHeads",
    "personId",
    "accountId",
    "orgPath",
    "facilityId",
    "cityCode",
    "role",
    "grants",
    "permissions",
    "version",
    "price",
    "confirmBy",
    "expiresAt",
    "pk",
    "sk",
    "index1",
    "history",
    "code",
    "staffUsername",
    "passwordHash",
    "actor",
    "now",
  ];

  it.each(routeList.flatMap((route) => (route.body === undefined ? [] : [[route.id, route] as const])))("%s", async (_, route) => {
    // Who may call everything, so that the field is refused and not the caller.
    const grants = [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH), grantAt("PROVINCE_ADMIN", "CN/46"), grantAt("PLATFORM_ADMIN", "CN")];
    const headers = { ...JSON_TYPE, authorization: `Bearer ${await test.token({ personId: "p-wang", grants })}` };
    const foreign = MODEL_FIELDS.filter((name) => route.body !== undefined && !namesOf(route.body).includes(name));
    const url = route.path.replace(/\{\w+\}/g, "x");
    const payload = JSON.stringify({ requestId: newRequestId(), ...Object.fromEntries(foreign.map((name) => [name, "x"])) });
    const answer = await ask(test, { method: route.method, url, headers, payload });
    const { code, fields } = ErrorBody.parse(JSON.parse(answer.text));
    expect(code).toBe("INPUT_INVALID");
    const refused = fields.filter((field) => field.message === "这一项不被接受，请去掉后重试").map((field) => field.path);
    expect(refused).toEqual(expect.arrayContaining(foreign.map((name) => `body.${name}`)));
  });
});

it("T40 hostile texts in every header a client may send", async () => {
  for (const name of ["accept", "content-type", "authorization", "cookie", "x-forwarded-for", "origin", "user-agent", "if-none-match", "accept-language"]) {
    for (const value of HOSTILE_VALUES) {
      // What no header can carry never leaves the client.
      const text = String(typeof value === "object" ? JSON.stringify(value) : value)
        .replace(/[^\x20-\x7e]/g, "?")
        .slice(0, 6000);
      const answer = await ask(test, { method: "GET", url: "/api/sessions/current", headers: { [name]: text } });
      expect(faultsOf(answer)).toEqual([]);
    }
  }
});

function overSocket(bytes: string): Promise<string> {
  const { port } = new URL(test.baseUrl);
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(bytes));
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => (text += chunk));
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
  });
}

it("stops at once beside a connection that never asked anything", async () => {
  const other = await startTestProduct();
  const { port } = new URL(other.baseUrl);
  const silent = connect(Number(port), "127.0.0.1");
  await new Promise((resolve) => silent.once("connect", resolve));
  const closed = new Promise((resolve) => silent.once("close", resolve));
  await other.stop();
  await closed;
}, 10_000);
