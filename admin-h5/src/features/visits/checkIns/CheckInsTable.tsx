import { instantLabel } from "@app/contract/kernel/time";
import type { CheckInRecord } from "@app/contract/visits/checkIn.schema";

interface Props {
  readonly items: readonly CheckInRecord[];
  readonly isStale: boolean;
}

export function CheckInsTable({ items, isStale }: Props) {
  return (
    <div className="wide-table">
      <table className="records-table" aria-busy={isStale}>
        <thead>
          <tr>
            <th scope="col">时间</th>
            <th scope="col">开放单位</th>
            <th scope="col">预约编号</th>
            <th scope="col">联系人</th>
            <th scope="col" className="align-right">
              人数
            </th>
            <th scope="col">方式</th>
            <th scope="col">闸口</th>
            <th scope="col">经办人</th>
          </tr>
        </thead>
        <tbody>
          {items.map((record) => (
            <tr key={keyOf(record)} data-testid="check-in-row" data-booking-id={record.bookingId}>
              <td className="nowrap">{instantLabel(record.at)}</td>
              <td>{record.facilityName}</td>
              <td className="nowrap">{record.bookingNumber}</td>
              <td className="nowrap">{record.contactName}</td>
              <td className="align-right">{record.heads}</td>
              <td className="nowrap">{record.meansLabel}</td>
              <td>{record.gateName}</td>
              <td className="nowrap">{record.byName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function CheckInCards({ items, isStale }: Props) {
  return (
    <div className="cards" aria-busy={isStale}>
      {items.map((record) => (
        <article key={keyOf(record)} className="record-card" data-testid="check-in-row" data-booking-id={record.bookingId}>
          <p className="record-card-head">
            {record.contactName} · {record.heads} 人<span className="card-when soft number">{instantLabel(record.at)}</span>
          </p>
          <dl className="record-card-lines">
            <dt>单位</dt>
            <dd>{record.facilityName}</dd>
            <dt>方式</dt>
            <dd>
              {record.meansLabel}
              {record.gateName === "" ? "" : ` · ${record.gateName}`}
            </dd>
            <dt>经办</dt>
            <dd>{record.byName}</dd>
            <dt>编号</dt>
            <dd className="number">{record.bookingNumber}</dd>
          </dl>
        </article>
      ))}
    </div>
  );
}

/** One party may enter several times, never twice in one millisecond. */
function keyOf(record: CheckInRecord): string {
  return `${record.bookingId} ${record.at}`;
}
