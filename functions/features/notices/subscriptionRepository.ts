import type { Instant } from "@app/contract/kernel/time";
import { absent, numberAtLeast, versionIs, type ItemKey, type Store, type StoredItem, type Write } from "../../engines/store/storePort";
import { NOTICE_TEMPLATES, type NoticeTemplate } from "./noticeTexts";

/**
 * The message budget (promise F24): how many one-time subscription messages of a template a person still takes. Each acceptance that a client reports adds one, each
 * sending uses one, and WeChat's own no sets it to none. Without a record nothing is known, and a sending finds out.
 * | AP-M5 · what a person takes of each template · asks, delivery · primary · SUBSCRIPTIONS#person id / template · ≤ number of templates |
 */
export interface SubscriptionItem extends StoredItem {
  readonly template: NoticeTemplate;
  /** One-time subscriptions left. */
  readonly left: number;
  /** A long-term template was accepted once for all; not counted. */
  readonly isLongTerm?: boolean;
  /** When the person last agreed; absent where WeChat alone told of it. */
  readonly acceptedAt?: Instant;
  readonly version: number;
}
/** A person who taps a thousand times is still told a few times: more than WeChat sends anyway. */
export const SUBSCRIPTIONS_LEFT_MAX = 100;

const subscriptionKey = (personId: string, template: NoticeTemplate): ItemKey => ({ pk: `SUBSCRIPTIONS#${personId}`, sk: template });

export async function getSubscription(store: Store, personId: string, template: NoticeTemplate): Promise<SubscriptionItem | undefined> {
  return (await store.get(subscriptionKey(personId, template))) as SubscriptionItem | undefined;
}

export async function listSubscriptions(store: Store, personId: string): Promise<readonly SubscriptionItem[]> {
  return (await store.query({ index: "primary", pk: `SUBSCRIPTIONS#${personId}`, limit: NOTICE_TEMPLATES.length })).items as readonly SubscriptionItem[];
}

/** One more, or, of a long-term template, all from now on. */
export function subscriptionAccepted(personId: string, template: NoticeTemplate, isLongTerm: boolean, now: Instant): Write {
  return {
    kind: "update",
    tag: `subscription ${template}`,
    key: subscriptionKey(personId, template),
    set: { template, acceptedAt: now, ...(isLongTerm ? { isLongTerm } : {}) },
    add: { left: isLongTerm ? 0 : 1, version: 1 },
  };
}

/** Two identities of one person: what both agreed to may be used for the one that stays. */
export function subscriptionHandedOver({ template, left, isLongTerm, acceptedAt, version }: SubscriptionItem, from: string, to: string): Write[] {
  return [
    {
      kind: "update",
      tag: "subscription",
      key: subscriptionKey(to, template),
      set: { template, ...(isLongTerm === true ? { isLongTerm } : {}), ...(acceptedAt === undefined ? {} : { acceptedAt }) },
      add: { left: Math.max(0, left), version: 1 },
    },
    { kind: "delete", tag: "subscription before", key: subscriptionKey(from, template), condition: versionIs(version) },
  ];
}
export function subscriptionForgotten(personId: string, template: NoticeTemplate): Write {
  return { kind: "delete", tag: "subscription", key: subscriptionKey(personId, template) };
}

export const SUBSCRIPTION_TAG = "subscription";
/** Sets one aside, within the transaction that claims the notice it is for. The condition is the count itself, so two sendings never share one. */
export function subscriptionTaken(personId: string, template: NoticeTemplate): Write {
  return {
    kind: "update",
    tag: SUBSCRIPTION_TAG,
    key: subscriptionKey(personId, template),
    add: { left: -1, version: 1 },
    condition: numberAtLeast("left", 1),
  };
}
export function subscriptionGivenBack(personId: string, template: NoticeTemplate): Write {
  return { kind: "update", tag: SUBSCRIPTION_TAG, key: subscriptionKey(personId, template), add: { left: 1, version: 1 } };
}

/** WeChat says there is none. `seenVersion` is the record before the sending: what was accepted since then still counts. */
export function subscriptionsUsedUp(personId: string, template: NoticeTemplate, seenVersion: number | undefined): Write {
  const key = subscriptionKey(personId, template);
  return seenVersion === undefined
    ? { kind: "put", tag: SUBSCRIPTION_TAG, item: { ...key, template, left: 0, version: 1 }, condition: absent }
    : {
        kind: "update",
        tag: SUBSCRIPTION_TAG,
        key,
        set: { left: 0, isLongTerm: false },
        add: { version: 1 },
        condition: versionIs(seenVersion),
      };
}
