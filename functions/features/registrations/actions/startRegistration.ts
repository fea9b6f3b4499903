import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { AccountId, RegistrationId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { RegistrationStarted, StartRegistration } from "@app/contract/registrations/registration.schema";
import type { RegistrationRefusal } from "@app/contract/registrations/registrations.errors";
import { namesAccount } from "@app/contract/sessions/newPassword";
import { runCommand } from "../../../engines/commands/runCommand";
import { absent, type Write } from "../../../engines/store/storePort";
import { accountItem, getAccount, getAccountByPhone, itemsOfAccount, judgeCode, phoneCodeKey, type PhoneCodeItem } from "../../sessions/public";
import type { RegistrationDeps } from "../registrationDeps";
import { registrationEvent } from "../registrationEvents";
import { getRegistrationItem, putRegistration, registrationItem } from "../registrationRepository";
import { registrationCodeSubject } from "./requestRegistrationCode";

type Refusal = RegistrationRefusal | KernelRefusal;

/**
 * The first page: an account that may do nothing yet, and its registration. The user name and the phone belong to one account each, by the conditions of the
 * transaction. A repeat finds what it made and gets the same answer; nothing of the password goes into the request's record (promise R2).
 */
export async function startRegistration(
  deps: RegistrationDeps,
  input: { readonly actor: Actor; readonly command: StartRegistration },
): Promise<Result<RegistrationStarted, Refusal>> {
  const { engine } = deps;
  const { requestId, kind, password, organizationName, phone, code, email } = input.command;
  const username = input.command.username.toLowerCase();
  let outcome: Result<RegistrationStarted, Refusal> | undefined;
  const ran = await runCommand<undefined, Refusal>(engine, {
    actor: input.actor,
    requestId: undefined,
    command: "startRegistration",
    asked: undefined,
    decide: async ({ now, newId }) => {
      const taken = await getAccount(engine.store, username);
      const made = taken === undefined ? undefined : await getRegistrationItem(engine.store, taken.accountId);
      if (made?.startedBy === requestId) {
        outcome = ok({ registrationId: made.registrationId, username });
        return ok({ writes: [], events: [], answer: undefined });
      }
      const proof = (await engine.store.get(phoneCodeKey("PROVE_PHONE", registrationCodeSubject(phone)))) as PhoneCodeItem | undefined;
      const judged = judgeCode(proof, { phone, code, requestId, now });
      if (judged.kind === "REFUSED") return refuse(judged.refusal);
      if (judged.kind === "USED_BY_THIS_REQUEST") return refuse({ code: "CODE_EXPIRED" });
      if (judged.kind === "WRONG") {
        outcome = refuse(judged.refusal);
        return ok({ writes: [judged.count], events: [], answer: undefined });
      }
      // From here on it is known that the phone is theirs, so they may learn what it is already used for.
      if (taken !== undefined) return refuse({ code: "USERNAME_TAKEN" });
      if ((await getAccountByPhone(engine.store, phone)) !== undefined) return refuse({ code: "PHONE_HAS_ACCOUNT" });
      if (namesAccount(password, { username, phone, displayName: organizationName })) return refuse({ code: "PASSWORD_NAMES_ACCOUNT" });
      const accountId = newId();
      const account = accountItem({
        accountId: accountId as AccountId,
        username,
        // Nobody has said yet who the principal is.
        displayName: organizationName,
        passwordHash: await deps.passwords.hash(password),
        phone,
        email,
        grants: [],
      });
      const registration = registrationItem({
        registrationId: accountId as RegistrationId,
        kind,
        username,
        organizationName,
        phone,
        email,
        status: "DRAFT",
        startedAt: now,
        startedBy: requestId,
        history: [{ eventType: "REGISTRATION_STARTED", at: now, byName: organizationName }],
        version: 1,
      });
      outcome = ok({ registrationId: registration.registrationId, username });
      // A lost race for the name, the phone or the code decides again, and then says which it was.
      return ok({
        writes: [
          judged.use,
          ...itemsOfAccount(account).map((item, position): Write => ({ kind: "put", tag: `account ${position}`, item, condition: absent })),
          putRegistration(registration),
        ],
        events: [registrationEvent(registration)],
        answer: undefined,
      });
    },
  });
  if (!ran.ok) return ran;
  return outcome ?? refuse({ code: "CODE_EXPIRED" });
}
