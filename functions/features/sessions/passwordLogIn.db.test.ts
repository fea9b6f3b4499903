import { addMs, HOUR_MS, MINUTE_MS } from "@app/contract/kernel/time";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { grantAt, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { BAISHAMEN, BAISHAMEN_PATH } from "../../testing/visitBuilders";
import { createApiClient } from "@app/contract/kernel/apiClient";
import { fetchTransport } from "../../testing/fetchTransport";

const PASSWORD = "baishamen@2026";
let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await test.addAccount({ username: "wangfang", password: PASSWORD, displayName: "王芳", grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)] });
});
afterEach(() => test.stop());

const logIn = (username: string, password: string) => test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username, password } });
const withToken = (token: string) => createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => token });
async function guess(times: number, username = "wangfang"): Promise<string[]> {
  const codes: string[] = [];
  for (let time = 0; time < times; time += 1) codes.push(codeOf(await logIn(username, "wrong")));
  return codes;
}
function codeOf(answer: Awaited<ReturnType<typeof logIn>>): string {
  return answer.ok ? "OK" : answer.refusal.code;
}
async function tokenOf(answer: ReturnType<typeof logIn>): Promise<string> {
  const answered = await answer;
  if (!answered.ok) throw new Error(answered.refusal.code);
  return answered.value.token;
}

describe("R13 log-in by password", () => {
  it("answers with the person, their place and what they may do, and nothing secret", async () => {
    const answer = await logIn("  WangFang ", PASSWORD);
    expect(answer).toMatchObject({
      ok: true,
      value: {
        audience: "BACK_OFFICE",
        expiresAt: addMs(NOW, 12 * HOUR_MS),
        me: { name: "王芳", username: "wangfang", phoneMasked: "139****9999", grants: [{ role: "FACILITY_ADMIN", facilityId: BAISHAMEN }] },
      },
    });
    expect(JSON.stringify(answer)).not.toMatch(/passwordHash|scrypt|13900009999/);
  });

  it("a wrong password and an unknown name get one answer, and so does an unknown name that is locked", async () => {
    const [wrong, unknown] = [await logIn("wangfang", "wrong"), await logIn("nobody", "wrong")];
    const { requestId: _a, ...saidOfWrong } = (wrong as { refusal: { requestId: string } }).refusal;
    const { requestId: _b, ...saidOfUnknown } = (unknown as { refusal: { requestId: string } }).refusal;
    expect(saidOfWrong).toEqual(saidOfUnknown);
    expect(saidOfWrong).toMatchObject({ status: 401, code: "CREDENTIALS_WRONG", message: "用户名或密码不正确，请重新输入。" });
    expect(await guess(6)).toEqual(await guess(6, "nobody"));
  });

  it("locks after five wrong ones, says for how long, and opens again at the minute", async () => {
    expect(await guess(5)).toEqual(Array(5).fill("CREDENTIALS_WRONG"));
    expect(await logIn("wangfang", PASSWORD)).toMatchObject({
      ok: false,
      refusal: { status: 429, code: "ACCOUNT_LOCKED", message: "密码多次输错，账号已暂时锁定，请 15 分钟后再试，或联系上级管理员。" },
    });
    test.clock.advanceMs(15 * MINUTE_MS - 1000);
    expect(await logIn("wangfang", PASSWORD)).toMatchObject({ refusal: { code: "ACCOUNT_LOCKED", details: { minutesLeft: 1 } } });
    test.clock.advanceMs(1000);
    expect(codeOf(await logIn("wangfang", PASSWORD))).toBe("OK");
  });

  it("T38 of 50 guesses sent at once at most five are compared, whatever they guess", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => logIn("wangfang", "wrong")));
    const codes = answers.map(codeOf);
    expect(codes.filter((code) => code === "CREDENTIALS_WRONG")).toHaveLength(5);
    expect(codes.filter((code) => code === "ACCOUNT_LOCKED")).toHaveLength(45);
    expect(codeOf(await logIn("wangfang", PASSWORD))).toBe("ACCOUNT_LOCKED");
  });

  it("a right password forgives the wrong ones before it", async () => {
    expect(await guess(4)).toEqual(Array(4).fill("CREDENTIALS_WRONG"));
    expect(codeOf(await logIn("wangfang", PASSWORD))).toBe("OK");
    expect(await guess(5)).toEqual(Array(5).fill("CREDENTIALS_WRONG"));
  });
});

describe("R13 a session", () => {
  it("ends with the log-out, at once and for good", async () => {
    const client = withToken(await tokenOf(logIn("wangfang", PASSWORD)));
    expect(await client.call(sessionRoutes.getMe, {})).toMatchObject({ ok: true, value: { name: "王芳" } });
    expect(await client.call(sessionRoutes.logOut, {})).toEqual({ ok: true, value: { loggedOut: true } });
    expect(await client.call(sessionRoutes.getMe, {})).toMatchObject({ ok: false, refusal: { status: 401, code: "SESSION_EXPIRED" } });
    expect(await client.call(sessionRoutes.logOut, {})).toMatchObject({ ok: false, refusal: { code: "SESSION_EXPIRED" } });
  });

  it("one log-out leaves the same person's other device alone", async () => {
    const [phone, office] = [withToken(await tokenOf(logIn("wangfang", PASSWORD))), withToken(await tokenOf(logIn("wangfang", PASSWORD)))];
    await phone.call(sessionRoutes.logOut, {});
    expect((await office.call(sessionRoutes.getMe, {})).ok).toBe(true);
  });

  it("is good a second before its end and over at it", async () => {
    const client = withToken(await tokenOf(logIn("wangfang", PASSWORD)));
    test.clock.advanceMs(12 * HOUR_MS - 1000);
    expect((await client.call(sessionRoutes.getMe, {})).ok).toBe(true);
    test.clock.advanceMs(1000);
    expect(await client.call(sessionRoutes.getMe, {})).toMatchObject({
      ok: false,
      refusal: { status: 401, code: "SESSION_EXPIRED", message: "登录已过期，请重新登录；您填写的内容会保留。" },
    });
  });

  it("cannot be found in the store by its token", async () => {
    const token = await tokenOf(logIn("wangfang", PASSWORD));
    const everything = await test.store.scan({ limit: 1000 });
    expect(JSON.stringify(everything)).not.toContain(token);
    expect(JSON.stringify(everything)).not.toContain(PASSWORD);
  });
});
