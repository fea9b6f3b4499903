import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId } from "@app/contract/kernel/ids";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { FacilityRatings, ListRatingsQuery, Rating } from "@app/contract/visits/rating.schema";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import { getFacilityItem, isPublic } from "../facilityRepository";
import { placeInScope } from "../queries/bookingPlace";
import { listRatingItems, ratingTotalsKey, type RatingTotals } from "./ratingRepository";
import { toPublishedRating, toRating } from "./ratingView";

/** For everybody: all stars in one number, and the words that a bureau has read. */
export async function listFacilityRatings(
  store: Store,
  facilityId: FacilityId,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Result<FacilityRatings, KernelRefusal>> {
  const [facility, totals, found] = await Promise.all([
    getFacilityItem(store, facilityId),
    store.get(ratingTotalsKey(facilityId)) as Promise<RatingTotals | undefined>,
    listRatingItems(store, { facilityIds: [facilityId] }, "PUBLISHED", { limit: page.limit, cursor: page.cursor }),
  ]);
  if (facility === undefined || !isPublic(facility)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  return ok({
    ...averageOf(totals),
    items: found.items.map(toPublishedRating),
    ...(found.next === undefined ? {} : { next: found.next }),
  });
}

export function averageOf(totals: Pick<RatingTotals, "starSum" | "ratings"> | undefined): Pick<FacilityRatings, "average" | "count"> {
  const count = totals?.ratings ?? 0;
  return totals === undefined || count === 0 ? { count: 0 } : { average: Math.round((totals.starSum / count) * 10) / 10, count };
}

/** The bureau's list of one status, in its own scope. */
export async function listRatings(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  actor: Actor,
  query: ListRatingsQuery,
): Promise<Result<Page<Rating>, KernelRefusal>> {
  const place = await placeInScope(store, actor, "ratings.moderate", query);
  if (!place.ok) return place;
  const found = await listRatingItems(store, place.value, query.status, { limit: query.limit, cursor: query.cursor });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const now = clock.now();
  return ok({ items: found.items.map((item) => toRating(item, actor, now)), ...(found.next === undefined ? {} : { next: found.next }) });
}
