import type { ReactNode } from "react";
import { dateLabel, deadlineLabel, instantLabel } from "@app/contract/kernel/time";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import { BookingTags } from "./BookingTags";

export function BookingFacts({ booking }: { readonly booking: BookingDetail }) {
  const facts: (readonly [string, ReactNode])[] = [
    ["预约编号", booking.bookingNumber],
    ["参观时间", `${booking.date}（${dateLabel(booking.date)}）${booking.startsAt}-${booking.endsAt}`],
    ["人数", booking.headsEntered > 0 ? `${booking.heads} 人，已入场 ${booking.headsEntered} 人` : `${booking.heads} 人`],
    ["联系人", booking.contactName],
    ["电话", <Phone key="phone" number={booking.contactPhone} />],
    ...(booking.note === undefined || booking.note === "" ? [] : [["备注", booking.note] as const]),
    ...(booking.statusReason === undefined ? [] : [["原因", booking.statusReason] as const]),
    ["开放单位", booking.facilityName],
    ["地址", booking.facilityAddress],
    ["提交时间", instantLabel(booking.submittedAt)],
    ...(booking.status === "PENDING"
      ? [["请在此前处理", deadlineLabel(booking.handleBy)] as const, ["最晚确认", `${deadlineLabel(booking.confirmBy)}，过后自动取消`] as const]
      : []),
  ];
  return (
    <>
      <div className="booking-head">
        <h2>
          {booking.contactName} · {booking.heads} 人 · {dateLabel(booking.date)}
        </h2>
        <BookingTags booking={booking} />
      </div>
      <dl className="facts number">
        {facts.map(([term, fact]) => (
          <Fact key={term} term={term} fact={fact} />
        ))}
      </dl>
      <section className="drawer-section" aria-label="办理经过">
        <h3>办理经过</h3>
        <ol className="timeline" data-testid="booking-timeline">
          {booking.timeline.map((entry, index) => (
            <li key={`${entry.at}-${index}`}>
              <p className="timeline-what">
                {entry.label}
                {entry.heads === undefined ? "" : ` · ${entry.heads} 人`}
              </p>
              <p className="timeline-when">
                {instantLabel(entry.at)} · {entry.byName}
              </p>
              {entry.remark === undefined || entry.remark === "" ? null : <p className="timeline-remark">{entry.remark}</p>}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

function Fact({ term, fact }: { readonly term: string; readonly fact: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{fact}</dd>
    </>
  );
}

/** A whole number can be called; a masked one only recognised. */
function Phone({ number }: { readonly number: string }) {
  return /^\d+$/.test(number) ? <a href={`tel:${number}`}>{number}</a> : number;
}
