import { hasPermission } from "@app/contract/kernel/actor";
import type { CommandEngine } from "../../engines/commands/runCommand";
import { DEAD_LETTER_PK } from "../../engines/events/deadLetters";
import { countBacklog, type CountedBacklog } from "../../engines/paging/countBacklog";
import type { StoredItem } from "../../engines/store/storePort";
import { countUndelivered } from "../notices/public";
import { workItem, type CountedWork, type WorkSource } from "../workbench/public";

/** For whoever looks after the system: what no consumer could digest, and what reached nobody. */
export function systemWork({ store, clock }: Pick<CommandEngine, "store" | "clock">): WorkSource {
  return {
    countWork: async (actor) => {
      if (!hasPermission(actor, "system.read")) return [];
      const [letters, undelivered] = await Promise.all([countBacklog(store, { index: "primary", pk: DEAD_LETTER_PK }), countUndelivered(store)]);
      const now = clock.now();
      return [
        ...workItem(
          { key: "DEAD_LETTERS", label: "没有处理成功的事件", opens: "/system?tab=DEAD_LETTERS" },
          since(letters, ({ sk }) => sk),
          now,
        ),
        ...workItem(
          { key: "UNDELIVERED", label: "没有送达的通知", opens: "/system?tab=NOTICES" },
          since(undelivered, ({ index2 }) => index2?.sk),
          now,
        ),
      ];
    },
  };
}

/** @param sortKeyOf begins with the moment since which it stands there; the first is the oldest */
function since({ count, first }: CountedBacklog, sortKeyOf: (item: StoredItem) => string | undefined): CountedWork[] {
  const oldest = first === undefined ? undefined : sortKeyOf(first)?.split("#")[0];
  return Array.from({ length: count }, () => ({ since: oldest }));
}
