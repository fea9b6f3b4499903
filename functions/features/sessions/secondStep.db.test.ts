import { TOTP } from "otpauth";
import { createApiClient, type ApiClient } from "@app/contract/kernel/apiClient";
import { epochMsOf, MINUTE_MS } from "@app/contract/kernel/time";
import { mySessionsRoutes } from "@app/contract/sessions/mySessions.routes";
import { qrLogInRoutes } from "@app/contract/sessions/qrLogIn.routes";
import { secondStepRoutes } from "@app/contract/sessions/secondStep.routes";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { readEvent } from "../../engines/events/event";
import { PARAMETERS_KEY } from "../../engines/settings/parameters";
import { fetchTransport } from "../../testing/fetchTransport";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { accountKey } from "./accountRepository";

const PASSWORD = "guanli@2026";
let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await test.addAccount({ username: "chenjianhua", password: PASSWORD, displayName: "陈建华", grants: [grantAt("PLATFORM_ADMIN", "CN")] });
});
afterEach(() => test.stop());

const withToken = (token: string): ApiClient => createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => token });
const byPassword = (password = PASSWORD) => test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username: "chenjianhua", password } });
const bySecondStep = (ticket: string, code: string) => test.anonymous().call(secondStepRoutes.logInBySecondStep, { body: { ticket, code } });
const codeAt = (secret: string, offsetMs = 0): string => new TOTP({ secret }).generate({ timestamp: epochMsOf(test.clock.now()) + offsetMs });
async function value<T>(answer: Promise<{ ok: true; value: T } | { ok: false; refusal: { code: string } }>): Promise<T> {
  const answered = await answer;
  if (!answered.ok) throw new Error(answered.refusal.code);
  return answered.value;
}
async function refusalOf(answer: Promise<{ ok: boolean; refusal?: { code: string; details?: unknown } }>): Promise<string> {
  const answered = await answer;
  return answered.ok ? "OK" : (answered.refusal?.code ?? "");
}
async function ticketOf(answer: ReturnType<typeof byPassword>): Promise<string> {
  const answered = await answer;
  if (answered.ok) throw new Error("logged in without a second step");
  expect(answered.refusal).toMatchObject({ status: 401, code: "SECOND_STEP_NEEDED", message: "请再输入身份验证器里的 6 位动态码。" });
  return String((answered.refusal.details as { ticket: string }).ticket);
}
async function setUp(): Promise<{ client: ApiClient; secret: string; recoveryCodes: readonly string[] }> {
  const client = withToken((await value(byPassword())).token);
  const { secret } = await value(client.call(secondStepRoutes.beginSecondStep, { body: {} }));
  const { recoveryCodes } = await value(client.call(secondStepRoutes.confirmSecondStep, { body: { code: codeAt(secret) } }));
  test.clock.advanceMs(MINUTE_MS);
  return { client, secret, recoveryCodes };
}
async function visitorOf(personId: string): Promise<ApiClient> {
  const code = test.sandbox.codes.issue({ appId: test.sandbox.apps.miniProgram.appId, personId, scope: "" });
  return withToken((await value(test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code } }))).token);
}
const bindByPassword = (visitor: ApiClient) => visitor.call(sessionRoutes.bindStaffAccount, { body: { username: "chenjianhua", password: PASSWORD } });
async function events(): Promise<string[]> {
  const page = await test.store.query({ index: "primary", pk: "ACCOUNT#chenjianhua", range: { beginsWith: "EVENT#" }, limit: 100 });
  return page.items.flatMap((item) => readEvent(item)?.eventType ?? []);
}

