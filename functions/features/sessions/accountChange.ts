import { equals, absent, type Write } from "../../engines/store/storePort";
import { nextVersionOf } from "./accountEvent";
import { accountPhoneKey, accountPlace, unitAccountItems, type AccountItem, type ContactData } from "./accountRepository";

export const PHONE_TAKEN_TAG = "phone";

export type ChangedAccount = Partial<
  ContactData &
    Pick<AccountItem, "grants" | "posts" | "status" | "passwordHash" | "credentialEpoch" | "contactVersion"> & {
      mustChangePassword: boolean;
      contactChangedBy: string;
      contactChangedAt: string;
    }
>;

/**
 * The writes that change an account: itself, its places, and its phone, which no other account may have. Whoever writes them adds the account's event of the same
 * version. Who is left without any post stays in the list of the last place, for those there to find. A session asks the account again within a minute, so that what was taken away ends everywhere.
 */
export function changeAccountWrites(account: AccountItem, set: ChangedAccount, remove?: readonly string[]): Write[] {
  const changed = { ...account, ...set } as AccountItem;
  const before = new Map(unitAccountItems(account).map((item) => [`${item.pk}|${item.sk}`, item]));
  const after = new Map(unitAccountItems(changed).map((item) => [`${item.pk}|${item.sk}`, item]));
  // Only the places that change, so that a post's many holders fit one transaction with it.
  const places = [...after].flatMap(([key, item]) => (JSON.stringify(before.get(key)) === JSON.stringify(item) ? [] : [item]));
  const left = [...before].flatMap(([key, item]) => (after.has(key) ? [] : [item]));
  return [
    nextVersionOf(account, { ...set, ...(changed.grants.length === 0 || set.grants === undefined ? {} : accountPlace(changed)) } as never, remove),
    ...places.map((item, index): Write => ({ kind: "put", tag: `place of ${account.username} ${index}`, item })),
    ...left.map(({ pk, sk }, index): Write => ({ kind: "delete", tag: `left place of ${account.username} ${index}`, key: { pk, sk } })),
    ...(changed.phone === account.phone
      ? []
      : ([
          { kind: "delete", tag: "old phone", key: accountPhoneKey(account.phone), condition: equals("username", account.username) },
          { kind: "put", tag: PHONE_TAKEN_TAG, item: { ...accountPhoneKey(changed.phone), username: account.username }, condition: absent },
        ] as const)),
  ];
}
