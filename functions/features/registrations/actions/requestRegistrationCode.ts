import type { CaptchaRefusal } from "@app/contract/kernel/captcha";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { CodeRequested } from "@app/contract/kernel/phone";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { RequestRegistrationCode } from "@app/contract/registrations/registration.schema";
import type { RegistrationRefusal } from "@app/contract/registrations/registrations.errors";
import { runCommand } from "../../../engines/commands/runCommand";
import type { Write } from "../../../engines/store/storePort";
import {
  ADDRESS_TAG,
  CAPTCHA_TAG,
  checkCaptcha,
  CODE_REQUESTED,
  countOfHour,
  getAccount,
  issueCode,
  phoneCodeKey,
  secondsLeftOfHour,
  type PhoneCodeItem,
} from "../../sessions/public";
import type { RegistrationDeps } from "../registrationDeps";

type Refusal = RegistrationRefusal | CaptchaRefusal | KernelRefusal;

/** An office that registers a handful of organisations gets by. */
export const CODES_PER_ADDRESS_AND_HOUR = 10;
/** Above any honest hour of the whole product: what a crowd of addresses with solved captchas could send to strangers at most. */
export const CODES_PER_HOUR = 300;
const EVERYBODY_TAG = "everybody";

/** Not an account's id, so that nobody's code for another use fits here. */
export const registrationCodeSubject = (phone: string): string => `register-${phone}`;

/**
 * A code to the principal's phone. Each costs a captcha, and stands under four limits: of the phone, of the address, of the captcha and of the whole product, so
 * that this form cannot be used to send messages to strangers (promise R17). Whether a user name is free costs a captcha too (promise R13).
 */
export function requestRegistrationCode(
  deps: RegistrationDeps,
  input: { readonly actor: Actor; readonly clientAddress: string; readonly command: RequestRegistrationCode },
): Promise<Result<CodeRequested, Refusal>> {
  const { engine } = deps;
  const { requestId, username, phone, captcha } = input.command;
  return runCommand<CodeRequested, Refusal>(engine, {
    actor: input.actor,
    requestId,
    command: "requestRegistrationCode",
    asked: [username, phone],
    decide: async ({ now }) => {
      const solved = await checkCaptcha(engine, captcha);
      if (!solved.ok) return solved;
      if ((await getAccount(engine.store, username.toLowerCase())) !== undefined) {
        await engine.store.transact([solved.value]);
        return refuse({ code: "USERNAME_TAKEN" });
      }
      const subject = registrationCodeSubject(phone);
      const known = (await engine.store.get(phoneCodeKey("PROVE_PHONE", subject))) as PhoneCodeItem | undefined;
      const issued = issueCode(known, { use: "PROVE_PHONE", subject, phone, code: deps.newCode(), salt: deps.newToken(), isSent: true, now });
      if (!issued.ok) return issued;
      const everybody: Write = { ...countOfHour("REGISTRATION_CODES", "EVERYBODY", now, CODES_PER_HOUR), tag: EVERYBODY_TAG };
      return ok({
        writes: [solved.value, issued.value, countOfHour("REGISTRATION_CODES", input.clientAddress, now, CODES_PER_ADDRESS_AND_HOUR), everybody],
        events: [],
        answer: CODE_REQUESTED,
        explain: (failed) => {
          if (failed.includes(CAPTCHA_TAG)) return { code: "CAPTCHA_WRONG" };
          if (failed.includes(ADDRESS_TAG)) return { code: "RATE_LIMITED", retryAfterSeconds: secondsLeftOfHour(now) };
          return failed.includes(EVERYBODY_TAG) ? { code: "REGISTRATION_CODES_EXHAUSTED" } : undefined;
        },
      });
    },
  });
}
