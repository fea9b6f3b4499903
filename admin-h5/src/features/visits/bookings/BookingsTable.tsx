import { Checkbox } from "antd";
import type { BookingId } from "@app/contract/kernel/ids";
import { instantLabel } from "@app/contract/kernel/time";
import type { BookingSummary } from "@app/contract/visits/booking.schema";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import { BookingTags } from "./BookingTags";
import type { BulkSelection } from "./useBulkSelection";
import type { TableColumn } from "../../../ui/records/tableColumns";
import { TableFrame } from "../../../ui/records/TableFrame";
import { RowOpener } from "../../../ui/records/openers";

export interface BookingListProps {
  readonly kind: BookingKind;
  readonly items: readonly BookingSummary[];
  /** 序号: through the pages from the front, or back from the last line. */
  readonly numberOf: (index: number) => string;
  readonly isStale: boolean;
  readonly onOpen: (bookingId: BookingId) => void;
  /** Present where several can be confirmed at once. */
  readonly selection: BulkSelection | undefined;
  readonly order: "ascending" | "descending";
  readonly onTurn: () => void;
}

/** The columns of seed 000, 六; a family has its booker for a name, and who of it has entered. */
export function BookingsTable({ kind, items, numberOf, isStale, onOpen, selection, order, onTurn }: BookingListProps) {
  const orderLabel = order === "ascending" ? "从最早开始" : "从最晚开始";
  return (
    <TableFrame name="bookings" columns={columnsOf(kind, selection !== undefined)}>
      <table className="records-table bookings-table" aria-busy={isStale}>
        <thead>
          <tr>
            {selection === undefined ? null : (
              <th scope="col">
                <Checkbox
                  aria-label="全选本页"
                  checked={items.length > 0 && items.every(({ bookingId }) => selection.has(bookingId))}
                  indeterminate={items.some(({ bookingId }) => selection.has(bookingId)) && !items.every(({ bookingId }) => selection.has(bookingId))}
                  onChange={(event) => selection.choose(items, event.target.checked)}
                  data-testid="select-page"
                />
              </th>
            )}
            <th scope="col">序号</th>
            <th scope="col">开放单位</th>
            <th scope="col" aria-sort={order}>
              预约日期
              <button
                type="button"
                className="order-button"
                title={`${orderLabel}，点击反过来`}
                aria-label={`${orderLabel}，点击反过来`}
                onClick={onTurn}
                data-testid="turn-order"
              >
                {order === "ascending" ? "↑" : "↓"}
              </button>
            </th>
            <th scope="col">{kind === "TEAM" ? "团队名称" : "预约人"}</th>
            <th scope="col" className="align-right">
              人数
            </th>
            {kind === "TEAM" ? null : (
              <th scope="col" className="align-right">
                已入场
              </th>
            )}
            <th scope="col">方式</th>
            <th scope="col">状态</th>
            <th scope="col">提交时间</th>
            <th scope="col">详细</th>
          </tr>
        </thead>
        <tbody>
          {items.map((booking, index) => (
            <tr
              key={booking.bookingId}
              className="row-opens"
              onClick={() => onOpen(booking.bookingId)}
              data-testid="booking-row"
              data-booking-id={booking.bookingId}
            >
              {selection === undefined ? null : (
                <td onClick={(event) => event.stopPropagation()}>
                  <Checkbox
                    aria-label={`选择 ${whoOf(booking)}`}
                    checked={selection.has(booking.bookingId)}
                    onChange={(event) => selection.choose([booking], event.target.checked)}
                    data-testid="select-booking"
                  />
                </td>
              )}
              <td className="nowrap soft">{numberOf(index)}</td>
              <td>{booking.facilityName}</td>
              <td className="nowrap">
                {booking.date} {booking.periodLabel}
              </td>
              <td className="who-cell">{whoOf(booking)}</td>
              <td className="align-right nowrap">{booking.heads}</td>
              {kind === "TEAM" ? null : <td className="align-right nowrap">{booking.headsEntered}</td>}
              <td className="nowrap">{booking.meansLabel}</td>
              <td>
                <BookingTags booking={booking} />
              </td>
              <td className="nowrap soft">{instantLabel(booking.submittedAt)}</td>
              <td>
                <RowOpener name={`${whoOf(booking)} ${booking.bookingNumber}`} testId="booking-open" onOpen={() => onOpen(booking.bookingId)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

/** In the order of the table's heading; who and which day say what booking it is. */
function columnsOf(kind: BookingKind, hasTicks: boolean): TableColumn[] {
  return [
    ...(hasTicks ? [{ label: "" }] : []),
    { label: "序号" },
    { label: "开放单位" },
    { label: "预约日期", isFixed: true },
    { label: kind === "TEAM" ? "团队名称" : "预约人", isFixed: true },
    { label: "人数" },
    ...(kind === "TEAM" ? [] : [{ label: "已入场" }]),
    { label: "方式" },
    { label: "状态" },
    { label: "提交时间" },
    { label: "详细", isFixed: true },
  ];
}

/** 团队名称 of a team, 预约人 of a family. */
export function whoOf(booking: Pick<BookingSummary, "teamName" | "contactName">): string {
  return booking.teamName ?? booking.contactName;
}
