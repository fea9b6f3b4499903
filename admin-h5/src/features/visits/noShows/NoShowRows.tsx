import { Button } from "antd";
import { useState } from "react";
import { dateLabel, instantLabel } from "@app/contract/kernel/time";
import type { NoShowRecord, NoShowStatus } from "@app/contract/visits/noShow.schema";
import { StatusTag, type StatusTone } from "../../../ui/StatusTag";
import { DecideNoShowDialog } from "./DecideNoShowDialog";
import { isBureauAction, type BureauAction } from "./noShowCommands";

const TONES = { COUNTED: "bad", APPEALED: "waiting", UPHELD: "bad", WAIVED: "good" } as const satisfies Record<NoShowStatus, StatusTone>;

interface Props {
  readonly items: readonly NoShowRecord[];
  readonly isStale: boolean;
}

export function NoShowTable({ items, isStale }: Props) {
  return (
    <div className="wide-table">
      <table className="records-table" aria-busy={isStale}>
        <thead>
          <tr>
            <th scope="col">参观日期</th>
            <th scope="col">开放单位</th>
            <th scope="col">预约人</th>
            <th scope="col" className="align-right">
              人数
            </th>
            <th scope="col">状态</th>
            <th scope="col">申诉与答复</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {items.map((record) => (
            <tr key={record.bookingId} data-testid="no-show-row" data-booking-id={record.bookingId}>
              <td className="nowrap">
                {dateLabel(record.date)}
                <span className="cell-sub">{record.periodLabel}</span>
              </td>
              <td>
                {record.facilityName}
                <span className="cell-sub">{record.cityName}</span>
              </td>
              <td className="nowrap">
                {record.contactName}
                <span className="cell-sub">{record.contactPhone}</span>
              </td>
              <td className="align-right">
                {record.heads}
                <span className="cell-sub">{record.kindLabel}</span>
              </td>
              <td>
                <Status record={record} />
              </td>
              <td>
                <Words record={record} />
              </td>
              <td className="nowrap">
                <Actions record={record} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function NoShowCards({ items, isStale }: Props) {
  return (
    <div className="cards" aria-busy={isStale}>
      {items.map((record) => (
        <article key={record.bookingId} className="record-card" data-testid="no-show-row" data-booking-id={record.bookingId}>
          <p className="record-card-head">
            {record.contactName} · {record.heads} 人
            <span className="card-when">
              <Status record={record} />
            </span>
          </p>
          <dl className="record-card-lines">
            <dt>参观</dt>
            <dd>
              {dateLabel(record.date)} {record.periodLabel}
            </dd>
            <dt>单位</dt>
            <dd>{record.facilityName}</dd>
            <dt>电话</dt>
            <dd>{record.contactPhone}</dd>
          </dl>
          {hasWords(record) ? <Words record={record} /> : null}
          <Actions record={record} />
        </article>
      ))}
    </div>
  );
}

function Status({ record }: { readonly record: NoShowRecord }) {
  return (
    <StatusTag tone={TONES[record.status]} testId="no-show-status">
      {record.statusLabel}
    </StatusTag>
  );
}

function hasWords({ appealReason, answer }: NoShowRecord): boolean {
  return appealReason !== undefined || answer !== undefined;
}

function Words({ record }: { readonly record: NoShowRecord }) {
  const { appealReason, answer } = record;
  if (!hasWords(record)) return <span className="soft">—</span>;
  return (
    <div className="no-show-words">
      {appealReason === undefined ? null : <p data-testid="appeal-reason">申诉：{appealReason}</p>}
      {answer === undefined ? null : (
        <p>
          答复：{answer.remark}
          <span className="cell-sub">
            {answer.byName} {instantLabel(answer.at)}
          </span>
        </p>
      )}
    </div>
  );
}

/** The buttons are the server's list, in its words; appealing is done on the phone by the booker. */
function Actions({ record }: { readonly record: NoShowRecord }) {
  const [asking, setAsking] = useState<BureauAction>();
  const offered = record.availableActions.filter(({ action }) => isBureauAction(action));
  const asked = offered.find(({ action }) => action === asking);
  return (
    <div className="no-show-actions">
      {offered.map(({ action, label }) => (
        <Button
          key={action}
          size="small"
          danger={action === "UPHOLD"}
          onClick={() => isBureauAction(action) && setAsking(action)}
          data-testid={`no-show-${action}`}
        >
          {label}
        </Button>
      ))}
      {offered.length === 0 ? <span className="soft">—</span> : null}
      {asking === undefined || asked === undefined ? null : (
        <DecideNoShowDialog record={record} action={asking} label={asked.label} remark={asked.remark} onClose={() => setAsking(undefined)} />
      )}
    </div>
  );
}
