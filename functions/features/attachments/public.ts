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
 *    A purpose whose form is DOCUMENT may also hold a PDF: `storedDocuments` gives its papers with their links, at the price of one read.
 * 4. Staff: `photoFacts` says when and where the camera says it was; it belongs into no answer to the public.
 */
import type { StoredDocument } from "@app/contract/attachments/attachment.schema";
import type { AttachmentId } from "@app/contract/kernel/ids";
import type { FileStore } from "../../engines/files/fileStorePort";
import type { PicturePlace } from "../../engines/files/pictureFacts";
import type { Store, Write } from "../../engines/store/storePort";
import { documentLink, fileKeysOf } from "./attachmentFiles";
import { attachmentKey, getAttachmentItems } from "./attachmentRepository";

/** Takes the files of a case's paper away; the writes that take its record away belong into the transaction that ends the case. */
export async function removedAttachment({ store, files }: { readonly store: Store; readonly files: FileStore }, attachmentId: AttachmentId): Promise<Write[]> {
  const [item] = await getAttachmentItems(store, [attachmentId]);
  if (item === undefined) return [];
  await files.remove(Object.values(fileKeysOf(attachmentId)));
  return [{ kind: "delete", tag: `attachment ${attachmentId}`, key: attachmentKey(attachmentId) }];
}

export { retainedPhotos } from "./actions/clearPhoto";
export { claimAttachments, releaseAttachments, type CaseOfPhotos } from "./claimAttachments";
export { photoCovers, type PhotoCovers } from "./coverPhoto";
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

/** What a feature that shows papers is given at the composition root. */
export type DocumentLinks = (ids: readonly AttachmentId[]) => Promise<StoredDocument[]>;

/** The papers that are there, with links that expire; in the order of the ids. */
export async function storedDocuments(store: Store, files: Pick<FileStore, "signedUrl">, ids: readonly AttachmentId[]): Promise<StoredDocument[]> {
  const items = await getAttachmentItems(store, ids);
  return Promise.all(items.flatMap((item) => (item === undefined ? [] : [documentLink(files, { ...item, isPdf: item.isPdf === true })])));
}
