import type { SlotBookability } from "@app/contract/visits/slot.schema";
import type { StatusTone } from "../../../ui/StatusTag";

export const SLOT_TONES = { BOOKABLE: "good", FULL: "bad", CLOSED: "quiet", NOT_YET_OPEN: "waiting", BOOKING_ENDED: "quiet" } as const satisfies Record<
  SlotBookability,
  StatusTone
>;
