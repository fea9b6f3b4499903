import { createApiClient, type ApiClient } from "@app/contract/kernel/apiClient";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@app/contract/kernel/time";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { readEvent } from "../../engines/events/event";
import { fetchTransport } from "../../testing/fetchTransport";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { BAISHAMEN_PATH } from "../../testing/visitBuilders";
import { REQUESTS_PER_ADDRESS_AND_HOUR } from "./actions/requestLogInCode";

const PASSWORD = "baishamen@2026";
const NEW_PASSWORD = "Sea-breeze 7 o'clock";
const WANG = "13900000201";
const NOBODY = "13900000777";

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await test.addAccount({
    username: "wangfang",
    password: PASSWORD,
    displayName: "王芳",
    phone: WANG,
    grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)],
  });
});
afterEach(() => test.stop());

const request = (phone: string, requestId = newRequestId()) =>
  test.anonymous().call(sessionRoutes.requestLogInCode, { body: { requestId: requestId as never, phone } });
const logIn = (phone: string, code: string, requestId = newRequestId()) =>
  test.anonymous().call(sessionRoutes.logInByPhone, { body: { requestId: requestId as never, phone, code } });
const byPassword = (password: string) => test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username: "wangfang", password } });
const withToken = (token: string): ApiClient => createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => token });
const texts = (phone: string): string[] => test.sandbox.inboxes.of(`phone:${phone}`).map((message) => (message.kind === "SMS" ? message.text : "card"));
const lastCode = (phone: string): string => /\d{6}/.exec(texts(phone).at(-1) ?? "")?.[0] ?? "";
async function value<T>(answer: Promise<{ ok: true; value: T } | { ok: false; refusal: { code: string } }>): Promise<T> {
  const answered = await answer;
  if (!answered.ok) throw new Error(answered.refusal.code);
  return answered.value;
}
async function refusalOf(answer: Promise<{ ok: boolean; refusal?: { code: string; message: string; details?: unknown } }>) {
  const answered = await answer;
  return answered.ok ? "OK" : { code: answered.refusal?.code, message: answered.refusal?.message };
}
async function codeFor(phone = WANG): Promise<string> {
  await value(request(phone));
  await test.settle();
  return lastCode(phone);
}
const wrongOf = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
async function events(): Promise<{ eventType: string; payload: unknown }[]> {
  const page = await test.store.query({ index: "primary", pk: "ACCOUNT#wangfang", limit: 100 });
  return page.items.flatMap((item) => readEvent(item) ?? []).map(({ eventType, payload }) => ({ eventType, payload }));
}

