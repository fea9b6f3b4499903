import { reasonText } from "@app/contract/audit/personalData.schema";
import { hasPermission, mayAt, type Actor } from "@app/contract/kernel/actor";
import { refuse, type Result } from "@app/contract/kernel/result";
import type { SpreadsheetFile } from "@app/contract/kernel/spreadsheet";
import type { LocalDate } from "@app/contract/kernel/time";
import { cityName } from "@app/contract/regions/regions.data";
import { BOOKING_STATUS_LABELS, type BookingSummary, type ExportBookingsQuery } from "@app/contract/visits/booking.schema";
import { BOOKING_KIND_LABELS, type BookingKind } from "@app/contract/visits/bookingKind.schema";
import type { CheckInRecord, ExportCheckInsQuery } from "@app/contract/visits/checkIn.schema";
import { makeExport, type ExportDeps, type ExportRefusal } from "../../../engines/exports/makeExport";
import { countUpTo, walkMerged, type MergedWalk } from "../../../engines/paging/walkMerged";
import type { SheetColumn, SheetRow } from "../../../engines/spreadsheet/sheetXml";
import type { Store, StoredItem } from "../../../engines/store/storePort";
import { bookingsOf, type BookingItem } from "../bookingRepository";
import { toBookingSummary, type Shown } from "../bookingView";
import { checkInsOf, readCheckIn } from "../checkInRepository";
import { getFacilityItem } from "../facilityRepository";
import { placeInScope } from "./bookingPlace";
import { selectionOf } from "./listBookings";

/** A column of a list's sheet: what it is called and what of a record it shows. */
interface ListColumn<Record> extends SheetColumn {
  readonly show: (record: Record, number: number) => string | number;
}

const TOTAL_BESIDE = "开放单位";

const numberColumn = { header: "序号", kind: "NUMBER", width: 10, show: (_: unknown, number: number) => number } as const;
const headsColumn: ListColumn<BookingSummary> = { header: "人数", kind: "NUMBER", width: 8, show: (booking) => booking.heads };
const BEFORE_THE_PARTY: readonly ListColumn<BookingSummary>[] = [
  numberColumn,
  { header: "开放单位", kind: "TEXT", width: 38, show: (booking) => booking.facilityName },
  { header: "预约日期", kind: "DATE", width: 13, show: (booking) => booking.date },
  { header: "时段", kind: "TEXT", width: 18, show: (booking) => booking.periodLabel },
];
const AFTER_THE_PARTY: readonly ListColumn<BookingSummary>[] = [
  { header: "方式", kind: "TEXT", width: 10, show: (booking) => booking.meansLabel },
  { header: "状态", kind: "TEXT", width: 22, show: statusText },
  { header: "提交时间", kind: "MOMENT", width: 18, show: (booking) => booking.submittedAt },
];
const bookingNumberColumn: ListColumn<BookingSummary> = { header: "预约编号", kind: "TEXT", width: 13, show: (booking) => booking.bookingNumber };
const contactColumn: ListColumn<BookingSummary> = { header: "联系人", kind: "TEXT", width: 12, show: (booking) => booking.contactName };

/** The columns of 预约管理 (seed 000, 六) in its order, and with them what tells the visits of one day apart. */
const BOOKING_COLUMNS: Readonly<Record<BookingKind, readonly ListColumn<BookingSummary>[]>> = {
  FAMILY: [
    ...BEFORE_THE_PARTY,
    bookingNumberColumn,
    contactColumn,
    headsColumn,
    { header: "已入场", kind: "NUMBER", width: 8, show: (booking) => booking.headsEntered },
    ...AFTER_THE_PARTY,
  ],
  TEAM: [
    ...BEFORE_THE_PARTY,
    { header: "团队名称", kind: "TEXT", width: 30, show: (booking) => booking.teamName ?? "" },
    headsColumn,
    ...AFTER_THE_PARTY,
    contactColumn,
    { header: "联系电话", kind: "TEXT", width: 14, show: (booking) => booking.contactPhone },
    bookingNumberColumn,
  ],
};
const BOOKING_SUMS: Readonly<Record<BookingKind, readonly string[]>> = { FAMILY: ["人数", "已入场"], TEAM: ["人数"] };

const CHECK_IN_COLUMNS: readonly ListColumn<CheckInRecord>[] = [
  numberColumn,
  { header: "入场时间", kind: "MOMENT", width: 18, show: (record) => record.at },
  { header: "开放单位", kind: "TEXT", width: 38, show: (record) => record.facilityName },
  { header: "预约编号", kind: "TEXT", width: 13, show: (record) => record.bookingNumber },
  { header: "联系人", kind: "TEXT", width: 12, show: (record) => record.contactName },
  { header: "预约类型", kind: "TEXT", width: 14, show: (record) => record.bookingKindLabel },
  { header: "记录", kind: "TEXT", width: 10, show: (record) => (record.disputed ? "存疑" : record.kindLabel) },
  { header: "人数", kind: "NUMBER", width: 8, show: (record) => record.heads },
  { header: "方式", kind: "TEXT", width: 16, show: (record) => record.meansLabel },
  { header: "闸口", kind: "TEXT", width: 16, show: (record) => record.gateName },
  { header: "经办人", kind: "TEXT", width: 14, show: (record) => record.byName },
  { header: "系统收到时间", kind: "MOMENT", width: 18, show: (record) => record.receivedAt },
  { header: "说明", kind: "TEXT", width: 36, show: checkInNote },
];

