import type { AuditRefusal } from "@app/contract/audit/audit.errors";
import { PERSONAL_FIELD_LABELS, reasonText, type PersonalData, type RevealedKind, type RevealPersonalData } from "@app/contract/audit/personalData.schema";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import { runCommand } from "../../../engines/commands/runCommand";
import type { AuditDeps, PersonalCase } from "../auditDeps";

type Refusal = AuditRefusal | KernelRefusal;

/**
 * Shows the whole of what is masked everywhere else. The record of who looked and why stands before the first character leaves (promise M35); the values are read
 * again after it, so that the request's own record does not keep them.
 */
export async function revealPersonalData(
  { engine, personalDataOf }: AuditDeps,
  input: { readonly actor: Actor; readonly caseKind: RevealedKind; readonly caseId: string; readonly command: RevealPersonalData },
): Promise<Result<PersonalData, Refusal>> {
  const { actor, caseKind, caseId, command } = input;
  const find = async (): Promise<Result<PersonalCase, Refusal>> => {
    const found = await personalDataOf[caseKind](engine.store, caseId);
    if (found === undefined || !found.isSeenBy(actor)) return refuse({ code: "NOT_FOUND", what: "张单" });
    return mayAt(actor, "personalData.reveal", found.orgPath) ? ok(found) : refuse({ code: "REVEAL_NOT_ALLOWED" });
  };
  const recorded = await runCommand<{ readonly seenAt: Instant }, Refusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "revealPersonalData",
    asked: [caseKind, caseId, command],
    decide: async ({ now, newId }) => {
      const found = await find();
      if (!found.ok) return found;
      const { orgPath, caseName, fields } = found.value;
      const revealId = newId();
      const reason = reasonText(command.reason, command.remark);
      return ok({
        writes: [],
        events: [
          {
            eventType: "PERSONAL_DATA_REVEALED",
            caseKind: "personalData",
            caseId: revealId,
            casePk: `REVEAL#${revealId}`,
            sequence: 1,
            about: { caseKind, caseId },
            orgPath,
            caseName,
            said: reason,
            payload: { orgPath, of: caseKind, ofId: caseId, reason, fields: fields.map(({ field }) => PERSONAL_FIELD_LABELS[field]) },
          },
        ],
        answer: { seenAt: now },
      });
    },
  });
  if (!recorded.ok) return recorded;
  const found = await find();
  if (!found.ok) return found;
  return ok({
    fields: found.value.fields.map(({ field, value }) => ({ field, label: PERSONAL_FIELD_LABELS[field], value })),
    seenAt: recorded.value.seenAt,
  });
}
