import { Button } from "antd";
import type { TrailLine } from "@app/contract/audit/trail.schema";
import { instantLabel } from "@app/contract/kernel/time";
import { TableFrame } from "../../ui/records/TableFrame";

const COLUMNS = [
  { label: "时间", isFixed: true },
  { label: "操作人" },
  { label: "操作", isFixed: true },
  { label: "对象" },
  { label: "从哪里" },
  { label: "详情", isFixed: true },
] as const;

interface Props {
  readonly items: readonly TrailLine[];
  readonly isStale: boolean;
  readonly onOpen: (entryId: string) => void;
  /** 只看此人 */
  readonly onPerson: (accountId: string) => void;
}

export function AuditTable({ items, isStale, onOpen, onPerson }: Props) {
  return (
    <TableFrame name="audit" columns={COLUMNS}>
      <table className="records-table" aria-busy={isStale}>
        <thead>
          <tr>
            <th scope="col">时间</th>
            <th scope="col">操作人</th>
            <th scope="col">操作</th>
            <th scope="col">对象</th>
            <th scope="col">从哪里</th>
            <th scope="col">详情</th>
          </tr>
        </thead>
        <tbody>
          {items.map((line) => (
            <tr key={line.entryId} data-testid="audit-row">
              <td className="nowrap">{instantLabel(line.at)}</td>
              <td>
                <Button type="link" className="audit-person" onClick={() => onPerson(line.username ?? line.accountId)} title="只看此人">
                  {line.byName}
                </Button>
                <span className="cell-sub">{[line.username, line.roleLabels.join("、")].filter((text) => text !== undefined && text !== "").join(" · ")}</span>
              </td>
              <td>
                {line.words}
                <span className="cell-sub">{saidOf(line)}</span>
              </td>
              <td>
                {caseOf(line)}
                <span className="cell-sub">{line.placeName}</span>
              </td>
              <td className="nowrap">
                {line.address ?? "—"}
                <span className="cell-sub">{line.device}</span>
              </td>
              <td className="nowrap">
                <Button onClick={() => onOpen(line.entryId)} data-testid="audit-open">
                  查看
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

export function AuditCards({ items, isStale, onOpen }: Props) {
  return (
    <div className="cards" aria-busy={isStale}>
      {items.map((line) => (
        <article key={line.entryId} className="record-card" data-testid="audit-row">
          <p className="record-card-head">
            {line.byName}：{line.words}
            <span className="card-when soft number">{instantLabel(line.at)}</span>
          </p>
          <dl className="record-card-lines">
            <dt>对象</dt>
            <dd>{caseOf(line)}</dd>
            {saidOf(line) === "" ? null : (
              <>
                <dt>说明</dt>
                <dd>{saidOf(line)}</dd>
              </>
            )}
            <dt>从哪里</dt>
            <dd>{[line.address, line.device].filter((text) => text !== undefined).join(" · ") || "—"}</dd>
          </dl>
          <Button block onClick={() => onOpen(line.entryId)} data-testid="audit-open">
            查看详情
          </Button>
        </article>
      ))}
    </div>
  );
}

export function caseOf({ caseLabel, caseNumber, caseName }: TrailLine): string {
  return [caseLabel, caseNumber, caseName].filter((text) => text !== undefined).join(" ");
}

/** The line's own words, else what changed, short. */
function saidOf({ said, changes }: TrailLine): string {
  return said ?? changes.map(({ label, before, after }) => `${label}：${before} → ${after}`).join("；");
}