describe("R17 asking for a code", () => {
  it("R17 R13 an unknown phone gets the same answer and the same limits as a known one, and no SMS; nothing that could be sent is kept", async () => {
    const answers = [await request(WANG), await request(NOBODY)];
    expect(answers[0]).toEqual({ ok: true, value: { resendAfterSeconds: 60, validMinutes: 5 } });
    expect(answers[1]).toEqual(answers[0]);
    await test.settle();
    expect([texts(WANG).length, texts(NOBODY).length]).toEqual([1, 0]);
    const kept = (await test.store.scan({ limit: 1000 })).items.filter((item) => item.pk.startsWith("PHONE_CODE#"));
    expect(kept.map((item) => ["codeToSend" in item, item.index4 !== undefined])).toEqual([
      [false, false],
      [false, false],
    ]);
    for (const phone of [WANG, NOBODY]) expect(await refusalOf(request(phone))).toEqual({ code: "CODE_TOO_SOON", message: "验证码刚发过，请 60 秒后再获取。" });
    // The store is asked the same for both.
    expect(kept.map((item) => Object.keys(item).sort())[0]?.filter((name) => name !== "version")).toEqual(
      kept.map((item) => Object.keys(item).sort())[1]?.filter((name) => name !== "version"),
    );
  });

  it("R17 a minute between two, to the second; ten a day, and again the next day", async () => {
    await value(request(WANG));
    test.clock.advanceMs(59_000);
    expect(await refusalOf(request(WANG))).toEqual({ code: "CODE_TOO_SOON", message: "验证码刚发过，请 1 秒后再获取。" });
    test.clock.advanceMs(1_000);
    for (let n = 2; n <= 10; n += 1) {
      await value(request(WANG));
      test.clock.advanceMs(MINUTE_MS);
    }
    expect(await refusalOf(request(WANG))).toEqual({
      code: "CODE_TOO_MANY",
      message: "今天已获取过 10 次验证码，请明天再试；着急时可用密码登录，或联系上级管理员。",
    });
    test.clock.advanceMs(DAY_MS);
    expect((await request(WANG)).ok).toBe(true);
  });

  it("R17 one address asks for forty phones an hour; the next is told how long to wait, and the hour after it goes on", async () => {
    const phone = (n: number) => `138${String(n).padStart(8, "0")}`;
    for (let n = 0; n < REQUESTS_PER_ADDRESS_AND_HOUR; n += 1) await value(request(phone(n)));
    test.clock.advanceMs(50 * MINUTE_MS);
    expect(await request(phone(99))).toMatchObject({ ok: false, refusal: { status: 429, code: "RATE_LIMITED", details: { retryAfterSeconds: 600 } } });
    test.clock.advanceMs(10 * MINUTE_MS);
    expect((await request(phone(99))).ok).toBe(true);
  });

  it("R2 the request sent twice, also at once, sends one SMS", async () => {
    const requestId = newRequestId();
    const answers = await Promise.all([request(WANG, requestId), request(WANG, requestId), request(WANG, requestId)]);
    expect(answers.every((answer) => answer.ok)).toBe(true);
    await Promise.all([test.product.sendNotices(), test.product.sendNotices()]);
    await test.settle();
    expect(texts(WANG)).toHaveLength(1);
  });

  it("R7 a gateway that is away is asked again until the code is over, and took one message", async () => {
    test.sandbox.faults.inject({ endpoint: "/sms/send", kind: "timeout-after-commit", times: 1 });
    await value(request(WANG));
    await test.settle();
    test.clock.advanceMs(10_000);
    await test.settle();
    expect(texts(WANG)).toHaveLength(1);
    test.sandbox.faults.inject({ endpoint: "/sms/send", kind: "500", times: 1000 });
    test.clock.advanceMs(MINUTE_MS);
    await value(request(WANG));
    for (let n = 0; n < 40; n += 1) {
      test.clock.advanceMs(10_000);
      await test.settle();
    }
    const [left] = (await test.store.scan({ limit: 1000 })).items.filter((item) => item.pk.startsWith("PHONE_CODE#"));
    expect([left?.["codeToSend"], left?.index4]).toEqual([undefined, undefined]);
  });
});

