import { hasPermission, type Actor } from "@app/contract/kernel/actor";
import { addMs, HOUR_MS, localDateOf, type Instant, type LocalDate } from "@app/contract/kernel/time";
import type { Permission } from "@app/contract/organizations/roles";
import type { BookingStatus } from "@app/contract/visits/booking.schema";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import type { WorkItem } from "@app/contract/workbench/workbench.schema";
import type { CommandEngine } from "../../engines/commands/runCommand";
import { queryMerged } from "../../engines/paging/queryMerged";
import type { MergedWalk } from "../../engines/paging/walkMerged";
import type { Parameters } from "../../engines/settings/parameters";
import type { StoredItem } from "../../engines/store/storePort";
import { uncountedWork, WORK_PAGE, workItem, type CountedWork, type WorkSource } from "../workbench/public";
import { attentionPlaces, type AttentionItem } from "./attentionRepository";
import { bookingsOf, type BookingItem, type ListPlace } from "./bookingRepository";
import { entryConflictPlaces, type EntryConflictItem } from "./entryConflictRepository";
import { noShowPlaces, type NoShowItem } from "./noShows/noShowRepository";
import { placeInScope } from "./queries/bookingPlace";
import { ratingPlaces, type RatingItem } from "./ratings/ratingRepository";

type Range = MergedWalk["range"];
interface Kind<Item extends StoredItem> {
  readonly row: Pick<WorkItem, "key" | "label" | "opens">;
  readonly permission: Permission;
  readonly walk: (place: ListPlace, today: LocalDate) => Pick<MergedWalk, "index" | "pks"> & { readonly range?: Range };
  readonly counted: (item: Item, times: Times) => CountedWork;
  /** Whoever may do this has the same work in another row. */
  readonly unless?: Permission;
}
interface Times {
  readonly reviewHours: number;
}

/** What waits in 预约参观: each row is the first page of a list that the back office has, from the same partitions and in the reader's own places. */
const KINDS = [
  bookings("PENDING_TEAM", "团队预约待确认", "bookings.decide", "TEAM", "PENDING", ({ submittedAt, handleBy }) => ({ since: submittedAt, dueAt: handleBy })),
  bookings("PENDING_FAMILY", "家庭(个人)预约待确认", "bookings.decide", "FAMILY", "PENDING", ({ submittedAt, handleBy }) => ({
    since: submittedAt,
    dueAt: handleBy,
  })),
  {
    ...bookings("REPORT_DUE", "团队参观待上报", "teamVisits.report", "TEAM", "CONFIRMED", ({ date, reportBy }) => ({ day: date, dueAt: reportBy })),
    // A visit is reported from its day on.
    walk: (place: ListPlace, today: LocalDate) => bookingsOf(place, { kinds: ["TEAM"], statuses: ["CONFIRMED"] }, { from: undefined, to: today }, "ascending"),
  },
  bookings("RETURNED", "团队参观被驳回待重报", "teamVisits.report", "TEAM", "RETURNED", ({ date, reportBy }) => ({ day: date, dueAt: reportBy })),
  bookings("REPORTED", "团队参观待审核", "teamVisits.audit", "TEAM", "REPORTED", ({ date, report }) => ({ day: date, since: report?.reportedAt })),
  kind<AttentionItem>({
    row: { key: "ATTENTION", label: "预约需处理", opens: "/attention" },
    permission: "bookings.read",
    // What was over before anybody looked is no work any more, and 需处理 does not show it.
    walk: (place, today) => ({ ...attentionPlaces(place), range: { from: today } }),
    counted: ({ date }) => ({ day: date }),
  }),
  kind<EntryConflictItem>({
    row: { key: "ENTRY_CONFLICTS", label: "入场冲突待处理", opens: "/check-ins?view=conflicts" },
    permission: "checkIns.supervise",
    walk: (place) => entryConflictPlaces(place, "OPEN"),
    counted: ({ openedAt }) => ({ since: openedAt }),
  }),
  kind<NoShowItem>({
    row: { key: "APPEALS", label: "失约申诉待答复", opens: "/no-shows?status=APPEALED" },
    permission: "noShows.decide",
    walk: (place) => noShowPlaces(place, ["APPEALED"]),
    counted: ({ date }) => ({ day: date }),
  }),
  heldRatings({ key: "CONTENT", label: "公众内容待审核", opens: "/content" }, "content.moderate"),
  heldRatings({ key: "RATINGS", label: "参观评价待审核", opens: "/ratings?status=PENDING" }, "ratings.moderate", "content.moderate"),
];

export function visitWork({ store, clock, parameters }: Pick<CommandEngine, "store" | "clock"> & { readonly parameters: Parameters }): WorkSource {
  return {
    countWork: async (actor) => {
      const now = clock.now();
      const times: Times = { reviewHours: await parameters.get("content.reviewHours") };
      const rows = await Promise.all(KINDS.map((each) => count(each, actor, now, times)));
      return rows.flat();
    },
  };

  async function count({ row, permission, walk, counted, unless }: Kind<StoredItem>, actor: Actor, now: Instant, times: Times): Promise<WorkItem[]> {
    if (!hasPermission(actor, permission) || (unless !== undefined && hasPermission(actor, unless))) return [];
    const place = await placeInScope(store, actor, permission, {});
    // Too many places for one merged page: their list, too, asks to choose one, and the row says so rather than that nothing waits.
    if (!place.ok) return place.refusal.code === "SCOPE_TOO_WIDE" ? [uncountedWork(row)] : [];
    const page = await queryMerged(store, { range: {}, ...walk(place.value, localDateOf(now)), order: "ascending", limit: WORK_PAGE, cursor: undefined });
    const items = page === "CURSOR_INVALID" ? [] : page.items;
    const [item] = workItem(
      row,
      items.map((each) => counted(each, times)),
      now,
    );
    // 预约管理 shows visits to be reported by their days.
    return item === undefined
      ? []
      : [row.key === "REPORT_DUE" && item.day !== undefined ? { ...item, opens: `${row.opens}&from=${item.day}&to=${localDateOf(now)}` } : item];
  }
}

function kind<Item extends StoredItem>(each: Kind<Item>): Kind<StoredItem> {
  // What lies in a kind's partitions is of that kind.
  return each as unknown as Kind<StoredItem>;
}

/** What the public wrote and a moderator has not looked at yet; late by the time since it was held, which for a report may be long after it was written. */
function heldRatings(row: Pick<WorkItem, "key" | "label" | "opens">, permission: Permission, unless?: Permission): Kind<StoredItem> {
  return kind<RatingItem>({
    row,
    permission,
    ...(unless === undefined ? {} : { unless }),
    walk: (place) => ratingPlaces(place, "PENDING"),
    counted: ({ ratedAt, heldAt = ratedAt }, { reviewHours }) => ({ since: heldAt, dueAt: addMs(heldAt, reviewHours * HOUR_MS) }),
  });
}

function bookings(
  key: string,
  label: string,
  permission: Permission,
  bookingKind: BookingKind,
  status: BookingStatus,
  counted: (booking: BookingItem) => CountedWork,
): Kind<StoredItem> {
  return kind<BookingItem>({
    row: { key, label, opens: `/bookings?kind=${bookingKind}&status=${status}` },
    permission,
    walk: (place) => bookingsOf(place, { kinds: [bookingKind], statuses: [status] }, { from: undefined, to: undefined }, "ascending"),
    counted,
  });
}
