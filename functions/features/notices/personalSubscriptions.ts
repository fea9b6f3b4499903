import type { PersonalRecord } from "@app/contract/engines/personalRecord";
import type { PersonalRecords } from "../../engines/personalData/personalRecords";
import type { Store } from "../../engines/store/storePort";
import { NOTICE_KINDS } from "./noticeKinds";
import { listSubscriptions, subscriptionHandedOver, subscriptionForgotten, type SubscriptionItem } from "./subscriptionRepository";

/** What a person agreed to be told by WeChat, and how often still (promise F24). */
export function personalSubscriptions(store: Store): PersonalRecords<"SUBSCRIPTIONS"> {
  return {
    kind: "SUBSCRIPTIONS",
    list: async (personId) => ({ items: (await listSubscriptions(store, personId)).flatMap(inWords) }),
    async handOver({ from, to }) {
      const all = await listSubscriptions(store, from);
      for (const item of all) await store.transact(subscriptionHandedOver(item, from, to));
      return all.length;
    },
    async forget({ personId }) {
      const all = await listSubscriptions(store, personId);
      for (const { template } of all) await store.transact([subscriptionForgotten(personId, template)]);
      return all.length;
    },
  };
}

/** One that WeChat said no to is no agreement of theirs. */
function inWords({ template, left, isLongTerm, acceptedAt }: SubscriptionItem): PersonalRecord[] {
  if (acceptedAt === undefined) return [];
  const kind = Object.values(NOTICE_KINDS).find(({ wechat }) => wechat === template);
  return [
    { at: acceptedAt, title: kind?.label ?? "微信消息", facts: [{ label: "还能发送", value: isLongTerm === true ? "长期有效" : `${Math.max(0, left)} 次` }] },
  ];
}
