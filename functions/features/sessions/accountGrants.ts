import type { Write } from "../../engines/store/storePort";
import { nextVersionOf } from "./accountEvent";
import { accountPlace, unitAccountItems, type AccountItem } from "./accountRepository";

/**
 * The writes that give an account other posts and grants: itself and its places. Whoever writes them adds the account's event of the same version. A session asks the
 * account again within a minute, so that what was taken away ends everywhere.
 */
export function changeGrantsWrites(account: AccountItem, change: Pick<AccountItem, "grants" | "posts">): Write[] {
  const changed = { ...account, ...change } as AccountItem;
  const places = unitAccountItems(changed);
  const kept = new Set(places.map(({ pk, sk }) => `${pk}|${sk}`));
  const left = unitAccountItems(account).filter(({ pk, sk }) => !kept.has(`${pk}|${sk}`));
  return [
    nextVersionOf(account, { grants: change.grants, posts: change.posts, ...accountPlace(changed) } as never),
    ...places.map((item, index): Write => ({ kind: "put", tag: `place of ${account.username} ${index}`, item })),
    ...left.map(({ pk, sk }, index): Write => ({ kind: "delete", tag: `left place of ${account.username} ${index}`, key: { pk, sk } })),
  ];
}
