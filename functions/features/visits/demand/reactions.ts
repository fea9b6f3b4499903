import type { FacilityId } from "@app/contract/kernel/ids";
import { localDateOf, type LocalDate } from "@app/contract/kernel/time";
import type { CommandEngine } from "../../../engines/commands/runCommand";
import type { DeadlineHandler } from "../../../engines/deadlines/deadlines";
import type { Consumer } from "../../../engines/events/consumers";
import type { EventRecord } from "../../../engines/events/event";
import { absent, type Store, type Write } from "../../../engines/store/storePort";
import { getBookingItem } from "../bookingRepository";
import { getFacilityItem } from "../facilityRepository";
import type { WaitingChanged } from "./payloads";
import { lapseOffer } from "./decideWaiting";
import { addAsks, addToDemand, type DemandUnit } from "./demandRepository";
import { followersPk, OPENING_DEADLINE, openingItem } from "./followRepository";
import { lookAfterWaitingList } from "./lookAfterWaitingList";
import { afterTheNight } from "./offerHours";
import { tellFollowers } from "./tellFollowers";
import { getWaitingList, WAITING_LIST_DEADLINE, WAITING_OFFER_DEADLINE, wakeWaitingList } from "./waitingRepository";

/** Whatever may free places, or end a slot, has the slot's waiting list looked after at once; a list that nobody waits in stays asleep. */
export function waitingListConsumer(store: Store): Consumer {
  const ofBooking = async (event: EventRecord): Promise<Write[]> => {
    const booking = await getBookingItem(store, event.caseId);
    return booking === undefined ? [] : wake(store, [booking.slotId], event);
  };
  const ofSlots = (event: EventRecord): Promise<Write[]> => wake(store, event.payload["slotIds"] as readonly string[], event);
  return {
    name: "waitingList",
    handles: {
      BOOKING_CANCELLED: ofBooking,
      BOOKING_DECLINED: ofBooking,
      BOOKING_EXPIRED: ofBooking,
      BOOKING_HEADS_CHANGED: ofBooking,
      SLOTS_CLOSED: ofSlots,
      SLOTS_REOPENED: ofSlots,
      // More places, or other parties received.
      SLOTS_EDITED: ofSlots,
    },
  };
}

async function wake(store: Store, slotIds: readonly string[], event: EventRecord): Promise<Write[]> {
  const lists = await Promise.all(slotIds.map((slotId) => getWaitingList(store, slotId)));
  return lists.flatMap((list) => (list === undefined || list.partyCount === 0 ? [] : [wakeWaitingList(list.slotId, event.at)]));
}

/** What people ask for, facility by facility, and whom an opening of slots is to be told (promise F5). */
export function demandConsumer(store: Store): Consumer {
  return {
    name: "demand",
    handles: {
      WAITING_JOINED: async (event) => {
        const waiting = event.payload as unknown as WaitingChanged;
        return [
          addToDemand(waiting.facilityId, { waitingParties: 1, waitingHeads: waiting.heads }),
          ...(await addAsks(store, waiting, localDateOf(event.at), { waitingParties: 1, waitingHeads: waiting.heads })),
        ];
      },
      WAITING_OFFERED: leavesQueue,
      WAITING_LEFT: leavesQueue,
      WAITING_ENDED: leavesQueue,
      FACILITY_FOLLOWED: async (event) => {
        const unit = event.payload as unknown as DemandUnit;
        return [addToDemand(unit.facilityId, { followers: 1 }), ...(await addAsks(store, unit, localDateOf(event.at), { newFollowers: 1 }))];
      },
      FACILITY_UNFOLLOWED: async (event) => [addToDemand((event.payload as unknown as DemandUnit).facilityId, { followers: -1 })],
      SLOTS_OPENED: (event) => openingOf(store, event),
    },
  };
}

async function leavesQueue(event: EventRecord): Promise<Write[]> {
  const waiting = event.payload as unknown as WaitingChanged;
  return waiting.wasWaiting ? [addToDemand(waiting.facilityId, { waitingParties: -1, waitingHeads: -waiting.heads })] : [];
}

/** Telling thousands is a job of its own: here only that it is to be done, and by day. */
async function openingOf(store: Store, event: EventRecord): Promise<Write[]> {
  const facilityId = event.caseId as FacilityId;
  const [anybody, facility] = await Promise.all([
    store.query({ index: "primary", pk: followersPk(facilityId), range: { beginsWith: "PERSON#" }, limit: 1 }),
    getFacilityItem(store, facilityId),
  ]);
  const [firstDate] = [...(event.payload["dates"] as readonly LocalDate[])].sort();
  if (anybody.items.length === 0 || facility === undefined || firstDate === undefined) return [];
  const opening = openingItem(
    {
      openingId: event.eventId,
      facilityId,
      facilityName: facility.name,
      firstDate,
      slotCount: Number(event.payload["slots"]),
      openedAt: event.at,
    },
    afterTheNight(event.at),
  );
  return [{ kind: "put", tag: "opening", item: opening, condition: absent }];
}

/** What happens to waiting lists and followers by the clock alone. */
export function demandDeadlines(engine: CommandEngine): DeadlineHandler[] {
  return [
    // First what ran out, so that the same pass offers it to the next.
    { kind: WAITING_OFFER_DEADLINE, settle: (item) => lapseOffer(engine, item) },
    { kind: WAITING_LIST_DEADLINE, settle: (item) => lookAfterWaitingList(engine, item) },
    { kind: OPENING_DEADLINE, settle: (item) => tellFollowers(engine, item) },
  ];
}
