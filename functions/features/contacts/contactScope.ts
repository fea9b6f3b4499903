import { officesOf, scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { Contact, ContactGroup } from "@app/contract/contacts/contact.schema";
import type { AccountId } from "@app/contract/kernel/ids";
import { bureausAbove, COUNTRY_PATH, coversPath, orgLevelOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { ROLE_LABELS } from "@app/contract/organizations/roles";
import type { Store } from "../../engines/store/storePort";
import { CONTACT_ROLES, listUnitAccounts, type UnitAccountItem } from "../sessions/public";

/** The units that somebody belongs to: the very places of their grants, for contacts are theirs there and nowhere below. */
export function ownUnits(actor: Actor): OrgPath[] {
  return [...new Set(officesOf(actor, "contacts.read"))];
}

/** Where contacts may be changed: exactly in one's own unit (seed 000, 九-4), a bureau not those of a facility below it. */
export function mayEditContactsOf(actor: Actor, orgPath: OrgPath): boolean {
  return officesOf(actor, "contacts.edit").includes(orgPath);
}

export function mayEditPlatformContacts(actor: Actor): boolean {
  return mayEditContactsOf(actor, COUNTRY_PATH);
}

/** The bureaus over one's own units that are not one's own. */
export function unitsAbove(actor: Actor): OrgPath[] {
  const own = ownUnits(actor);
  return [...new Set(own.flatMap(bureausAbove))].filter((path) => !own.includes(path)).sort();
}

/** The places below which one sees everybody; one that lies within another is left out. */
export function scopesBelow(actor: Actor): OrgPath[] {
  const own = ownUnits(actor);
  // A unit has nobody below it; that of somebody narrowed to kinds of facility is one of those below.
  const scopes = [...new Set(scopesOf(actor, "contacts.read"))].filter((path) => orgLevelOf(path) !== "UNIT" || !own.includes(path));
  return scopes.filter((path) => !scopes.some((other) => other !== path && coversPath(other, path))).sort();
}

export async function contactsOfUnits(store: Store, actor: Actor, group: ContactGroup, units: readonly OrgPath[]): Promise<Contact[]> {
  const found = await Promise.all(units.map((path) => listUnitAccounts(store, path)));
  return found.flat().flatMap((item) => (CONTACT_ROLES.includes(item.role) ? [toContact(item, actor, group)] : []));
}

export function toContact(item: UnitAccountItem, actor: Actor, group: ContactGroup): Contact {
  return {
    accountId: item.accountId as AccountId,
    group,
    orgPath: item.orgPath,
    unitName: item.orgName,
    roleLabel: ROLE_LABELS[item.role],
    name: item.displayName,
    landline: item.landline,
    phone: item.phone,
    email: item.email,
    version: item.contactVersion,
    canEdit: mayEditContactsOf(actor, item.orgPath),
  };
}
