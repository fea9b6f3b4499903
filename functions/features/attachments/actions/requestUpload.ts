import { ATTACHMENT_PURPOSE_RULES, type RequestUpload, type UploadRequested } from "@app/contract/attachments/attachment.schema";
import type { AttachmentsRefusal } from "@app/contract/attachments/attachments.errors";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { AttachmentId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addMs, DAY_MS, epochMsOf, localDateOf, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import { runCommand } from "../../../engines/commands/runCommand";
import { absent } from "../../../engines/store/storePort";
import type { AttachmentDeps } from "../attachmentDeps";
import { fileKeysOf } from "../attachmentFiles";
import { attachmentKey, countUpload, DAY_TAG, unboundUntil, UPLOADS_PER_DAY_MAX, type AttachmentItem } from "../attachmentRepository";
import { unlessFilesAway } from "../filesAway";
import { tooLarge } from "../photoProblem";

/** Long enough for 20 MB over a phone's slow evening. */
const UPLOAD_MINUTES = 30;
const ATTACHMENT_TAG = "attachment";

/**
 * Gives a place for one picture and the form that puts it there. The form is signed anew for each answer and not kept: a repeat gets the same place.
 */
export async function requestUpload(
  { engine, files }: AttachmentDeps,
  { actor, command }: { actor: Actor; command: RequestUpload },
): Promise<Result<UploadRequested, AttachmentsRefusal | KernelRefusal>> {
  const { maxBytes } = ATTACHMENT_PURPOSE_RULES[command.purpose];
  if (command.sizeBytes > maxBytes) return refuse(tooLarge(command.purpose, command.sizeBytes));
  const fileName = baseName(command.fileName);
  const placed = await runCommand<{ attachmentId: AttachmentId; uploadUntil: Instant }, AttachmentsRefusal | KernelRefusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "requestUpload",
    asked: [command.purpose, command.fileName, command.sizeBytes],
    decide: async ({ now, newId }) => {
      const attachmentId = newId() as AttachmentId;
      const uploadUntil = addMs(now, UPLOAD_MINUTES * MINUTE_MS);
      const item: AttachmentItem = {
        ...attachmentKey(attachmentId),
        index4: unboundUntil(attachmentId, now),
        attachmentId,
        purpose: command.purpose,
        status: "PENDING_UPLOAD",
        fileName,
        sizeBytes: command.sizeBytes,
        uploadedBy: actor.id,
        requestedAt: now,
        uploadUntil,
        version: 1,
      };
      return ok({
        writes: [
          { kind: "put", tag: ATTACHMENT_TAG, item, condition: absent },
          countUpload(actor.id, localDateOf(now), Math.floor((epochMsOf(now) + 2 * DAY_MS) / 1000)),
        ],
        events: [],
        answer: { attachmentId, uploadUntil },
        explain: (failedTags) => (failedTags.includes(DAY_TAG) ? { code: "UPLOADS_TOO_MANY", perDay: UPLOADS_PER_DAY_MAX } : undefined),
      });
    },
  });
  if (!placed.ok) return placed;
  const { attachmentId, uploadUntil } = placed.value;
  const form = await unlessFilesAway(() => files.signedUploadForm({ key: fileKeysOf(attachmentId).upload, maxBytes, expiresAt: uploadUntil }));
  if (!form.ok) return form;
  return ok({ attachmentId, upload: { url: form.value.url, fields: { ...form.value.fields }, expiresAt: uploadUntil } });
}

/** Some phones send the whole path. Only the last part means something to a person; no path of ours is ever made of it. */
function baseName(fileName: string): string {
  return (
    fileName
      .split(/[/\\]/)
      .filter((part) => part !== "")
      .at(-1) ?? "photo"
  );
}
