import type { PersonalRecord } from "@app/contract/engines/personalRecord";
import { localDateOf } from "@app/contract/kernel/time";
import { readEvent } from "../../engines/events/event";
import type { PersonalRecords } from "../../engines/personalData/personalRecords";
import { versionIs, type Store } from "../../engines/store/storePort";
import { getPerson } from "../sessions/public";
import { addAccountFigures, addToFollowersTotal } from "./accountFigures";
import { followerKey, getFollower } from "./followerRepository";

const EVENT_WORDS: Readonly<Record<string, string>> = {
  OFFICIAL_ACCOUNT_FOLLOWED: "关注公众号",
  OFFICIAL_ACCOUNT_UNFOLLOWED: "取消关注公众号",
  OFFICIAL_ACCOUNT_SCANNED: "扫描公众号二维码",
  OFFICIAL_ACCOUNT_MENU_USED: "点击公众号菜单",
};

/** What somebody did with the official account. It lies under their openid, so it goes wherever their identity goes. */
export function personalFollower(store: Store): PersonalRecords<"OFFICIAL_ACCOUNT"> {
  const openidOf = async (personId: string): Promise<string | undefined> => (await getPerson(store, personId))?.openids["OFFICIAL_ACCOUNT"];
  return {
    kind: "OFFICIAL_ACCOUNT",
    async list(personId, { limit, cursor }) {
      const openid = await openidOf(personId);
      if (openid === undefined) return { items: [] };
      const page = await store.query({
        index: "primary",
        pk: followerKey(openid).pk,
        range: { beginsWith: "EVENT#" },
        order: "descending",
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      });
      const items = page.items.flatMap((item): PersonalRecord[] => {
        const event = readEvent(item);
        return event === undefined ? [] : [{ at: event.at, title: EVENT_WORDS[event.eventType] ?? "公众号", facts: [] }];
      });
      return { items, ...(page.next === undefined ? {} : { next: page.next }) };
    },
    handOver: async () => 0,
    async forget({ personId, limit, now }) {
      const openid = await openidOf(personId);
      if (openid === undefined) return 0;
      const { items } = await store.query({ index: "primary", pk: followerKey(openid).pk, range: { beginsWith: "EVENT#" }, limit });
      // One that is not counted yet is left for the look that comes two minutes after.
      const counted = items.filter((item) => item.index4 === undefined);
      if (counted.length > 0) {
        await store.transact(counted.map(({ pk, sk }, position) => ({ kind: "delete", tag: `event ${position}`, key: { pk, sk } })));
        return counted.length;
      }
      const state = items.length > 0 ? undefined : await getFollower(store, openid);
      if (state === undefined) return 0;
      const { pk, sk } = followerKey(openid);
      const outcome = await store.transact([
        { kind: "delete", tag: "follower", key: { pk, sk }, condition: versionIs(state.version) },
        ...(state.following ? [...(await addAccountFigures(store, localDateOf(now), { forgotten: 1 })), addToFollowersTotal(-1)] : []),
      ]);
      return outcome.committed ? 1 : 0;
    },
  };
}
