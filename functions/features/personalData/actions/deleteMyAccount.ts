import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { PersonalDataRefusal } from "@app/contract/personalData/personalData.errors";
import type { DeleteMyAccount, DeletionReceipt } from "@app/contract/personalData/personalData.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { absent, versionIs } from "../../../engines/store/storePort";
import { getPerson, getPersonJob, isBindingValid, newPersonJob, personKey, staffBindingOf, type PersonJobItem } from "../../sessions/public";
import type { PersonalDataDeps } from "../personalDataDeps";

type Refusal = PersonalDataRefusal | KernelRefusal;

/**
 * The person asks to be forgotten. Visits ahead are cancelled now, with their consent; everything else is the work of `settlePersonJob`, which the receipt follows.
 * Asked twice, it is one deletion.
 */
export async function deleteMyAccount(
  deps: PersonalDataDeps,
  { actor, command }: { readonly actor: Actor; readonly command: DeleteMyAccount },
): Promise<Result<DeletionReceipt, Refusal>> {
  const { engine } = deps;
  const { personId } = actor;
  if (personId === undefined) return refuse({ code: "FORBIDDEN" });
  const before = await getPerson(engine.store, personId);
  const binding = before === undefined ? undefined : staffBindingOf(before);
  if (binding !== undefined && (await isBindingValid({ store: engine.store }, binding))) return refuse({ code: "STAFF_ACCOUNT" });
  const open = await deps.countOpenBookings(personId);
  if (open > 0 && !command.cancelOpenBookings) return refuse({ code: "OPEN_BOOKINGS", count: open });
  const cancelled = await deps.cancelOpenBookings(actor, "注销账号，一并取消");
  if (!cancelled.ok) return cancelled;
  return runCommand<DeletionReceipt, Refusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "deleteMyAccount",
    asked: [command.cancelOpenBookings, command.reason ?? ""],
    decide: async ({ now }) => {
      const person = await getPerson(engine.store, personId);
      if (person === undefined) return refuse({ code: "SESSION_EXPIRED" });
      const running = typeof person["deletionId"] === "string" ? await getPersonJob(engine.store, person["deletionId"]) : undefined;
      if (running !== undefined) return ok({ writes: [], events: [], answer: toReceipt(running) });
      const reason = command.reason === undefined || command.reason === "" ? undefined : command.reason;
      const job = newPersonJob({ jobId: deps.newToken(), kind: "FORGET", personId, askedAt: now, ...(reason === undefined ? {} : { reason }) });
      return ok({
        writes: [
          { kind: "put", tag: "job", item: job, condition: absent },
          {
            kind: "update",
            tag: "person",
            key: personKey(personId),
            set: { deletionId: job.jobId },
            add: { version: 1 },
            condition: versionIs(person.version),
          },
        ],
        events: [{ eventType: "DELETION_ASKED", caseKind: "person", caseId: personId, casePk: job.pk, sequence: 1, payload: {} }],
        answer: toReceipt(job),
      });
    },
  });
}

export function toReceipt(job: PersonJobItem): DeletionReceipt {
  return {
    receiptId: job.jobId,
    status: job.doneAt === undefined ? "RUNNING" : "DONE",
    askedAt: job.askedAt,
    ...(job.doneAt === undefined ? {} : { doneAt: job.doneAt }),
    recordsHandled: job.recordsHandled,
  };
}
