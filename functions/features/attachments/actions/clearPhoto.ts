import { ATTACHMENT_PURPOSE_RULES } from "@app/contract/attachments/attachment.schema";
import { DAY_MS } from "@app/contract/kernel/time";
import { stillRetained } from "../../../engines/retention/retained";
import type { RetainedRecords } from "../../../engines/retention/sweepRetained";
import type { AttachmentDeps } from "../attachmentDeps";
import { fileKeysOf } from "../attachmentFiles";
import { attachmentKey, getAttachmentItem, type AttachmentItem } from "../attachmentRepository";
import { CLEARED_PICTURE } from "../clearedPicture";

const HELD_LOOKED_AT_AGAIN_AFTER_MS = 30 * DAY_MS;

/**
 * Photos of cases whose time is over. The files go first and the record after them, and the same again gives the same: a sweep that breaks off in between is mended by
 * the next one.
 * @param isHeld whether the case `<caseKind>#<caseId>` is kept as evidence, its photos with it
 */
export function retainedPhotos({ engine, files }: AttachmentDeps, isHeld: (boundTo: string) => Promise<boolean>): RetainedRecords {
  return {
    kind: "PHOTO",
    async clear(listed, { now }) {
      const { attachmentId } = listed as AttachmentItem;
      const item = await getAttachmentItem(engine.store, attachmentId);
      // Let go by its case, or cleared, since the list was read.
      if (item?.boundTo === undefined || item.index4?.sk !== listed.index4?.sk) return { kind: "NOTHING", writes: [] };
      if (await isHeld(item.boundTo)) return { kind: "LATER", afterMs: HELD_LOOKED_AT_AGAIN_AFTER_MS };
      const keys = fileKeysOf(attachmentId);
      const shown = [keys.public, keys.thumbnail];
      await files.remove(Object.values(keys).filter((key) => !shown.includes(key)));
      for (const key of shown) await files.write(key, CLEARED_PICTURE, "image/jpeg");
      return {
        kind: "CLEAR",
        caseId: attachmentId,
        caseName: ATTACHMENT_PURPOSE_RULES[item.purpose].label,
        writes: [
          {
            kind: "update",
            tag: "attachment",
            key: attachmentKey(attachmentId),
            // A file's name is often a person's.
            set: { clearedAt: now, fileName: "", sizeBytes: 0 },
            remove: ["index4", "takenAt", "place"],
            add: { version: 1 },
            condition: stillRetained(listed),
          },
        ],
      };
    },
  };
}
