import type { BookingId, FacilityId } from "@app/contract/kernel/ids";
import type { Instant, LocalDate } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import type { ScanRefusalReason } from "@app/contract/visits/checkIn.schema";
import type { EntryConflictAction, EntryConflictKind, EntryConflictStatus } from "@app/contract/visits/entryConflict.schema";
import { queryMerged } from "../../engines/paging/queryMerged";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";
import type { BookingItem, ListPlace, StoredEntry } from "./bookingRepository";

/**
 * A conflict stands beside its booking; its entries are told by the booking, which it names.
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-X1 one conflict | settling, undo | primary | ENTRYCONFLICT#id / STATE | – | 1 |
 * | AP-X2 a facility's conflicts in a status | gate, back office | index1 | ENTRYCONFLICTS#FACILITY#id#status / day#moment#id | latest first | page; who has several merges them |
 * | AP-X3 a city's conflicts in a status | back office | index2 | ENTRYCONFLICTS#CITY#code#status / day#moment#id | latest first | page; a province merges its cities |
 */
export interface EntryConflictItem extends StoredItem, EntryConflictState {}

export interface EntryConflictState {
  readonly conflictId: EntryId;
  /** The entry in doubt. */
  readonly entryId: EntryId;
  readonly kind: EntryConflictKind;
  readonly status: EntryConflictStatus;
  readonly reason: ScanRefusalReason;
  readonly bookingId: BookingId;
  readonly facilityId: FacilityId;
  readonly cityCode: string;
  readonly orgPath: OrgPath;
  readonly date: LocalDate;
  /** The last entry that counted when the doubt arose. */
  readonly earlier?: StoredEntry;
  readonly openedAt: Instant;
  readonly settled?: { readonly action: EntryConflictAction; readonly remark: string; readonly at: Instant; readonly byName: string };
  readonly version: number;
}

export const ENTRY_CONFLICT_TAG = "entry conflict";
export const entryConflictKey = (conflictId: string): ItemKey => ({ pk: `ENTRYCONFLICT#${conflictId}`, sk: "STATE" });

export function entryConflictItem(conflict: EntryConflictState): EntryConflictItem {
  const sk = `${conflict.date}#${conflict.openedAt}#${conflict.conflictId}`;
  return {
    ...conflict,
    ...entryConflictKey(conflict.conflictId),
    index1: { pk: `ENTRYCONFLICTS#FACILITY#${conflict.facilityId}#${conflict.status}`, sk },
    index2: { pk: `ENTRYCONFLICTS#CITY#${conflict.cityCode}#${conflict.status}`, sk },
  };
}

/** A new conflict about an entry of the booking, which knows nothing of it yet. */
export function openedConflict(
  booking: BookingItem,
  of: { conflictId: EntryId; kind: EntryConflictKind; reason: ScanRefusalReason; entryId: EntryId; earlier: StoredEntry | undefined; now: Instant },
): EntryConflictItem {
  return entryConflictItem({
    conflictId: of.conflictId,
    entryId: of.entryId,
    kind: of.kind,
    status: "OPEN",
    reason: of.reason,
    bookingId: booking.bookingId,
    facilityId: booking.facilityId,
    cityCode: booking.cityCode,
    orgPath: booking.orgPath,
    date: booking.date,
    ...(of.earlier === undefined ? {} : { earlier: of.earlier }),
    openedAt: of.now,
    version: 1,
  });
}

export function settledConflict(conflict: EntryConflictItem, settled: NonNullable<EntryConflictState["settled"]>): EntryConflictItem {
  return entryConflictItem({ ...conflict, status: "SETTLED", settled, version: conflict.version + 1 });
}

export async function getEntryConflict(store: Store, conflictId: string): Promise<EntryConflictItem | undefined> {
  return (await store.get(entryConflictKey(conflictId))) as EntryConflictItem | undefined;
}

/** Where the conflicts of a place lie. */
export function entryConflictPlaces(place: ListPlace, status: EntryConflictStatus): { readonly index: "index1" | "index2"; readonly pks: string[] } {
  return "facilityIds" in place
    ? { index: "index1", pks: place.facilityIds.map((id) => `ENTRYCONFLICTS#FACILITY#${id}#${status}`) }
    : { index: "index2", pks: place.cityCodes.map((code) => `ENTRYCONFLICTS#CITY#${code}#${status}`) };
}

export async function listEntryConflictItems(
  store: Store,
  place: ListPlace,
  status: EntryConflictStatus,
  page: { limit: number; cursor: string | undefined },
): Promise<{ items: readonly EntryConflictItem[]; next?: string } | "CURSOR_INVALID"> {
  const found = await queryMerged(store, {
    ...entryConflictPlaces(place, status),
    range: {},
    order: "descending",
    ...page,
  });
  return found === "CURSOR_INVALID" ? found : { items: found.items as readonly EntryConflictItem[], ...(found.next === undefined ? {} : { next: found.next }) };
}
