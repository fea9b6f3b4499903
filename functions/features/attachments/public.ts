/**
 * What other features may know of attachments. How a feature gives its cases pictures:
 *
 * 1. Contract: `photoIds({ min, max })` of `@app/contract/attachments/attachment.schema` in the command, `z.array(Photo)` in the answer, and
 *    `...photoClaimErrors` in the feature's error table. The purpose stands in ATTACHMENT_PURPOSE_RULES.
 * 2. Command, inside `decide`: `claimAttachments` for the pictures the case shows from now on (those it holds already cost nothing), `releaseAttachments`
 *    for those it no longer shows; put both lists of writes into the decision and the ids into the case and its event. Each new picture is one write of
 *    the transaction (100 at most).
 * 3. Answer: the `photos` dependency (PhotoLinks, from composeProduct) turns ids into expiring links. It reads nothing, so a list may use it too. Whoever the
 *    feature shows the case to may see its pictures: that decision is the feature's, made before it asks for links.
 * 4. Staff: `photoFacts` says when and where the camera says it was; it belongs into no answer to the public.
 */
import type { AttachmentId } from "@app/contract/kernel/ids";
import type { PicturePlace } from "../../engines/files/pictureFacts";
import type { Store } from "../../engines/store/storePort";
import { getAttachmentItems } from "./attachmentRepository";

export { claimAttachments, releaseAttachments, type CaseOfPhotos } from "./claimAttachments";
export { photoLinks, type PhotoLinks } from "./attachmentFiles";

export interface PhotoFacts {
  readonly attachmentId: AttachmentId;
  readonly takenAt: string | undefined;
  readonly place: PicturePlace | undefined;
}

/** What the cameras wrote, in the order of the ids; for staff who judge a report. */
export async function photoFacts(store: Store, ids: readonly AttachmentId[]): Promise<PhotoFacts[]> {
  const items = await getAttachmentItems(store, ids);
  return ids.map((attachmentId, position) => ({ attachmentId, takenAt: items[position]?.takenAt, place: items[position]?.place }));
}
