import type { Instant } from "@app/contract/kernel/time";
import type { StoredItem, Write } from "../../engines/store/storePort";
import { absent, equals } from "../../engines/store/storePort";
import { nextVersionOf } from "./accountEvent";
import { accountPhoneKey, unitAccountItems, type AccountItem, type ContactData } from "./accountRepository";

export const PHONE_TAKEN_TAG = "phone";

/**
 * The writes that give an account other contact data: itself, each of its places, and its phone, which no other account may have. Whoever writes them adds the
 * account's event of the same version.
 */
export function changeContactWrites(account: AccountItem, data: ContactData, change: { readonly byName: string; readonly at: Instant }): Write[] {
  const { displayName, phone, landline, email } = data;
  const contactVersion = account.contactVersion + 1;
  const set = { displayName, phone, landline, email, contactVersion, contactChangedBy: change.byName, contactChangedAt: change.at };
  const places = unitAccountItems({ ...account, ...set } as AccountItem);
  return [
    nextVersionOf(account, set),
    ...places.map((item: StoredItem, index): Write => ({ kind: "put", tag: `place ${index}`, item })),
    ...(phone === account.phone
      ? []
      : ([
          { kind: "delete", tag: "old phone", key: accountPhoneKey(account.phone), condition: equals("username", account.username) },
          { kind: "put", tag: PHONE_TAKEN_TAG, item: { ...accountPhoneKey(phone), username: account.username }, condition: absent },
        ] as const)),
  ];
}
