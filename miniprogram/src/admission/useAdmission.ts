import { useState } from "react";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { BookingDetail, BookingSummary } from "@app/contract/visits/booking.schema";
import type { ScanRefusal } from "@app/contract/visits/checkIn.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { api } from "../api/apiClient";
import { deviceId } from "../api/deviceId";
import { act } from "../api/intention";

/** Where the phone stands between a scanned text and people walking in. */
export type Admission =
  | { readonly step: "IDLE" }
  | { readonly step: "INSPECTING"; readonly text: string }
  | { readonly step: "REFUSED"; readonly refusal: ScanRefusal }
  /** `problem`: recording the entry failed; the question stands and may be answered again. */
  | {
      readonly step: "ADMISSIBLE";
      readonly text: string;
      readonly booking: BookingSummary;
      readonly headsOutside: number;
      readonly isAdmitting: boolean;
      readonly problem: CallRefusal | undefined;
    }
  | { readonly step: "ADMITTED"; readonly booking: BookingDetail; readonly heads: number }
  /** The code could not be read by the server; nothing is known about it. */
  | { readonly step: "UNKNOWN"; readonly text: string; readonly problem: CallRefusal };

/** A visitor who scans the gate's poster. A gate's own phone goes by `offline/gateDesk`, which works without network; one command serves both. */
export function useAdmission() {
  const [admission, setAdmission] = useState<Admission>({ step: "IDLE" });

  const inspect = async (text: string): Promise<void> => {
    setAdmission({ step: "INSPECTING", text });
    const answer = await act("inspect-code:self", { text }, (body) => api.call(visitRoutes.inspectCode, { body }));
    if (!answer.ok) return setAdmission({ step: "UNKNOWN", text, problem: answer.refusal });
    const { value } = answer;
    if (value.outcome === "REFUSED") return setAdmission({ step: "REFUSED", refusal: value.refusal });
    setAdmission({ step: "ADMISSIBLE", text, booking: value.booking, headsOutside: value.headsOutside, isAdmitting: false, problem: undefined });
  };

  const admit = async (heads: number): Promise<BookingDetail | undefined> => {
    if (admission.step !== "ADMISSIBLE" || admission.isAdmitting) return undefined;
    const { bookingId } = admission.booking;
    setAdmission({ ...admission, isAdmitting: true, problem: undefined });
    const answer = await act(`check-in:self:${bookingId}`, { text: admission.text, heads, deviceId: deviceId() }, (body) =>
      api.call(visitRoutes.checkIn, { params: { bookingId }, body }),
    );
    if (!answer.ok) {
      setAdmission({ ...admission, isAdmitting: false, problem: answer.refusal });
      return undefined;
    }
    setAdmission({ step: "ADMITTED", booking: answer.value, heads });
    return answer.value;
  };

  const reset = (): void => setAdmission({ step: "IDLE" });

  return { admission, inspect, admit, reset };
}
