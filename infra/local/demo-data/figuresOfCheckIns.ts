import type { EventRecord } from "../../../functions/engines/events/event";
import type { ItemKey, Store, StoredItem } from "../../../functions/engines/store/storePort";
import { entryFigures } from "../../../functions/features/statistics/reactions";
import { teamFigures } from "../../../functions/features/statistics/teamFigures";
import { itemAfterUpdate } from "../../../functions/platform/store/sqlite/applyUpdate";

/** Gathers in memory what the statistics' own consumer would have written event by event, so that each row is stored once. */
export class FiguresOfCheckIns {
  readonly #rows = new Map<string, StoredItem>();
  readonly #seen: Store = {
    get: async (key) => this.#rows.get(nameOf(key)),
    getMany: async (keys) => keys.map((key) => this.#rows.get(nameOf(key))),
    query: async () => ({ items: [] }),
    transact: async () => {
      throw new Error("figures are gathered, not stored");
    },
  };

  async count(event: EventRecord): Promise<void> {
    for (const write of [...(await entryFigures(this.#seen, event)), ...(await teamFigures(this.#seen, event))]) {
      if (write.kind !== "update") throw new Error(`figures are updates, not a ${write.kind}`);
      this.#rows.set(nameOf(write.key), itemAfterUpdate(this.#rows.get(nameOf(write.key)), write));
    }
  }

  items(): StoredItem[] {
    return [...this.#rows.values()];
  }
}

const nameOf = ({ pk, sk }: ItemKey): string => `${pk}\n${sk}`;
