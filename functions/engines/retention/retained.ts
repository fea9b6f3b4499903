import type { RetentionKind } from "@app/contract/engines/retention";
import type { Instant } from "@app/contract/kernel/time";
import { equals, type Condition, type ItemKey, type StoredItem } from "../store/storePort";
import type { RetainedRecords } from "./sweepRetained";

/**
 * A record that will be cleared one day carries this entry from the moment its time begins to run. The entry says when that was, not when it is due: so a rule that is
 * prolonged or shortened meanwhile holds for all records at once, and no entry is ever rewritten for it.
 * | AP-Z1 · records of a kind whose time runs · retention sweep · index4 · RETAINED#kind / moment#id · oldest first · page |
 */
export function retainedEntry(kind: RetentionKind, from: Instant, id: string): ItemKey {
  return { pk: retainedPk(kind), sk: `${from}#${id}` };
}
/** Still where the sweep saw it: nobody changed its place meanwhile. */
export const stillRetained = (listed: StoredItem): Condition => equals("index4.sk", listed.index4?.sk ?? "");

/** A kind whose records simply go. */
export function retainedUntilDeleted(kind: RetentionKind): RetainedRecords {
  return {
    kind,
    clear: async (listed) => ({
      kind: "CLEAR",
      caseId: listed.sk,
      writes: [{ kind: "delete", tag: `${listed.pk} ${listed.sk}`, key: { pk: listed.pk, sk: listed.sk }, condition: stillRetained(listed) }],
    }),
  };
}
export const retainedPk = (kind: RetentionKind): string => `RETAINED#${kind}`;