describe("R13 a second step", () => {
  it("is set up with a QR code and a first right code, and then the password alone opens nothing", async () => {
    const client = withToken((await value(byPassword())).token);
    expect(await value(client.call(secondStepRoutes.getSecondStep, {}))).toEqual({ isOn: false, isDemanded: false });
    expect(await refusalOf(client.call(secondStepRoutes.confirmSecondStep, { body: { code: "123456" } }))).toBe("SECOND_STEP_NOT_BEGUN");
    const begun = await value(client.call(secondStepRoutes.beginSecondStep, { body: {} }));
    expect(Buffer.from(begun.qrPngBase64, "base64").subarray(1, 4).toString()).toBe("PNG");
    const wrong = codeAt(begun.secret) === "000000" ? "000001" : "000000";
    expect(await refusalOf(client.call(secondStepRoutes.confirmSecondStep, { body: { code: wrong } }))).toBe("SECOND_STEP_CODE_WRONG");
    const { recoveryCodes } = await value(client.call(secondStepRoutes.confirmSecondStep, { body: { code: codeAt(begun.secret) } }));
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await value(client.call(secondStepRoutes.getSecondStep, {}))).toMatchObject({ isOn: true, recoveryCodesLeft: 10 });
    test.clock.advanceMs(MINUTE_MS);
    const session = await value(bySecondStep(await ticketOf(byPassword()), codeAt(begun.secret)));
    expect(session).toMatchObject({ audience: "BACK_OFFICE", me: { name: "陈建华" } });
    const kept = JSON.stringify(await test.store.scan({ limit: 1000 }));
    for (const secret of [begun.secret, ...recoveryCodes]) expect(kept).not.toContain(secret);
    expect(await events()).toEqual(["LOGGED_IN_BY_PASSWORD", "SECOND_STEP_SET", "LOGGED_IN_BY_PASSWORD"]);
  });

  it("one code opens once, also at the same moment, nor does the one before it any more; a ticket opens once and five minutes long", async () => {
    const { secret } = await setUp();
    const ticket = await ticketOf(byPassword());
    const code = codeAt(secret);
    const answers = await Promise.all([bySecondStep(ticket, code), bySecondStep(ticket, code)]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const next = await ticketOf(byPassword());
    for (const used of [code, codeAt(secret, -30_000)]) expect(await refusalOf(bySecondStep(next, used))).toBe("SECOND_STEP_CODE_WRONG");
    test.clock.advanceMs(5 * MINUTE_MS);
    expect(await refusalOf(bySecondStep(next, codeAt(secret)))).toBe("SECOND_STEP_TICKET_OVER");
    expect(await refusalOf(bySecondStep("x".repeat(43), codeAt(secret)))).toBe("SECOND_STEP_TICKET_OVER");
  });

  it("T38 wrong codes lock the account as wrong passwords do, and the right password in between forgives none of them", async () => {
    const { secret } = await setUp();
    const wrong = codeAt(secret) === "000000" ? "000001" : "000000";
    // The right password is an attempt too, and forgives nothing as long as the second step is missing.
    const ticket = await ticketOf(byPassword());
    for (let time = 0; time < 4; time += 1) expect(await refusalOf(bySecondStep(ticket, wrong))).toBe("SECOND_STEP_CODE_WRONG");
    expect(await refusalOf(bySecondStep(ticket, codeAt(secret)))).toBe("ACCOUNT_LOCKED");
    expect(await refusalOf(byPassword())).toBe("ACCOUNT_LOCKED");
    test.clock.advanceMs(15 * MINUTE_MS);
    expect(await refusalOf(bySecondStep(await ticketOf(byPassword()), codeAt(secret)))).toBe("OK");
  });

  it("R13 T38 whoever has the password alone binds no WeChat with it, and a right password at that form forgives no wrong codes", async () => {
    const { secret } = await setUp();
    const wrong = codeAt(secret) === "000000" ? "000001" : "000000";
    const visitor = await visitorOf("lin-xiaoyan");
    const bind = () => refusalOf(bindByPassword(visitor));
    const ticket = await ticketOf(byPassword());
    for (let time = 0; time < 4; time += 1) {
      expect(await bind()).toBe("BIND_BY_PHONE");
      expect(await refusalOf(bySecondStep(ticket, wrong))).toBe("SECOND_STEP_CODE_WRONG");
    }
    expect(await refusalOf(bySecondStep(ticket, codeAt(secret)))).toBe("ACCOUNT_LOCKED");
  });

  it("R13 R2 a code on the screen that a bound phone confirms does not go around it; asked again, the answer is the same", async () => {
    const phone = withToken((await value(bindByPassword(await visitorOf("wang-mengang")))).token);
    const { secret } = await setUp();
    const asked = await value(test.anonymous().call(qrLogInRoutes.askForQrLogIn, { body: {} }));
    const scanned = new URL(asked.link.replace("/#", "")).searchParams.get("ticket") ?? "";
    await value(phone.call(qrLogInRoutes.decideQrLogIn, { params: { ticket: scanned }, body: { requestId: newRequestId() as never, decision: "CONFIRM" } }));
    const claim = () => test.anonymous().call(qrLogInRoutes.claimQrLogIn, { body: { secret: asked.secret } });
    const ticket = await ticketOf(claim() as never);
    expect(await ticketOf(claim() as never)).toBe(ticket);
    expect(await value(bySecondStep(ticket, codeAt(secret)))).toMatchObject({ audience: "BACK_OFFICE", me: { name: "陈建华" } });
    expect(await value(claim())).toEqual({ status: "EXPIRED" });
  });

  it("a recovery code opens once; new ones end the old, and ask for the password", async () => {
    const { client, recoveryCodes } = await setUp();
    const [first, second] = recoveryCodes as [string, string];
    expect(await refusalOf(bySecondStep(await ticketOf(byPassword()), first.toLowerCase()))).toBe("OK");
    const ticket = await ticketOf(byPassword());
    expect(await refusalOf(bySecondStep(ticket, first))).toBe("SECOND_STEP_CODE_WRONG");
    expect(await value(client.call(secondStepRoutes.getSecondStep, {}))).toMatchObject({ recoveryCodesLeft: 9 });
    expect(await refusalOf(client.call(secondStepRoutes.renewRecoveryCodes, { body: { password: "wrong" } }))).toBe("PASSWORD_WRONG");
    const renewed = await value(client.call(secondStepRoutes.renewRecoveryCodes, { body: { password: PASSWORD } }));
    expect(await refusalOf(bySecondStep(ticket, second))).toBe("SECOND_STEP_CODE_WRONG");
    expect(await refusalOf(bySecondStep(ticket, renewed.recoveryCodes[0] ?? ""))).toBe("OK");
  });

  it("is taken away by its holder with the password alone, or by who keeps the people of its places, which ends all sessions", async () => {
    const { client } = await setUp();
    expect(await refusalOf(client.call(secondStepRoutes.removeSecondStep, { body: { password: "wrong" } }))).toBe("PASSWORD_WRONG");
    expect(await value(client.call(secondStepRoutes.removeSecondStep, { body: { password: PASSWORD } }))).toEqual({ isOn: false, isDemanded: false });
    expect((await byPassword()).ok).toBe(true);
    const again = await setUp();
    const reset = async (grants: ReturnType<typeof grantAt>) =>
      (await test.as({ grants: [grants], name: "平台" })).call(secondStepRoutes.resetSecondStepOf, {
        params: { username: "chenjianhua" },
        body: { requestId: newRequestId() as never, remark: "手机丢失" },
      });
    expect(await refusalOf(reset(grantAt("PROVINCE_ADMIN", "CN/46")))).toBe("NOT_FOUND");
    expect(await refusalOf(reset(grantAt("PLATFORM_ADMIN", "CN")))).toBe("OK");
    expect(await refusalOf(again.client.call(sessionRoutes.getMe, {}))).toBe("SESSION_EXPIRED");
    expect((await byPassword()).ok).toBe(true);
    expect((await events()).at(-2)).toBe("SECOND_STEP_RESET");
    // The holder hears of both on the phone: it may not have been them.
    await test.settle();
    const told = JSON.stringify(test.sandbox.inboxes.of("phone:13900009999"));
    expect(told).toContain("两步验证已关闭");
    expect(told).toContain("两步验证已被关闭");
  });
});

