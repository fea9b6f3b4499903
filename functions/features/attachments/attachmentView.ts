import type { Attachment } from "@app/contract/attachments/attachment.schema";
import { photoErrors } from "@app/contract/attachments/attachments.errors";
import type { AnyErrorEntry } from "@app/contract/kernel/errors";
import type { PhotoLinks } from "./attachmentFiles";
import type { OwnAttachment } from "./attachmentRepository";

/** A picture as its uploader sees it. */
export async function toAttachment(photos: PhotoLinks, item: OwnAttachment): Promise<Attachment> {
  const { attachmentId, purpose, status, fileName, refusal } = item;

  const [photo] = status === "READY" ? await photos([attachmentId]) : [];
  const entry: AnyErrorEntry | undefined = refusal === undefined ? undefined : photoErrors[refusal.code];
  return {
    attachmentId,
    purpose,
    status,
    fileName,
    ...(photo === undefined ? {} : { photo }),
    ...(item.widthPx === undefined ? {} : { widthPx: item.widthPx }),
    ...(item.heightPx === undefined ? {} : { heightPx: item.heightPx }),
    ...(refusal === undefined || entry === undefined ? {} : { refusedBecause: entry.sentence(refusal) }),
  };
}
