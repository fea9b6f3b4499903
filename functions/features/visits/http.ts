import type { visitRoutes } from "@app/contract/visits/visits.routes";
import { ok, refuse } from "@app/contract/kernel/result";
import { addDays, localDateOf } from "@app/contract/kernel/time";
import type { Handlers } from "../../engines/http/handler";
import { changeHeads } from "./actions/changeHeads";
import { checkIn } from "./actions/checkIn";
import { closeSlots } from "./actions/closeSlots";
import { decideBooking } from "./actions/decideBooking";
import { holdPlaces } from "./actions/holdPlaces";
import { inspectCode } from "./actions/inspectCode";
import { openSlots } from "./actions/openSlots";
import { releaseHold } from "./actions/releaseHold";
import { reopenSlots } from "./actions/reopenSlots";
import { submitBooking } from "./actions/submitBooking";
import { previewClosure } from "./queries/previewClosure";
import { getPoster } from "./queries/getPoster";
import { getBooking, listArrivals, listBookings, listCheckIns, listMyBookings } from "./queries/listBookings";
import { getFacility, listFacilities, listFacilityProvinces } from "./queries/listFacilities";
import { listSlotItems, toSlot } from "./slotRepository";
import type { VisitDeps } from "./visitDeps";

/** The public's calendar shows a month; a longer look is asked for. */
const SLOT_DAYS_SHOWN = 31;
const SLOT_DAYS_MAX = 120;

export function visitHandlers(deps: VisitDeps): Handlers<typeof visitRoutes> {
  const { engine } = deps;
  const reading = { store: engine.store, clock: engine.clock, codes: deps.codes, photos: deps.photos };
  return {
    listFacilities: ({ input }) => listFacilities(reading, input.query),
    listFacilityProvinces: () => listFacilityProvinces(reading.store),
    getFacility: ({ input }) => getFacility(reading, input.params.facilityId),
    listSlots: async ({ input }) => {
      const now = engine.clock.now();
      const from = input.query.from ?? localDateOf(now);
      const lastAllowed = addDays(from, SLOT_DAYS_MAX);
      const asked = input.query.to ?? addDays(from, SLOT_DAYS_SHOWN);
      const slots = await listSlotItems(engine.store, input.params.facilityId, from, asked < lastAllowed ? asked : lastAllowed);
      return ok({ items: slots.map((slot) => toSlot(slot, now)) });
    },
    openSlots: ({ input, actor }) => openSlots(engine, { actor, facilityId: input.params.facilityId, command: input.body }),
    previewClosure: ({ input, actor }) => previewClosure(reading, actor, { facilityId: input.params.facilityId, ...input.query }),
    closeSlots: ({ input, actor }) => closeSlots(engine, { actor, facilityId: input.params.facilityId, command: input.body }),
    reopenSlots: ({ input, actor }) => reopenSlots(engine, { actor, facilityId: input.params.facilityId, command: input.body }),
    getPoster: ({ input, actor }) => getPoster(deps, actor, input.params.facilityId),
    listArrivals: ({ input, actor }) => listArrivals(reading, actor, input.params.facilityId, input.query.date),

    // Booking is a person's act: a back-office session without a person is told that it is not theirs.
    holdPlaces: async ({ input, actor }) =>
      actor.personId === undefined ? refuse({ code: "FORBIDDEN" }) : holdPlaces(engine, { actor, personId: actor.personId, command: input.body }),
    releaseHold: async ({ input, actor }) =>
      actor.personId === undefined
        ? refuse({ code: "FORBIDDEN" })
        : releaseHold(engine, { actor, personId: actor.personId, holdId: input.params.holdId, requestId: input.body.requestId }),
    submitBooking: async ({ input, actor }) =>
      actor.personId === undefined
        ? refuse({ code: "FORBIDDEN" })
        : submitBooking(deps, { actor, personId: actor.personId, kind: "FAMILY", command: input.body }),
    submitTeamBooking: async ({ input, actor }) =>
      actor.personId === undefined
        ? refuse({ code: "FORBIDDEN" })
        : submitBooking(deps, { actor, personId: actor.personId, kind: "TEAM", command: input.body }),

    listMyBookings: ({ input, actor }) => listMyBookings(reading, actor, input.query),
    listBookings: ({ input, actor }) => listBookings(reading, actor, input.query),
    getBooking: ({ input, actor }) => getBooking(reading, actor, input.params.bookingId),
    confirmBooking: ({ input, actor }) =>
      decideBooking(deps, { actor, bookingId: input.params.bookingId, action: "CONFIRM", requestId: input.body.requestId, remark: input.body.remark }),
    declineBooking: ({ input, actor }) =>
      decideBooking(deps, { actor, bookingId: input.params.bookingId, action: "DECLINE", requestId: input.body.requestId, remark: input.body.remark }),
    cancelBooking: ({ input, actor }) =>
      decideBooking(deps, { actor, bookingId: input.params.bookingId, action: "CANCEL", requestId: input.body.requestId, remark: input.body.remark }),
    changeHeads: ({ input, actor }) => changeHeads(deps, { actor, bookingId: input.params.bookingId, command: input.body }),

    inspectCode: ({ input, actor }) => inspectCode(deps, { actor, command: input.body }),
    checkIn: ({ input, actor }) => checkIn(deps, { actor, bookingId: input.params.bookingId, command: input.body }),
    listCheckIns: ({ input, actor }) => listCheckIns(reading, actor, input.query),
  };
}
