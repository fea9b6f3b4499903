import { PLATFORM_CONTACT_KINDS, type PlatformContact, type PlatformContactKind } from "@app/contract/contacts/contact.schema";
import type { Instant } from "@app/contract/kernel/time";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";

/**
 * | AP-T1 · the contacts of the platform · 通讯录 · primary · PLATFORM_CONTACT#kind / STATE · 2 |
 */
export interface PlatformContactItem extends StoredItem {
  readonly kind: PlatformContactKind;
  readonly unitName: string;
  readonly name: string;
  readonly landline: string;
  readonly phone: string;
  readonly email: string;
  readonly changedBy: string;
  readonly changedAt: Instant;
  readonly version: number;
}

export const platformContactPk = (kind: PlatformContactKind): string => `PLATFORM_CONTACT#${kind}`;
export const platformContactKey = (kind: PlatformContactKind): ItemKey => ({ pk: platformContactPk(kind), sk: "STATE" });

export async function getPlatformContact(store: Store, kind: PlatformContactKind): Promise<PlatformContactItem | undefined> {
  return (await store.get(platformContactKey(kind))) as PlatformContactItem | undefined;
}

/** One for each kind, an empty one where nobody was named yet. */
export async function listPlatformContacts(store: Store, canEdit: boolean): Promise<PlatformContact[]> {
  const items = await store.getMany(PLATFORM_CONTACT_KINDS.map(platformContactKey));
  return PLATFORM_CONTACT_KINDS.map((kind, index) => toPlatformContact(kind, items[index] as PlatformContactItem | undefined, canEdit));
}

export function toPlatformContact(kind: PlatformContactKind, item: PlatformContactItem | undefined, canEdit: boolean): PlatformContact {
  const { unitName = "", name = "", landline = "", phone = "", email = "", version = 0 } = item ?? {};
  return { kind, unitName, name, landline, phone, email, version, canEdit };
}
