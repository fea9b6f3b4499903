import type { FacilityId } from "@app/contract/kernel/ids";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import { gateRoutes } from "@app/contract/visits/gate.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { createGateDesk, type GateDesk } from "../../../admission/offline/gateDesk";
import { readKeptPack } from "../../../admission/offline/gateList";
import { currentOperator, scanQueue } from "../../../admission/offline/thisPhone";
import { api } from "../../../api/apiClient";
import { deviceId } from "../../../api/deviceId";
import { after, now } from "../../../platform/clock";
import { newRequestId } from "../../../platform/requestId";
import { storedRecords } from "../../../platform/storage";
import { GATE_NAME_DEFAULT, keptGateName } from "./gateName";

const packs = storedRecords("gate-pack", readKeptPack);
const desks = new Map<string, GateDesk>();

/** One desk for each person at each facility: it outlives the page, so that an answer under way finds it again. */
export function deskOf(facilityId: FacilityId): GateDesk {
  const operatorId = currentOperator()?.id ?? "";
  const key = `${facilityId} ${operatorId}`;
  const known = desks.get(key);
  if (known !== undefined) return known;
  // A phone stands at one gate: the list of another takes room for nothing.
  packs.ids().forEach((id) => {
    if (id !== facilityId) packs.of(id).remove();
  });
  const gate = () => ({ gateFacilityId: facilityId, gateName: keptGateName.get() ?? GATE_NAME_DEFAULT });
  const made = createGateDesk({
    facilityId,
    queue: scanQueue,
    packs,
    now,
    after,
    newEntryId: () => newRequestId() as string as EntryId,
    deviceId,
    operator: () => currentOperator() ?? { id: operatorId, name: "" },
    gateName: () => gate().gateName,
    calls: {
      getPack: () => api.call(gateRoutes.getGatePack, { params: { facilityId }, query: {} }),
      listConflicts: () => api.call(gateRoutes.listGateConflicts, { params: { facilityId }, query: {} }),
      inspect: (text) => api.call(visitRoutes.inspectCode, { body: { requestId: newRequestId(), text, ...gate() } }),
      checkIn: (bookingId, scan) => api.call(visitRoutes.checkIn, { params: { bookingId }, body: { ...scan, ...gate(), deviceId: deviceId() } }),
    },
  });
  desks.set(key, made);
  return made;
}
