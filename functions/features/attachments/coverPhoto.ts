import type { AttachmentId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import type { CoverTask, PicturePort } from "../../engines/files/picturePort";
import { absent, and, attributeAbsent, equals, type Store, type Write } from "../../engines/store/storePort";
import { fileKeysOf, PUBLIC_MAX_EDGE_PX, THUMBNAIL_MAX_EDGE_PX } from "./attachmentFiles";
import { attachmentKey, boundPlace, getAttachmentItem, unboundUntil, type AttachmentItem } from "./attachmentRepository";
import { unlessFilesAway } from "./filesAway";

/** Covers parts of a case's picture by a new one that takes its place. What a feature that moderates is given at the composition root. */
export interface PhotoCovers {
  /** The picture work: first, and harmless when it is done again. Until a case holds the copy, it is one more upload that no case uses. */
  cover(task: {
    readonly from: AttachmentId;
    readonly to: AttachmentId;
    readonly parts: CoverTask["parts"];
    readonly now: Instant;
  }): Promise<Result<undefined, { readonly code: "FILES_UNAVAILABLE" } | { readonly code: "NOT_FOUND"; readonly what: string }>>;
  /** The record of the new picture, bound to the same case, for that case's transaction. It keeps what the camera wrote, for staff. */
  record(task: { readonly from: AttachmentId; readonly to: AttachmentId; readonly now: Instant }): Promise<Write | undefined>;
}

export function photoCovers({ store, pictures }: { readonly store: Store; readonly pictures: PicturePort }): PhotoCovers {
  return {
    async cover({ from, to, parts, now }) {
      const before = await getAttachmentItem(store, from);
      if (before === undefined) return refuse({ code: "NOT_FOUND", what: "张照片" });
      // Before its files, so that none is ever without a record by which it goes again.
      await store.transact([
        { kind: "put", tag: `attachment ${to}`, item: { ...copyOf(before, to, now), index4: unboundUntil(to, now) } as AttachmentItem, condition: absent },
      ]);
      const keys = fileKeysOf(to);
      const made = await unlessFilesAway(() =>
        pictures.cover({
          from: fileKeysOf(from).public,
          parts,
          copies: [
            { key: keys.public, maxEdgePx: PUBLIC_MAX_EDGE_PX },
            { key: keys.thumbnail, maxEdgePx: THUMBNAIL_MAX_EDGE_PX },
          ],
        }),
      );
      if (!made.ok) return made;
      return made.value === undefined ? refuse({ code: "NOT_FOUND", what: "张照片" }) : ok(undefined);
    },
    async record({ from, to, now }) {
      const before = await getAttachmentItem(store, from);
      if (before?.boundTo === undefined) return undefined;
      const record = { ...copyOf(before, to, now), boundTo: before.boundTo, version: 2 };
      const index4 = boundPlace(record);
      const item = { ...record, ...(index4 === undefined ? {} : { index4 }) };
      return { kind: "put", tag: `attachment ${to}`, item, condition: and(equals("status", "READY"), attributeAbsent("boundTo")) };
    },
  };
}

/** What the camera wrote goes with it; where it stands in the lists, and which case holds it, does not. */
function copyOf(before: AttachmentItem, to: AttachmentId, now: Instant): AttachmentItem {
  const { index4: _place, boundTo: _case, ...kept } = before as AttachmentItem & { boundTo?: string };
  return { ...kept, ...attachmentKey(to), attachmentId: to, requestedAt: now, uploadUntil: now, version: 1 } as AttachmentItem;
}
