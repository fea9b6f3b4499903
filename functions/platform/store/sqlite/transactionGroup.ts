import type { ItemKey, StoredItem, TransactOutcome, Write } from "../../../engines/store/storePort";
import { joinedKey, keyOfWrite } from "../refuseMisuse";
import { itemAfterUpdate } from "./applyUpdate";
import { isConditionTrue } from "./evaluateCondition";
import { itemOfBody, sharesColumns, type ItemTable } from "./itemTable";

type MaybeItem = StoredItem | undefined;

/** One item as the group sees it: the row on disk, and what the transactions decided so far made of it. */
interface Picture {
  readonly key: ItemKey;
  /** `unread` when it was put without any question about what was there. */
  readonly onDisk: MaybeItem | "unread";
  now: MaybeItem;
}

/**
 * The transactions that share one commit. Each is decided on its own, in order, seeing what the earlier ones left: either all of its writes enter the
 * group's picture, or none does. `writeOut` then touches each changed row once, however many transactions changed it (a slot's seats, say).
 */
export class TransactionGroup {
  readonly #table: ItemTable;
  readonly #pictures = new Map<string, Picture>();

  constructor(table: ItemTable) {
    this.#table = table;
  }

  decide(writes: readonly Write[]): TransactOutcome {
    const failedTags = writes
      .filter((write) => write.condition !== undefined && !isConditionTrue(write.condition, this.#look(keyOfWrite(write)).now))
      .map(({ tag }) => tag);
    if (failedTags.length > 0) return { committed: false, failedTags };
    // Every new item is made before the first one enters the picture: an update may still refuse.
    const results = writes.map((write) => this.#resultOf(write));
    writes.forEach((write, position) => {
      if (write.kind !== "check") this.#draw(keyOfWrite(write), results[position]);
    });
    return { committed: true };
  }

  writeOut(): void {
    for (const { key, onDisk, now } of this.#pictures.values()) {
      if (now === onDisk) continue;
      if (now === undefined) this.#table.remove(key);
      else if (onDisk === undefined) this.#table.insert(now);
      else if (onDisk !== "unread" && sharesColumns(onDisk, now)) this.#table.replaceBody(now);
      else this.#table.upsert(now);
    }
  }

  #resultOf(write: Write): MaybeItem {
    switch (write.kind) {
      case "put":
        return write.item;
      case "update":
        return itemAfterUpdate(this.#look(write.key).now, write);
      case "delete":
      case "check":
        return undefined;
    }
  }

  #look(key: ItemKey): Picture {
    const name = joinedKey(key);
    let picture = this.#pictures.get(name);
    if (picture === undefined) {
      const body = this.#table.readBody(key);
      const item = body === undefined ? undefined : itemOfBody(body);
      picture = { key, onDisk: item, now: item };
      this.#pictures.set(name, picture);
    }
    return picture;
  }

  #draw(key: ItemKey, item: MaybeItem): void {
    const name = joinedKey(key);
    const picture = this.#pictures.get(name);
    if (picture === undefined) this.#pictures.set(name, { key, onDisk: "unread", now: item });
    else picture.now = item;
  }
}
