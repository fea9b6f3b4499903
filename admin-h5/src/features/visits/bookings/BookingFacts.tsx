import { Alert, Button } from "antd";
import { Fragment, useState, type ReactNode } from "react";
import { dateLabel, deadlineLabel, instantLabel } from "@app/contract/kernel/time";
import type { BookingDetail, TeamVisitReport } from "@app/contract/visits/booking.schema";
import { PersonalDataPanel } from "../../../ui/PersonalData";
import { PhotoStrip } from "../../../ui/PhotoStrip";
import { BookingTags } from "./BookingTags";
import { whoOf } from "./BookingsTable";
import { BookingRetention } from "./BookingRetention";

type FactLine = readonly [string, ReactNode];

export function BookingFacts({ booking }: { readonly booking: BookingDetail }) {
  return (
    <>
      <div className="booking-head">
        <h2>
          {whoOf(booking)} · {booking.heads} 人 · {dateLabel(booking.date)}
        </h2>
        <BookingTags booking={booking} />
      </div>
      {booking.status === "RETURNED" && booking.statusReason !== undefined ? (
        <Alert className="decide-notice" type="error" showIcon title={`驳回原因：${booking.statusReason}`} data-testid="return-reason" />
      ) : null}
      {booking.attention?.map(({ reason, label, advice }) => (
        <Alert
          key={reason}
          className="decide-notice"
          type="warning"
          showIcon
          title={`需处理：${label}`}
          description={advice}
          data-testid={`attention-${reason}`}
        />
      ))}
      {booking.flags.some(({ flag }) => flag === "DISPUTED") ? (
        <Alert
          className="decide-notice"
          type="warning"
          showIcon
          title="入场存疑：两个闸口的记录对不上，有人员暂未计入。"
          description="请到「入场记录」的「入场冲突」里处理。"
          data-testid="disputed"
        />
      ) : null}
      <Facts lines={factsOf(booking)} />
      {booking.clearedNote === undefined ? <PersonalDataPanel key={booking.bookingId} caseKind="booking" caseId={booking.bookingId} /> : null}
      <BookingRetention booking={booking} />
      {booking.report === undefined ? null : <Report report={booking.report} />}
      {booking.entries === undefined || booking.entries.length === 0 ? null : (
        <section className="drawer-section" aria-label="入场">
          <h3>入场</h3>
          <ul className="entry-lines" data-testid="booking-entries">
            {booking.entries.map((entry) => (
              <li key={entry.entryId}>
                <span className="number">
                  {instantLabel(entry.at)} · {entry.heads} 人 · {entry.stateLabel}
                </span>
                <span className="cell-sub">
                  {[entry.gateName, entry.byName, entry.offline ? "无网络时扫码" : ""].filter((word) => word !== "").join(" · ")}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
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

function factsOf(booking: BookingDetail): FactLine[] {
  const { team } = booking;
  const isBackFilled = booking.means === "BACK_FILLED";
  // Of a back-fill only the half-day is known; a slot by the hour is named by its hours.
  const time = isBackFilled || booking.period === "TIMED" ? booking.periodLabel : `${booking.periodLabel} ${booking.startsAt}-${booking.endsAt}`;
  return [
    ["预约编号", booking.bookingNumber],
    ["预约日期", `${booking.date}（${dateLabel(booking.date)}）${time}`],
    ["方式", booking.meansLabel],
    ...(booking.teamName === undefined ? [] : [["团队名称", booking.teamName] as const]),
    ["人数", booking.headsEntered > 0 ? `${booking.heads} 人，已入场 ${booking.headsEntered} 人` : `${booking.heads} 人`],
    ...(team === undefined
      ? []
      : [
          ["参观目的", <Words key="purpose" text={team.purpose} />] as const,
          ...(team.members.length === 0 ? [] : [["人员名单", <Members key="members" members={team.members} />] as const]),
          ...(team.transport === undefined ? [] : [["交通说明", team.transport] as const]),
        ]),
    ...(booking.contactName === "" ? [] : [["联系人", booking.contactName] as const]),
    ...(booking.contactPhone === "" ? [] : [["电话", <Phone key="phone" number={booking.contactPhone} />] as const]),
    ...(booking.note === undefined || booking.note === "" ? [] : [["备注", <Words key="note" text={booking.note} />] as const]),
    // A return's reason stands above, where it is seen first.
    ...(booking.statusReason === undefined || booking.status === "RETURNED" ? [] : [["原因", booking.statusReason] as const]),
    ["开放单位", booking.facilityName],
    ["地址", booking.facilityAddress],
    ["提交时间", instantLabel(booking.submittedAt)],
    ...(booking.status === "PENDING"
      ? [["请在此前处理", deadlineLabel(booking.handleBy)] as const, ["最晚确认", `${deadlineLabel(booking.confirmBy)}，过后自动取消`] as const]
      : []),
    ...(booking.reportBy === undefined ? [] : [["请在此前上报", deadlineLabel(booking.reportBy)] as const]),
  ];
}

function Report({ report }: { readonly report: TeamVisitReport }) {
  const lines: FactLine[] = [
    ["实到人数", report.headsBooked === undefined ? `${report.heads} 人` : `${report.heads} 人（预约 ${report.headsBooked} 人）`],
    ...(report.remark === undefined || report.remark === "" ? [] : [["参观情况", <Words key="remark" text={report.remark} />] as const]),
    ["上报", `${instantLabel(report.reportedAt)} · ${report.byName}`],
  ];
  return (
    <section className="drawer-section" aria-label="上报内容" data-testid="booking-report">
      <h3>上报内容</h3>
      <Facts lines={lines} />
      <div className="report-photos-shown">
        <PhotoStrip photos={report.photos} label="参观照片" />
      </div>
    </section>
  );
}

function Facts({ lines }: { readonly lines: readonly FactLine[] }) {
  return (
    <dl className="facts number">
      {lines.map(([term, fact]) => (
        <Fragment key={term}>
          <dt>{term}</dt>
          <dd>{fact}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** A list of hundreds stays folded until it is asked for. */
function Members({ members }: { readonly members: readonly string[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {members.length} 人
      <Button type="link" className="members-toggle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} data-testid="members-toggle">
        {isOpen ? "收起" : "展开名单"}
      </Button>
      {isOpen ? (
        <span className="members" data-testid="members">
          {members.join("、")}
        </span>
      ) : null}
    </>
  );
}

function Words({ text }: { readonly text: string }) {
  return <span className="booking-words">{text}</span>;
}

/** A whole number can be called; a masked one only recognised. */
function Phone({ number }: { readonly number: string }) {
  return /^\d+$/.test(number) ? <a href={`tel:${number}`}>{number}</a> : number;
}