describe("R13 what has to be done first", () => {
  const parameter = (name: string, set: number | boolean) =>
    test.store.transact([{ kind: "put", tag: "parameters", item: { ...PARAMETERS_KEY, values: { [name]: set }, version: 1 } }]);

  it("where it is demanded of platform admins, a session opens nothing but its set-up, its password and the way out", async () => {
    await parameter("signIn.secondStepForPlatformAdmins", true);
    const session = await value(byPassword());
    expect(session.me.duty).toBe("SECOND_STEP");
    const client = withToken(session.token);
    expect(await client.call(mySessionsRoutes.listMySessions, {})).toMatchObject({ ok: false, refusal: { status: 403, code: "SECOND_STEP_DUE" } });
    const { secret } = await value(client.call(secondStepRoutes.beginSecondStep, { body: {} }));
    await value(client.call(secondStepRoutes.confirmSecondStep, { body: { code: codeAt(secret) } }));
    expect((await value(client.call(sessionRoutes.getMe, {}))).duty).toBeUndefined();
    expect((await client.call(mySessionsRoutes.listMySessions, {})).ok).toBe(true);
  });

  it("a password is good for its days to the second; then a session can only set a new one", async () => {
    await parameter("signIn.passwordExpiresDays", 30);
    await value(byPassword());
    test.clock.advanceMs(30 * 24 * 60 * MINUTE_MS - 1);
    expect((await value(byPassword())).me.duty).toBeUndefined();
    test.clock.advanceMs(1);
    const session = await value(byPassword());
    expect(session.me.duty).toBe("NEW_PASSWORD");
    const client = withToken(session.token);
    expect(await client.call(mySessionsRoutes.listMySessions, {})).toMatchObject({ ok: false, refusal: { status: 403, code: "NEW_PASSWORD_DUE" } });
    await value(
      client.call(sessionRoutes.setPassword, { body: { requestId: newRequestId() as never, oldPassword: PASSWORD, newPassword: "Sea-breeze 7 o'clock" } }),
    );
    expect((await client.call(mySessionsRoutes.listMySessions, {})).ok).toBe(true);
  });

  it("the password somebody else gave is changed at the first log-in", async () => {
    await test.store.transact([{ kind: "update", tag: "account", key: accountKey("chenjianhua"), set: { mustChangePassword: true }, add: { version: 1 } }]);
    const session = await value(byPassword());
    expect(session.me.duty).toBe("NEW_PASSWORD");
    const set = { requestId: newRequestId() as never, oldPassword: PASSWORD, newPassword: "Sea-breeze 7 o'clock" };
    await value(withToken(session.token).call(sessionRoutes.setPassword, { body: set }));
    expect((await value(byPassword(set.newPassword))).me.duty).toBeUndefined();
  });

  it("a new password is as long as the office asks, and none of the last five", async () => {
    await parameter("signIn.passwordLengthMin", 14);
    const client = withToken((await value(byPassword())).token);
    const change = (oldPassword: string, newPassword: string) =>
      refusalOf(client.call(sessionRoutes.setPassword, { body: { requestId: newRequestId() as never, oldPassword, newPassword } }));
    expect(await change(PASSWORD, "Sunny-room-26")).toBe("PASSWORD_TOO_SHORT");
    const passwords = [PASSWORD, "First-garden-26x", "Second-garden-26x", "Third-garden-26x", "Fourth-garden-26x", "Fifth-garden-26x"];
    for (let index = 1; index < passwords.length; index += 1) expect(await change(passwords[index - 1] ?? "", passwords[index] ?? "")).toBe("OK");
    const latest = passwords.at(-1) ?? "";
    for (const old of passwords.slice(1, 5)) expect(await change(latest, old)).toBe("PASSWORD_USED_BEFORE");
    expect(await change(latest, "Sixth-garden-26x")).toBe("OK");
    expect(await change("Sixth-garden-26x", "First-garden-26x")).toBe("OK");
  });
});
