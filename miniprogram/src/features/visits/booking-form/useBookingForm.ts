import { useCallback, useEffect, useRef, useState } from "react";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { BookingId } from "@app/contract/kernel/ids";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { logInIfNeeded } from "../../../api/logIn";
import { bringIntoSight } from "../../../platform/bringIntoSight";
import { after, now } from "../../../platform/clock";
import { newRequestId } from "../../../platform/requestId";
import { endsHere, holdPlaces } from "../holdPlaces";
import { forNextTime, keptDraft, type BookingDraft } from "./bookingDraft";
import { elementOfFirst, problemsOf, readDraft, type FieldProblems } from "./bookingProblems";

/** Several taps on the stepper are one wish; so are the digits of a number. */
const HEADS_SETTLE_MS = { FAMILY: 500, TEAM: 1_000 } as const;

/** What the person has to know beside the fields, and whether trying again may help. */
export interface FormNotice {
  readonly message: string;
  readonly code: string;
}

export function useBookingForm(initial: BookingDraft, onBooked: (bookingId: BookingId) => void) {
  const [draft, setDraft] = useState(initial);
  const [problems, setProblems] = useState<FieldProblems>({});
  const [notice, setNotice] = useState<FormNotice>();
  const [isHoldOver, setHoldOver] = useState(initial.hold === undefined || initial.hold.endsAt <= now());
  const [busy, setBusy] = useState<"HOLDING" | "SUBMITTING">();
  const latest = useRef(draft);
  const isBooked = useRef(false);
  const cancelSettling = useRef<() => void>();

  const change = useCallback((part: Partial<BookingDraft>): void => {
    latest.current = { ...latest.current, ...part };
    keptDraft.set(latest.current);
    setDraft(latest.current);
    setProblems((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in part))));
  }, []);

  useReleaseOnLeaving(latest, isBooked);
  useEffect(() => () => cancelSettling.current?.(), []);

  const refuse = (refusal: CallRefusal): void => {
    const found = problemsOf(refusal, latest.current);
    setProblems((before) => ({ ...before, ...found }));
    showFirst(found, latest.current.kind);
    // A refusal that belongs to a field stands there; saying it twice helps nobody.
    setNotice(Object.keys(found).length > 0 && refusal.code !== "INPUT_INVALID" ? undefined : { message: refusal.message, code: refusal.code });
  };

  /** False when nobody is logged in; then the notice says why, or the browser is leaving for WeChat and will come back to this draft. */
  const enter = async (): Promise<boolean> => {
    const entered = await logInIfNeeded();
    if (entered.kind === "LOGGED_IN") return true;
    setBusy(undefined);
    if (entered.kind === "FAILED") setNotice({ code: "SESSION_MISSING", message: entered.message });
    return false;
  };

  const logInAgain = async (): Promise<void> => {
    if (await enter()) setNotice(undefined);
  };

  /** Holds, or changes the heads of the hold. A refusal takes the stepper back to what is still held. */
  const hold = async (heads: number): Promise<void> => {
    setBusy("HOLDING");
    if (!(await enter())) return;
    const answer = await holdPlaces(latest.current.slot.slotId, latest.current.kind, heads);
    setBusy(undefined);
    if (answer.ok) {
      setHoldOver(false);
      setNotice(undefined);
      return change({
        heads: answer.value.heads,
        slot: answer.value.slot,
        hold: { holdId: answer.value.holdId, heads: answer.value.heads, endsAt: endsHere(answer.value) },
      });
    }
    const held = latest.current.hold;
    if (held !== undefined && !isHoldOver) change({ heads: held.heads });
    refuse(answer.refusal);
  };

  const changeHeads = (heads: number): void => {
    cancelSettling.current?.();
    change({ heads });
    // Nothing typed is not a number to hold.
    if (!isHoldOver && heads > 0) cancelSettling.current = after(HEADS_SETTLE_MS[latest.current.kind], () => void hold(heads));
  };

  const submit = async (): Promise<void> => {
    if (busy !== undefined) return;
    cancelSettling.current?.();
    const read = readDraft(latest.current);
    if ("problems" in read) {
      setProblems(read.problems);
      showFirst(read.problems, latest.current.kind);
      return setNotice({ code: "INPUT_INVALID", message: `还有 ${Object.keys(read.problems).length} 处需要填写或修改，请看红色提示。` });
    }
    setBusy("SUBMITTING");
    setNotice(undefined);
    setProblems({});
    if (!(await enter())) return;
    const answer =
      read.kind === "TEAM"
        ? await act("submit-team-booking", read.content, (body) => api.call(visitRoutes.submitTeamBooking, { body }))
        : await act("submit-booking", read.content, (body) => api.call(visitRoutes.submitBooking, { body }));
    setBusy(undefined);
    if (!answer.ok) return refuse(answer.refusal);
    isBooked.current = true;
    keptDraft.set(forNextTime(latest.current));
    onBooked(answer.value.bookingId);
  };

  const endHold = (): void => setHoldOver(true);

  return { draft, problems, notice, isHoldOver, busy, change, changeHeads, holdAgain: () => hold(latest.current.heads), submit, endHold, logInAgain };
}

/** On a small phone the first wrong field may lie above what is in sight. */
function showFirst(problems: FieldProblems, kind: BookingKind): void {
  const element = elementOfFirst(problems, kind);
  if (element !== undefined) bringIntoSight(element);
}

/** Places that nobody will take go back to the others at once. Best effort: the server frees them by itself when the time is over. */
function useReleaseOnLeaving(latest: { readonly current: BookingDraft }, isBooked: { readonly current: boolean }): void {
  useEffect(
    () => () => {
      const { hold } = latest.current;
      if (isBooked.current || hold === undefined) return;
      keptDraft.set({ ...latest.current, hold: undefined });
      void api.call(visitRoutes.releaseHold, { params: { holdId: hold.holdId }, body: { requestId: newRequestId() } });
    },
    [latest, isBooked],
  );
}
