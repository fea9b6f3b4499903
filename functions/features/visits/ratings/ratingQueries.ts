import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId } from "@app/contract/kernel/ids";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { FacilityRatings, ListRatingsQuery, Rating } from "@app/contract/visits/rating.schema";
import type { ListUnitRatingsQuery } from "@app/contract/visits/moderation.schema";
import type { Store } from "../../../engines/store/storePort";
import { getFacilityItem, isPublic } from "../facilityRepository";
import { placeInScope } from "../queries/bookingPlace";
import { listRatingItems, ratingTotalsKey, type RatingTotals } from "./ratingRepository";
import type { PhotoLinks } from "../../attachments/public";
import type { RatingDeps } from "./ratingDeps";
import { toBareRating, toPublishedRating, withPhotos } from "./ratingView";

/** For everybody: all stars in one number, and the words that a bureau has read. */
export async function listFacilityRatings(
  store: Store,
  photos: PhotoLinks,
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
    items: await Promise.all(found.items.map((item) => toPublishedRating(photos, item))),
    ...(found.next === undefined ? {} : { next: found.next }),
  });
}

export function averageOf(totals: Pick<RatingTotals, "starSum" | "ratings"> | undefined): Pick<FacilityRatings, "average" | "count"> {
  const count = totals?.ratings ?? 0;
  return totals === undefined || count === 0 ? { count: 0 } : { average: Math.round((totals.starSum / count) * 10) / 10, count };
}

/** The bureau's list of one status, in its own scope. */
export async function listRatings(
  { engine: { store, clock }, photos }: Pick<RatingDeps, "engine" | "photos">,
  actor: Actor,
  query: ListRatingsQuery,
): Promise<Result<Page<Rating>, KernelRefusal>> {
  return pageOfRatings({ store, clock, photos }, actor, "ratings.moderate", query);
}

/** What a unit reads of what was said about it: also what its authors want it and its bureaus alone to read. */
export async function listUnitRatings(
  { engine: { store, clock }, photos }: Pick<RatingDeps, "engine" | "photos">,
  actor: Actor,
  query: ListUnitRatingsQuery,
): Promise<Result<Page<Rating>, KernelRefusal>> {
  return pageOfRatings({ store, clock, photos }, actor, "ratings.read", query);
}

async function pageOfRatings(
  { store, clock, photos }: Pick<RatingDeps["engine"], "store" | "clock"> & Pick<RatingDeps, "photos">,
  actor: Actor,
  permission: "ratings.read" | "ratings.moderate",
  query: ListRatingsQuery,
): Promise<Result<Page<Rating>, KernelRefusal>> {
  const place = await placeInScope(store, actor, permission, query);
  if (!place.ok) return place;
  const found = await listRatingItems(store, place.value, query.status, { limit: query.limit, cursor: query.cursor });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const now = clock.now();
  const items = await Promise.all(found.items.map((item) => withPhotos(photos, toBareRating(item, actor, now))));
  return ok({ items, ...(found.next === undefined ? {} : { next: found.next }) });
}