export async function exportBookings(deps: ExportDeps, actor: Actor, query: ExportBookingsQuery): Promise<Result<SpreadsheetFile, ExportRefusal>> {
  const { store, clock } = deps.engine;
  const { revealReason, revealRemark, ...filter } = query;
  if (revealReason !== undefined && !hasPermission(actor, "personalData.reveal")) return refuse({ code: "FORBIDDEN" });
  // Each row by its own place: a whole sheet is whole as far as its maker may look.
  const shownOf = ({ orgPath }: BookingItem): Shown => (revealReason !== undefined && mayAt(actor, "personalData.reveal", orgPath) ? "WHOLE" : "MASKED");
  const selection = selectionOf(query);
  const place = await placeInScope(store, actor, "bookings.read", query, selection.statuses.length);
  if (!place.ok) return place;
  const now = clock.now();
  const list = listSheet(store, {
    walk: bookingsOf(place.value, selection, { from: query.from, to: query.to }, query.order),
    read: (item) => [toBookingSummary(item as BookingItem, actor, now, shownOf(item as BookingItem))],
    columns: BOOKING_COLUMNS[query.kind],
    summed: BOOKING_SUMS[query.kind],
  });
  const filterText = [
    `类别：${BOOKING_KIND_LABELS[query.kind]}`,
    `参观日期：${rangeText(query.from, query.to)}`,
    `状态：${query.status === undefined ? "全部" : BOOKING_STATUS_LABELS[query.status]}${query.counted === undefined ? "" : "（纳入实时数据统计）"}`,
    await placeText(store, query),
    ...(query.keyword === undefined || query.keyword === "" ? [] : [`单位关键字：${query.keyword}`]),
  ].join("；");
  const personalData = { reason: revealReason === undefined ? undefined : reasonText(revealReason, revealRemark) };
  return makeExport(deps, { actor, exportKind: "BOOKINGS", title: "预约明细", filterText, filter, personalData, ...list });
}

export async function exportCheckIns(deps: ExportDeps, actor: Actor, query: ExportCheckInsQuery): Promise<Result<SpreadsheetFile, ExportRefusal>> {
  const { store } = deps.engine;
  const place = await placeInScope(store, actor, "checkIns.read", query);
  if (!place.ok) return place;
  const list = listSheet(store, { walk: checkInsOf(place.value, query), read: readCheckIn, columns: CHECK_IN_COLUMNS, summed: ["人数"] });
  const filterText = [`入场日期：${rangeText(query.from, query.to)}`, await placeText(store, query)].join("；");
  return makeExport(deps, { actor, exportKind: "CHECK_INS", title: "入场记录", filterText, filter: query, personalData: { reason: undefined }, ...list });
}

/** The rows of a walk, numbered through, with the sums of some columns below them. */
function listSheet<Record>(
  store: Store,
  list: { walk: MergedWalk; read: (item: StoredItem) => readonly Record[]; columns: readonly ListColumn<Record>[]; summed: readonly string[] },
) {
  const { walk, read, columns } = list;
  const sums = new Map<string, number>(list.summed.map((header) => [header, 0]));
  async function* pages(): AsyncGenerator<SheetRow[]> {
    let number = 0;
    for await (const items of walkMerged(store, walk)) {
      yield items.flatMap(read).map((record) => {
        number += 1;
        return columns.map(({ header, show }) => {
          const value = show(record, number);
          const sum = sums.get(header);
          if (sum !== undefined) sums.set(header, sum + Number(value));
          return value;
        });
      });
    }
  }
  return {
    columns,
    pages: pages(),
    total: (): SheetRow => columns.map(({ header }) => (header === TOTAL_BESIDE ? "合计" : sums.get(header))),
    countRows: (max: number) => countUpTo(store, walk, max),
  };
}

/** Why a row stands there that is no plain entry; rows add up to the figure, so a correction says what it corrects (promise F7). */
function checkInNote({ reason, disputed, headsClaimed, offline }: CheckInRecord): string {
  const words = [...(disputed ? [`断网放行 ${headsClaimed} 人，存疑未计入`] : offline ? ["离线扫码"] : []), ...(reason === undefined ? [] : [reason])];
  return words.join("；");
}

function statusText({ statusLabel, flags }: BookingSummary): string {
  return flags.length === 0 ? statusLabel : `${statusLabel}（${flags.map(({ label }) => label).join("、")}）`;
}

function rangeText(from: LocalDate | undefined, to: LocalDate | undefined): string {
  if (from === undefined && to === undefined) return "不限";
  return `${from ?? "不限"} 至 ${to ?? "不限"}`;
}

/** The place in words. What lies outside the maker's scope has been refused before. */
async function placeText(store: Store, asked: { facilityId?: string | undefined; cityCode?: string | undefined }): Promise<string> {
  if (asked.facilityId !== undefined) return `开放单位：${(await getFacilityItem(store, asked.facilityId))?.name ?? asked.facilityId}`;
  if (asked.cityCode !== undefined) return `开放单位：${cityName(asked.cityCode) ?? asked.cityCode}全部单位`;
  return "开放单位：权限范围内全部";
}
