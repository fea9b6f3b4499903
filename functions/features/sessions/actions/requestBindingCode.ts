import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { CodeRequested } from "@app/contract/kernel/phone";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { StaffBindingRefusal } from "@app/contract/sessions/staffBinding.errors";
import type { RequestBindingCode } from "@app/contract/sessions/staffBinding.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { accountPhoneKey } from "../accountRepository";
import { ADDRESS_TAG, countOfHour, secondsLeftOfHour } from "../addressCount";
import { CODE_REQUESTED, issueCode, phoneCodeKey, type PhoneCodeItem } from "../phoneCode";
import type { SessionDeps } from "../sessionDeps";
import { REQUESTS_PER_ADDRESS_AND_HOUR } from "./requestLogInCode";

/** Like the code of a log-in: whoever asks learns nothing of whether the phone is registered, and strangers get no SMS (promises R13, R17). */
export async function requestBindingCode(
  deps: SessionDeps,
  input: { readonly actor: Actor; readonly clientAddress: string; readonly command: RequestBindingCode },
): Promise<Result<CodeRequested, StaffBindingRefusal | KernelRefusal>> {
  if (input.actor.personId === undefined) return refuse({ code: "FORBIDDEN" });
  const { phone, requestId } = input.command;
  return runCommand<CodeRequested, StaffBindingRefusal | KernelRefusal>(deps.engine, {
    actor: input.actor,
    requestId,
    command: "requestBindingCode",
    asked: phone,
    decide: async ({ now }) => {
      const [known, owner] = await deps.store.getMany([phoneCodeKey("BIND_STAFF", phone), accountPhoneKey(phone)]);
      const code = { use: "BIND_STAFF", subject: phone, phone, code: deps.newCode(), salt: deps.newToken(), isSent: owner !== undefined, now } as const;
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
