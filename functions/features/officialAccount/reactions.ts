import { localDateOf } from "@app/contract/kernel/time";
import type { Consumer } from "../../engines/events/consumers";
import type { EventRecord } from "../../engines/events/event";
import { exists, type Store, type Write } from "../../engines/store/storePort";
import { addAccountFigures, addCodeFigures, addToFollowersTotal } from "./accountFigures";
import { codeIdOfScene, codeKey, getCode } from "./accountRepository";

/** What followers do, counted: an event once, however often WeChat told it. Its day is the one on which the platform heard of it. */
export function officialAccountConsumer(store: Store): Consumer {
  const ofCode = async (event: EventRecord, figure: "scans" | "newFollowers"): Promise<Write[]> => {
    const codeId = codeIdOfScene(String(event.payload["scene"] ?? ""));
    if (codeId === undefined || (await getCode(store, codeId)) === undefined) return [];
    return [
      ...(await addCodeFigures(store, codeId, localDateOf(event.at), { [figure]: 1 })),
      { kind: "update", tag: "code", key: codeKey(codeId), add: { [figure]: 1 }, condition: exists },
    ];
  };
  return {
    name: "officialAccount",
    handles: {
      OFFICIAL_ACCOUNT_FOLLOWED: async (event) => [
        ...(await addAccountFigures(store, localDateOf(event.at), { gained: 1 })),
        addToFollowersTotal(1),
        ...(await ofCode(event, "newFollowers")),
      ],
      OFFICIAL_ACCOUNT_UNFOLLOWED: async (event) =>
        event.payload["wasCounted"] === true ? [...(await addAccountFigures(store, localDateOf(event.at), { lost: 1 })), addToFollowersTotal(-1)] : [],
      OFFICIAL_ACCOUNT_SCANNED: async (event) => [...(await addAccountFigures(store, localDateOf(event.at), { scans: 1 })), ...(await ofCode(event, "scans"))],
      OFFICIAL_ACCOUNT_MENU_USED: async (event) => addAccountFigures(store, localDateOf(event.at), { menuTaps: 1 }),
    },
  };
}
