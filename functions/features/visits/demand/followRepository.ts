import type { FacilityId } from "@app/contract/kernel/ids";
import type { Instant, LocalDate } from "@app/contract/kernel/time";
import { deadlineEntry } from "../../../engines/deadlines/deadlines";
import { queryMerged } from "../../../engines/paging/queryMerged";
import type { ItemKey, QueryPage, Store, StoredItem } from "../../../engines/store/storePort";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-L1 whether a person follows | facility page, commands | primary | FOLLOWERS#facility / PERSON#id | – | 1 |
 * | AP-L2 a facility's followers | telling them | primary | FOLLOWERS#facility / PERSON#… | by person | page |
 * | AP-L3 what a person follows | 我关注的单位 | index3 | FOLLOWS#PERSON#id / moment#facility | latest first | page |
 * | AP-L4 openings to tell of | sweep | index4 | DUE#OPENING / moment | oldest first | page |
 */
export interface FollowItem extends StoredItem {
  readonly facilityId: FacilityId;
  readonly personId: string;
  readonly followedAt: Instant;
}

export const followersPk = (facilityId: string): string => `FOLLOWERS#${facilityId}`;
export const followKey = (facilityId: string, personId: string): ItemKey => ({ pk: followersPk(facilityId), sk: `PERSON#${personId}` });

export function followItem(follow: { facilityId: FacilityId; personId: string; followedAt: Instant }): FollowItem {
  return {
    ...followKey(follow.facilityId, follow.personId),
    index3: { pk: `FOLLOWS#PERSON#${follow.personId}`, sk: `${follow.followedAt}#${follow.facilityId}` },
    ...follow,
  };
}

export function listFollows(store: Store, personId: string, page: { limit: number; cursor: string | undefined }): Promise<QueryPage | "CURSOR_INVALID"> {
  return queryMerged(store, { index: "index3", pks: [`FOLLOWS#PERSON#${personId}`], range: {}, order: "descending", ...page });
}

export async function countFollows(store: Store, personId: string, max: number): Promise<number> {
  return (await store.query({ index: "index3", pk: `FOLLOWS#PERSON#${personId}`, limit: max })).items.length;
}

/** One opening of slots that its facility's followers are still being told of; how far that has come is its cursor. */
export interface OpeningItem extends StoredItem {
  readonly openingId: string;
  readonly facilityId: FacilityId;
  readonly facilityName: string;
  readonly firstDate: LocalDate;
  readonly slotCount: number;
  readonly openedAt: Instant;
  readonly cursor?: string;
  readonly version: number;
}
export const OPENING_DEADLINE = "OPENING";
export const openingKey = (openingId: string): ItemKey => ({ pk: `OPENING#${openingId}`, sk: "STATE" });

export function openingItem(opening: Omit<OpeningItem, keyof ItemKey | "index4" | "version">, tellAt: Instant): OpeningItem {
  return {
    ...opening,
    ...openingKey(opening.openingId as string),
    index4: deadlineEntry(OPENING_DEADLINE, tellAt, opening.openingId as string),
    version: 1,
  } as OpeningItem;
}
