import type { TrailKind } from "@app/contract/engines/trail";
import { addDays, startOfDay, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { coversPath, orgLevelOf, provinceCodeOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { citiesOf } from "@app/contract/regions/regions.data";
import { readTrailEntry, trailByPk, trailInPk, trailOfPk, trailPk, trailRegionOf, type TrailEntry } from "../../engines/events/trail";
import { queryMerged } from "../../engines/paging/queryMerged";
import { walkMerged, type Walk } from "../../engines/paging/walkMerged";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";

/** Which lists hold what was asked, and what of them belongs to it. The lists themselves are kept by `engines/events/trail.ts` (AP-T1 to AP-T4). */
export interface TrailSearch {
  readonly walk: Walk;
  /** Left out when everything in the lists belongs to it. */
  readonly belongs?: (entry: TrailEntry) => boolean;
}

export interface TrailAsked {
  readonly kind: TrailKind;
  /** Where the reader may look, already narrowed to the place asked for. */
  readonly places: readonly OrgPath[];
  readonly accountId?: string | undefined;
  readonly caseNumber?: string | undefined;
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
}

/** The narrowest lists that hold it: those of the case, else of the person, else of the places. */
export function trailSearch(asked: TrailAsked): TrailSearch {
  const { kind, places, accountId, caseNumber } = asked;
  const isIn = (entry: TrailEntry): boolean => places.some((place) => coversPath(place, entry.orgPath));
  const isBy = (entry: TrailEntry): boolean => accountId === undefined || entry.accountId === accountId;
  const range = rangeOf(asked);
  if (caseNumber !== undefined)
    return { walk: { index: "index3", pks: [trailOfPk(caseNumber, kind)], range, order: "descending" }, belongs: (entry) => isIn(entry) && isBy(entry) };
  if (accountId !== undefined) return { walk: { index: "index2", pks: [trailByPk(accountId, kind)], range, order: "descending" }, belongs: isIn };
  if (places.every((place) => orgLevelOf(place) === "UNIT"))
    return { walk: { index: "primary", pks: places.map((place) => trailPk(place, kind)), range, order: "descending" } };
  const pks = [...new Set(places.flatMap(regionsBelow).map((region) => trailInPk(region, kind)))];
  const walk: Walk = { index: "index1", pks, range, order: "descending" };
  return places.some((place) => orgLevelOf(place) === "UNIT" || orgLevelOf(place) === "DISTRICT") ? { walk, belongs: isIn } : { walk };
}

/** The lists of a place. The country's is its own office's alone: a province has to be named, for nobody reads 340 cities at once. */
function regionsBelow(place: OrgPath): OrgPath[] {
  const region = trailRegionOf(place);
  if (orgLevelOf(place) !== "PROVINCE") return [region];
  return [region, ...citiesOf(provinceCodeOf(place) ?? "").map(({ code }) => `${region}/${code}` as OrgPath)];
}

function rangeOf({ from, to }: TrailAsked): { from?: string; to?: string } {
  return { ...(from === undefined ? {} : { from: startOfDay(from) }), ...(to === undefined ? {} : { to: startOfDay(addDays(to, 1)) }) };
}

/** A search among what others did stops after so many entries and says how far it came, so that no question reads the whole trail. */
const SEARCHED_AT_ONCE_MAX = 2000;
const SEARCH_PAGE = 100;

export interface FoundTrail {
  readonly items: TrailEntry[];
  readonly next?: string;
  /** Set when the search stopped before the page was full. */
  readonly searchedUntil?: Instant;
}

export async function listTrailEntries(
  store: Store,
  { walk, belongs }: TrailSearch,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<FoundTrail | "CURSOR_INVALID"> {
  const entriesOf = (items: readonly StoredItem[]): TrailEntry[] => items.flatMap((item) => readTrailEntry(item) ?? []);
  if (belongs === undefined) {
    const found = await queryMerged(store, { ...walk, limit: page.limit, cursor: page.cursor });
    return found === "CURSOR_INVALID" ? found : { ...found, items: entriesOf(found.items) };
  }
  const items: TrailEntry[] = [];
  let cursor = page.cursor;
  for (let searched = 0; ; searched += SEARCH_PAGE) {
    const found = await queryMerged(store, { ...walk, limit: SEARCH_PAGE, cursor });
    if (found === "CURSOR_INVALID") return found;
    const entries = entriesOf(found.items);
    const hits = entries.filter(belongs);
    const wanted = page.limit - items.length;
    items.push(...hits.slice(0, wanted));
    const last = hits[wanted - 1];
    // No more than are wanted, so that the cursor stands behind the last one given out; its form is that of `queryMerged`.
    if (last !== undefined) {
      const isEnd = found.next === undefined && last === entries.at(-1);
      return isEnd ? { items } : { items, next: Buffer.from(last.sk).toString("base64url") };
    }
    if (found.next === undefined) return { items };
    cursor = found.next;
    const until = entries.at(-1)?.at;
    if (searched + SEARCH_PAGE >= SEARCHED_AT_ONCE_MAX) return { items, next: cursor, ...(until === undefined ? {} : { searchedUntil: until }) };
  }
}

/** All of it, latest first, in pages. */
export async function* walkTrail(store: Store, { walk, belongs }: TrailSearch): AsyncGenerator<TrailEntry[]> {
  for await (const items of walkMerged(store, walk)) {
    const entries = items.flatMap((item: StoredItem) => readTrailEntry(item) ?? []);
    yield belongs === undefined ? entries : entries.filter(belongs);
  }
}

export const entryIdOf = (entry: ItemKey): string => Buffer.from(JSON.stringify([entry.pk, entry.sk])).toString("base64url");

export async function getTrailEntryItem(store: Store, entryId: string): Promise<TrailEntry | undefined> {
  const key = keyOf(entryId);
  const item = key === undefined ? undefined : await store.get(key);
  return item === undefined ? undefined : readTrailEntry(item);
}

/** Whatever somebody made up opens nothing but an entry of the trail. */
function keyOf(entryId: string): ItemKey | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(entryId, "base64url").toString());
    if (!Array.isArray(read)) return undefined;
    const [pk, sk] = read as unknown[];
    const isKey = typeof pk === "string" && typeof sk === "string" && pk.startsWith("TRAIL#") && sk !== "" && pk.length + sk.length < 300;
    return isKey ? { pk, sk } : undefined;
  } catch {
    return undefined;
  }
}
