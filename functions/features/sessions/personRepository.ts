import type { Instant } from "@app/contract/kernel/time";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";

/**
 * A person is whoever WeChat says they are. The mini-program and the official account name the same person by different openids; the unionid joins them.
 * | AP-N1 · one person · log-in, messages · primary · PERSON#id / PROFILE · 1 |
 * | AP-N2 · the person of an openid or unionid · log-in · primary · WECHAT#… / PERSON · 1 |
 */
export interface PersonItem extends StoredItem {
  readonly personId: string;
  readonly openids: { readonly [app: string]: string };
  /** Told by WeChat at the latest log-in that named it. */
  readonly unionid?: string;
  /** The first log-in. */
  readonly createdAt?: Instant;
  /** The newest agreement they agreed to, and when. */
  readonly agreedVersion?: string;
  readonly agreedAt?: Instant;
  /** Another person they turned out to be: their records move there, and who comes as this one is that one. */
  readonly mergedInto?: string;
  /** They asked to be forgotten; what stays here says when, and nothing of who. */
  readonly forgottenAt?: Instant;
  readonly version: number;
}
export const WECHAT_APPS = ["MINIPROGRAM", "OFFICIAL_ACCOUNT"] as const;
export type WechatAppKind = (typeof WECHAT_APPS)[number];

export const personKey = (personId: string): ItemKey => ({ pk: `PERSON#${personId}`, sk: "PROFILE" });
export const openidKey = (app: WechatAppKind, openid: string): ItemKey => ({ pk: `WECHAT#${app}#${openid}`, sk: "PERSON" });
export const unionidKey = (unionid: string): ItemKey => ({ pk: `WECHAT#UNION#${unionid}`, sk: "PERSON" });

export async function getPerson(store: Store, personId: string): Promise<PersonItem | undefined> {
  return (await store.get(personKey(personId))) as PersonItem | undefined;
}

/** The account whose staff work this person does in the mini-program, as of the password it had when it was bound. */
export interface StaffBinding {
  readonly username: string;
  readonly credentialEpoch: number;
}
export function staffBindingOf(person: PersonItem): StaffBinding | undefined {
  const username = person["staffUsername"];
  return typeof username === "string" ? { username, credentialEpoch: Number(person["staffCredentialEpoch"] ?? 1) } : undefined;
}

// More than one step only when a person who absorbed another is absorbed in turn.
const MERGES_FOLLOWED_MAX = 5;

/** The person as whom this one counts now: themselves, or whoever absorbed them. */
export async function survivingPerson(store: Store, personId: string): Promise<PersonItem | undefined> {
  let person = await getPerson(store, personId);
  for (let step = 0; step < MERGES_FOLLOWED_MAX && person?.mergedInto !== undefined; step += 1) person = await getPerson(store, person.mergedInto);
  return person;
}
