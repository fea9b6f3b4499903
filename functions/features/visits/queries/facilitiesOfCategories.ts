import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { Store } from "../../../engines/store/storePort";
import { pageOfFacilities } from "../facilityRepository";

/** So many facilities of one narrowed post fit into a session; more would be a post for another design. */
export const NARROWED_FACILITIES_MAX = 300;

/** The places of the facilities of these categories below a place; when there are more than the limit, the first of them, and `isCut` says so. */
export async function facilitiesOfCategories(
  store: Store,
  orgPath: OrgPath,
  categories: readonly string[],
): Promise<{ readonly paths: readonly OrgPath[]; readonly isCut: boolean }> {
  const paths: OrgPath[] = [];
  let after: string | undefined;
  do {
    const page = await pageOfFacilities(store, [orgPath], ({ category }) => categories.includes(category), { limit: NARROWED_FACILITIES_MAX + 1, after });
    paths.push(...page.items.map((facility) => facility.orgPath));
    after = page.next;
  } while (after !== undefined && paths.length <= NARROWED_FACILITIES_MAX);
  return { paths: paths.slice(0, NARROWED_FACILITIES_MAX), isCut: paths.length > NARROWED_FACILITIES_MAX };
}
