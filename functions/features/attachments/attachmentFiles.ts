import type { Photo, StoredDocument } from "@app/contract/attachments/attachment.schema";
import type { AttachmentId } from "@app/contract/kernel/ids";
import { UPLOADS_FOLDER, type FileStore } from "../../engines/files/fileStorePort";

/** Where the files of a picture lie: all keys follow from its id, so that a link is made without reading anything. */
export const fileKeysOf = (attachmentId: string) => ({
  /** As it comes from outside; untouched by anything but the picture work. */
  upload: `${UPLOADS_FOLDER}/${attachmentId}`,
  /** As it came, kept as evidence with all the camera wrote; never linked. */
  original: `originals/${attachmentId}`,
  public: `public/${attachmentId}.jpg`,
  thumbnail: `thumbnails/${attachmentId}.jpg`,
  /** A PDF that was looked through, as it came. */
  document: `documents/${attachmentId}.pdf`,
});

export const PUBLIC_MAX_EDGE_PX = 2048;
export const THUMBNAIL_MAX_EDGE_PX = 400;

/** Links to these pictures, in this order; they expire after an hour. What a feature is given at the composition root. */
export type PhotoLinks = (ids: readonly AttachmentId[]) => Promise<Photo[]>;

/** Links to the public copies, in the order of the ids. */
export function photoLinks(files: Pick<FileStore, "signedUrl">, ids: readonly AttachmentId[]): Promise<Photo[]> {
  return Promise.all(
    ids.map(async (attachmentId) => {
      const keys = fileKeysOf(attachmentId);
      const [thumbnailUrl, url] = await Promise.all([files.signedUrl(keys.thumbnail), files.signedUrl(keys.public)]);
      return { attachmentId, thumbnailUrl, url };
    }),
  );
}

/** A paper with a link to it: a PDF to save, or the copy of a picture to look at. */
export async function documentLink(
  files: Pick<FileStore, "signedUrl">,
  { attachmentId, fileName, isPdf }: { readonly attachmentId: AttachmentId; readonly fileName: string; readonly isPdf: boolean },
): Promise<StoredDocument> {
  const keys = fileKeysOf(attachmentId);
  if (isPdf) return { attachmentId, fileName, kind: "PDF", url: await files.signedUrl(keys.document) };
  const [url, thumbnailUrl] = await Promise.all([files.signedUrl(keys.public), files.signedUrl(keys.thumbnail)]);
  return { attachmentId, fileName, kind: "PICTURE", url, thumbnailUrl };
}
