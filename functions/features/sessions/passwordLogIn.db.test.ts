import { PasswordsBusy } from "../../engines/codes/passwordPort";
import { readEvent } from "../../engines/events/event";
import { PARAMETERS_KEY } from "../../engines/settings/parameters";
import type { ScannableStore } from "../../engines/store/storePort";
import { countStoreCost } from "../../platform/store/countStoreCost";
import { addMs, HOUR_MS, MINUTE_MS } from "@app/contract/kernel/time";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { CAPTCHA_TEXT, grantAt, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { BAISHAMEN, BAISHAMEN_PATH } from "../../testing/visitBuilders";
import { createApiClient } from "@app/contract/kernel/apiClient";
import { fetchTransport } from "../../testing/fetchTransport";

const PASSWORD = "baishamen@2026";
let test: TestProduct;
let isCrowded = false;
let cost: { take: ReturnType<typeof countStoreCost>["takeCost"] };
beforeEach(async () => {
  isCrowded = false;
  test = await startTestProduct({
    wrapPasswords: ({ hash, matches }) => ({ hash, matches: (...asked) => (isCrowded ? Promise.reject(new PasswordsBusy(10)) : matches(...asked)) }),
    wrapStore: (bare) => {
      const counted = countStoreCost(bare);
      cost = { take: counted.takeCost };
      return counted.store as ScannableStore;
    },
  });
  await test.addAccount({ username: "wangfang", password: PASSWORD, displayName: "王芳", grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)] });
});
afterEach(() => test.stop());

const logInOnce = (username: string, password: string, captcha?: { captchaId: string; text: string }) =>
  test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username, password, ...(captcha === undefined ? {} : { captcha }) } });