describe("R13 log-in by phone", () => {
  it("R13 a wrong code says how many tries are left; after five the code is void, the right one included", async () => {
    const code = await codeFor();
    const said: unknown[] = [];
    for (let n = 0; n < 5; n += 1) said.push(await refusalOf(logIn(WANG, wrongOf(code))));
    expect(said).toEqual([
      ...[4, 3, 2, 1].map((left) => ({ code: "CODE_WRONG", message: `验证码不正确，还可以再试 ${left} 次。` })),
      { code: "CODE_WRONG", message: "验证码不正确，次数已用完，请重新获取验证码。" },
    ]);
    expect(await refusalOf(logIn(WANG, code))).toEqual({ code: "CODE_EXPIRED", message: "验证码已失效或还没有获取，请重新获取验证码。" });
  });

  it("T38 R13 a thousand guesses at once are five; ten over two codes stop the phone for an hour, known or not, and leave a record", async () => {
    for (const phone of [WANG, NOBODY]) {
      const told: string[] = [];
      for (let round = 0; round < 2; round += 1) {
        await value(request(phone));
        await test.settle();
        const wrong = wrongOf(lastCode(phone));
        const answers = await Promise.all(Array.from({ length: 60 }, () => refusalOf(logIn(phone, wrong))));
        told.push(...answers.map((answer) => (answer === "OK" ? "OK" : String(answer.code))).filter((code) => code === "CODE_WRONG"));
        test.clock.advanceMs(MINUTE_MS);
      }
      expect(told).toHaveLength(9);
      expect(await refusalOf(request(phone))).toMatchObject({ code: "PHONE_LOCKED", message: expect.stringContaining("请 59 分钟后再试") });
    }
    expect(await events()).toEqual([{ eventType: "PHONE_LOG_IN_LOCKED", payload: { username: "wangfang" } }]);
    // The password still opens: a stranger's guesses shut nobody out.
    expect((await byPassword(PASSWORD)).ok).toBe(true);
    test.clock.advanceMs(HOUR_MS);
    expect((await logIn(WANG, await codeFor())).ok).toBe(true);
  }, 20_000);

  it("R13 five minutes, to the second; another phone's code opens nothing; a code opens once", async () => {
    const code = await codeFor();
    test.clock.advanceMs(5 * MINUTE_MS - 1);
    expect(await refusalOf(logIn(NOBODY, code))).toMatchObject({ code: "CODE_EXPIRED" });
    expect((await logIn(WANG, code)).ok).toBe(true);
    expect(await refusalOf(logIn(WANG, code))).toMatchObject({ code: "CODE_EXPIRED" });
    const late = await codeFor();
    test.clock.advanceMs(5 * MINUTE_MS);
    expect(await refusalOf(logIn(WANG, late))).toMatchObject({ code: "CODE_EXPIRED" });
  });

  it("R2 the log-in sent again, also at once, gets the same session; the store holds nothing that opens it", async () => {
    const code = await codeFor();
    const requestId = newRequestId();
    const answers = await Promise.all([1, 2, 3].map(() => value(logIn(WANG, code, requestId))));
    answers.push(await value(logIn(WANG, code, requestId)));
    const token = answers[0]?.token ?? "";
    expect(new Set(answers.map((answer) => answer.token)).size).toBe(1);
    const all = JSON.stringify((await test.store.scan({ limit: 1000 })).items);
    expect([all.includes(token), all.includes(requestId)]).toEqual([false, false]);
    expect(await withToken(token).call(sessionRoutes.getMe, {})).toMatchObject({ ok: true, value: { name: "王芳" } });
    expect((await events()).map((event) => event.eventType)).toEqual(["LOGGED_IN_BY_PHONE"]);
  });
});

