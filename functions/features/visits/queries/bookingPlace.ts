import { mayAt, scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { coversPath, type OrgPath } from "@app/contract/organizations/orgPath";
import type { Permission } from "@app/contract/organizations/roles";
import type { Store } from "../../../engines/store/storePort";
import type { ListPlace } from "../bookingRepository";
import { getFacilityItem, listFacilitiesBelow, type FacilityItem } from "../facilityRepository";
import { comparable } from "../textMatch";

/** What a list is asked for, beside what its reader may see. */
export interface AskedPlace {
  readonly facilityId?: string | undefined;
  readonly cityCode?: string | undefined;
  /** Part of a facility's name. */
  readonly keyword?: string | undefined;
}

/**
 * A merged page asks each of its partitions once, so their number is bounded: all statuses of a province with its two dozen cities, or of thirty facilities that a
 * keyword names. Beyond, the reader is asked to narrow it; nothing is ever left out in silence.
 */
export const PARTITIONS_MERGED_MAX = 300;

/**
 * What the actor may list: the facility or city asked for when it lies in their scope, else all of their scope; of these, those that the keyword names. FORBIDDEN when
 * nothing asked for is theirs, so that a list never tells whether another bureau's records exist.
 * @param lists how many partitions each facility or city has in the list
 */
export async function placeInScope(
  store: Store,
  actor: Actor,
  permission: Permission,
  asked: AskedPlace,
  lists = 1,
): Promise<Result<ListPlace, KernelRefusal>> {
  const place = await placeAsked(store, actor, permission, asked);
  if (place === undefined) return refuse({ code: "FORBIDDEN" });
  const places = "facilityIds" in place ? place.facilityIds.length : place.cityCodes.length;
  return places * lists > PARTITIONS_MERGED_MAX ? refuse({ code: "SCOPE_TOO_WIDE" }) : ok(place);
}

async function placeAsked(store: Store, actor: Actor, permission: Permission, asked: AskedPlace): Promise<ListPlace | undefined> {
  const isNamed = nameFilter(asked.keyword);
  if (asked.facilityId !== undefined) {
    const facility = await getFacilityItem(store, asked.facilityId);
    if (facility === undefined || !mayAt(actor, permission, facility.orgPath)) return undefined;
    return { facilityIds: isNamed(facility) ? [facility.facilityId] : [] };
  }
  const scopes = scopesOf(actor, permission);
  const found = (await Promise.all(scopes.map((scope) => listFacilitiesBelow(store, scope)))).flat();
  const inScope = [...new Map(found.map((facility) => [facility.facilityId, facility])).values()];
  const inPlace = asked.cityCode === undefined ? inScope : inScope.filter((facility) => facility.cityCode === asked.cityCode);
  // An office that has just begun has no facility yet: its lists are empty, and not forbidden.
  if (inPlace.length === 0) return asked.cityCode === undefined && scopes.length > 0 ? { facilityIds: [] } : undefined;
  const named = inPlace.filter(isNamed);
  // A city's partition also holds its other facilities, so it is only for those whose scope covers the city; of a part of one each facility is asked (promise M33).
  const isWhole = inPlace.every((facility) => scopes.some((scope) => coversPath(scope, cityPathOf(facility.orgPath))));
  if (named.length === inPlace.length && isWhole) return { cityCodes: [...new Set(inPlace.map((facility) => facility.cityCode))] };
  return { facilityIds: named.map((facility) => facility.facilityId) };
}

/** A keyword of signs alone names nothing; an empty one asks for nothing. */
function nameFilter(keyword: string | undefined): (facility: Pick<FacilityItem, "name">) => boolean {
  if (keyword === undefined || keyword === "") return () => true;
  const wanted = comparable(keyword);
  return ({ name }) => wanted !== "" && comparable(name).includes(wanted);
}

function cityPathOf(orgPath: OrgPath): OrgPath {
  return orgPath.split("/").slice(0, 3).join("/") as OrgPath;
}
