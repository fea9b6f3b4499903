import type { RequestPhoneProof } from "@app/contract/contacts/contact.schema";
import type { ContactRefusal } from "@app/contract/contacts/contacts.errors";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { CodeRequested } from "@app/contract/kernel/phone";
import { ok, type Result } from "@app/contract/kernel/result";
import { runCommand } from "../../../engines/commands/runCommand";
import { CODE_REQUESTED, issueCode, phoneCodeKey, type PhoneCodeItem } from "../../sessions/public";
import type { ContactDeps } from "../contactDeps";

/** A code to the number that shall become a contact's phone. The limits are those of whoever asks: one a minute, ten a day, to whichever number (promise R17). */
export function requestPhoneProof(deps: ContactDeps, actor: Actor, command: RequestPhoneProof): Promise<Result<CodeRequested, ContactRefusal | KernelRefusal>> {
  return runCommand<CodeRequested, ContactRefusal | KernelRefusal>(deps.engine, {
    actor,
    requestId: command.requestId,
    command: "requestPhoneProof",
    asked: command.phone,
    decide: async ({ now }) => {
      const known = (await deps.engine.store.get(phoneCodeKey("PROVE_PHONE", actor.id))) as PhoneCodeItem | undefined;
      const code = { use: "PROVE_PHONE", subject: actor.id, phone: command.phone, code: deps.newCode(), salt: deps.newToken(), isSent: true, now } as const;
      const issued = issueCode(known, code);
      return issued.ok ? ok({ writes: [issued.value], events: [], answer: CODE_REQUESTED }) : issued;
    },
  });
}
