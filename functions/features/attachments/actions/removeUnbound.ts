import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok } from "@app/contract/kernel/result";
import { runCommand } from "../../../engines/commands/runCommand";
import { and, attributeAbsent, versionIs, type StoredItem } from "../../../engines/store/storePort";
import type { AttachmentDeps } from "../attachmentDeps";
import { fileKeysOf } from "../attachmentFiles";
import { ATTACHMENT_CASE, attachmentKey, attachmentPk, getAttachmentItem, type AttachmentItem } from "../attachmentRepository";

/**
 * Takes away a picture that no case used for seven days: first it is marked, so that nobody can bind it any more, then its files go, then its record. A
 * sweep that breaks off in between goes on where it stopped. What stays is the event that says so.
 */
export async function removeUnbound(deps: AttachmentDeps, due: StoredItem): Promise<void> {
  const { attachmentId } = due as AttachmentItem;
  if ((await step(deps, attachmentId, "MARK")) !== "REMOVING") return;
  const keys = fileKeysOf(attachmentId);
  await deps.files.remove([keys.upload, keys.original, keys.public, keys.thumbnail, keys.document]);
  await step(deps, attachmentId, "DELETE");
}

async function step({ engine }: AttachmentDeps, attachmentId: string, what: "MARK" | "DELETE"): Promise<"REMOVING" | "LEFT"> {
  const outcome = await runCommand<"REMOVING" | "LEFT", KernelRefusal>(engine, {
    actor: SYSTEM_ACTOR,
    requestId: undefined,
    command: "removeUnbound",
    asked: undefined,
    decide: async ({ now }) => {
      const item = await getAttachmentItem(engine.store, attachmentId);
      // Bound, or released again with a new date, since the sweep saw it.
      if (item?.index4 === undefined || item.boundTo !== undefined || item.index4.sk > `${now}~`)
        return ok({ writes: [], events: [], answer: "LEFT" as const });
      const key = attachmentKey(attachmentId);
      const condition = and(versionIs(item.version), attributeAbsent("boundTo"));
      if (what === "MARK") {
        if (item.status === "REMOVING") return ok({ writes: [], events: [], answer: "REMOVING" as const });
        return ok({
          writes: [{ kind: "update" as const, tag: "attachment", key, set: { status: "REMOVING" }, add: { version: 1 }, condition }],
          events: [],
          answer: "REMOVING" as const,
        });
      }
      return ok({
        writes: [{ kind: "delete" as const, tag: "attachment", key, condition }],
        events: [
          {
            eventType: "ATTACHMENT_REMOVED",
            caseKind: ATTACHMENT_CASE,
            caseId: attachmentId,
            casePk: attachmentPk(attachmentId),
            sequence: item.version + 1,
            payload: { purpose: item.purpose, uploadedBy: item.uploadedBy, requestedAt: item.requestedAt, sizeBytes: item.sizeBytes },
          },
        ],
        answer: "LEFT" as const,
      });
    },
  });
  return outcome.ok ? outcome.value : "LEFT";
}
