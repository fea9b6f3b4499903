import type { StoredItem } from "../../../functions/engines/store/storePort";
import type { BookingItem } from "../../../functions/features/visits/bookingRepository";
import { newNoShow, standingWrites, type NoShowItem, type StandingItem } from "../../../functions/features/visits/noShows/noShowRepository";

/** The no-shows of generated bookings and how their people stand, as the consumer would have left them. */
export class MissedVisits {
  private readonly noShows: NoShowItem[] = [];
  private readonly standings = new Map<string, StandingItem>();

  collect(item: StoredItem): void {
    if (!item.pk.startsWith("BOOKING#") || item.sk !== "STATE" || item["status"] !== "NO_SHOW") return;
    const noShow = newNoShow(item as BookingItem, undefined);
    this.noShows.push(noShow);
    for (const write of standingWrites(this.standings.get(noShow.personId), noShow)) {
      if (write.kind === "put") this.standings.set(noShow.personId, write.item as StandingItem);
    }
  }

  items(): StoredItem[] {
    return [...this.noShows, ...this.standings.values()];
  }
}
