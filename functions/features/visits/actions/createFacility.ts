import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { cityName, districtName } from "@app/contract/regions/regions.data";
import type { FacilityRefusal } from "@app/contract/visits/facilities.errors";
import type { CreateFacility, ManagedFacilityDetail } from "@app/contract/visits/managedFacility.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { absent } from "../../../engines/store/storePort";
import { claimAttachments } from "../../attachments/public";
import { facilityEvent, facilityIndexEntry, facilityKey, listFacilitiesBelow, type FacilityItem } from "../facilityRepository";
import { storedContent } from "../facilityContent";
import { toManagedDetail } from "../managedFacilityView";
import { firstSweep, SWEEP_TAG } from "../sweepRepository";
import type { VisitDeps } from "../visitDeps";

type Refusal = FacilityRefusal | KernelRefusal;

/**
 * A bureau adds a facility, 申报中 until it is opened. Its place in the organisation tree is given here for good: accounts' scopes, bookings and figures hang on
 * it. The id is opaque and short enough for the poster's mini-program code.
 */
export async function createFacility(
  deps: Pick<VisitDeps, "engine" | "photos">,
  input: { actor: Actor; command: CreateFacility },
): Promise<Result<ManagedFacilityDetail, Refusal>> {
  const { engine, photos } = deps;
  const { requestId, districtCode, ...content } = input.command;
  return runCommand<ManagedFacilityDetail, Refusal>(engine, {
    actor: input.actor,
    requestId,
    command: "createFacility",
    asked: input.command,
    decide: async ({ actor, now, newId }) => {
      const cityCode = districtCode.slice(0, 4);
      const [city, district] = [cityName(cityCode), districtName(districtCode)];
      if (city === undefined || district === undefined) return refuse({ code: "DISTRICT_UNKNOWN" });
      const facilityId = `f-${newId().toLowerCase()}` as FacilityId;
      const cityPath = `CN/${districtCode.slice(0, 2)}/${cityCode}` as OrgPath;
      const orgPath = `${cityPath}/${districtCode}/${facilityId}` as OrgPath;
      if (!mayAt(actor, "facilities.approve", orgPath)) return refuse({ code: "DISTRICT_NOT_YOURS" });
      // Two of one name are mostly one that was added twice; withdrawn ones may come again.
      const namesake = (await listFacilitiesBelow(engine.store, cityPath)).find((other) => other.name === content.name && other.status !== "WITHDRAWN");
      if (namesake !== undefined) return refuse({ code: "FACILITY_NAME_TAKEN", name: content.name });
      const claims = await claimAttachments(engine.store, { caseKind: "facility", caseId: facilityId, ids: content.photos, purpose: "FACILITY_PHOTO", actor });
      if (!claims.ok) return claims;
      const facility = {
        ...facilityKey(facilityId),
        index1: facilityIndexEntry(orgPath),
        facilityId,
        ...storedContent(content),
        status: "APPLYING",
        orgPath,
        provinceCode: districtCode.slice(0, 2),
        cityCode,
        cityName: city,
        districtName: district,
        lastChange: { byName: actor.name, at: now, what: "新增单位" },
        version: 1,
      } as FacilityItem;
      return ok({
        writes: [
          { kind: "put", tag: "facility", item: facility, condition: absent },
          { kind: "put", tag: SWEEP_TAG, item: firstSweep(facilityId, now), condition: absent },
          ...claims.value,
        ],
        events: [facilityEvent(facility, { eventType: "FACILITY_CREATED", now, tries: 0, payload: { orgPath, name: facility.name } })],
        answer: await toManagedDetail(facility, { actor, now, photos, events: [] }),
      });
    },
  });
}
