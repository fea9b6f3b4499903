import { coversPath, orgLevelOf, provinceCodeOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { allProvinces } from "@app/contract/regions/regions.data";
import type { SecondaryIndex, Store, StoredItem } from "../../engines/store/storePort";

/** A list of a province in the order of the tree: its sort keys are `org path#id`. */
export interface TreeList {
  readonly index: SecondaryIndex;
  readonly pkOf: (provinceCode: string | undefined) => string;
}
/** An item and the place in the order at which the next one goes on. */
export interface PlacedItem {
  readonly item: StoredItem;
  readonly position: string;
}
/** A stretch of the tree in one partition, its bounds as sort keys. */
interface Stretch {
  readonly pk: string;
  readonly from: string;
  readonly to: string;
}

const CHUNK = 100;

/** Everything at and below these places in the order of the tree, from after `position`. Reads as far as it is asked and no further. */
export async function* walkTree(store: Store, list: TreeList, scopes: readonly OrgPath[], position?: string): AsyncGenerator<PlacedItem> {
  const stretches = scopes.flatMap((scope) => stretchesOf(scope, list.pkOf));
  const begun = position === undefined ? -1 : stretches.findIndex(({ from, to }) => position >= from && position <= to);
  for (const [index, stretch] of stretches.entries()) {
    if (index < begun) continue;
    // Bounds are inclusive: a blank after the position is the first text behind it.
    const from = index === begun ? `${position} ` : stretch.from;
    let cursor: string | undefined;
    do {
      const page = await store.query({
        index: list.index,
        pk: stretch.pk,
        range: { from, to: stretch.to },
        limit: CHUNK,
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const item of page.items) yield { item, position: item[list.index]?.sk ?? "" };
      cursor = page.next;
    } while (cursor !== undefined);
  }
}

/** `#` stands before `-` and `/`: a unit's own items end before those of one whose name goes on. */
function stretchesOf(scope: OrgPath, pkOf: TreeList["pkOf"]): Stretch[] {
  const provinceCode = provinceCodeOf(scope);
  if (provinceCode !== undefined) return [{ pk: pkOf(provinceCode), from: `${scope}#`, to: orgLevelOf(scope) === "UNIT" ? `${scope}#~` : `${scope}/~` }];
  return [
    { pk: pkOf(undefined), from: `${scope}#`, to: `${scope}#~` },
    ...allProvinces().map(({ code }) => ({ pk: pkOf(code), from: `${scope}/${code}#`, to: `${scope}/${code}/~` })),
  ];
}

/** A position may only be one within what is asked for. */
export function isWithin(scopes: readonly OrgPath[], position: string): boolean {
  const path = position.split("#")[0] ?? "";
  return /^[\x20-\x7e]{1,200}$/.test(position) && scopes.some((scope) => coversPath(scope, path as OrgPath));
}
