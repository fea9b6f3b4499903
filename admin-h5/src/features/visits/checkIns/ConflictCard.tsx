import { Button } from "antd";
import { dateLabel, instantLabel } from "@app/contract/kernel/time";
import type { BookingEntry } from "@app/contract/visits/bookingEntry.schema";
import type { EntryConflict } from "@app/contract/visits/entryConflict.schema";
import { StatusTag } from "../../../ui/StatusTag";
import "./conflicts.css";

export type OfferedDecision = EntryConflict["availableActions"][number];

/** Both entries side by side, so that who decides compares times, gates and people at one look. */
export function ConflictCard({ conflict, onDecide }: { readonly conflict: EntryConflict; readonly onDecide: (offered: OfferedDecision) => void }) {
  const { settled } = conflict;
  return (
    <article className="conflict" data-testid="conflict-card" data-conflict-id={conflict.conflictId}>
      <header className="conflict-head">
        <h3>{conflict.kindLabel}</h3>
        <StatusTag tone={conflict.status === "OPEN" ? "alert" : "quiet"} testId="conflict-status">
          {settled === undefined ? conflict.statusLabel : settled.label}
        </StatusTag>
        <span className="soft conflict-who">
          {conflict.facilityName} · {dateLabel(conflict.date)} {conflict.periodLabel}
        </span>
      </header>
      <p className="conflict-sentence">{conflict.sentence}</p>
      <p className="soft">
        {conflict.teamName === undefined ? "" : `${conflict.teamName} · `}
        {conflict.contactName}，预约 {conflict.heads} 人，编号 <span className="number">{conflict.bookingNumber}</span>
      </p>
      <div className="conflict-entries">
        {conflict.earlier === undefined ? null : <Entry title="先记录的一次" entry={conflict.earlier} />}
        <Entry title={conflict.earlier === undefined ? "这一次入场" : "后记录的一次"} entry={conflict.later} />
      </div>
      {settled === undefined ? (
        <footer className="conflict-foot">
          {conflict.availableActions.length === 0 ? (
            <span className="soft">由开放单位管理员处理。</span>
          ) : (
            conflict.availableActions.map((offered) => (
              <Button key={offered.action} onClick={() => onDecide(offered)} data-testid={`settle-${offered.action}`}>
                {offered.label}
              </Button>
            ))
          )}
        </footer>
      ) : (
        <p className="conflict-settled" data-testid="conflict-settled">
          {instantLabel(settled.at)} {settled.byName}：{settled.remark}
        </p>
      )}
    </article>
  );
}

function Entry({ title, entry }: { readonly title: string; readonly entry: BookingEntry }) {
  return (
    <dl className="conflict-entry">
      <dt>{title}</dt>
      <dd className="conflict-entry-heads">
        {entry.heads} 人<span className="soft">{entry.stateLabel}</span>
      </dd>
      <dt>入场</dt>
      <dd className="number">{instantLabel(entry.at)}</dd>
      <dt>闸口</dt>
      <dd>{entry.gateName}</dd>
      <dt>经办</dt>
      <dd>{entry.byName}</dd>
      <dt>上传</dt>
      <dd className="number">{entry.offline ? `${instantLabel(entry.receivedAt)}（断网后上传）` : "当时联网"}</dd>
    </dl>
  );
}
