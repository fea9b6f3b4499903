import { useQuery } from "@tanstack/react-query";
import type { FacilityId } from "@app/contract/kernel/ids";
import { cityCodeOf, orgLevelOf, provinceCodeOf } from "@app/contract/organizations/orgPath";
import type { Permission } from "@app/contract/organizations/roles";
import type { FacilitySummary } from "@app/contract/visits/facility.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { read } from "../../../platform/api";
import { grantsWith, useMe, type MyGrant } from "../../../platform/currentUser";

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

/** The facilities where this person holds the permission, by city. A grant at a facility needs no request. */
export function useFacilityChoices(permission: Permission) {
  const grants = grantsWith(useMe(), permission);
  const own = grants.flatMap((grant) => (grant.facilityId === undefined ? [] : [{ facilityId: grant.facilityId as FacilityId, name: grant.orgName }]));
  const areas = grants.filter((grant) => grant.facilityId === undefined);
  const listed = useQuery({
    queryKey: ["facility-choices", areas.map((area) => area.orgPath)],
    queryFn: async () => (await Promise.all(areas.map(facilitiesIn))).flat(),
    enabled: areas.length > 0,
    staleTime: 300_000,
  });
  const cities = byCity(listed.data ?? []);
  const all: FacilityChoice[] = [...own, ...cities.flatMap((city) => city.facilities)];
  return { own, cities, all, isLoading: areas.length > 0 && listed.isPending, error: listed.error, retry: () => void listed.refetch() };
}

async function facilitiesIn(area: MyGrant): Promise<FacilitySummary[]> {
  const found: FacilitySummary[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await read(visitRoutes.listFacilities, {
      query: { provinceCode: provinceCodeOf(area.orgPath), cityCode: cityCodeOf(area.orgPath), limit: 100, cursor },
    });
    found.push(...answer.items);
    cursor = answer.next;
    if (cursor === undefined) break;
  }
  // The list knows provinces and cities; a district is told by its name.
  return orgLevelOf(area.orgPath) === "DISTRICT" ? found.filter((facility) => facility.districtName === area.orgName) : found;
}

function byCity(facilities: readonly FacilitySummary[]): CityChoices[] {
  const cities = new Map<string, { cityCode: string; cityName: string; facilities: FacilityChoice[] }>();
  for (const { cityCode, cityName, facilityId, name } of facilities) {
    const city = cities.get(cityCode) ?? { cityCode, cityName, facilities: [] };
    if (!city.facilities.some((known) => known.facilityId === facilityId)) city.facilities.push({ facilityId, name });
    cities.set(cityCode, city);
  }
  return [...cities.values()].sort((left, right) => left.cityCode.localeCompare(right.cityCode));
}
