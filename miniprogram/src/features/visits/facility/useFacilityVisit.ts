import { useState } from "react";
import type { FacilityId, SlotId } from "@app/contract/kernel/ids";
import { localDateOf, type LocalDate } from "@app/contract/kernel/time";
import { FAMILY_PARTY_MIN } from "@app/contract/visits/hold.schema";
import type { Slot } from "@app/contract/visits/slot.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { api } from "../../../api/apiClient";
import { logInIfNeeded } from "../../../api/logIn";
import { useRemote } from "../../../api/useRemote";
import { now } from "../../../platform/clock";
import { openPage } from "../../../platform/navigation";
import { keepDraftOf } from "../booking-form/bookingDraft";
import { headsLeftOf, holdPlaces } from "../holdPlaces";
import { keptSlotChoice } from "./slotChoice";
import { headsMaxOf, slotDays } from "./slotDays";

export function useFacilityVisit(facilityId: FacilityId) {
  const facility = useRemote(`facility:${facilityId}`, () => api.call(visitRoutes.getFacility, { params: { facilityId } }));
  const slots = useRemote(`slots:${facilityId}`, () => api.call(visitRoutes.listSlots, { params: { facilityId } }));

  const [remembered] = useState(() => {
    const kept = keptSlotChoice.get();
    return kept?.facilityId === facilityId ? kept : undefined;
  });
  const [chosenDate, setChosenDate] = useState<LocalDate | undefined>(remembered?.date);
  const [chosenSlotId, setChosenSlotId] = useState<SlotId | undefined>(remembered?.slotId);
  const [wantedHeads, setWantedHeads] = useState(remembered?.heads ?? FAMILY_PARTY_MIN + 1);
  const [isHolding, setHolding] = useState(false);
  const [problem, setProblem] = useState<string>();

  const items = slots.remote.kind === "READY" ? slots.remote.value.items : [];
  const days = slotDays(localDateOf(now()), items);
  // Until the person chooses, the first day with a place is shown: most people come for the next one.
  const day = days.find((candidate) => candidate.date === chosenDate) ?? days.find((candidate) => candidate.bookability === "BOOKABLE") ?? days[0];
  const slot = items.find((candidate) => candidate.slotId === chosenSlotId && candidate.bookability === "BOOKABLE" && candidate.date === day?.date);
  // A full period can be chosen too: one may wait for it.
  const fullSlot = items.find((candidate) => candidate.slotId === chosenSlotId && candidate.bookability === "FULL" && candidate.date === day?.date);
  const heads = slot === undefined ? wantedHeads : Math.min(Math.max(wantedHeads, slot.partyMin), headsMaxOf(slot));

  const chooseDate = (date: LocalDate): void => {
    setChosenDate(date);
    setChosenSlotId(undefined);
    setProblem(undefined);
  };
  const chooseSlot = (chosen: Slot): void => {
    setChosenDate(chosen.date);
    setChosenSlotId(chosen.slotId);
    setProblem(undefined);
  };

  /** Holds the places and goes on to the form. The choice is kept first, since a browser leaves this page to log in. */
  const proceed = async (): Promise<void> => {
    if (slot === undefined || isHolding) return;
    setHolding(true);
    setProblem(undefined);
    keptSlotChoice.set({ facilityId, date: slot.date, slotId: slot.slotId, heads });
    const entered = await logInIfNeeded();
    if (entered.kind === "LEAVING") return;
    if (entered.kind === "FAILED") {
      setProblem(entered.message);
      return setHolding(false);
    }
    const answer = await holdPlaces(slot.slotId, heads);
    setHolding(false);
    if (!answer.ok) {
      setProblem(answer.refusal.message);
      const left = headsLeftOf(answer.refusal);
      if (left !== undefined && left > 0) setWantedHeads(left);
      return slots.refresh();
    }
    keptSlotChoice.remove();
    keepDraftOf(facilityId, answer.value);
    await openPage("/features/visits/booking-form/index", { facilityId, slotId: slot.slotId });
  };

  /** Waiting is a person's act. The choice is kept first, since a browser leaves this page to log in. @returns whether somebody is logged in */
  const enterToWait = async (wanted: Slot): Promise<boolean> => {
    setProblem(undefined);
    keptSlotChoice.set({ facilityId, date: wanted.date, slotId: wanted.slotId, heads: Math.min(wantedHeads, wanted.partyMax) });
    const entered = await logInIfNeeded();
    if (entered.kind === "LOGGED_IN") keptSlotChoice.remove();
    if (entered.kind === "FAILED") setProblem(entered.message);
    return entered.kind === "LOGGED_IN";
  };

  return {
    facility,
    slots,
    days,
    day,
    slot,
    fullSlot,
    heads,
    wantedHeads,
    isHolding,
    problem,
    wasInterrupted: remembered !== undefined,
    chooseDate,
    chooseSlot,
    chooseHeads: setWantedHeads,
    proceed,
    enterToWait,
  };
}
