import {
  activityLevelOf,
  DESK_COUNT_MAX,
  type ActivityDesk,
  type ActivityDetail,
  type ActivityStatus,
  type ActivitySummary,
  type ActivityUnit,
  type ActivityUnits,
  type ListActivitiesQuery,
} from "@app/contract/activities/activity.schema";
import { scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { outermostPaths, coversPath, orgLevelOf, type OrgPath } from "@app/contract/organizations/orgPath";
import type { Clock } from "../../../engines/context/clock";
import { countUpTo, type MergedWalk } from "../../../engines/paging/walkMerged";
import type { Store } from "../../../engines/store/storePort";
import { listFacilitiesBelow } from "../../visits/public";
import type { ActivityDeps } from "../activityDeps";
import { activitiesOf, getActivityItem, listActivityItems, type ActivityItem, type ActivityPlace } from "../activityRepository";
import { maySeeActivity, toActivityDetail, toActivitySummary } from "../activityView";
import { unitsOf } from "../unitName";

type QueryDeps = { readonly store: Store; readonly clock: Clock };

export async function listActivities(deps: QueryDeps, actor: Actor, query: ListActivitiesQuery): Promise<Result<Page<ActivitySummary>, KernelRefusal>> {
  const place = await placeToRead(deps.store, actor, query.unit);
  if (place === undefined) return refuse({ code: "FORBIDDEN" });
  const walk = activitiesOf(place, { status: query.status, from: query.from, to: query.to });
  const page = { limit: query.limit, cursor: query.cursor };
  const keyword = keywordOf(query);
  const found = keyword === undefined ? await listActivityItems(deps.store, walk, page) : await searchByName(deps.store, walk, keyword, page);
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  return ok({ items: found.items.map(toActivitySummary), ...(found.next === undefined ? {} : { next: found.next }) });
}

export async function getActivity(
  deps: QueryDeps & Pick<ActivityDeps, "photos">,
  actor: Actor,
  activityId: string,
): Promise<Result<ActivityDetail, KernelRefusal>> {
  const activity = await getActivityItem(deps.store, activityId);
  if (activity === undefined || !maySeeActivity(activity, actor)) return refuse({ code: "NOT_FOUND", what: "张活动上报单" });
  return ok(await toActivityDetail(activity, actor, deps.clock.now(), deps.photos));
}

/** What waits for this person, from the partitions of their places: the numbers beside 活动列表 in the menu. */
export async function getActivityDesk(deps: Pick<QueryDeps, "store">, actor: Actor): Promise<Result<ActivityDesk, KernelRefusal>> {
  const count = async (place: ActivityPlace, status: ActivityStatus): Promise<number> =>
    countUpTo(deps.store, activitiesOf(place, { status, from: undefined, to: undefined }), DESK_COUNT_MAX);
  const audited = placesToAudit(actor).map(({ place, status }) => count(place, status));
  const own = scopesOf(actor, "activities.submit").filter((scope) => activityLevelOf(scope) !== undefined);
  const returned = own.length === 0 ? 0 : await count({ units: [...new Set(own)] }, "RETURNED");
  return ok({ toAudit: capped(sum(await Promise.all(audited))), returned: capped(returned) });
}

/** Where a person audits, each with what waits for its desk. */
export function placesToAudit(actor: Actor): { readonly place: ActivityPlace; readonly status: ActivityStatus }[] {
  const isCountry = (scope: OrgPath): boolean => orgLevelOf(scope) === "COUNTRY";
  const audited = scopesOf(actor, "activities.audit").filter((scope) => !isCountry(scope));
  const scopes = [...audited, ...scopesOf(actor, "activities.review").filter(isCountry)];
  return [...new Set(scopes)].flatMap((scope) => {
    const status = DESK_OF_LEVEL[orgLevelOf(scope)];
    return status === undefined ? [] : [{ place: { below: scope }, status }];
  });
}

/** The status that waits for an auditor of a level. */
const DESK_OF_LEVEL: Readonly<Record<ReturnType<typeof orgLevelOf>, ActivityStatus | undefined>> = {
  COUNTRY: "PENDING_PLATFORM",
  PROVINCE: "PENDING_PROVINCE",
  CITY: "PENDING_CITY",
  DISTRICT: undefined,
  UNIT: undefined,
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
const capped = (count: number): number => Math.min(count, DESK_COUNT_MAX);

export async function listActivityUnits(deps: Pick<QueryDeps, "store">, actor: Actor): Promise<Result<ActivityUnits, KernelRefusal>> {
  const scopes = outermostPaths(scopesOf(actor, "activities.read"));
  if (scopes.length === 0) return refuse({ code: "FORBIDDEN" });
  return ok({ items: (await Promise.all(scopes.map((scope) => unitsBelow(deps.store, scope)))).flat() });
}

/** The units at and below a place that may report. A facility that only applies is none yet; one that closed still has what it reported. */
export async function unitsBelow(store: Store, scope: OrgPath): Promise<ActivityUnit[]> {
  return unitsOf(
    scope,
    (await listFacilitiesBelow(store, scope)).filter((facility) => facility.status !== "APPLYING"),
  );
}

/** A name is looked for in the partitions of the list, page by page, no further than this at once; the answer's `next` goes on from there. */
const SEARCHED_AT_ONCE_MAX = 1000;
const SEARCH_PAGE = 100;

async function searchByName(
  store: Store,
  walk: MergedWalk,
  keyword: string,
  page: { limit: number; cursor: string | undefined },
): Promise<{ items: readonly ActivityItem[]; next?: string } | "CURSOR_INVALID"> {
  const items: ActivityItem[] = [];
  let { cursor } = page;
  for (let searched = 0; searched < SEARCHED_AT_ONCE_MAX; searched += SEARCH_PAGE) {
    // No more than are wanted still, so that the cursor stands behind the last one given out.
    const found = await listActivityItems(store, walk, { limit: SEARCH_PAGE, cursor });
    if (found === "CURSOR_INVALID") return found;
    const hits = found.items.filter((activity) => hasKeyword(activity, keyword));
    const wanted = page.limit - items.length;
    items.push(...hits.slice(0, wanted));
    if (hits.length >= wanted) {
      const last = hits[wanted - 1] as ActivityItem;
      const isEnd = found.next === undefined && last === found.items[found.items.length - 1];
      return isEnd ? { items } : { items, next: Buffer.from(last[walk.index]?.sk ?? "").toString("base64url") };
    }
    if (found.next === undefined) return { items };
    cursor = found.next;
  }
  return cursor === undefined ? { items } : { items, next: cursor };
}

export function keywordOf(query: { readonly keyword?: string | undefined }): string | undefined {
  return query.keyword === undefined || query.keyword === "" ? undefined : query.keyword.toLowerCase();
}
export function hasKeyword(activity: Pick<ActivityItem, "name">, keyword: string | undefined): boolean {
  return keyword === undefined || activity.name.toLowerCase().includes(keyword);
}

/**
 * What the actor may list: the unit asked for when it lies in their scope, else all of their scope. `undefined` when nothing of it is theirs, so that a list
 * never tells whether another bureau's records exist.
 */
export async function placeToRead(store: Store, actor: Actor, unit: OrgPath | undefined): Promise<ActivityPlace | undefined> {
  const scopes = outermostPaths(scopesOf(actor, "activities.read"));
  if (unit !== undefined) return scopes.some((scope) => coversPath(scope, unit)) ? { units: [unit] } : undefined;
  const [only, another] = scopes;
  if (only === undefined) return undefined;
  if (another === undefined && orgLevelOf(only) !== "DISTRICT") return { below: only };
  // Several places of different levels have no index in common but that of their units; a handful of accounts have more than one place.
  const units = (await Promise.all(scopes.map((scope) => unitsBelow(store, scope)))).flat().map((each) => each.unit);
  return { units: [...new Set([...scopes.filter((scope) => activityLevelOf(scope) !== undefined), ...units])] };
}
