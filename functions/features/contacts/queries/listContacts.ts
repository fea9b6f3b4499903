import { matchesSearch, type Contact, type ContactBook, type ContactsQuery } from "@app/contract/contacts/contact.schema";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Store } from "../../../engines/store/storePort";
import { contactsOfUnits, mayEditPlatformContacts, ownUnits, scopesBelow, toContact, unitsAbove } from "../contactScope";
import { contactsBelow, isWithin } from "../contactsBelow";
import { listPlatformContacts } from "../platformContactRepository";

/** So many are looked through for one page of a search; the next page goes on from there. */
const LOOKED_THROUGH_MAX = 1000;

export async function getContactBook(deps: { readonly store: Store }, actor: Actor): Promise<Result<ContactBook, never>> {
  const [platform, own, above] = await Promise.all([
    listPlatformContacts(deps.store, mayEditPlatformContacts(actor)),
    contactsOfUnits(deps.store, actor, "OWN", ownUnits(actor)),
    contactsOfUnits(deps.store, actor, "ABOVE", unitsAbove(actor)),
  ]);
  return ok({ platform, own, above, hasBelow: scopesBelow(actor).length > 0 });
}

export async function listContacts(deps: { readonly store: Store }, actor: Actor, query: ContactsQuery): Promise<Result<Page<Contact>, KernelRefusal>> {
  const scopes = scopesBelow(actor);
  const position = query.cursor === undefined ? undefined : Buffer.from(query.cursor, "base64url").toString();
  if (position !== undefined && !isWithin(scopes, position)) return refuse({ code: "CURSOR_INVALID" });
  const own = ownUnits(actor);
  const items: Contact[] = [];
  let lookedThrough = 0;
  let last = "";
  for await (const placed of contactsBelow(deps.store, scopes, position)) {
    // One more than the page is there, or enough was looked through: whoever asks goes on from the last one.
    if (items.length === query.limit || lookedThrough === LOOKED_THROUGH_MAX) return ok({ items, next: Buffer.from(last).toString("base64url") });
    const contact = toContact(placed.item, actor, "BELOW");
    lookedThrough += 1;
    last = placed.position;
    // Somebody with grants at two places, one below the other, stands under their own unit already.
    if (!own.includes(contact.orgPath) && matchesSearch(contact, query.search)) items.push(contact);
  }
  return ok({ items });
}
