import { createHash } from "node:crypto";
import { CAPTCHA_VALID_SECONDS, type Captcha, type CaptchaAnswer, type CaptchaRefusal } from "@app/contract/kernel/captcha";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addMs, epochMsOf, type Instant } from "@app/contract/kernel/time";
import type { CaptchaPort } from "../../engines/codes/captchaPort";
import type { Clock } from "../../engines/context/clock";
import { equals, type ItemKey, type Store, type StoredItem, type Write } from "../../engines/store/storePort";
import { countOfHour, secondsLeftOfHour } from "./addressCount";

/**
 * A captcha lies in the store until it is answered, right or wrong, or five minutes are over. Only the hash of its text is kept.
 * | AP-C1 · one captcha · the form it guards · primary · CAPTCHA#id / STATE · 1 |
 */
interface CaptchaItem extends StoredItem {
  readonly salt: string;
  readonly textHash: string;
  readonly validUntil: Instant;
}
/** A whole office behind one address gets by; whoever collects pictures to train on does not. */
export const CAPTCHAS_PER_ADDRESS_AND_HOUR = 300;
export const CAPTCHA_TAG = "captcha";

export interface CaptchaDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly captchas: CaptchaPort;
  /** 32 random bytes, base64url. */
  readonly newToken: () => string;
}

const captchaKey = (captchaId: string): ItemKey => ({ pk: `CAPTCHA#${captchaId}`, sk: "STATE" });

export async function issueCaptcha(deps: CaptchaDeps, clientAddress: string): Promise<Result<Captcha, KernelRefusal>> {
  const now = deps.clock.now();
  const text = deps.captchas.newText();
  const [captchaId, salt] = [deps.newToken(), deps.newToken()];
  const validUntil = addMs(now, CAPTCHA_VALID_SECONDS * 1000);
  const item: CaptchaItem = {
    ...captchaKey(captchaId),
    salt,
    textHash: hashOf(salt, text),
    validUntil,
    expiresAtEpochSeconds: Math.ceil(epochMsOf(validUntil) / 1000),
  };
  const outcome = await deps.store.transact([
    { kind: "put", tag: CAPTCHA_TAG, item },
    countOfHour("CAPTCHAS", clientAddress, now, CAPTCHAS_PER_ADDRESS_AND_HOUR),
  ]);
  if (!outcome.committed) return refuse({ code: "RATE_LIMITED", retryAfterSeconds: secondsLeftOfHour(now) });
  return ok({ captchaId, svg: deps.captchas.draw(text), validSeconds: CAPTCHA_VALID_SECONDS });
}

/**
 * For the `decide` of a command: the write that uses the captcha up with everything else the command writes, so that a form refused for another reason keeps it.
 * A wrong answer ends it at once. When the write's condition fails (tag `CAPTCHA_TAG`), somebody else used it: answer CAPTCHA_WRONG.
 */
export async function checkCaptcha(deps: Pick<CaptchaDeps, "store" | "clock">, answer: CaptchaAnswer | undefined): Promise<Result<Write, CaptchaRefusal>> {
  if (answer === undefined) return refuse({ code: "CAPTCHA_NEEDED" });
  const key = captchaKey(answer.captchaId);
  const item = (await deps.store.get(key)) as CaptchaItem | undefined;
  if (item === undefined) return refuse({ code: "CAPTCHA_WRONG" });
  const isRight = item.validUntil > deps.clock.now() && item.textHash === hashOf(item.salt, answer.text);
  const use: Write = { kind: "delete", tag: CAPTCHA_TAG, key, condition: equals("textHash", item.textHash) };
  if (isRight) return ok(use);
  await deps.store.transact([use]);
  return refuse({ code: "CAPTCHA_WRONG" });
}

/** Uses the captcha up before anything else happens: for guesses that must be dear. */
export async function useCaptcha(deps: Pick<CaptchaDeps, "store" | "clock">, answer: CaptchaAnswer | undefined): Promise<CaptchaRefusal | undefined> {
  const checked = await checkCaptcha(deps, answer);
  if (!checked.ok) return checked.refusal;
  const used = await deps.store.transact([checked.value]);
  return used.committed ? undefined : { code: "CAPTCHA_WRONG" };
}

function hashOf(salt: string, text: string): string {
  return createHash("sha256").update(`${salt}|${text.toUpperCase()}`).digest("base64url");
}
