import { COUNTRY_PATH } from "@app/contract/organizations/orgPath";
import type { Store } from "../../../engines/store/storePort";
import { getFacilityItem, isPublic, pageOfFacilities, type FacilityItem } from "../facilityRepository";
import { comparable } from "../textMatch";

export async function getPublicFacility(store: Store, facilityId: string): Promise<FacilityItem | undefined> {
  const facility = await getFacilityItem(store, facilityId);
  return facility !== undefined && isPublic(facility) ? facility : undefined;
}

const NAME_PART_LENGTH_MIN = 2;

/** The first facilities whose name has this part; a single character is in too many. Looks at no more than a page of the country's facilities may. */
export async function findPublicFacilities(store: Store, namePart: string, limit: number): Promise<readonly FacilityItem[]> {
  const part = comparable(namePart);
  if ([...part].length < NAME_PART_LENGTH_MIN) return [];
  const page = await pageOfFacilities(store, [COUNTRY_PATH], (facility) => isPublic(facility) && comparable(facility.name).includes(part), {
    limit,
    after: undefined,
  });
  return page.items;
}
