import { useState } from "react";
import type { FacilityId, SlotId } from "@app/contract/kernel/ids";
import { localDateOf, type LocalDate } from "@app/contract/kernel/time";
import { TeamHeads } from "@app/contract/visits/booking.schema";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
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

/** Who comes, when the person arrives with an answer: after another visit, or back from the log-in. */
export interface WantedParty {
  readonly kind: BookingKind;
  readonly heads: number;
}

export function useFacilityVisit(facilityId: FacilityId, wanted: WantedParty | undefined) {
  const facility = useRemote(`facility:${facilityId}`, () => api.call(visitRoutes.getFacility, { params: { facilityId } }));
  const slots = useRemote(`slots:${facilityId}`, () => api.call(visitRoutes.listSlots, { params: { facilityId } }));

  const [remembered] = useState(() => {
    const kept = keptSlotChoice.get();
    return kept?.facilityId === facilityId ? kept : undefined;
  });
  const [chosenDate, setChosenDate] = useState<LocalDate | undefined>(remembered?.date);
  const [chosenSlotId, setChosenSlotId] = useState<SlotId | undefined>(remembered?.slotId);
  const party = remembered ?? wanted;
  const [kind, setKind] = useState<BookingKind>(party?.kind ?? "FAMILY");
  const [familyHeads, setFamilyHeads] = useState(party?.kind === "FAMILY" ? party.heads : FAMILY_PARTY_MIN + 1);
  // 0: not typed yet. Nobody's school has a usual size.
  const [teamHeads, setTeamHeads] = useState(party?.kind === "TEAM" ? party.heads : 0);
  const [isHolding, setHolding] = useState(false);
  const [problem, setProblem] = useState<string>();

  const items = slots.remote.kind === "READY" ? slots.remote.value.items : [];
  const days = slotDays(localDateOf(now()), items, kind);
  // Until the person chooses, the first day with a place is shown: most people come for the next one.
  const day = days.find((candidate) => candidate.date === chosenDate) ?? days.find((candidate) => candidate.bookability === "BOOKABLE") ?? days[0];
  const chosen = items.find((candidate) => candidate.slotId === chosenSlotId && candidate.date === day?.date && candidate.kinds.includes(kind));
  const slot = chosen?.bookability === "BOOKABLE" ? chosen : undefined;
  // A full period can be chosen too: a family may wait for it.
  const fullSlot = kind === "FAMILY" && chosen?.bookability === "FULL" ? chosen : undefined;
  const wantedHeads = kind === "TEAM" ? teamHeads : familyHeads;
  const heads = kind === "TEAM" ? teamHeads : slot === undefined ? familyHeads : Math.min(Math.max(familyHeads, slot.partyMin), headsMaxOf(slot));

  const chooseKind = (chosenKind: BookingKind): void => {
    setKind(chosenKind);
    setProblem(undefined);
  };
  const chooseHeads = (count: number): void => {
    (kind === "TEAM" ? setTeamHeads : setFamilyHeads)(count);
    setProblem(undefined);
  };
  const chooseDate = (date: LocalDate): void => {
    setChosenDate(date);
    setChosenSlotId(undefined);
    setProblem(undefined);
  };
  const chooseSlot = (period: Slot): void => {
    setChosenDate(period.date);
    setChosenSlotId(period.slotId);
    setProblem(undefined);
  };

  /** Holds the places and goes on to the form. The choice is kept first, since a browser leaves this page to log in. */
  const proceed = async (): Promise<void> => {
    if (slot === undefined || isHolding) return;
    const tooMany = kind === "TEAM" ? teamHeadsProblem(heads, slot) : undefined;
    if (tooMany !== undefined) return setProblem(tooMany);
    setHolding(true);
    setProblem(undefined);
    keptSlotChoice.set({ facilityId, date: slot.date, slotId: slot.slotId, kind, heads });
    const entered = await logInIfNeeded();
    if (entered.kind === "LEAVING") return;
    if (entered.kind === "FAILED") {
      setProblem(entered.message);
      return setHolding(false);
    }
    const answer = await holdPlaces(slot.slotId, kind, heads);
    setHolding(false);
    if (!answer.ok) {
      setProblem(answer.refusal.message);
      const left = headsLeftOf(answer.refusal);
      if (left !== undefined && left > 0) (kind === "TEAM" ? setTeamHeads : setFamilyHeads)(left);
      return slots.refresh();
    }
    keptSlotChoice.remove();
    keepDraftOf(facilityId, kind, answer.value);
    await openPage("/features/visits/booking-form/index", { facilityId, slotId: slot.slotId });
  };

  /** Waiting is a person's act. The choice is kept first, since a browser leaves this page to log in. @returns whether somebody is logged in */
  const enterToWait = async (wanted: Slot): Promise<boolean> => {
    setProblem(undefined);
    keptSlotChoice.set({ facilityId, date: wanted.date, slotId: wanted.slotId, kind: "FAMILY", heads: Math.min(familyHeads, wanted.partyMax) });
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
    kind,
    heads,
    wantedHeads,
    isHolding,
    problem,
    wasInterrupted: remembered !== undefined,
    chooseKind,
    chooseDate,
    chooseSlot,
    chooseHeads,
    proceed,
    enterToWait,
  };
}

/** Said before the person logs in and before anything is held. */
function teamHeadsProblem(heads: number, slot: Slot): string | undefined {
  if (heads === 0) return "请填写参观人数，再点「下一步」。";
  const parsed = TeamHeads.safeParse(heads);
  if (!parsed.success) return parsed.error.issues[0]?.message;
  return heads > slot.headsLeft ? `这个场次还有 ${slot.headsLeft} 个名额，请减少人数或选择其他场次。` : undefined;
}
