import type { FacilityId } from "@app/contract/kernel/ids";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { FacilityCategory, FacilityStatus, Place } from "@app/contract/visits/facility.schema";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-F1 one facility | every page about it | primary | FACILITY#id / PROFILE | – | 1 |
 * | AP-F2 facilities below a place of the tree | public list, statistics, selects | index1 | FACILITIES / org path | by place | ≤ 1 000 a query; a province has under 200 |
 */
export interface FacilityItem extends StoredItem {
  readonly facilityId: FacilityId;
  readonly name: string;
  readonly category: FacilityCategory;
  readonly status: FacilityStatus;
  readonly orgPath: OrgPath;
  readonly cityCode: string;
  readonly cityName: string;
  readonly provinceCode: string;
  readonly districtName: string;
  readonly address: string;
  readonly place: { readonly [Name in keyof Place]: Place[Name] };
  readonly introduction: string;
  readonly highlights: readonly string[];
  readonly safetyNotice: readonly string[];
  readonly transport: string;
  readonly phone: string;
  readonly visitDurationMinutes: number;
  readonly visitRules: VisitRules;
  readonly version: number;
}

/** A facility's own rules, copied into each slot when it is opened, so that a later change never moves an opened slot. */
export interface VisitRules {
  readonly [name: string]: number;
  /** Booking opens that many days before the visit day (default 28). */
  readonly opensDaysAhead: number;
  /** … and ends that many days before it (default 1: through the day before). */
  readonly closesDaysAhead: number;
  /** A request not decided that long before the slot begins is declined by the system (promise M4). */
  readonly minimumNoticeMinutes: number;
  /** The booker may cancel until the end of the day that many days before the visit (default 1: the day before). */
  readonly cancelDaysAhead: number;
}

export const DEFAULT_VISIT_RULES: VisitRules = { opensDaysAhead: 28, closesDaysAhead: 1, minimumNoticeMinutes: 60, cancelDaysAhead: 1 };

export const facilityKey = (facilityId: string): ItemKey => ({ pk: `FACILITY#${facilityId}`, sk: "PROFILE" });
export const facilityIndexEntry = (orgPath: OrgPath): ItemKey => ({ pk: "FACILITIES", sk: orgPath });

export async function getFacilityItem(store: Store, facilityId: string): Promise<FacilityItem | undefined> {
  return (await store.get(facilityKey(facilityId))) as FacilityItem | undefined;
}

/** The facilities at or below a place, in the order of the tree; at most 1 000. */
export async function listFacilitiesBelow(store: Store, orgPath: OrgPath): Promise<FacilityItem[]> {
  const page = await store.query({ index: "index1", pk: "FACILITIES", range: { from: orgPath, to: `${orgPath}/~` }, limit: 1000 });
  // The range also holds siblings whose code begins with ours and a character before "/"; codes are digits, so only "…/" and the place itself match.
  return page.items.filter((item) => item.index1?.sk === orgPath || item.index1?.sk.startsWith(`${orgPath}/`) === true) as FacilityItem[];
}
