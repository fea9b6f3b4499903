import { coversPath, orgLevelOf, provinceCodeOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { allProvinces } from "@app/contract/regions/regions.data";
import type { Store } from "../../engines/store/storePort";
import { contactsPk, type UnitAccountItem } from "../sessions/public";

/** A stretch of the tree in one partition, its bounds as sort keys. */
interface Stretch {
  readonly pk: string;
  readonly from: string;
  readonly to: string;
}

/** A contact and the place in the order at which the next one goes on. */
export interface PlacedContact {
  readonly item: UnitAccountItem;
  readonly position: string;
}

const CHUNK = 100;

/** Everybody below these places in the order of the tree, from after `position`. Reads as far as it is asked and no further. */
export async function* contactsBelow(store: Store, scopes: readonly OrgPath[], position?: string): AsyncGenerator<PlacedContact> {
  for (const stretch of scopes.flatMap(stretchesOf)) {
    if (position !== undefined && stretch.to < position) continue;
    // Bounds are inclusive: a blank after the position is the first text behind it.
    const from = position !== undefined && position >= stretch.from ? `${position} ` : stretch.from;
    let cursor: string | undefined;
    do {
      const page = await store.query({
        index: "index1",
        pk: stretch.pk,
        range: { from, to: stretch.to },
        limit: CHUNK,
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const item of page.items) yield { item: item as UnitAccountItem, position: item.index1?.sk ?? "" };
      cursor = page.next;
    } while (cursor !== undefined);
  }
}

function stretchesOf(scope: OrgPath): Stretch[] {
  const provinceCode = provinceCodeOf(scope);
  // A unit asked for is seen from above: its own people are those below.
  if (provinceCode !== undefined && orgLevelOf(scope) === "UNIT") return [{ pk: contactsPk(provinceCode), from: `${scope}#`, to: `${scope}#~` }];
  if (provinceCode !== undefined) return [{ pk: contactsPk(provinceCode), from: `${scope}/`, to: `${scope}/~` }];
  return allProvinces().map(({ code }) => ({ pk: contactsPk(code), from: `${scope}/${code}`, to: `${scope}/${code}~` }));
}

/** A position may only be one within what is asked for. */
export function isWithin(scopes: readonly OrgPath[], position: string): boolean {
  const path = position.split("#")[0] ?? "";
  return (
    /^[\x20-\x7e]{1,200}$/.test(position) && scopes.some((scope) => (path !== scope || orgLevelOf(scope) === "UNIT") && coversPath(scope, path as OrgPath))
  );
}
