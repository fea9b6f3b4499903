import { BOOKING_STATUS_LABELS, BookingStatus, BOOKING_KIND_STATUSES, COUNTED_BOOKING_STATUSES } from "@app/contract/visits/booking.schema";
import { BookingKind } from "@app/contract/visits/bookingKind.schema";
import { rangeOf, type DateRange } from "../../../ui/dateRange";
import type { ListOrder } from "../../../ui/useCursorWalk";
import { placeOf, type PlaceFilter } from "../facilities/placeFilter";

export interface BookingsFilter {
  readonly kind: BookingKind;
  /** `undefined`: 全部. */
  readonly status: BookingStatus | undefined;
  readonly place: PlaceFilter;
  /** Some words of the facility's name. */
  readonly keyword: string;
  readonly range: DateRange | undefined;
  /** 纳入实时数据统计 */
  readonly counted: boolean;
  /** `undefined`: the order that suits the status. */
  readonly order: ListOrder | undefined;
}

/** The list that the manual opens with (seed 000, 六). */
export const FIRST_FILTER: BookingsFilter = {
  kind: "TEAM",
  status: undefined,
  place: {},
  keyword: "",
  range: undefined,
  counted: false,
  order: undefined,
};

/** The tabs of each kind: the manual's own in its order, then the statuses it does not have. Each status of the kind is among them. */
export const STATUS_TABS = {
  TEAM: ["DECLINED", "PENDING", "CONFIRMED", "REPORTED", "COUNTED", "RETURNED", "CANCELLED", "EXPIRED", "NO_SHOW"],
  FAMILY: ["DECLINED", "PENDING", "CONFIRMED", "CHECKED_IN", "CANCELLED", "EXPIRED", "NO_SHOW"],
} as const satisfies { readonly [Kind in BookingKind]: readonly (typeof BOOKING_KIND_STATUSES)[Kind][number][] };

const FILTER_NAMES = ["kind", "status", "facilityId", "cityCode", "keyword", "from", "to", "counted", "order"];

/** The filter lives in the address, so that a reload, a bookmark and a figure's link show the same list. `undefined`: the address names none. */
export function bookingsFilterOf(query: URLSearchParams): BookingsFilter | undefined {
  if (!FILTER_NAMES.some((name) => query.has(name))) return undefined;
  // An address with conditions but without a kind asks as the contract's query does.
  const kind = BookingKind.safeParse(query.get("kind")).data ?? "FAMILY";
  const status = BookingStatus.safeParse(query.get("status")).data;
  const order = query.get("order");
  return {
    kind,
    status: status !== undefined && hasStatus(kind, status) ? status : undefined,
    place: placeOf(query),
    keyword: (query.get("keyword") ?? "").trim().slice(0, 50),
    range: rangeOf(query),
    counted: query.get("counted") === "true",
    order: order === "ascending" || order === "descending" ? order : undefined,
  };
}

export function bookingsFilterQuery({ kind, status, place, keyword, range, counted, order }: BookingsFilter): Record<string, string> {
  return {
    kind,
    ...(status === undefined ? {} : { status }),
    ...place,
    ...(keyword === "" ? {} : { keyword }),
    ...(range === undefined ? {} : { from: range.from, to: range.to }),
    ...(counted ? { counted: "true" } : {}),
    ...(order === undefined ? {} : { order }),
  };
}

/** The same filter as list, counts and export ask for it. */
export function askedScope({ kind, place, keyword, range }: BookingsFilter) {
  return { kind, ...place, ...(keyword === "" ? {} : { keyword }), from: range?.from, to: range?.to };
}
export function askedFilter(filter: BookingsFilter) {
  return {
    ...askedScope(filter),
    status: filter.status,
    ...(filter.counted ? { counted: "true" as const } : {}),
    order: orderOf(filter),
  };
}

export function isNarrowed({ place, keyword, range, counted }: BookingsFilter): boolean {
  return range !== undefined || place.facilityId !== undefined || place.cityCode !== undefined || keyword !== "" || counted;
}

/** The same kind and tab, without conditions. */
export function widened({ kind, status, order }: BookingsFilter): BookingsFilter {
  return { ...FIRST_FILTER, kind, status, order };
}

/** The other kind under the same conditions; a status that it does not have becomes 全部. */
export function ofKind(filter: BookingsFilter, kind: BookingKind): BookingsFilter {
  return { ...filter, kind, status: filter.status !== undefined && hasStatus(kind, filter.status) ? filter.status : undefined };
}

/** True for a tab whose bookings no figure counts, so that together with 纳入实时数据统计 it can only be empty. */
export function isNeverCounted({ kind, status }: Pick<BookingsFilter, "kind" | "status">): boolean {
  return status !== undefined && !(COUNTED_BOOKING_STATUSES[kind] as readonly BookingStatus[]).includes(status);
}

export function statusLabelOf(status: BookingStatus | undefined): string {
  return status === undefined ? "全部" : BOOKING_STATUS_LABELS[status];
}

export function orderOf({ status, order }: Pick<BookingsFilter, "status" | "order">): ListOrder {
  return order ?? (status === undefined ? "descending" : BOOKING_LIST_ORDERS[status]);
}

function hasStatus(kind: BookingKind, status: BookingStatus): boolean {
  return (BOOKING_KIND_STATUSES[kind] as readonly BookingStatus[]).includes(status);
}

/** What still lies ahead is read from the nearest day on; what is over from the latest back. */
const BOOKING_LIST_ORDERS = {
  PENDING: "ascending",
  CONFIRMED: "ascending",
  DECLINED: "descending",
  CANCELLED: "descending",
  EXPIRED: "descending",
  CHECKED_IN: "descending",
  NO_SHOW: "descending",
  REPORTED: "ascending",
  COUNTED: "descending",
  RETURNED: "ascending",
} as const satisfies Record<BookingStatus, ListOrder>;
