import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { Link, useSearchParams } from "react-router";
import { instantLabel } from "@app/contract/kernel/time";
import { retentionRoutes } from "@app/contract/retention/retention.routes";
import { TombstoneKind, type RetentionRules, type Tombstone } from "@app/contract/retention/retention.schema";
import { read } from "../../platform/api";
import { PATHS } from "../../platform/paths";
import { DateRangeField } from "../../ui/DateRangeField";
import { rangeOf, type DateRange } from "../../ui/dateRange";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { ExportButton } from "../../ui/ExportButton";
import { Loading } from "../../ui/Loading";
import { Pager } from "../../ui/Pager";
import { useCursorStack } from "../../ui/useCursorStack";
import { useIsPhone } from "../../ui/useIsPhone";

const PAGE_SIZE = 20;

/** How long each kind of record is kept and why, and what was cleared by it (promise M19). */
export function RetentionPanel() {
  const rules = useQuery({ queryKey: ["retention", "rules"], queryFn: () => read(retentionRoutes.getRetentionRules, {}) });
  if (rules.data === undefined) return rules.error === null ? <Loading rows={8} /> : <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />;
  return (
    <>
      <Rules rules={rules.data} />
      <Tombstones rules={rules.data} />
    </>
  );
}

function Rules({ rules }: { readonly rules: RetentionRules }) {
  return (
    <section aria-label="保留期限">
      <h2 className="retention-head">保留期限</h2>
      <p className="soft">到期后每天自动清除；需要调整期限，在「系统参数」的「数据保留」里修改，对已有记录同样生效。</p>
      <ul className="retention-rules" data-testid="retention-rules">
        {rules.rules.map(({ kind, label, howLong, what, reason }) => (
          <li key={kind}>
            <p>
              <strong>{label}</strong>：{howLong}
            </p>
            <p>到期：{what}。</p>
            <p className="soft">{reason}。</p>
          </li>
        ))}
      </ul>
      <details className="retention-fixed">
        <summary>固定期限和永久保留的内容</summary>
        <ul className="retention-rules">
          {rules.fixed.map(({ label, howLong, why }) => (
            <li key={label}>
              <p>
                <strong>{label}</strong>：{howLong}
              </p>
              <p className="soft">{why}。</p>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function Tombstones({ rules }: { readonly rules: RetentionRules }) {
  const [query, setQuery] = useSearchParams();
  const kind = TombstoneKind.safeParse(query.get("kind")).data;
  const range = rangeOf(query);
  const asked = { ...(kind === undefined ? {} : { kind }), ...(range ?? {}) };
  const pages = useCursorStack(JSON.stringify(asked));
  const isPhone = useIsPhone();
  const list = useQuery({
    queryKey: ["retention", "tombstones", asked, pages.cursor],
    queryFn: () => read(retentionRoutes.listTombstones, { query: { ...asked, limit: PAGE_SIZE, cursor: pages.cursor } }),
    placeholderData: keepPreviousData,
  });
  const kinds = [...rules.rules.map(({ kind: value, label }) => ({ value, label })), { value: "ACCOUNT" as const, label: "公众账号" }];
  const isFiltered = kind !== undefined || range !== undefined;
  const show = (next: { readonly kind?: TombstoneKind | undefined; readonly range?: DateRange | undefined }): void =>
    setQuery({ tab: "RETENTION", ...(next.kind === undefined ? {} : { kind: next.kind }), ...(next.range ?? {}) }, { replace: true });
  return (
    <section className="setting-history" aria-label="数据清理记录">
      <h2>数据清理记录</h2>
      <p className="soft">清除了什么、何时、依据什么；不含个人信息，永久保留。</p>
      <div className="filters retention-filters" role="search">
        <label>
          <span className="filter-caption">类别</span>
          <Select
            className="retention-kind"
            allowClear
            placeholder="全部"
            value={kind}
            options={kinds}
            onChange={(next: TombstoneKind | undefined) => show({ kind: next, range })}
            data-testid="tombstone-kind"
          />
        </label>
        <div className="filter-line">
          <span className="filter-caption">日期</span>
          <DateRangeField label="日期" value={range} canClear onChange={(next) => show({ kind, range: next })} />
        </div>
        <ExportButton route={retentionRoutes.exportTombstones} input={{ query: asked }} />
      </div>
      {list.data === undefined ? (
        list.error === null ? (
          <Loading rows={4} />
        ) : (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        )
      ) : list.data.items.length === 0 && !list.isPlaceholderData ? (
        <EmptyState
          sentence={isFiltered ? "没有符合条件的清理记录。" : "还没有清理过数据：没有记录到期，也没有人注销账号。"}
          action={isFiltered ? <Button onClick={() => show({})}>看全部记录</Button> : undefined}
        />
      ) : isPhone ? (
        <TombstoneCards items={list.data.items} isStale={list.isPlaceholderData} />
      ) : (
        <TombstoneTable items={list.data.items} isStale={list.isPlaceholderData} />
      )}
      <Pager pageNumber={pages.pageNumber} next={list.data?.next} isBusy={list.isPlaceholderData} onBack={pages.goBack} onNext={pages.goNext} />
    </section>
  );
}

interface RowsProps {
  readonly items: readonly Tombstone[];
  readonly isStale: boolean;
}

function TombstoneTable({ items, isStale }: RowsProps) {
  return (
    <div className="wide-table">
      <table className="records-table" aria-busy={isStale}>
        <thead>
          <tr>
            <th scope="col">时间</th>
            <th scope="col">清除了什么</th>
            <th scope="col">办件</th>
            <th scope="col">由谁</th>
            <th scope="col">依据</th>
          </tr>
        </thead>
        <tbody>
          {items.map((line) => (
            <tr key={line.tombstoneId} data-testid="tombstone">
              <td className="nowrap">{whenOf(line)}</td>
              <td>
                {line.kindLabel}
                <span className="cell-sub">{doneOf(line)}</span>
              </td>
              <td>
                <CaseOf line={line} />
                <span className="cell-sub">{line.caseName}</span>
              </td>
              <td className="nowrap">{line.byName}</td>
              <td>{line.because}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TombstoneCards({ items, isStale }: RowsProps) {
  return (
    <div className="cards" aria-busy={isStale}>
      {items.map((line) => (
        <article key={line.tombstoneId} className="record-card" data-testid="tombstone">
          <p className="record-card-head">
            {line.kindLabel}
            <span className="card-when soft number">{whenOf(line)}</span>
          </p>
          <dl className="record-card-lines">
            <dt>处理</dt>
            <dd>{doneOf(line)}</dd>
            {line.caseName === undefined ? null : (
              <>
                <dt>办件</dt>
                <dd>
                  <CaseOf line={line} /> {line.caseName}
                </dd>
              </>
            )}
            <dt>由谁</dt>
            <dd>{line.byName}</dd>
            <dt>依据</dt>
            <dd>{line.because}</dd>
          </dl>
        </article>
      ))}
    </div>
  );
}

function CaseOf({ line: { bookingId, caseNumber } }: { readonly line: Tombstone }) {
  if (caseNumber === undefined) return <>—</>;
  return bookingId === undefined ? <>{caseNumber}</> : <Link to={`${PATHS.bookings}?booking=${bookingId}`}>{caseNumber}</Link>;
}

/** A day's line stands for all that went that day. */
const whenOf = ({ at, caseNumber }: Tombstone): string => (caseNumber === undefined ? at.slice(0, 10) : instantLabel(at));
const doneOf = ({ outcomeLabel, count }: Tombstone): string => (count === 1 ? outcomeLabel : `${outcomeLabel} ${count} 条`);
