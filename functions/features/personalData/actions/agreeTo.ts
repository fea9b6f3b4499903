import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { AGREEMENT_VERSION } from "@app/contract/personalData/agreement";
import type { PersonalDataRefusal } from "@app/contract/personalData/personalData.errors";
import type { AgreeTo } from "@app/contract/personalData/personalData.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import { consentWrite, getPerson, personKey } from "../../sessions/public";
import type { PersonalDataDeps } from "../personalDataDeps";

/** Whoever is logged in agrees to the text as it stands now, after it changed. A first log-in brings its consent along (`logInWithWechat`). */
export function agreeTo(
  { engine }: PersonalDataDeps,
  { actor, command }: { readonly actor: Actor; readonly command: AgreeTo },
): Promise<Result<undefined, PersonalDataRefusal | KernelRefusal>> {
  const { requestId, version } = command;
  return runCommand<undefined, PersonalDataRefusal | KernelRefusal>(engine, {
    actor,
    requestId,
    command: "agreeTo",
    asked: version,
    decide: async ({ now }) => {
      const { personId } = actor;
      if (personId === undefined) return refuse({ code: "FORBIDDEN" });
      if (version !== AGREEMENT_VERSION) return refuse({ code: "AGREEMENT_OUTDATED" });
      const person = await getPerson(engine.store, personId);
      if (person === undefined) return refuse({ code: "SESSION_EXPIRED" });
      if (person.agreedVersion === version) return ok({ writes: [], events: [], answer: undefined });
      return ok({
        writes: [
          {
            kind: "update",
            tag: "person",
            key: personKey(personId),
            set: { agreedVersion: version, agreedAt: now },
            add: { version: 1 },
            condition: versionIs(person.version),
          },
          consentWrite(personId, version, now),
        ],
        events: [],
        answer: undefined,
      });
    },
  });
}
