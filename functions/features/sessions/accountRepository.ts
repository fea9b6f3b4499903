import type { Grant } from "@app/contract/kernel/actor";
import type { Instant } from "@app/contract/kernel/time";
import { COUNTRY_PATH, provinceCodeOf, type OrgPath } from "@app/contract/organizations/orgPath";
import type { Role } from "@app/contract/organizations/roles";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";

/**
 * | AP-A1 · one account by user name · log-in, every request of it · primary · ACCOUNT#username / PROFILE · 1 |
 * | AP-A2 · failed log-ins of a user name, known or not · log-in · primary · LOG_IN#username / FAILURES · 1 |
 * | AP-A3 · accounts of one place by role · notices, approvers, contacts of one's own unit and above · primary · UNIT_ACCOUNTS#org path / role#username · ≤ 100, or all who work there |
 * | AP-A4 · contacts of a province in the order of the tree · 通讯录 · index1 · CONTACTS#province / org path#role#account id · page |
 * | AP-A5 · the account of a phone · log-in by phone · primary · ACCOUNT_PHONE#phone / ACCOUNT · 1 |
 * | AP-A6 · people of a province in the order of the tree · 人员 · index1 · PEOPLE#province or CN / org path#account id · page |
 * | AP-A7 · whoever holds anything at a place, by each of their places · recipients of a 公文通告 · index2 · PLACES#province or CN / org path#account id#role · page |
 */
export interface AccountItem extends StoredItem {
  readonly accountId: string;
  readonly username: string;
  readonly displayName: string;
  readonly passwordHash: string;
  /** Belongs to this account alone: it opens it when the password is forgotten. */
  readonly phone: string;
  /** 固定电话; empty when there is none. */
  readonly landline: string;
  /** Empty when there is none. */
  readonly email: string;
  readonly grants: readonly StoredGrant[];
  /** DISABLED: keeps its records and opens nothing. */
  readonly status: "ACTIVE" | "DISABLED";
  /** The posts that its grants follow from; empty on an account whose grants were given directly. */
  readonly posts: readonly HeldPost[];
  /** Grows when the password changes. Sessions and WeChat bindings made under an older one are over (promise R13). */
  readonly credentialEpoch: number;
  /** Grows when the contact data change, so that two people who edit one contact do not overwrite each other (promise R5). */
  readonly contactVersion: number;
  readonly version: number;
}
/** A grant with the words a screen needs, so that a session can greet without looking up the tree. */
export type StoredGrant = {
  readonly role: Role;
  readonly orgPath: OrgPath;
  readonly orgName: string;
  /** The post it comes from; a session may be narrowed to one. */
  readonly postId?: string;
  /** On a CUSTOM role: where its permissions stand. */
  readonly roleId?: string;
  /** Kinds of facility it is narrowed to; absent or empty: all. */
  readonly categories?: readonly string[];
};
/** A post that an account holds, in words. */
export type HeldPost = {
  readonly postId: string;
  readonly postName: string;
  readonly organizationId: string;
  readonly orgName: string;
};

/** How somebody is reached; part of the account and repeated in its places. */
export interface ContactData {
  readonly displayName: string;
  readonly phone: string;
  readonly landline: string;
  readonly email: string;
}

/** An account at one of its places: one for each grant, with what a list of contacts shows. Written in the transactions that write the account. */
export interface UnitAccountItem extends StoredItem, ContactData {
  readonly accountId: string;
  readonly username: string;
  readonly role: Role;
  readonly orgPath: OrgPath;
  readonly orgName: string;
  readonly contactVersion: number;
}

/** Who stands in 通讯录: the admins. Guards and users of other systems do not. */
export const CONTACT_ROLES: readonly Role[] = ["FACILITY_ADMIN", "CITY_ADMIN", "PROVINCE_ADMIN", "PLATFORM_ADMIN"];

/** More people than any unit gives one task; a notice to all of them still fits one transaction. */
export const UNIT_ACCOUNTS_MAX = 40;

export const accountPk = (username: string): string => `ACCOUNT#${username}`;
export const accountKey = (username: string): ItemKey => ({ pk: accountPk(username), sk: "PROFILE" });
export const logInFailuresKey = (username: string): ItemKey => ({ pk: `LOG_IN#${username}`, sk: "FAILURES" });
export const accountPhoneKey = (phone: string): ItemKey => ({ pk: `ACCOUNT_PHONE#${phone}`, sk: "ACCOUNT" });
export const peoplePk = (provinceCode: string | undefined): string => `PEOPLE#${provinceCode ?? "CN"}`;
export const placesPk = (provinceCode: string | undefined): string => `PLACES#${provinceCode ?? "CN"}`;
export const contactsPk = (provinceCode: string | undefined): string => `CONTACTS#${provinceCode ?? "CN"}`;
const unitAccountKey = (grant: StoredGrant, username: string): ItemKey => ({ pk: `UNIT_ACCOUNTS#${grant.orgPath}`, sk: `${grant.role}#${username}` });

