import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SystemRefusal } from "@app/contract/system/system.errors";
import type { Again } from "@app/contract/system/system.schema";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { deadlineEntry } from "../../../engines/deadlines/deadlines";
import { versionIs } from "../../../engines/store/storePort";
import { getUndelivered, noticeKey } from "../noticeRepository";

type Refusal = SystemRefusal | KernelRefusal;

/** The notice begins anew with all its tries. Its version decides between two who press at once; the sweep sends it, by the way that reaches them now. */
export async function sendNoticeAgain(
  engine: CommandEngine,
  input: { readonly actor: Actor; readonly undeliveredId: string; readonly command: Again },
): Promise<Result<{ undeliveredId: string }, Refusal>> {
  const { undeliveredId } = input;
  return runCommand<{ undeliveredId: string }, Refusal>(engine, {
    actor: input.actor,
    requestId: input.command.requestId,
    command: "sendNoticeAgain",
    asked: undeliveredId,
    decide: async ({ now }) => {
      const notice = await getUndelivered(engine.store, undeliveredId);
      if (notice === undefined) return refuse({ code: "NOTICE_NOT_UNDELIVERED" });
      const key = noticeKey(notice.noticeId);
      return ok({
        writes: [
          {
            kind: "update",
            tag: "notice",
            key,
            set: { state: "QUEUED", attempts: 0, closedChannels: [], index4: deadlineEntry(notice.queue, now, notice.noticeId) },
            add: { version: 1 },
            remove: ["index2"],
            condition: versionIs(notice.version),
          },
        ],
        events: [
          {
            eventType: "NOTICE_SENT_AGAIN",
            caseKind: "notice",
            caseId: notice.noticeId,
            casePk: key.pk,
            sequence: notice.version + 1,
            payload: { template: notice.template, attempts: notice.attempts },
          },
        ],
        answer: { undeliveredId },
      });
    },
  });
}
