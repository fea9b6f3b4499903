import { Checkbox } from "antd";
import { dateLabel, instantLabel } from "@app/contract/kernel/time";
import { CardOpener } from "../../../ui/records/openers";
import { BookingTags, headsText } from "./BookingTags";
import { whoOf, type BookingListProps } from "./BookingsTable";

export function BookingCards({ kind, items, numberOf, isStale, onOpen, selection, order, onTurn }: BookingListProps) {
  return (
    <>
      <button type="button" className="plain-link turn-order" onClick={onTurn} data-testid="turn-order">
        预约日期{order === "ascending" ? "从最早开始 ↑" : "从最晚开始 ↓"}
      </button>
      <div className="cards" aria-busy={isStale}>
        {items.map((booking, index) => (
          <article
            key={booking.bookingId}
            className="record-card record-card-opens"
            aria-label={`第 ${numberOf(index)} 条`}
            data-testid="booking-row"
            data-booking-id={booking.bookingId}
          >
            <p className="record-card-head">
              <span className="booking-card-who">
                {whoOf(booking)} · {headsText(booking)} 人
              </span>
              <BookingTags booking={booking} />
            </p>
            <dl className="record-card-lines">
              <dt>日期</dt>
              <dd>
                {booking.date}（{dateLabel(booking.date).split(" ")[1]}）{booking.periodLabel}
              </dd>
              <dt>单位</dt>
              <dd>{booking.facilityName}</dd>
              {kind === "TEAM" ? null : (
                <>
                  <dt>已入场</dt>
                  <dd className="number">{booking.headsEntered} 人</dd>
                </>
              )}
              <dt>方式</dt>
              <dd>{booking.meansLabel}</dd>
              <dt>提交</dt>
              <dd className="number">{instantLabel(booking.submittedAt)}</dd>
            </dl>
            <CardOpener name={`${whoOf(booking)} ${booking.bookingNumber}`} testId="booking-open" onOpen={() => onOpen(booking.bookingId)} />
            {selection === undefined ? null : (
              <Checkbox
                className="card-select"
                checked={selection.has(booking.bookingId)}
                onChange={(event) => selection.choose([booking], event.target.checked)}
                data-testid="select-booking"
              >
                选择
              </Checkbox>
            )}
          </article>
        ))}
      </div>
    </>
  );
}
