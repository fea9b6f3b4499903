import type { Store } from "../../engines/store/storePort";
import { accountsAllowed } from "../sessions/public";
import { recipientOf, type Addressee } from "./noticeRepository";
import type { Recipient } from "./noticeRules";

/** The single people and accounts behind the recipients, each once. */
export async function addresseesOf(store: Store, recipients: readonly Recipient[]): Promise<Addressee[]> {
  const found = new Map<string, Addressee>();
  for (const recipient of recipients) {
    const addressees: readonly Addressee[] =
      recipient.kind === "OFFICE"
        ? (await accountsAllowed(store, recipient.orgPath, recipient.permission)).map(({ username }) => ({ kind: "ACCOUNT", username }))
        : [recipient];
    for (const addressee of addressees) if (!found.has(recipientOf(addressee))) found.set(recipientOf(addressee), addressee);
  }
  return [...found.values()];
}
