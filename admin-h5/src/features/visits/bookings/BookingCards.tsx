import { dateLabel, instantLabel } from "@app/contract/kernel/time";
import { BookingTags, headsText } from "./BookingTags";
import type { BookingListProps } from "./BookingsTable";

export function BookingCards({ items, isStale, onOpen }: BookingListProps) {
  return (
    <div className="cards" aria-busy={isStale}>
      {items.map((booking) => (
        <article key={booking.bookingId} className="record-card record-card-opens" data-testid="booking-row" data-booking-id={booking.bookingId}>
          <p className="record-card-head">
            {booking.contactName} · {headsText(booking)} 人
            <BookingTags booking={booking} />
          </p>
          <dl className="record-card-lines">
            <dt>参观</dt>
            <dd>
              {dateLabel(booking.date)} {booking.periodLabel}
            </dd>
            <dt>单位</dt>
            <dd>{booking.facilityName}</dd>
            <dt>电话</dt>
            <dd className="number">{booking.contactPhone}</dd>
            <dt>编号</dt>
            <dd className="number">{booking.bookingNumber}</dd>
            <dt>提交</dt>
            <dd className="number">{instantLabel(booking.submittedAt)}</dd>
          </dl>
          <button
            type="button"
            className="card-cover"
            onClick={() => onOpen(booking.bookingId)}
            aria-label={`查看 ${booking.bookingNumber}`}
            data-testid="booking-open"
          />
        </article>
      ))}
    </div>
  );
}
