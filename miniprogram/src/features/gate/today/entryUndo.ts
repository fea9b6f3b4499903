import type { Instant } from "@app/contract/kernel/time";
import type { BookingEntry } from "@app/contract/visits/bookingEntry.schema";
import { undoMinutesLeft } from "../../../admission/offline/gateWords";

/** Who at this phone may take an entry back, and how (promise M9). The server decides; this only offers no button that it would refuse. */
export type UndoOffer =
  | { readonly kind: "SAME_PHONE"; readonly minutesLeft: number }
  | { readonly kind: "SUPERVISOR" }
  /** The server does not know it yet. */
  | { readonly kind: "AFTER_UPLOAD" }
  | { readonly kind: "NONE" };

export function undoOffer(
  entry: Pick<BookingEntry, "at" | "deviceId" | "state">,
  phone: { readonly deviceId: string; readonly isSupervisor: boolean; readonly serverNow: Instant; readonly isUnsent: boolean },
): UndoOffer {
  if (entry.state !== "COUNTED" && entry.state !== "DISPUTED") return { kind: "NONE" };
  if (phone.isUnsent) return { kind: "AFTER_UPLOAD" };
  const minutesLeft = entry.deviceId === phone.deviceId ? undoMinutesLeft(entry.at, phone.serverNow) : 0;
  if (minutesLeft > 0) return { kind: "SAME_PHONE", minutesLeft };
  return phone.isSupervisor ? { kind: "SUPERVISOR" } : { kind: "NONE" };
}