async function newCaptcha(): Promise<{ captchaId: string; text: string }> {
  const answer = await test.anonymous().call(sessionRoutes.getCaptcha, {});
  if (!answer.ok) throw new Error(answer.refusal.code);
  return { captchaId: answer.value.captchaId, text: CAPTCHA_TEXT };
}
/** As somebody at the page does: with the captcha once it is asked for. */
async function logIn(username: string, password: string): ReturnType<typeof logInOnce> {
  const answer = await logInOnce(username, password);
  return codeOf(answer) === "CAPTCHA_NEEDED" ? logInOnce(username, password, await newCaptcha()) : answer;
}
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

  it("T38 of 50 guesses sent at once three are compared without a captcha, and with one each two more, whatever they guess", async () => {
    const guessed = (await Promise.all(Array.from({ length: 50 }, () => logInOnce("wangfang", "wrong")))).map(codeOf);
    expect(guessed.filter((code) => code === "CREDENTIALS_WRONG")).toHaveLength(3);
    expect(guessed.filter((code) => code === "CAPTCHA_NEEDED")).toHaveLength(47);
    const captchas = await Promise.all(Array.from({ length: 50 }, newCaptcha));
    const solved = (await Promise.all(captchas.map((captcha) => logInOnce("wangfang", "wrong", captcha)))).map(codeOf);
    expect(solved.filter((code) => code === "CREDENTIALS_WRONG")).toHaveLength(2);
    expect(solved.filter((code) => code === "ACCOUNT_LOCKED")).toHaveLength(48);
    expect(codeOf(await logIn("wangfang", PASSWORD))).toBe("ACCOUNT_LOCKED");
  });

  it("R13 after three wrong ones a captcha is asked, also of the right password; a wrong captcha counts no attempt, and one is for one use", async () => {
    for (let time = 0; time < 3; time += 1) expect(codeOf(await logInOnce("wangfang", "wrong"))).toBe("CREDENTIALS_WRONG");
    expect(await logInOnce("wangfang", PASSWORD)).toMatchObject({
      ok: false,
      refusal: { status: 422, code: "CAPTCHA_NEEDED", message: "请填写图中的验证码，再提交一次。", fields: [{ path: "body.captcha.text" }] },
    });
    for (let time = 0; time < 5; time += 1)
      expect(codeOf(await logInOnce("wangfang", PASSWORD, { ...(await newCaptcha()), text: "AAAA" }))).toBe("CAPTCHA_WRONG");
    const captcha = await newCaptcha();
    expect(codeOf(await logInOnce("wangfang", "wrong", captcha))).toBe("CREDENTIALS_WRONG");
    expect(codeOf(await logInOnce("wangfang", PASSWORD, captcha))).toBe("CAPTCHA_WRONG");
    expect(codeOf(await logInOnce("wangfang", PASSWORD, await newCaptcha()))).toBe("OK");
  });

  it("R13 three failures from one address ask a captcha of everybody behind it, until a quarter of an hour after the last", async () => {
    for (const username of ["a1", "a2", "a3"]) expect(codeOf(await logInOnce(username, "wrong"))).toBe("CREDENTIALS_WRONG");
    expect(codeOf(await logInOnce("wangfang", PASSWORD))).toBe("CAPTCHA_NEEDED");
    test.clock.advanceMs(15 * MINUTE_MS - 1000);
    expect(codeOf(await logInOnce("wangfang", PASSWORD))).toBe("CAPTCHA_NEEDED");
    test.clock.advanceMs(1000);
    expect(codeOf(await logInOnce("wangfang", PASSWORD))).toBe("OK");
  });

  it("R13 the offices' own numbers hold: captcha, lock and its minutes are parameters", async () => {
    const values = { "signIn.failuresBeforeCaptcha": 1, "signIn.failuresBeforeLock": 3, "signIn.lockMinutes": 30 };
    await test.store.transact([{ kind: "put", tag: "parameters", item: { ...PARAMETERS_KEY, values, version: 1 } }]);
    expect(codeOf(await logInOnce("wangfang", "wrong"))).toBe("CREDENTIALS_WRONG");
    expect(codeOf(await logInOnce("wangfang", "wrong"))).toBe("CAPTCHA_NEEDED");
    expect(await guess(3)).toEqual(["CREDENTIALS_WRONG", "CREDENTIALS_WRONG", "ACCOUNT_LOCKED"]);
    test.clock.advanceMs(30 * MINUTE_MS - 1);
    expect(codeOf(await logIn("wangfang", PASSWORD))).toBe("ACCOUNT_LOCKED");
    test.clock.advanceMs(1);
    expect(codeOf(await logIn("wangfang", PASSWORD))).toBe("OK");
  });

  it("M35 log-in, failure, lock and log-out stand in the account's record, with address and device", async () => {
    const token = await tokenOf(logIn("wangfang", PASSWORD));
    await withToken(token).call(sessionRoutes.logOut, {});
    await guess(6);
    const page = await test.store.query({ index: "primary", pk: "ACCOUNT#wangfang", range: { beginsWith: "EVENT#" }, limit: 100 });
    const events = page.items.flatMap((item) => readEvent(item) ?? []);
    expect(events.map(({ eventType, payload, by }) => [eventType, payload["failures"], by.name])).toEqual([
      ["LOGGED_IN_BY_PASSWORD", undefined, "王芳"],
      ["LOGGED_OUT", undefined, "王芳"],
      ["LOG_IN_FAILED", 1, "访客"],
      ["LOG_IN_FAILED", 2, "访客"],
      ["LOG_IN_FAILED", 3, "访客"],
      ["LOG_IN_FAILED", 4, "访客"],
      ["LOG_IN_LOCKED", 5, "访客"],
    ]);
    for (const { payload } of events) expect(payload).toMatchObject({ username: "wangfang", address: "127.0.0.1", device: expect.any(String) as unknown });
  });

  it("R13 an unknown name costs the store what a known one costs", async () => {
    const spent: { reads: number; writes: number; transactions: number }[] = [];
    // The parameters are read once for both.
    await logInOnce("somebody", "wrong");
    for (const username of ["wangfang", "nobody"]) {
      cost.take();
      await logInOnce(username, "wrong");
      const { reads, writes, transactions } = cost.take();
      spent.push({ reads, writes, transactions });
    }
    expect(spent[0]).toEqual(spent[1]);
  });

  it("R13 when too many log in at once the next is told when to come again, by no 5xx, and it counts as no attempt", async () => {
    isCrowded = true;
    for (let time = 0; time < 6; time += 1)
      expect(await logInOnce("wangfang", PASSWORD)).toMatchObject({
        ok: false,
        refusal: { status: 429, code: "CROWDED", message: "现在登录的人很多，请 10 秒后再试；您填写的内容会保留。", details: { retryAfterSeconds: 10 } },
      });
    isCrowded = false;
    expect(codeOf(await logInOnce("wangfang", PASSWORD))).toBe("OK");
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
