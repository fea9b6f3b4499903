import { ATTACHMENT_PURPOSE_RULES, type Attachment } from "@app/contract/attachments/attachment.schema";
import type { AttachmentsRefusal, PhotoRefusal } from "@app/contract/attachments/attachments.errors";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { AttachmentId, RequestId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { runCommand } from "../../../engines/commands/runCommand";
import { pdfProblem } from "../../../engines/files/pdfProblem";
import type { PreparedPicture } from "../../../engines/files/picturePort";
import { and, equals, versionIs, type StoredValue } from "../../../engines/store/storePort";
import type { AttachmentDeps } from "../attachmentDeps";
import { fileKeysOf, PUBLIC_MAX_EDGE_PX, THUMBNAIL_MAX_EDGE_PX } from "../attachmentFiles";
import {
  ATTACHMENT_CASE,
  attachmentKey,
  attachmentPk,
  getAttachmentItem,
  getOwnAttachment,
  type AttachmentItem,
  type OwnAttachment,
} from "../attachmentRepository";
import { toAttachment } from "../attachmentView";
import { unlessFilesAway } from "../filesAway";

import { photoRefusalOf, tooLarge } from "../photoProblem";

type Refusal = AttachmentsRefusal | KernelRefusal;

/**
 * The file has arrived: looks at it, makes its copies, and says READY or why not. The picture work comes first and the record after it, and the same work
 * again gives the same files; so whatever breaks off in between is mended by asking again (promises R2, R7).
 */
export async function completeUpload(
  deps: AttachmentDeps,
  input: { actor: Actor; attachmentId: AttachmentId; requestId: RequestId },
): Promise<Result<Attachment, Refusal>> {
  const { engine, files } = deps;
  const item = await getOwnAttachment(engine.store, input.actor, input.attachmentId);
  if (item === undefined) return refuse({ code: "NOT_FOUND", what: "张照片" });
  if (item.status !== "PENDING_UPLOAD") return answerOf(deps, item);
  const looked = await unlessFilesAway(() => lookAt(deps, item));
  if (!looked.ok) return looked;
  if (looked.value === undefined) {
    // Another sending of the same completion may have ended and cleared the upload while this one looked.
    const settledMeanwhile = await getOwnAttachment(engine.store, input.actor, input.attachmentId);
    return settledMeanwhile === undefined || settledMeanwhile.status === "PENDING_UPLOAD"
      ? refuse({ code: "UPLOAD_MISSING" })
      : answerOf(deps, settledMeanwhile);
  }
  const settled = await settle(deps, input, looked.value);
  if (!settled.ok) return settled;
  // The quarantine is emptied after the record is durable. A store that is away keeps the file a few days longer, no more.
  await unlessFilesAway(() => files.remove([fileKeysOf(item.attachmentId).upload]));
  const settledItem = await getOwnAttachment(engine.store, input.actor, input.attachmentId);
  return settledItem === undefined ? refuse({ code: "NOT_FOUND", what: "张照片" }) : answerOf(deps, settledItem);
}

async function answerOf(deps: AttachmentDeps, item: OwnAttachment): Promise<Result<Attachment, Refusal>> {
  if (item.refusal !== undefined) return refuse(item.refusal);
  return unlessFilesAway(() => toAttachment(deps, item));
}

type Looked =
  | { readonly picture: PreparedPicture; readonly sizeBytes: number }
  | { readonly isPdf: true; readonly sizeBytes: number }
  | { readonly refusal: PhotoRefusal; readonly sizeBytes: number };

async function lookAt({ files, pictures }: AttachmentDeps, item: AttachmentItem): Promise<Looked | undefined> {
  const keys = fileKeysOf(item.attachmentId);
  const { form, maxBytes, maxPixels } = ATTACHMENT_PURPOSE_RULES[item.purpose];
  const uploaded = await files.head(keys.upload);
  if (uploaded === undefined) return undefined;
  const { sizeBytes } = uploaded;
  // The form already held the upload to this; what came another way is not read into memory either.
  if (sizeBytes > maxBytes) return { refusal: tooLarge(item.purpose, sizeBytes), sizeBytes };
  const found = await pictures.prepare({
    from: keys.upload,
    original: keys.original,
    copies: [
      { key: keys.public, maxEdgePx: PUBLIC_MAX_EDGE_PX },
      { key: keys.thumbnail, maxEdgePx: THUMBNAIL_MAX_EDGE_PX },
    ],
    maxPixels,
  });
  if (found === undefined) return undefined;
  if (form === "DOCUMENT" && "problem" in found && found.problem === "KIND" && found.kind === "PDF") return lookAtPdf(files, keys, sizeBytes);
  return "problem" in found ? { refusal: photoRefusalOf(item, found), sizeBytes } : { picture: found, sizeBytes };
}

/** A PDF is kept as it came, once it has been looked through. */
async function lookAtPdf(files: AttachmentDeps["files"], keys: ReturnType<typeof fileKeysOf>, sizeBytes: number): Promise<Looked | undefined> {
  const bytes = await files.read(keys.upload);
  if (bytes === undefined) return undefined;
  const problem = pdfProblem(bytes);
  if (problem !== undefined) return { refusal: { code: problem }, sizeBytes };
  await files.write(keys.document, bytes, "application/pdf");
  return { isPdf: true, sizeBytes };
}

/** What is kept for a repeat; the links of its answer are made anew. */
interface Settled {
  readonly status: AttachmentItem["status"];
}

function settle(
  { engine }: AttachmentDeps,
  input: { actor: Actor; attachmentId: AttachmentId; requestId: RequestId },
  looked: Looked,
): Promise<Result<Settled, Refusal>> {
  return runCommand<Settled, Refusal>(engine, {
    actor: input.actor,
    requestId: input.requestId,
    command: "completeUpload",
    asked: [input.attachmentId],
    decide: async () => {
      const item = await getAttachmentItem(engine.store, input.attachmentId);
      if (item === undefined) return refuse({ code: "NOT_FOUND", what: "张照片" });
      // The same upload was completed by a repeat meanwhile.
      if (item.status !== "PENDING_UPLOAD") return ok({ writes: [], events: [], answer: { status: item.status } });
      const status = "refusal" in looked ? "REFUSED" : "READY";
      const facts = factsOf(looked);
      return ok({
        writes: [
          {
            kind: "update",
            tag: "attachment",
            key: attachmentKey(item.attachmentId),
            set: { status, sizeBytes: looked.sizeBytes, ...facts },
            add: { version: 1 },
            condition: and(equals("status", "PENDING_UPLOAD"), versionIs(item.version)),
          },
        ],
        events: [
          {
            eventType: "refusal" in looked ? "ATTACHMENT_REFUSED" : "ATTACHMENT_UPLOADED",
            caseKind: ATTACHMENT_CASE,
            caseId: item.attachmentId,
            casePk: attachmentPk(item.attachmentId),
            sequence: item.version + 1,
            payload: {
              purpose: item.purpose,
              fileName: item.fileName,
              sizeBytes: looked.sizeBytes,
              ...("refusal" in looked ? { code: looked.refusal.code } : {}),
            },
          },
        ],
        answer: { status },
      });
    },
  });
}

function factsOf(looked: Looked): Record<string, StoredValue> {
  if ("refusal" in looked) return { refusal: looked.refusal as StoredValue };
  return "isPdf" in looked ? { isPdf: true } : pictureFactsOf(looked.picture);
}

function pictureFactsOf({ widthPx, heightPx, takenAt, place }: PreparedPicture): Record<string, StoredValue> {
  return { widthPx, heightPx, ...(takenAt === undefined ? {} : { takenAt }), ...(place === undefined ? {} : { place: { ...place } }) };
}
