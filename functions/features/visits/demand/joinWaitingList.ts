import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { LocalDate } from "@app/contract/kernel/time";
import type { DemandRefusal } from "@app/contract/visits/demand.errors";
import { WAITING_PER_PERSON_MAX, WAITING_PER_SLOT_MAX, type JoinWaitingList, type WaitingDetail } from "@app/contract/visits/waiting.schema";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { absent, versionIs } from "../../../engines/store/storePort";
import { facilityKey, type FacilityItem } from "../facilityRepository";
import { holdIdOf, holdKey, type HoldItem } from "../holdRepository";
import { overlappingBooking, personDayKey, type PersonDayItem } from "../personDayRepository";
import { standingKey, type StandingItem } from "../noShows/noShowRepository";
import { refuseIfBlocked } from "../noShows/refuseIfBlocked";
import { refuseIfNotBookable } from "../refuseIfNotBookable";
import { slotKeyOfId, slotPeriodLabel, type SlotItem } from "../slotRepository";
import { waitingEvent } from "./waitingEvents";
import {
  addToWaitingList,
  countLiveWaiting,
  isLiveWaiting,
  WAITING_TAG,
  waitingItem,
  waitingKey,
  waitingListKey,
  type WaitingItem,
  type WaitingListItem,
} from "./waitingRepository";
import { toWaitingDetail } from "./waitingView";

/** Waits for a slot that is full for this party; one that is not full is booked instead. Who left or let an offer pass may join again, at the end. */
export async function joinWaitingList(
  engine: CommandEngine,
  input: { actor: Actor; personId: string; command: JoinWaitingList },
): Promise<Result<WaitingDetail, DemandRefusal | KernelRefusal>> {
  const { command, personId } = input;
  const slotKey = slotKeyOfId(command.slotId);
  if (slotKey === undefined) return refuse({ code: "NOT_FOUND", what: "个场次" });
  const facilityId = slotKey.pk.slice("FACILITY#".length);
  const date = command.slotId.split("~")[1] as LocalDate;
  return runCommand<WaitingDetail, DemandRefusal | KernelRefusal>(engine, {
    actor: input.actor,
    requestId: command.requestId,
    command: "joinWaitingList",
    asked: command,
    decide: async ({ now, newId }) => {
      const [slotFound, facilityFound, dayFound, holdFound, waitingFound, listFound, standing] = await engine.store.getMany([
        slotKey,
        facilityKey(facilityId),
        personDayKey(personId, date),
        holdKey(holdIdOf(personId, command.slotId)),
        waitingKey(command.slotId, personId),
        waitingListKey(command.slotId),
        standingKey(personId),
      ]);
      const slot = slotFound as SlotItem | undefined;
      const facility = facilityFound as FacilityItem | undefined;
      const held = holdFound as HoldItem | undefined;
      const before = waitingFound as WaitingItem | undefined;
      const list = listFound as WaitingListItem | undefined;
      if (slot === undefined || facility === undefined) return refuse({ code: "NOT_FOUND", what: "个场次" });
      if (before !== undefined && isLiveWaiting(before)) return refuse({ code: "ALREADY_WAITING" });
      const overlap = overlappingBooking(dayFound as PersonDayItem | undefined, slot);
      if (overlap !== undefined) {
        return refuse({ code: "BOOKING_OVERLAPS", date, facilityName: overlap.facilityName, startsAt: overlap.startsAt, endsAt: overlap.endsAt });
      }
      // Who may not book may not wait: an offer to them would be lost to everybody.
      const blocked = await refuseIfBlocked(engine.store, { standing: standing as StandingItem | undefined, facility, now });
      if (blocked !== undefined) return refuse(blocked);
      const problem = refuseIfNotBookable({ facility, slot, kind: command.kind, heads: command.heads, headsAlreadyHeld: held?.heads ?? 0, now });
      if (problem === undefined) return refuse({ code: "PLACES_LEFT", headsLeft: slot.headsLeft + (held?.heads ?? 0) });
      if (problem.code !== "SLOT_FULL") return refuse(problem);
      if ((list?.partyCount ?? 0) >= WAITING_PER_SLOT_MAX) return refuse({ code: "WAITING_LIST_FULL" });
      // Not a condition of the write: the limit keeps lists meaningful, and one more is no harm.
      if ((await countLiveWaiting(engine.store, personId, WAITING_PER_PERSON_MAX)) >= WAITING_PER_PERSON_MAX) {
        return refuse({ code: "WAITING_TOO_MANY", max: WAITING_PER_PERSON_MAX });
      }
      const waiting = waitingItem({
        slotId: slot.slotId,
        queueId: newId(),
        personId,
        kind: command.kind,
        heads: command.heads,
        contactPhone: command.contactPhone,
        facilityId: facility.facilityId,
        facilityName: facility.name,
        facilityAddress: facility.address,
        orgPath: facility.orgPath,
        cityCode: facility.cityCode,
        provinceCode: facility.provinceCode,
        date: slot.date,
        periodLabel: slotPeriodLabel(slot),
        startsAt: slot.startsAt,
        endsAt: slot.endsAt,
        status: "WAITING",
        joinedAt: now,
        version: (before?.version ?? 0) + 1,
      });
      return ok({
        writes: [
          { kind: "put", tag: WAITING_TAG, item: waiting, condition: before === undefined ? absent : versionIs(before.version) },
          addToWaitingList(list, waiting, now),
        ],
        events: [waitingEvent("WAITING_JOINED", waiting, { now, wasWaiting: false })],
        answer: toWaitingDetail(waiting, { list, hold: undefined, slot }, now),
      });
    },
  });
}
