import { coversPath, type OrgPath } from "@app/contract/organizations/orgPath";
import type { Store } from "../../../engines/store/storePort";
import { facilityIndexEntry, type FacilityItem } from "../facilityRepository";

/** AP-F2 in pages: the next facilities at or below a place, in the order of the tree, behind the one that was seen last. */
export async function listFacilitiesAfter(store: Store, scope: OrgPath, after: string | undefined, limit: number): Promise<FacilityItem[]> {
  const from = after !== undefined && after > scope ? after : scope;
  // One more than asked: the one seen last comes again, because store ranges include their bounds.
  const page = await store.query({ index: "index1", pk: facilityIndexEntry(scope).pk, range: { from, to: `${scope}/~` }, limit: limit + 1 });
  return (page.items as readonly FacilityItem[]).filter(({ orgPath }) => coversPath(scope, orgPath) && orgPath !== after).slice(0, limit);
}
