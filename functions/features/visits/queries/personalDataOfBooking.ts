import type { Store } from "../../../engines/store/storePort";
import type { PersonalCase } from "../../audit/public";
import { getBookingItem } from "../bookingRepository";
import { maySeeBooking } from "../bookingView";

/** What the offices see of a booking only when they say why. */
export async function personalDataOfBooking(store: Store, bookingId: string): Promise<PersonalCase | undefined> {
  const booking = await getBookingItem(store, bookingId);
  if (booking === undefined) return undefined;
  const members = booking.team?.members ?? [];
  return {
    orgPath: booking.orgPath,
    caseName: booking.facilityName,
    fields: [
      ...(booking.contactName === "" ? [] : [{ field: "contactName", value: booking.contactName } as const]),
      ...(booking.contactPhone === "" ? [] : [{ field: "contactPhone", value: booking.contactPhone } as const]),
      ...(members.length === 0 ? [] : [{ field: "members", value: members.join("、") } as const]),
    ],
    isSeenBy: (actor) => maySeeBooking(booking, actor),
  };
}