describe("R13 a new password", () => {
  async function resetSession(): Promise<ApiClient> {
    return withToken((await value(logIn(WANG, await codeFor()))).token);
  }
  const set = (client: ApiClient, body: { newPassword: string; oldPassword?: string }, requestId = newRequestId()) =>
    client.call(sessionRoutes.setPassword, { body: { requestId: requestId as never, ...body } });

  it("R13 after a log-in by phone: all other sessions end, this one goes on, the old password is refused, the phone is told", async () => {
    const elsewhere = withToken((await value(byPassword(PASSWORD))).token);
    const here = await resetSession();
    expect((await elsewhere.call(sessionRoutes.getMe, {})).ok).toBe(true);
    expect(await set(here, { newPassword: NEW_PASSWORD })).toEqual({ ok: true, value: { changed: true } });
    expect(await refusalOf(elsewhere.call(sessionRoutes.getMe, {}))).toMatchObject({ code: "SESSION_EXPIRED" });
    const me = await value(here.call(sessionRoutes.getMe, {}));
    expect(me.passwordResetUntil).toBeUndefined();
    expect(await refusalOf(byPassword(PASSWORD))).toMatchObject({ code: "CREDENTIALS_WRONG" });
    expect((await byPassword(NEW_PASSWORD)).ok).toBe(true);
    await test.settle();
    expect(texts(WANG).at(-1)).toBe("您在城市环境共治平台的账号密码已修改。不是您本人操作，请立即联系上级管理员。");
    expect((await events()).map(({ eventType }) => eventType)).toEqual([
      "LOGGED_IN_BY_PASSWORD",
      "LOGGED_IN_BY_PHONE",
      "PASSWORD_CHANGED",
      "LOG_IN_FAILED",
      "LOGGED_IN_BY_PASSWORD",
    ]);
    expect(JSON.stringify(await events())).not.toContain("breeze");
  });

  it("R13 the WeChat that was bound under the old password opens the gate no more, until it is bound with the new one", async () => {
    const wechat = async () => {
      const code = test.sandbox.codes.issue({ appId: test.sandbox.apps.miniProgram.appId, personId: "wang-mengang", scope: "snsapi_userinfo" });
      return value(test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code } }));
    };
    const phone = withToken((await wechat()).token);
    const bound = await value(phone.call(sessionRoutes.bindStaffAccount, { body: { username: "wangfang", password: PASSWORD } }));
    expect((await wechat()).me.grants).toHaveLength(1);
    await value(set(await resetSession(), { newPassword: NEW_PASSWORD }));
    expect(await refusalOf(withToken(bound.token).call(sessionRoutes.getMe, {}))).toMatchObject({ code: "SESSION_EXPIRED" });
    const again = await wechat();
    expect(again.me.grants).toEqual([]);
    const rebound = await value(withToken(again.token).call(sessionRoutes.bindStaffAccount, { body: { username: "wangfang", password: NEW_PASSWORD } }));
    expect(rebound.me.grants).toHaveLength(1);
  });

  it("R13 without a fresh code the old password is asked for, and guesses at it are counted", async () => {
    const client = withToken((await value(byPassword(PASSWORD))).token);
    expect(await refusalOf(set(client, { newPassword: NEW_PASSWORD }))).toMatchObject({ code: "OLD_PASSWORD_NEEDED" });
    const said: unknown[] = [];
    for (let n = 0; n < 6; n += 1) said.push(await refusalOf(set(client, { newPassword: NEW_PASSWORD, oldPassword: "wrong" })));
    expect(said.map((answer) => (answer as { code: string }).code)).toEqual([...Array<string>(5).fill("OLD_PASSWORD_WRONG"), "ACCOUNT_LOCKED"]);
    test.clock.advanceMs(15 * MINUTE_MS);
    expect((await set(client, { newPassword: NEW_PASSWORD, oldPassword: PASSWORD })).ok).toBe(true);
  });

  it("R13 a quarter of an hour after the log-in by phone the old password is asked for again", async () => {
    const client = await resetSession();
    test.clock.advanceMs(15 * MINUTE_MS);
    expect(await refusalOf(set(client, { newPassword: NEW_PASSWORD }))).toMatchObject({ code: "OLD_PASSWORD_NEEDED" });
  });

  it.each([
    ["short1", "新密码至少 10 位"],
    ["onlyletterssss", "新密码要同时有字母和数字"],
    ["Sunny-12345-day", "新密码里有太规律的字符（如 123456、aaaa、qwerty），请换一个"],
    ["Huanjing-wangfang-26", "新密码里不要有姓名、用户名或手机号，请换一个。"],
    ["Sunny王芳2026", "新密码里不要有姓名、用户名或手机号，请换一个。"],
    [PASSWORD, "新密码和当前密码相同，请换一个。"],
  ])("R13 refuses %s", async (newPassword, sentence) => {
    const answer = await set(await resetSession(), { newPassword });
    expect(answer).toMatchObject({ ok: false, refusal: { fields: [{ path: "body.newPassword", message: sentence }] } });
    expect((await byPassword(PASSWORD)).ok).toBe(true);
  });

  it("R2 sent twice, also at once, it changes once; with another password under the same id it is refused", async () => {
    const client = await resetSession();
    const requestId = newRequestId();
    const answers = await Promise.all([1, 2, 3].map(() => set(client, { newPassword: NEW_PASSWORD }, requestId)));
    expect(answers).toEqual(Array(3).fill({ ok: true, value: { changed: true } }));
    expect(await refusalOf(set(client, { newPassword: "Another-one-88" }, requestId))).toMatchObject({ code: "REQUEST_ID_REUSED" });
    expect((await events()).map(({ eventType }) => eventType)).toEqual(["LOGGED_IN_BY_PHONE", "PASSWORD_CHANGED"]);
    expect((await byPassword(NEW_PASSWORD)).ok).toBe(true);
  });
});
