import { useQuery } from "@tanstack/react-query";
import type { FacilityId } from "@app/contract/kernel/ids";
import { coversPath } from "@app/contract/organizations/orgPath";
import type { Permission } from "@app/contract/organizations/roles";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import type { ManagedFacilitySummary } from "@app/contract/visits/managedFacility.schema";
import { read } from "../../../platform/api";
import { grantsWith, useMe } from "../../../platform/currentUser";

export interface FacilityChoice {
  readonly facilityId: FacilityId;
  readonly name: string;
}
export interface CityChoices {
  readonly cityCode: string;
  readonly cityName: string;
  readonly facilities: readonly FacilityChoice[];
}

/** 2 050 facilities in the whole country today: a list that never ends is a fault. */
const PAGES_MAX = 40;

/** The facilities where this person holds the permission, by city. A grant at a facility needs no request. One that has not opened yet has nothing to choose it for. */
export function useFacilityChoices(permission: Permission) {
  const grants = grantsWith(useMe(), permission);
  const own = grants.flatMap((grant) => (grant.facilityId === undefined ? [] : [{ facilityId: grant.facilityId as FacilityId, name: grant.orgName }]));
  const areas = grants.filter((grant) => grant.facilityId === undefined).map((grant) => grant.orgPath);
  const listed = useQuery({
    queryKey: ["facility-choices", areas],
    queryFn: async () => (await managedFacilities()).filter((facility) => areas.some((area) => coversPath(area, facility.orgPath))),
    enabled: areas.length > 0,
    staleTime: 300_000,
  });
  const cities = byCity(listed.data ?? []);
  const all: FacilityChoice[] = [...own, ...cities.flatMap((city) => city.facilities)];
  return { own, cities, all, isLoading: areas.length > 0 && listed.isPending, error: listed.error, retry: () => void listed.refetch() };
}

/** Every facility of the person's scope, however many provinces it covers. */
async function managedFacilities(): Promise<ManagedFacilitySummary[]> {
  const found: ManagedFacilitySummary[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await read(facilityRoutes.listManagedFacilities, { query: { limit: 100, cursor } });
    found.push(...answer.items.filter((facility) => facility.status !== "APPLYING"));
    cursor = answer.next;
    if (cursor === undefined) break;
  }
  return found;
}

function byCity(facilities: readonly ManagedFacilitySummary[]): CityChoices[] {
  const cities = new Map<string, { cityCode: string; cityName: string; facilities: FacilityChoice[] }>();
  for (const { cityCode, cityName, facilityId, name } of facilities) {
    const city = cities.get(cityCode) ?? { cityCode, cityName, facilities: [] };
    city.facilities.push({ facilityId, name });
    cities.set(cityCode, city);
  }
  return [...cities.values()].sort((left, right) => left.cityCode.localeCompare(right.cityCode));
}
