import { hasPermission } from "@app/contract/kernel/actor";
import type { CommandEngine } from "../../engines/commands/runCommand";
import { getLastBackup } from "../../engines/backup/lastBackup";
import { DEAD_LETTER_PK } from "../../engines/events/deadLetters";
import { countBacklog, type CountedBacklog } from "../../engines/paging/countBacklog";
import type { StoredItem } from "../../engines/store/storePort";
import { countUndelivered } from "../notices/public";
import { backupStatusOf } from "./backupStatus";
import type { SystemDeps } from "./systemDeps";
import { workItem, type CountedWork, type WorkSource } from "../workbench/public";

/** For whoever looks after the system: what no consumer could digest, and what reached nobody. */
export function systemWork({ store, clock, backups }: Pick<CommandEngine, "store" | "clock"> & Pick<SystemDeps, "backups">): WorkSource {
  return {
    countWork: async (actor) => {
      if (!hasPermission(actor, "system.read")) return [];
      const now = clock.now();
      const [letters, undelivered, backup] = await Promise.all([
        countBacklog(store, { index: "primary", pk: DEAD_LETTER_PK }),
        countUndelivered(store),
        backups === undefined ? undefined : getLastBackup(store).then((last) => backupStatusOf(backups, last, now)),
      ]);
      const isUnsafe = backup !== undefined && (backup.state === "FAILED" || backup.state === "LATE");
      return [
        ...workItem({ key: "BACKUP", label: "数据备份没有成功", opens: "/system" }, isUnsafe ? [{ since: backup.failedAt ?? backup.at }] : [], now),
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
