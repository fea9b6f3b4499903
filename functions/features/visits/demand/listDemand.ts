import { mayAt, scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addDays, localDateOf, type Instant } from "@app/contract/kernel/time";
import { cityCodeOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { SUPPLY_DAYS, SUPPLY_LACK_LABELS, type DemandPage, type DemandRow, type ListDemandQuery } from "@app/contract/visits/demand.schema";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import { getFacilityItem, type FacilityItem } from "../facilityRepository";
import { demandKey, sumOfAsks, type DemandItem } from "./demandRepository";
import { listFacilitiesAfter } from "./facilitiesAfter";
import { lastOpenDate, supplyOf, type Supply } from "./supply";

/** Facilities looked at for one page of those that lack slots; the rest is the next page's. */
export const LOOKED_AT_MAX = 60;

/**
 * Supply and demand of the facilities in the actor's scope, in the order of the tree (promise F5). Of a page's facilities the slots of 30 days are read, and only
 * of those shown the demand: the cost grows with the page.
 */
export async function listDemand(
  deps: { readonly store: Store; readonly clock: Clock },
  actor: Actor,
  query: ListDemandQuery,
): Promise<Result<DemandPage, KernelRefusal>> {
  const { store } = deps;
  const now = deps.clock.now();
  if (query.facilityId !== undefined) {
    const facility = await getFacilityItem(store, query.facilityId);
    if (facility === undefined || !mayAt(actor, "demand.read", facility.orgPath)) return refuse({ code: "FORBIDDEN" });
    const supply = await supplyOf(store, facility.facilityId, now);
    const isAsked = facility.status === "OPEN" && (query.choice === "ALL" || supply.lack !== undefined);
    return ok({ items: isAsked ? [await demandRow(store, actor, facility, supply, now)] : [], facilitiesLookedAt: 1 });
  }
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  if (after === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const scopes = [...new Set(scopesOf(actor, "demand.read"))].sort();
  const items: DemandRow[] = [];
  let last = after;
  let lookedAt = 0;
  let hasMore = true;
  while (hasMore && items.length < query.limit && lookedAt < LOOKED_AT_MAX) {
    const found = await nextFacilities(store, scopes, last, Math.min(query.limit - items.length, LOOKED_AT_MAX - lookedAt));
    hasMore = found.length > 0;
    if (!hasMore) break;
    const asked = found.filter((facility) => facility.status === "OPEN" && (query.cityCode === undefined || cityCodeOf(facility.orgPath) === query.cityCode));
    const supplies = await Promise.all(asked.map((facility) => supplyOf(store, facility.facilityId, now)));
    const shown = asked.flatMap((facility, index) => {
      const supply = supplies[index] as Supply;
      return query.choice === "ALL" || supply.lack !== undefined ? [{ facility, supply }] : [];
    });
    items.push(...(await Promise.all(shown.map(({ facility, supply }) => demandRow(store, actor, facility, supply, now)))));
    lookedAt += found.length;
    last = found[found.length - 1]?.orgPath;
  }
  const isMore = hasMore && last !== undefined && (await nextFacilities(store, scopes, last, 1)).length > 0;
  return ok({ items, facilitiesLookedAt: lookedAt, ...(isMore ? { next: Buffer.from(last as string).toString("base64url") } : {}) });
}

async function demandRow(store: Store, actor: Actor, facility: FacilityItem, supply: Supply, now: Instant): Promise<DemandRow> {
  const today = localDateOf(now);
  const [level, asks, lastDate] = await Promise.all([
    store.get(demandKey(facility.facilityId)) as Promise<DemandItem | undefined>,
    sumOfAsks(store, facility.facilityId, addDays(today, 1 - SUPPLY_DAYS), today),
    lastOpenDate(store, facility.facilityId),
  ]);
  return {
    facilityId: facility.facilityId,
    facilityName: facility.name,
    cityCode: facility.cityCode,
    cityName: facility.cityName,
    districtName: facility.districtName,
    ...(supply.lack === undefined ? {} : { lack: supply.lack, lackLabel: SUPPLY_LACK_LABELS[supply.lack] }),
    ...(lastDate === undefined ? {} : { lastOpenDate: lastDate }),
    ...(supply.nextBookableDate === undefined ? {} : { nextBookableDate: supply.nextBookableDate }),
    followers: level?.followers ?? 0,
    waitingParties: level?.waitingParties ?? 0,
    waitingHeads: level?.waitingHeads ?? 0,
    unmetParties: asks.waitingParties,
    unmetHeads: asks.waitingHeads,
    newFollowers: asks.newFollowers,
    placesOffered: supply.placesOffered,
    placesTaken: supply.placesTaken,
    mayOpenSlots: mayAt(actor, "slots.open", facility.orgPath),
  };
}

/** The places are walked in the order of the tree and only forward, so one that lies inside another gives nothing twice. */
async function nextFacilities(store: Store, scopes: readonly OrgPath[], after: string | undefined, limit: number): Promise<FacilityItem[]> {
  for (const scope of scopes) {
    if (after !== undefined && after > `${scope}/~`) continue;
    const found = await listFacilitiesAfter(store, scope, after, limit);
    if (found.length > 0) return found;
  }
  return [];
}

function readCursor(cursor: string): string | "CURSOR_INVALID" {
  const text = Buffer.from(cursor, "base64url").toString();
  return /^CN[/a-z0-9-]{0,80}$/.test(text) && Buffer.from(text).toString("base64url") === cursor ? text : "CURSOR_INVALID";
}
