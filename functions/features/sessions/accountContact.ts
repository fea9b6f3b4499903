import type { Instant } from "@app/contract/kernel/time";
import type { Write } from "../../engines/store/storePort";
import { changeAccountWrites } from "./accountChange";
import type { AccountItem, ContactData } from "./accountRepository";

/** The writes that give an account other contact data, and say who did. */
export function changeContactWrites(account: AccountItem, data: ContactData, change: { readonly byName: string; readonly at: Instant }): Write[] {
  const { displayName, phone, landline, email } = data;
  const contactVersion = account.contactVersion + 1;
  return changeAccountWrites(account, { displayName, phone, landline, email, contactVersion, contactChangedBy: change.byName, contactChangedAt: change.at });
}
