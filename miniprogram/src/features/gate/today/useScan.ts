import { useState } from "react";
import type { Instant } from "@app/contract/kernel/time";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import type { ScannedParty } from "../../../admission/offline/decideOffline";
import { partyOfBooking, type AnsweredBy, type GateDesk, type Inspection } from "../../../admission/offline/gateDesk";

/** Where this phone stands between a scanned text and people walking in. */
export type Scan =
  | { readonly step: "IDLE" }
  | { readonly step: "INSPECTING" }
  | { readonly step: "UNKNOWN"; readonly text: string; readonly message: string }
  | { readonly step: "REFUSED"; readonly refusal: Refusal; readonly entryId: EntryId | undefined; readonly heads: number }
  /** `problem`: recording the entry failed; the question stands and may be answered again. */
  | {
      readonly step: "ADMISSIBLE";
      readonly text: string;
      readonly party: ScannedParty;
      readonly by: AnsweredBy;
      readonly isAdmitting: boolean;
      readonly problem: string | undefined;
    }
  | {
      readonly step: "ADMITTED";
      readonly party: ScannedParty;
      readonly heads: number;
      readonly by: AnsweredBy;
      readonly entryId: EntryId;
      readonly at: Instant;
    };

export type Refusal = Extract<Inspection, { kind: "REFUSED" }>;

export function useScan(desk: GateDesk, serverNow: () => Instant) {
  const [scan, setScan] = useState<Scan>({ step: "IDLE" });

  const inspect = async (text: string): Promise<void> => {
    setScan({ step: "INSPECTING" });
    const found = await desk.inspect(text);
    switch (found.kind) {
      case "UNKNOWN":
        return setScan({ step: "UNKNOWN", text, message: found.message });
      case "REFUSED":
        return setScan({ step: "REFUSED", refusal: found, entryId: undefined, heads: 0 });
      case "ADMISSIBLE":
        return setScan({ step: "ADMISSIBLE", text, party: found.party, by: found.by, isAdmitting: false, problem: undefined });
    }
  };

  const admit = async (heads: number): Promise<void> => {
    if (scan.step !== "ADMISSIBLE" || scan.isAdmitting) return;
    setScan({ ...scan, isAdmitting: true, problem: undefined });
    const done = await desk.admit(scan.text, scan.party, heads);
    switch (done.kind) {
      case "PROBLEM":
        return setScan({ ...scan, isAdmitting: false, problem: done.message });
      case "REFUSED":
        return setScan({ step: "REFUSED", refusal: done, entryId: done.entryId, heads });
      case "ADMITTED":
        return setScan({ step: "ADMITTED", party: done.party, heads, by: done.by, entryId: done.entryId, at: serverNow() });
    }
  };

  /** Of somebody who came without a booking: registered is inside. */
  const showWalkIn = (booking: BookingDetail): void => {
    const entry = booking.entries?.at(-1);
    if (entry === undefined) return setScan({ step: "IDLE" });
    setScan({ step: "ADMITTED", party: partyOfBooking(booking), heads: entry.heads, by: "SERVER", entryId: entry.entryId, at: entry.at });
  };

  return { scan, inspect, admit, showWalkIn, reset: () => setScan({ step: "IDLE" }) };
}
