import { ATTACHMENT_PURPOSE_RULES, type Attachment } from "@app/contract/attachments/attachment.schema";
import { photoErrors } from "@app/contract/attachments/attachments.errors";
import type { AnyErrorEntry } from "@app/contract/kernel/errors";
import type { AttachmentDeps } from "./attachmentDeps";
import { documentLink } from "./attachmentFiles";
import type { OwnAttachment } from "./attachmentRepository";

/** A picture as its uploader sees it. */
export async function toAttachment({ photos, files }: Pick<AttachmentDeps, "photos" | "files">, item: OwnAttachment): Promise<Attachment> {
  const { attachmentId, purpose, status, fileName, refusal } = item;
  const isDocument = ATTACHMENT_PURPOSE_RULES[purpose].form === "DOCUMENT";
  const [photo] = status === "READY" && item.isPdf !== true ? await photos([attachmentId]) : [];
  const document = status === "READY" && isDocument ? await documentLink(files, { attachmentId, fileName, isPdf: item.isPdf === true }) : undefined;
  const entry: AnyErrorEntry | undefined = refusal === undefined ? undefined : photoErrors[refusal.code];
  return {
    attachmentId,
    purpose,
    status,
    fileName,
    ...(photo === undefined ? {} : { photo }),
    ...(document === undefined ? {} : { document }),
    ...(item.widthPx === undefined ? {} : { widthPx: item.widthPx }),
    ...(item.heightPx === undefined ? {} : { heightPx: item.heightPx }),
    ...(refusal === undefined || entry === undefined ? {} : { refusedBecause: entry.sentence(refusal) }),
  };
}
