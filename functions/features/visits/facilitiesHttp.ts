import { scopesOf } from "@app/contract/kernel/actor";
import { ok } from "@app/contract/kernel/result";
import type { facilityRoutes } from "@app/contract/visits/facilities.routes";
import type { slotPlanRoutes } from "@app/contract/visits/slotPlan.routes";
import type { Handlers } from "../../engines/http/handler";
import { regionChoices } from "../organizations/public";
import { changeFacilityStatus } from "./actions/changeFacilityStatus";
import { closeTemplateSlots } from "./actions/closeTemplateSlots";
import { createFacility } from "./actions/createFacility";
import { editFacility } from "./actions/editFacility";
import { editSlots } from "./actions/editSlots";
import { createKnowledge, editKnowledge, orderKnowledge } from "./actions/saveKnowledge";
import { createSlotTemplate, editSlotTemplate, setSlotTemplateStatus } from "./actions/saveSlotTemplate";
import { getManagedFacility, listFlaggedBookings, listManagedFacilities, previewFacilityStatus } from "./queries/manageFacilities";
import { listKnowledge, listManagedKnowledge } from "./queries/listKnowledge";
import { listSlotTemplates } from "./queries/listSlotTemplates";
import type { VisitDeps } from "./visitDeps";

/** 单位管理: profile, status, knowledge, and the bookings that a change broke. */
export function facilityHandlers(deps: VisitDeps): Handlers<typeof facilityRoutes> {
  const reading = { store: deps.engine.store, clock: deps.engine.clock, photos: deps.photos };
  return {
    listManagedFacilities: ({ input, actor }) => listManagedFacilities(reading, actor, input.query),
    getManagedFacility: ({ input, actor }) => getManagedFacility(reading, actor, input.params.facilityId),
    listFacilityDistricts: async ({ actor, input }) => ok({ items: regionChoices(scopesOf(actor, "facilities.approve"), input.query) }),
    createFacility: ({ input, actor }) => createFacility(deps, { actor, command: input.body }),
    editFacility: ({ input, actor }) => editFacility(deps, { actor, facilityId: input.params.facilityId, command: input.body }),
    previewFacilityStatus: ({ input, actor }) => previewFacilityStatus(reading, actor, { facilityId: input.params.facilityId, until: input.query.until }),
    changeFacilityStatus: ({ input, actor }) => changeFacilityStatus(deps, { actor, facilityId: input.params.facilityId, command: input.body }),
    listFlaggedBookings: ({ input, actor }) => listFlaggedBookings(reading, actor, input.query),
    listKnowledge: ({ input }) => listKnowledge(reading, input.params.facilityId),
    listManagedKnowledge: ({ input, actor }) => listManagedKnowledge(reading, actor, input.params.facilityId),
    createKnowledge: ({ input, actor }) => createKnowledge(deps, { actor, facilityId: input.params.facilityId, command: input.body }),
    editKnowledge: ({ input, actor }) => editKnowledge(deps, { actor, ...input.params, command: input.body }),
    orderKnowledge: ({ input, actor }) => orderKnowledge(deps, { actor, facilityId: input.params.facilityId, command: input.body }),
  };
}

/** 场次管理: templates and changes to open slots. */
export function slotPlanHandlers({ engine }: Pick<VisitDeps, "engine">): Handlers<typeof slotPlanRoutes> {
  return {
    listSlotTemplates: ({ input, actor }) => listSlotTemplates(engine, actor, input.params.facilityId),
    createSlotTemplate: ({ input, actor }) => createSlotTemplate(engine, { actor, facilityId: input.params.facilityId, command: input.body }),
    editSlotTemplate: ({ input, actor }) => editSlotTemplate(engine, { actor, ...input.params, command: input.body }),
    setSlotTemplateStatus: ({ input, actor }) => setSlotTemplateStatus(engine, { actor, ...input.params, command: input.body }),
    closeTemplateSlots: ({ input, actor }) => closeTemplateSlots(engine, { actor, ...input.params, command: input.body }),
    editSlots: ({ input, actor }) => editSlots(engine, { actor, facilityId: input.params.facilityId, command: input.body }),
  };
}
