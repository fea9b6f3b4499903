import type { ChangeContact, Contact } from "@app/contract/contacts/contact.schema";
import type { ContactRefusal } from "@app/contract/contacts/contacts.errors";
import type { Actor } from "@app/contract/kernel/actor";
import { scopesOf } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { maskName, maskPhone } from "@app/contract/kernel/mask";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { runCommand, type CommandContext } from "../../../engines/commands/runCommand";
import type { Store, Write } from "../../../engines/store/storePort";
import {
  accountEvent,
  changeContactWrites,
  CONTACT_ROLES,
  couldHaveGiven,
  getAccount,
  judgeCode,
  lastContactChangeOf,
  listUnitAccounts,
  PHONE_TAKEN_TAG,
  phoneCodeKey,
  type AccountItem,
  type ContactData,
  type PhoneCodeItem,
  type UnitAccountItem,
} from "../../sessions/public";
import type { ContactDeps } from "../contactDeps";
import { toContact } from "../contactScope";
import { noticeToOldPhone } from "../noticeToOldPhone";

type Refusal = ContactRefusal | KernelRefusal;

/**
 * Seed 000, 九-4 to 6. The phone receives the account's notices and opens it when the password is forgotten, so another one is taken only with the code that was sent
 * to it, and the old one is told. Of a colleague who holds more than the actor could give, nobody here moves it: the phone would open all of that.
 */
export function changeContact(deps: ContactDeps, actor: Actor, accountId: string, command: ChangeContact): Promise<Result<Contact, Refusal>> {
  const { store } = deps.engine;
  return runCommand<Contact, Refusal>(deps.engine, {
    actor,
    requestId: command.requestId,
    command: "changeContact",
    asked: { accountId, ...command },
    decide: async (context) => {
      const place = await findInOwnUnits(store, actor, accountId);
      const account = place === undefined ? undefined : await getAccount(store, place.username);
      if (place === undefined || account === undefined) return refuse({ code: "NOT_FOUND", what: "位联系人" });
      if (account.contactVersion !== command.version) return refuse({ code: "CONTACT_CHANGED", lastChange: lastContactChangeOf(account) });
      const data: ContactData = { displayName: command.name, phone: command.phone, landline: command.landline, email: command.email };
      const changed = changedFields(account, data);
      if (Object.keys(changed).length === 0) return ok({ writes: [], events: [], answer: toContact(place, actor, "OWN") });
      const isOwn = actor.accountId === account.accountId;
      if (data.phone !== account.phone && !isOwn && !(await couldHaveGiven(store, actor, account))) return refuse({ code: "CONTACT_TOO_POWERFUL" });
      const proof = data.phone === account.phone ? ok([]) : await proofOfPhone(store, actor, command, context);
      if (!proof.ok) return proof;
      return ok({
        writes: [
          ...changeContactWrites(account, data, { byName: actor.name, at: context.now, isOwn }),
          ...proof.value,
          ...noticeToOldPhone(account, data, context),
        ],
        events: [accountEvent(account, "CONTACT_CHANGED", { changed })],
        answer: toContact({ ...place, ...data, contactVersion: account.contactVersion + 1 } as UnitAccountItem, actor, "OWN"),
        explain: (failed) => (failed.includes(PHONE_TAKEN_TAG) ? { code: "PHONE_TAKEN" } : undefined),
      });
    },
  });
}

async function findInOwnUnits(store: Store, actor: Actor, accountId: string): Promise<UnitAccountItem | undefined> {
  for (const unit of new Set(scopesOf(actor, "contacts.edit"))) {
    const found = (await listUnitAccounts(store, unit)).find((item) => item.accountId === accountId && CONTACT_ROLES.includes(item.role));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The write that uses the code up. A wrong one is counted before it is refused, so that guesses sent at once are counted all. */
async function proofOfPhone(store: Store, actor: Actor, command: ChangeContact, { now }: CommandContext): Promise<Result<Write[], Refusal>> {
  if (command.code === undefined) return refuse({ code: "CODE_NEEDED" });
  const given = { phone: command.phone, code: command.code, requestId: command.requestId, now };
  for (let attempt = 1; attempt <= 12; attempt += 1) {
    const item = (await store.get(phoneCodeKey("PROVE_PHONE", actor.id))) as PhoneCodeItem | undefined;
    const judged = judgeCode(item, given);
    switch (judged.kind) {
      case "RIGHT":
        return ok([judged.use]);
      case "REFUSED":
        return refuse(judged.refusal);
      case "USED_BY_THIS_REQUEST":
        return refuse({ code: "CODE_EXPIRED" });
      case "WRONG":
        if ((await store.transact([judged.count])).committed) return refuse(judged.refusal);
    }
  }
  return refuse({ code: "BUSY" });
}

/** Old and new of what changes, for the record, as little of a person as tells one from the other. */
function changedFields(account: AccountItem, data: ContactData): Record<string, { readonly from: string; readonly to: string }> {
  const mask: Readonly<Record<keyof ContactData, (text: string) => string>> = {
    displayName: maskName,
    phone: maskPhone,
    landline: maskPhone,
    email: (text) => text.replace(/^(.).*@/, "$1***@"),
  };
  const names = (Object.keys(mask) as (keyof ContactData)[]).filter((name) => account[name] !== data[name]);
  return Object.fromEntries(names.map((name) => [name, { from: shown(account[name], mask[name]), to: shown(data[name], mask[name]) }]));
}

function shown(text: string, mask: (text: string) => string): string {
  return text === "" ? "" : mask(text);
}
