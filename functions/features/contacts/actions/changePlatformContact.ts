import { type ChangePlatformContact, type PlatformContact, type PlatformContactKind } from "@app/contract/contacts/contact.schema";
import type { ContactRefusal } from "@app/contract/contacts/contacts.errors";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { maskName, maskPhone } from "@app/contract/kernel/mask";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { runCommand } from "../../../engines/commands/runCommand";
import { absent, versionIs } from "../../../engines/store/storePort";
import type { ContactDeps } from "../contactDeps";
import { mayEditPlatformContacts } from "../contactScope";
import { getPlatformContact, platformContactKey, platformContactPk, toPlatformContact, type PlatformContactItem } from "../platformContactRepository";

/** The two that everybody sees belong to no unit; the platform's admin keeps them. */
export function changePlatformContact(
  deps: ContactDeps,
  actor: Actor,
  kind: PlatformContactKind,
  command: ChangePlatformContact,
): Promise<Result<PlatformContact, ContactRefusal | KernelRefusal>> {
  return runCommand<PlatformContact, ContactRefusal | KernelRefusal>(deps.engine, {
    actor,
    requestId: command.requestId,
    command: "changePlatformContact",
    asked: { kind, ...command },
    decide: async ({ now }) => {
      if (!mayEditPlatformContacts(actor)) return refuse({ code: "FORBIDDEN" });
      const known = await getPlatformContact(deps.engine.store, kind);
      if ((known?.version ?? 0) !== command.version) {
        return refuse({ code: "CONTACT_CHANGED", lastChange: known === undefined ? undefined : { byName: known.changedBy, at: known.changedAt } });
      }
      const { requestId: _requestId, version: _version, ...data } = command;
      const version = command.version + 1;
      const item: PlatformContactItem = { ...platformContactKey(kind), kind, ...data, changedBy: actor.name, changedAt: now, version };
      const payload = { kind, name: maskName(data.name), phone: maskPhone(data.phone) };
      return ok({
        writes: [{ kind: "put", tag: "contact", item, condition: known === undefined ? absent : versionIs(known.version) }],
        events: [
          {
            eventType: "PLATFORM_CONTACT_CHANGED",
            caseKind: "platform contact",
            caseId: kind,
            casePk: platformContactPk(kind),
            sequence: version,
            ...(known === undefined
              ? {}
              : {
                  changed: [
                    { label: "姓名", before: maskName(known.name), after: payload.name },
                    { label: "手机", before: maskPhone(known.phone), after: payload.phone },
                  ].filter(({ before, after }) => before !== after),
                }),
            payload,
          },
        ],
        answer: toPlatformContact(kind, item, true),
      });
    },
  });
}
