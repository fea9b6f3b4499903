import { instantLabel } from "@app/contract/kernel/time";
import type { CheckInRecord } from "@app/contract/visits/checkIn.schema";
import { StatusTag } from "../../../ui/StatusTag";
import { TableFrame } from "../../../ui/records/TableFrame";

const COLUMNS = [
  { label: "时间", isFixed: true },
  { label: "开放单位" },
  { label: "预约编号" },
  { label: "联系人", isFixed: true },
  { label: "人数" },
  { label: "记录" },
  { label: "方式" },
  { label: "闸口" },
  { label: "经办人" },
] as const;

interface Props {
  readonly items: readonly CheckInRecord[];
  readonly isStale: boolean;
}

export function CheckInsTable({ items, isStale }: Props) {
  return (
    <TableFrame name="checkIns" columns={COLUMNS}>
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
            <th scope="col">记录</th>
            <th scope="col">方式</th>
            <th scope="col">闸口</th>
            <th scope="col">经办人</th>
          </tr>
        </thead>
        <tbody>
          {items.map((record) => (
            <tr key={keyOf(record)} data-testid="check-in-row" data-booking-id={record.bookingId} data-kind={record.kind}>
              <td className="nowrap">{instantLabel(record.at)}</td>
              <td>{record.facilityName}</td>
              <td className="nowrap">{record.bookingNumber}</td>
              <td className="nowrap">{record.contactName}</td>
              <td className="align-right">{headsText(record)}</td>
              <td>
                <RecordKind record={record} />
              </td>
              <td className="nowrap">{record.meansLabel}</td>
              <td>{record.gateName}</td>
              <td className="nowrap">{record.byName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

export function CheckInCards({ items, isStale }: Props) {
  return (
    <div className="cards" aria-busy={isStale}>
      {items.map((record) => (
        <article key={keyOf(record)} className="record-card" data-testid="check-in-row" data-booking-id={record.bookingId}>
          <p className="record-card-head">
            {record.contactName} · {headsText(record)} 人<span className="card-when soft number">{instantLabel(record.at)}</span>
          </p>
          <dl className="record-card-lines">
            <dt>记录</dt>
            <dd>
              <RecordKind record={record} />
            </dd>
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

/** What a row did to the figures: a correction carries its sign, so that the column adds up (promise F7). */
function headsText({ kind, heads }: CheckInRecord): string {
  return kind !== "ENTRY" && heads > 0 ? `+${heads}` : String(heads);
}

function RecordKind({ record }: { readonly record: CheckInRecord }) {
  const { kind, kindLabel, disputed, offline, bookingKind, headsClaimed, heads, reason, at, receivedAt } = record;
  const words = [
    ...(bookingKind === "TEAM" ? ["团队，按上报统计"] : []),
    ...(disputed ? [`放行 ${headsClaimed} 人，未计入`] : []),
    ...(kind === "CORRECTION" && heads === 0 ? ["数字不变"] : []),
    ...(kind === "ENTRY" && offline ? [`断网扫码，${instantLabel(receivedAt)} 上传`] : []),
    ...(kind !== "ENTRY" && receivedAt !== at ? [`${instantLabel(receivedAt)} 处理`] : []),
    ...(reason === undefined ? [] : [reason]),
  ];
  return (
    <>
      <StatusTag tone={disputed ? "alert" : kind === "ENTRY" ? "done" : "waiting"}>{disputed ? "存疑" : kindLabel}</StatusTag>
      {words.length === 0 ? null : <span className="record-note soft">{words.join("；")}</span>}
    </>
  );
}

/** One entry has a row of its own and one for each thing that puts it right. */
function keyOf(record: CheckInRecord): string {
  return `${record.recordId} ${record.kind} ${record.disputed}`;
}
