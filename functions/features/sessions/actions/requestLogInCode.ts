import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { CodeRequested } from "@app/contract/kernel/phone";
import { ok, type Result } from "@app/contract/kernel/result";
import type { SessionRefusal } from "@app/contract/sessions/session.errors";
import type { RequestLogInCode } from "@app/contract/sessions/session.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { accountPhoneKey } from "../accountRepository";
import { ADDRESS_TAG, countOfHour, secondsLeftOfHour } from "../addressCount";
import { CODE_REQUESTED, issueCode, phoneCodeKey, type PhoneCodeItem } from "../phoneCode";
import type { SessionDeps } from "../sessionDeps";

/** An office of many clerks behind one address gets by; a program that tries numbers does not. */
export const REQUESTS_PER_ADDRESS_AND_HOUR = 40;

/**
 * Leaves a code for the phone. Everybody may ask, so nothing here depends on whether the phone has an account but whether the code will go out: same reads, same
 * writes, same answer, same limits (promises R13, R17).
 */
export function requestLogInCode(
  deps: SessionDeps,
  input: { readonly actor: Actor; readonly clientAddress: string; readonly command: RequestLogInCode },
): Promise<Result<CodeRequested, SessionRefusal | KernelRefusal>> {
  const { phone, requestId } = input.command;
  return runCommand<CodeRequested, SessionRefusal | KernelRefusal>(deps.engine, {
    actor: input.actor,
    requestId,
    command: "requestLogInCode",
    asked: phone,
    decide: async ({ now }) => {
      const [known, owner] = await deps.store.getMany([phoneCodeKey("LOG_IN", phone), accountPhoneKey(phone)]);
      const code = { use: "LOG_IN", subject: phone, phone, code: deps.newCode(), salt: deps.newToken(), isSent: owner !== undefined, now } as const;
      const issued = issueCode(known as PhoneCodeItem | undefined, code);
      if (!issued.ok) return issued;
      return ok({
        writes: [issued.value, countOfHour("CODE_REQUESTS", input.clientAddress, now, REQUESTS_PER_ADDRESS_AND_HOUR)],
        events: [],
        answer: CODE_REQUESTED,
        explain: (failed) => (failed.includes(ADDRESS_TAG) ? { code: "RATE_LIMITED", retryAfterSeconds: secondsLeftOfHour(now) } : undefined),
      });
    },
  });
}
