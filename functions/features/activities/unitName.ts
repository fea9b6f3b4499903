import { activityLevelOf, type ActivityUnit } from "@app/contract/activities/activity.schema";
import { coversPath, orgLevelOf, unitOf, type OrgPath } from "@app/contract/organizations/orgPath";
import type { Store } from "../../engines/store/storePort";
import { getFacilityItem } from "../visits/public";
import { placeName } from "./activityView";

/** The name of a unit that reports; `undefined` for a facility that is not there. */
export async function nameOfUnit(store: Store, unit: OrgPath): Promise<string | undefined> {
  if (orgLevelOf(unit) !== "UNIT") return placeName(unit);
  const facility = await getFacilityItem(store, unitOf(unit) ?? "");
  return facility?.orgPath === unit ? facility.name : undefined;
}

/** The units at and below a place that may report: province, cities and these facilities, in the order of the tree. */
export function unitsOf(scope: OrgPath, facilities: readonly { readonly orgPath: OrgPath; readonly name: string }[]): ActivityUnit[] {
  const units = new Map<OrgPath, ActivityUnit>();
  const add = (unit: OrgPath, name: string): void => {
    const level = activityLevelOf(unit);
    if (level !== undefined && coversPath(scope, unit) && !units.has(unit)) units.set(unit, { unit, name, level });
  };
  if (orgLevelOf(scope) !== "UNIT") add(scope, placeName(scope));
  for (const { orgPath, name } of facilities) {
    const [country = "", province = "", city = ""] = orgPath.split("/");
    for (const above of [`${country}/${province}`, `${country}/${province}/${city}`] as OrgPath[]) add(above, placeName(above));
    add(orgPath, name);
  }
  return [...units.values()].sort((left, right) => (left.unit < right.unit ? -1 : 1));
}
