import { decideAction } from "@app/contract/engines/workflow";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf } from "@app/contract/kernel/time";
import { BOOKING_GROUP_STATUSES } from "@app/contract/visits/booking.schema";
import type { FacilityRefusal } from "@app/contract/visits/facilities.errors";
import { FACILITY_STATUS_LABELS } from "@app/contract/visits/facility.schema";
import { FACILITY_EVENT_LABELS, facilityWorkflow, type FacilityEventType } from "@app/contract/visits/facility.workflow";
import type { ChangeFacilityStatus, ManagedFacilityDetail } from "@app/contract/visits/managedFacility.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import { sumOf } from "../closingBookings";
import { facilityEvent, getFacilityItem, listFacilityEvents, type FacilityItem } from "../facilityRepository";
import { facilityParties, lastChangeText, toManagedDetail } from "../managedFacilityView";
import { countAhead } from "../queries/manageFacilities";
import { lookSoon } from "../sweepRepository";
import type { VisitDeps } from "../visitDeps";

type Refusal = FacilityRefusal | KernelRefusal;

/**
 * A bureau opens, suspends, resumes or withdraws a facility. It cancels nothing by itself: the facility's round flags the bookings that are broken by it
 * (promise M11), and the facility closes their slots one by one, where each visitor is told.
 */
export async function changeFacilityStatus(
  deps: Pick<VisitDeps, "engine" | "photos">,
  input: { actor: Actor; facilityId: FacilityId; command: ChangeFacilityStatus },
): Promise<Result<ManagedFacilityDetail, Refusal>> {
  const { engine, photos } = deps;
  const { command } = input;
  let tries = 0;
  return runCommand<ManagedFacilityDetail, Refusal>(engine, {
    actor: input.actor,
    requestId: command.requestId,
    command: "changeFacilityStatus",
    asked: [input.facilityId, command],
    decide: async ({ actor, now }) => {
      const facility = await getFacilityItem(engine.store, input.facilityId);
      if (facility === undefined || !mayAt(actor, "facilities.approve", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
      const lastChange = lastChangeText(facility);
      const decided = decideAction(facilityWorkflow, {
        item: facility,
        action: command.action,
        parties: facilityParties(facility, actor),
        remark: command.remark,
        now,
        lastChange,
      });
      if (!decided.ok) return decided;
      if (facility.version !== command.version) return refuse({ code: "FACILITY_CHANGED", lastChange, version: facility.version });
      const { to, remark } = decided.value;
      const today = localDateOf(now);
      const until = to === "SUSPENDED" ? command.until : undefined;
      if (until !== undefined && until < today) return refuse({ code: "SUSPENSION_END_PAST", until });
      const shuts = to === "SUSPENDED" || to === "WITHDRAWN";
      const hit = shuts
        ? sumOf(
            await Promise.all(
              BOOKING_GROUP_STATUSES.UPCOMING.map((status) => countAhead(engine.store, facility.facilityId, status, { from: today, to: until })),
            ),
          )
        : { bookings: 0, heads: 0 };
      if (hit.bookings > command.seenBookings) return refuse({ code: "FACILITY_IMPACT_CHANGED", ...hit, seenBookings: command.seenBookings });
      const eventType = decided.value.event as FacilityEventType;
      const { statusReason: _reason, suspendedUntil: _until, ...kept } = facility;
      const next = {
        ...kept,
        status: to,
        ...(shuts && remark !== undefined ? { statusReason: remark } : {}),
        ...(until === undefined ? {} : { suspendedUntil: until }),
        lastChange: { byName: actor.name, at: now, what: FACILITY_EVENT_LABELS[eventType] },
        version: facility.version + 1,
      } as FacilityItem;
      const fields = [{ label: "开放状态", before: FACILITY_STATUS_LABELS[facility.status], after: FACILITY_STATUS_LABELS[to] }];
      const payload = { fields, ...hit, ...(remark === undefined ? {} : { remark }), ...(until === undefined ? {} : { until }) };
      const earlier = await listFacilityEvents(engine.store, facility.facilityId, 20);
      return ok({
        writes: [{ kind: "put", tag: "facility", item: next, condition: versionIs(facility.version) }, lookSoon(facility.facilityId, now)],
        events: [facilityEvent(facility, { eventType, now, tries: tries++, payload })],
        answer: await toManagedDetail(next, { actor, now, photos, events: earlier }),
      });
    },
  });
}