export async function getAccount(store: Store, username: string): Promise<AccountItem | undefined> {
  const item = await store.get(accountKey(username));
  return item === undefined ? undefined : asAccount(item);
}

/** An account as it lies in the store; one of an earlier version is given what it lacks. */
export function asAccount(item: StoredItem): AccountItem {
  return { landline: "", email: "", credentialEpoch: 1, contactVersion: 1, status: "ACTIVE", posts: [], ...item } as unknown as AccountItem;
}

export async function getAccountByPhone(store: Store, phone: string): Promise<AccountItem | undefined> {
  const username = (await store.get(accountPhoneKey(phone)))?.["username"];
  return typeof username === "string" ? getAccount(store, username) : undefined;
}

/** The accounts of exactly this place, as far as a screen shows them. */
export async function listUnitAccounts(store: Store, orgPath: OrgPath): Promise<UnitAccountItem[]> {
  return (await store.query({ index: "primary", pk: `UNIT_ACCOUNTS#${orgPath}`, limit: 100 })).items as UnitAccountItem[];
}

/** Everybody at exactly this place, page by page: as many rows as people work there. */
export async function listPlaceAccounts(store: Store, orgPath: OrgPath): Promise<UnitAccountItem[]> {
  const found: UnitAccountItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.query({ index: "primary", pk: `UNIT_ACCOUNTS#${orgPath}`, limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...(page.items as UnitAccountItem[]));
    cursor = page.next;
  } while (cursor !== undefined);
  return found;
}

type NewAccount = Omit<AccountItem, keyof ItemKey | "version" | "credentialEpoch" | "contactVersion" | "landline" | "email" | "status" | "posts"> &
  Partial<Pick<AccountItem, "landline" | "email" | "posts">>;

export function accountItem(account: NewAccount): AccountItem {
  const named = { landline: "", email: "", posts: [], ...account } as unknown as AccountItem;
  return { ...named, ...accountKey(named.username), ...accountPlace(named), status: "ACTIVE", credentialEpoch: 1, contactVersion: 1, version: 1 };
}

/** Where 人员 lists it: at the place of its first grant. One without any stands at the country. */
export function accountPlace({ accountId, grants }: Pick<AccountItem, "accountId" | "grants">): { readonly index1: ItemKey } {
  const orgPath = grants[0]?.orgPath ?? COUNTRY_PATH;
  return { index1: { pk: peoplePk(provinceCodeOf(orgPath)), sk: `${orgPath}#${accountId}` } };
}

/** All items of an account: itself, its places and its phone. */
export function itemsOfAccount(account: AccountItem): StoredItem[] {
  return [account, ...unitAccountItems(account), { ...accountPhoneKey(account.phone), username: account.username }];
}

/** One for each role at each place, whichever posts give it. A disabled account stands nowhere: nobody looks for it there and no notice goes to it. */
export function unitAccountItems(account: AccountItem): UnitAccountItem[] {
  if (account.status === "DISABLED") return [];
  const { accountId, username, displayName, phone, landline, email, contactVersion } = account;
  const distinct = new Map(account.grants.map((grant) => [`${grant.orgPath}#${grant.role}`, grant]));
  return [...distinct.values()].map(({ role, orgPath, orgName }) => ({
    ...unitAccountKey({ role, orgPath, orgName }, username),
    accountId,
    username,
    displayName,
    phone,
    landline,
    email,
    contactVersion,
    role,
    orgPath,
    orgName,
    ...(CONTACT_ROLES.includes(role) ? { index1: { pk: contactsPk(provinceCodeOf(orgPath)), sk: `${orgPath}#${role}#${accountId}` } } : {}),
    index2: { pk: placesPk(provinceCodeOf(orgPath)), sk: `${orgPath}#${accountId}#${role}` },
  }));
}

/** The person whose WeChat is bound to the account; a binding made before the last change of the password is over. */
export function staffPersonOf(account: AccountItem): string | undefined {
  const personId = account["staffPersonId"];
  return typeof personId === "string" ? personId : undefined;
}

export interface LastContactChange {
  readonly byName: string;
  readonly at: Instant;
}
export function lastContactChangeOf(account: AccountItem): LastContactChange | undefined {
  const { contactChangedBy, contactChangedAt } = account as { contactChangedBy?: unknown; contactChangedAt?: unknown };
  return typeof contactChangedBy === "string" && typeof contactChangedAt === "string"
    ? { byName: contactChangedBy, at: contactChangedAt as Instant }
    : undefined;
}

export function grantsOf(grants: readonly StoredGrant[]): Grant[] {
  return grants.map((grant) => ({ role: grant.role, orgPath: grant.orgPath }));
}
