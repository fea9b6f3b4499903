import type { Write } from "../../engines/store/storePort";
import { changeAccountWrites } from "./accountChange";
import type { AccountItem } from "./accountRepository";

/** The writes that give an account other posts and grants. */
export function changeGrantsWrites(account: AccountItem, change: Pick<AccountItem, "grants" | "posts">): Write[] {
  return changeAccountWrites(account, { grants: change.grants, posts: change.posts });
}
