import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { FacilityRefusal } from "@app/contract/visits/facilities.errors";
import { FACILITY_STATUS_LABELS } from "@app/contract/visits/facility.schema";
import type { EditFacility, ManagedFacilityDetail } from "@app/contract/visits/managedFacility.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import { claimAttachments, releaseAttachments } from "../../attachments/public";
import { withContent } from "../facilityContent";
import { facilityEvent, getFacilityItem, listFacilityEvents } from "../facilityRepository";
import { changedFields, contentOf, lastChangeText, toManagedDetail } from "../managedFacilityView";
import { lookSoon } from "../sweepRepository";
import type { VisitDeps } from "../visitDeps";

type Refusal = FacilityRefusal | KernelRefusal;

/**
 * Saves what a facility says of itself. Whoever saves second is told who changed what (promise R5). Bookings keep the name they were made under; their detail
 * shows the address and the phone of today. The rules hold for slots opened from now on, so its round looks at once what its templates may open.
 */
export async function editFacility(
  deps: Pick<VisitDeps, "engine" | "photos">,
  input: { actor: Actor; facilityId: FacilityId; command: EditFacility },
): Promise<Result<ManagedFacilityDetail, Refusal>> {
  const { engine, photos } = deps;
  const { requestId, version, ...content } = input.command;
  let tries = 0;
  return runCommand<ManagedFacilityDetail, Refusal>(engine, {
    actor: input.actor,
    requestId,
    command: "editFacility",
    asked: [input.facilityId, input.command],
    decide: async ({ actor, now }) => {
      const facility = await getFacilityItem(engine.store, input.facilityId);
      if (facility === undefined || !mayAt(actor, "facilities.edit", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
      if (facility.version !== version) return refuse({ code: "FACILITY_CHANGED", lastChange: lastChangeText(facility), version: facility.version });
      if (facility.status === "WITHDRAWN") return refuse(withdrawn(lastChangeText(facility)));
      const fields = changedFields(contentOf(facility), content);
      const bound = { caseKind: "facility", caseId: facility.facilityId } as const;
      const claims = await claimAttachments(engine.store, { ...bound, ids: content.photos, purpose: "FACILITY_PHOTO", actor });
      if (!claims.ok) return claims;
      const dropped = (facility.photos ?? []).filter((photo) => !content.photos.includes(photo));
      const releases = dropped.length === 0 ? [] : await releaseAttachments(engine.store, { ...bound, ids: dropped, now });
      const earlier = await listFacilityEvents(engine.store, facility.facilityId, 20);
      // Saved as it stands: nothing to write, nobody's next save is told of a change.
      if (fields.length === 0) return ok({ writes: [], events: [], answer: await toManagedDetail(facility, { actor, now, photos, events: earlier }) });
      const what = `修改了${fields.map(({ label }) => label).join("、")}`;
      const next = { ...withContent(facility, content), lastChange: { byName: actor.name, at: now, what }, version: facility.version + 1 };
      return ok({
        writes: [
          { kind: "put", tag: "facility", item: next, condition: versionIs(facility.version) },
          lookSoon(facility.facilityId, now),
          ...claims.value,
          ...releases,
        ],
        events: [facilityEvent(facility, { eventType: "FACILITY_EDITED", now, tries: tries++, payload: { fields, photos: content.photos } })],
        answer: await toManagedDetail(next, { actor, now, photos, events: earlier }),
      });
    },
  });
}

function withdrawn(lastChange: string | undefined): Refusal {
  return { code: "ACTION_NOT_AVAILABLE", caseLabel: "开放单位", statusLabel: FACILITY_STATUS_LABELS.WITHDRAWN, availableLabels: [], lastChange };
}
