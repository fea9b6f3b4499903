import type { Instant } from "@app/contract/kernel/time";
import type { Write } from "../../engines/store/storePort";
import { changeAccountWrites, type ChangedAccount } from "./accountChange";
import type { AccountItem, ContactData } from "./accountRepository";

/** The writes that give an account other contact data, and say who did. */
export function changeContactWrites(
  account: AccountItem,
  data: ContactData,
  change: { readonly byName: string; readonly at: Instant; readonly isOwn: boolean },
): Write[] {
  const { displayName, phone, landline, email } = data;
  const contactVersion = account.contactVersion + 1;
  const { set, remove } = change.isOwn ? NOTHING_ENDS : endedByMove(account, data);
  const contact = { displayName, phone, landline, email, contactVersion, contactChangedBy: change.byName, contactChangedAt: change.at };
  return changeAccountWrites(account, { ...contact, ...set }, remove);
}

const NOTHING_ENDS = { set: {}, remove: [] } as const;

/**
 * What ends when somebody else gives an account another phone: its sessions, and the WeChat that was bound by the phone of before. With another name too it is another
 * person's from now on, and the password that the one before knows opens nothing (promise R13).
 */
export function endedByMove(
  account: AccountItem,
  data: Pick<ContactData, "displayName" | "phone">,
): { readonly set: ChangedAccount; readonly remove: readonly string[] } {
  if (data.phone === account.phone) return NOTHING_ENDS;
  const password = data.displayName === account.displayName ? {} : { passwordHash: "" };
  return { set: { credentialEpoch: account.credentialEpoch + 1, ...password }, remove: ["staffPersonId"] };
}
