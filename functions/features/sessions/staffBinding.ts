import type { NewEvent } from "../../engines/events/event";
import { versionIs, type Store, type Write } from "../../engines/store/storePort";
import { accountEvent, nextVersionOf } from "./accountEvent";
import { staffPersonOf, type AccountItem } from "./accountRepository";
import { getPerson, personKey, staffBindingOf, type PersonItem } from "./personRepository";

/** How somebody showed that an account is theirs. */
export type BindingMeans = "PASSWORD" | "SMS" | "WECHAT_PHONE";

interface BindingChange {
  readonly writes: readonly Write[];
  readonly events: readonly NewEvent[];
}

/** Ties the two to each other. An account has one WeChat: the one it had before loses it in the same transaction. */
export async function bindingChange(
  store: Store,
  { person, account, means }: { person: PersonItem; account: AccountItem; means: BindingMeans },
): Promise<BindingChange> {
  const earlier = await boundPersonOf(store, account);
  const set = { staffUsername: account.username, staffCredentialEpoch: account.credentialEpoch };
  return {
    writes: [
      { kind: "update", tag: "person", key: personKey(person.personId), set, add: { version: 1 }, condition: versionIs(person.version) },
      // Notices of the account go to this WeChat from now on; a password that changes in this very moment wins.
      nextVersionOf(account, { staffPersonId: person.personId }),
      ...(earlier === undefined || earlier.personId === person.personId ? [] : [withoutBinding(earlier)]),
    ],
    events: [accountEvent(account, "STAFF_BOUND", { personId: person.personId, means })],
  };
}

/** Takes them apart again. The person stays logged in, as a visitor. */
export function unbindingChange(person: PersonItem | undefined, account: AccountItem): BindingChange {
  return {
    writes: [nextVersionOf(account, undefined, ["staffPersonId"]), ...(person === undefined ? [] : [withoutBinding(person)])],
    events: [accountEvent(account, "STAFF_UNBOUND", person === undefined ? {} : { personId: person.personId })],
  };
}

/** Whose WeChat the account is bound to now. */
export async function boundPersonOf(store: Store, account: AccountItem): Promise<PersonItem | undefined> {
  const personId = staffPersonOf(account);
  const person = personId === undefined ? undefined : await getPerson(store, personId);
  return person !== undefined && staffBindingOf(person)?.username === account.username ? person : undefined;
}

function withoutBinding(person: PersonItem): Write {
  return {
    kind: "update",
    tag: "person before",
    key: personKey(person.personId),
    remove: ["staffUsername", "staffCredentialEpoch"],
    add: { version: 1 },
    condition: versionIs(person.version),
  };
}
