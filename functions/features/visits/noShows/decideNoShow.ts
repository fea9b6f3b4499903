import { decideAction } from "@app/contract/engines/workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { BookingId, RequestId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { instantLabel } from "@app/contract/kernel/time";
import type { NoShowRefusal } from "@app/contract/visits/noShow.errors";
import { NO_SHOW_STATUS_LABELS, type NoShowAction, type NoShowRecord } from "@app/contract/visits/noShow.schema";
import { NO_SHOW_WORKFLOW } from "@app/contract/visits/noShow.workflow";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import type { NoShowDecided } from "./payloads";
import { changedNoShow, NO_SHOW_TAG, noShowKey, noShowPk, standingKey, standingWrites, type NoShowItem, type StandingItem } from "./noShowRepository";
import { maySeeNoShow, noShowParties, toNoShowRecord } from "./noShowView";

/**
 * The booker appeals, the bureau upholds or waives, a waiver of days strikes: one action on one record, and the person's standing follows in the same
 * transaction, so that a booking a second later is judged by it (promise F6).
 */
export async function decideNoShow(
  engine: CommandEngine,
  input: { actor: Actor; bookingId: BookingId; action: NoShowAction; requestId: RequestId | undefined; remark: string | undefined },
): Promise<Result<NoShowRecord, NoShowRefusal | KernelRefusal>> {
  return runCommand<NoShowRecord, NoShowRefusal | KernelRefusal>(engine, {
    actor: input.actor,
    requestId: input.requestId,
    command: `no-show ${input.action}`,
    asked: [input.bookingId, input.remark ?? null],
    decide: async ({ actor, now }) => {
      const found = (await engine.store.get(noShowKey(input.bookingId))) as NoShowItem | undefined;
      if (found === undefined || (actor.kind === "USER" && !maySeeNoShow(found, actor))) return refuse({ code: "NOT_FOUND", what: "条失约记录" });
      const standing = (await engine.store.get(standingKey(found.personId))) as StandingItem | undefined;
      const decided = decideAction(NO_SHOW_WORKFLOW, {
        item: found,
        action: input.action,
        parties: noShowParties(found, actor),
        remark: input.remark,
        now,
        lastChange: found.answer === undefined ? undefined : `${found.answer.byName} ${instantLabel(found.answer.at)} ${NO_SHOW_STATUS_LABELS[found.status]}`,
      });
      if (!decided.ok) return decided;
      const remark = decided.value.remark ?? "";
      const next = changedNoShow(found, {
        status: decided.value.to,
        ...(input.action === "APPEAL" ? { appealReason: remark } : { answer: { remark, byName: actor.name, at: now } }),
      });
      const payload: NoShowDecided = {
        personId: next.personId,
        contactPhone: next.contactPhone,
        orgPath: next.orgPath,
        facilityId: next.facilityId,
        facilityName: next.facilityName,
        cityName: next.cityName,
        date: next.date,
        remark,
      };
      return ok({
        writes: [{ kind: "put", tag: NO_SHOW_TAG, item: next, condition: versionIs(found.version) }, ...standingWrites(standing, next)],
        events: [
          {
            eventType: decided.value.event,
            caseKind: "noShow",
            caseId: next.bookingId,
            casePk: noShowPk(next.bookingId),
            sequence: next.version,
            caseName: next.facilityName,
            changed: [{ label: "状态", before: NO_SHOW_STATUS_LABELS[found.status], after: NO_SHOW_STATUS_LABELS[next.status] }],
            payload,
          },
        ],
        answer: toNoShowRecord(next, actor, now),
      });
    },
  });
}
