import { MINUTE_MS } from "@app/contract/kernel/time";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { CAPTCHA_TEXT, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { CAPTCHAS_PER_ADDRESS_AND_HOUR, CAPTCHA_TAG, checkCaptcha } from "./captcha";

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
});
afterEach(() => test.stop());

const ask = () => test.anonymous().call(sessionRoutes.getCaptcha, {});
async function newCaptchaId(): Promise<string> {
  const answer = await ask();
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.captchaId;
}
const check = (captchaId: string, text = CAPTCHA_TEXT) => checkCaptcha(test, { captchaId, text });
const WRONG = { ok: false, refusal: { code: "CAPTCHA_WRONG" } };

it("R13 neither the answer nor the store tells what the picture shows", async () => {
  const answer = await ask();
  expect(answer).toMatchObject({ ok: true, value: { validSeconds: 300 } });
  expect(JSON.stringify(answer)).not.toContain(CAPTCHA_TEXT);
  expect(JSON.stringify(await test.store.scan({ limit: 100 }))).not.toContain(CAPTCHA_TEXT);
});

it("R13 R17 a right answer is for one use, in the transaction of whoever asks; before it, the captcha stays", async () => {
  const captchaId = await newCaptchaId();
  const [first, second] = [await check(captchaId), await check(captchaId)];
  if (!first.ok || !second.ok) throw new Error("a right answer was refused");
  expect(await test.store.transact([first.value])).toEqual({ committed: true });
  expect(await test.store.transact([second.value])).toEqual({ committed: false, failedTags: [CAPTCHA_TAG] });
  expect(await check(captchaId)).toEqual(WRONG);
});

it("R13 a wrong answer ends it, so that nobody guesses on", async () => {
  const captchaId = await newCaptchaId();
  expect(await check(captchaId, "AAAA")).toEqual(WRONG);
  expect(await check(captchaId)).toEqual(WRONG);
});

it("R13 it is good for five minutes to the second; none at all is asked for", async () => {
  const captchaId = await newCaptchaId();
  test.clock.advanceMs(5 * MINUTE_MS - 1000);
  expect((await check(captchaId)).ok).toBe(true);
  test.clock.advanceMs(1000);
  expect(await check(captchaId)).toEqual(WRONG);
  expect(await checkCaptcha(test, undefined)).toEqual({ ok: false, refusal: { code: "CAPTCHA_NEEDED" } });
  expect(await check("x".repeat(43))).toEqual(WRONG);
});

it("R17 one address gets three hundred an hour, then is told how long to wait", async () => {
  for (let n = 0; n < CAPTCHAS_PER_ADDRESS_AND_HOUR; n += 1) await newCaptchaId();
  test.clock.advanceMs(59 * MINUTE_MS);
  expect(await ask()).toMatchObject({ ok: false, refusal: { status: 429, code: "RATE_LIMITED", details: { retryAfterSeconds: 60 } } });
  test.clock.advanceMs(MINUTE_MS);
  expect((await ask()).ok).toBe(true);
});
