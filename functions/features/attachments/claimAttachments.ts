import { ATTACHMENT_PURPOSE_RULES, type AttachmentPurpose, type AttachmentRefusal } from "@app/contract/attachments/attachment.schema";
import type { Actor } from "@app/contract/kernel/actor";
import type { AttachmentId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import { and, attributeAbsent, equals, type Store, type Write } from "../../engines/store/storePort";
import { attachmentKey, boundPlace, getAttachmentItems, unboundUntil } from "./attachmentRepository";

export interface CaseOfPhotos {
  readonly caseKind: string;
  readonly caseId: string;
}

const boundTo = ({ caseKind, caseId }: CaseOfPhotos): string => `${caseKind}#${caseId}`;
const tagOf = (attachmentId: string): string => `attachment ${attachmentId}`;

/**
 * The writes that bind pictures to a case, for the case's own transaction: READY, for this purpose, and uploaded by this actor or bound to this very case
 * already. Ask it inside `decide`; when a condition fails at the commit, let the command decide again (no `explain` for tags that begin with `attachment `):
 * the second look gives the exact refusal.
 */
export async function claimAttachments(
  store: Store,
  claim: CaseOfPhotos & { readonly ids: readonly AttachmentId[]; readonly purpose: AttachmentPurpose; readonly actor: Actor },
): Promise<Result<Write[], AttachmentRefusal>> {
  const items = await getAttachmentItems(store, claim.ids);
  const writes: Write[] = [];
  for (const item of items) {
    if (item?.boundTo !== undefined && item.boundTo === boundTo(claim)) continue;
    // Somebody else's picture is answered as one that is not there: its id says nothing to whom it does not belong.
    if (item === undefined || item.uploadedBy !== claim.actor.id || item.status === "REMOVING" || item.status === "REFUSED")
      return refuse({ code: "PHOTO_GONE" });
    if (item.status !== "READY") return refuse({ code: "PHOTO_NOT_READY" });
    if (item.boundTo !== undefined) return refuse({ code: "PHOTO_IN_USE" });
    if (item.purpose !== claim.purpose) return refuse({ code: "PHOTO_PURPOSE_WRONG", purposeLabel: ATTACHMENT_PURPOSE_RULES[claim.purpose].label });
    const index4 = boundPlace(item);
    writes.push({
      kind: "update",
      tag: tagOf(item.attachmentId),
      key: attachmentKey(item.attachmentId),
      set: { boundTo: boundTo(claim), ...(index4 === undefined ? {} : { index4 }) },
      add: { version: 1 },
      remove: index4 === undefined ? ["index4"] : [],
      condition: and(equals("status", "READY"), attributeAbsent("boundTo")),
    });
  }
  return ok(writes);
}

/**
 * The writes that let pictures go which a case no longer shows: their uploader may use them again, and after seven days they are removed. Ids that this case
 * does not hold are passed over.
 */
export async function releaseAttachments(
  store: Store,
  release: CaseOfPhotos & { readonly ids: readonly AttachmentId[]; readonly now: Instant },
): Promise<Write[]> {
  const items = await getAttachmentItems(store, release.ids);
  return items.flatMap((item) =>
    item === undefined || item.boundTo !== boundTo(release)
      ? []
      : [
          {
            kind: "update",
            tag: tagOf(item.attachmentId),
            key: attachmentKey(item.attachmentId),
            set: { index4: unboundUntil(item.attachmentId, release.now) },
            add: { version: 1 },
            remove: ["boundTo"],
            condition: equals("boundTo", boundTo(release)),
          } satisfies Write,
        ],
  );
}
