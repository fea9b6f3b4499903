import { Link } from "react-router";
import { deadlineLabel, instantLabel } from "@app/contract/kernel/time";
import { FIGURE_COLUMN_LABELS, FIGURE_COLUMNS } from "@app/contract/statistics/statisticsRows";
import type { VisitFigures } from "@app/contract/statistics/visitFigures.schema";
import type { RecountCorrection, RecountedFacility, VisitRecount } from "@app/contract/statistics/visitRecount.schema";
import { useMay } from "../../platform/currentUser";
import { bookingsPath } from "../../platform/paths";
import { EmptyState } from "../../ui/EmptyState";
import { figureText } from "../../ui/figures";
import { Panel } from "../../ui/Panel";
import { StatusTag } from "../../ui/StatusTag";
import { useIsPhone } from "../../ui/useIsPhone";

export function RecountResult({ recount }: { readonly recount: VisitRecount }) {
  return (
    <>
      <Verdict recount={recount} />
      <Panel title="对照" flush>
        <Lines recount={recount} />
      </Panel>
      <Panel title="各单位" flush>
        <Facilities recount={recount} />
      </Panel>
      {recount.before === undefined ? null : (
        <Panel title={`${deadlineLabel(recount.before)} 之后的更正`} flush>
          <Corrections recount={recount} />
        </Panel>
      )}
    </>
  );
}

function Verdict({ recount }: { readonly recount: VisitRecount }) {
  const differing = recount.facilities.filter(({ isEqual }) => !isEqual).length;
  return (
    <Panel>
      <div className="verdict" role="status" data-testid="recount-verdict" data-equal={recount.isEqual}>
        <StatusTag tone={recount.isEqual ? "good" : "alert"}>{recount.isEqual ? "一致" : "不一致"}</StatusTag>
        <p>
          {recount.isEqual
            ? `重新读了 ${figureText(recount.records)} 条记录，逐家、逐日与当前统计相同。`
            : `重新读了 ${figureText(recount.records)} 条记录，${figureText(differing)} 家单位的数字与当前统计不同，见下表。`}
          {recount.recordsAwaited === 0 ? null : `其中 ${figureText(recount.recordsAwaited)} 条刚刚发生，几秒内会计入当前统计，请稍后再点「重新核算」。`}
          {!recount.isEqual && recount.recordsAwaited === 0 ? "当前统计可能被改动过，请把本页告诉平台管理员。" : null}
        </p>
        <p className="soft">核算时间 {instantLabel(recount.at)}</p>
      </div>
    </Panel>
  );
}

interface Line {
  readonly key: "kept" | "recounted" | "asOf";
  readonly label: string;
  readonly figures: VisitFigures;
}

function linesOf({ kept, recounted, asOf, before }: VisitRecount): Line[] {
  return [
    { key: "kept", label: "当前统计", figures: kept },
    { key: "recounted", label: "重新核算", figures: recounted },
    ...(asOf === undefined || before === undefined ? [] : [{ key: "asOf" as const, label: `截至 ${deadlineLabel(before)}`, figures: asOf }]),
  ];
}

function Lines({ recount }: { readonly recount: VisitRecount }) {
  const isPhone = useIsPhone();
  const lines = linesOf(recount);
  const head = isPhone ? lines.map(({ key, label }) => ({ key, label })) : FIGURE_COLUMNS.map((key) => ({ key, label: FIGURE_COLUMN_LABELS[key] }));
  const rows = isPhone
    ? FIGURE_COLUMNS.map((column) => ({
        key: column,
        label: FIGURE_COLUMN_LABELS[column],
        cells: lines.map(({ key, figures }) => ({ key, value: figures[column] })),
      }))
    : lines.map(({ key, label, figures }) => ({ key, label, cells: FIGURE_COLUMNS.map((column) => ({ key: column, value: figures[column] })) }));
  return (
    <table className="plain-table recount-lines" data-testid="recount-lines">
      <thead>
        <tr>
          <th scope="col" aria-label="项目" />
          {head.map(({ key, label }) => (
            <th key={key} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} data-testid={`recount-${row.key}`}>
            <th scope="row">{row.label}</th>
            {row.cells.map(({ key, value }) => (
              <td key={key} data-testid={`figure-${key}`}>
                {figureText(value)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const inWords = ({ visitsTotal, headsTotal }: VisitFigures): string => `${figureText(visitsTotal)} 次 ${figureText(headsTotal)} 人`;

function Facilities({ recount }: { readonly recount: VisitRecount }) {
  const isPhone = useIsPhone();
  const { facilities } = recount;
  if (facilities.length === 0) return <EmptyState sentence="这个区间里没有任何参观记录，当前统计也是零。" hint="换一个区间，或检查统计范围。" />;
  if (isPhone)
    return (
      <div className="cards recount-cards">
        {facilities.map((facility) => (
          <article key={facility.facilityId} className="record-card" data-testid={`recount-facility-${facility.facilityId}`}>
            <h3 className="record-card-head">
              {facility.facilityName}
              <Outcome facility={facility} />
            </h3>
            <dl className="record-card-lines">
              <dt>当前统计</dt>
              <dd>{inWords(facility.kept)}</dd>
              <dt>重新核算</dt>
              <dd>{inWords(facility.recounted)}</dd>
              {facility.asOf === undefined ? null : (
                <>
                  <dt>截至所选</dt>
                  <dd>{inWords(facility.asOf)}</dd>
                </>
              )}
            </dl>
            <Differences facility={facility} />
          </article>
        ))}
      </div>
    );
  return (
    <table className="plain-table recount-facilities">
      <thead>
        <tr>
          <th scope="col">管理单位</th>
          {linesOf(recount).map(({ key, label }) => (
            <th key={key} scope="col">
              {label}
            </th>
          ))}
          <th scope="col">结果</th>
        </tr>
      </thead>
      <tbody>
        {facilities.map((facility) => (
          <tr key={facility.facilityId} data-testid={`recount-facility-${facility.facilityId}`}>
            <th scope="row">
              {facility.facilityName}
              <Differences facility={facility} />
            </th>
            <td>{inWords(facility.kept)}</td>
            <td>{inWords(facility.recounted)}</td>
            {facility.asOf === undefined ? null : <td>{inWords(facility.asOf)}</td>}
            <td>
              <Outcome facility={facility} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Outcome({ facility }: { readonly facility: RecountedFacility }) {
  return <StatusTag tone={facility.isEqual ? "good" : "alert"}>{facility.isEqual ? "一致" : "不一致"}</StatusTag>;
}

/** Which figure of which day is not what its records say; the whole range too where only that differs. */
function Differences({ facility }: { readonly facility: RecountedFacility }) {
  if (facility.isEqual) return null;
  const days = facility.days.length > 0 ? facility.days : [{ date: "整个区间", kept: facility.kept, recounted: facility.recounted }];
  const counted = FIGURE_COLUMNS.filter((column) => column !== "visitsTotal" && column !== "headsTotal");
  return (
    <ul className="recount-differences" data-testid="recount-differences">
      {days.flatMap(({ date, kept, recounted }) =>
        counted
          .filter((column) => kept[column] !== recounted[column])
          .map((column) => (
            <li key={`${date}-${column}`}>
              {date} {FIGURE_COLUMN_LABELS[column]}：当前 {figureText(kept[column])}，核算 {figureText(recounted[column])}
            </li>
          )),
      )}
    </ul>
  );
}

const signed = (value: number): string => (value > 0 ? `+${figureText(value)}` : figureText(value));

function Corrections({ recount }: { readonly recount: VisitRecount }) {
  const isPhone = useIsPhone();
  const { corrections, correctionsTotal } = recount;
  if (corrections.length === 0) return <EmptyState sentence="此后没有更正：现在的数字就是当时的数字。" />;
  return (
    <div data-testid="recount-corrections">
      {isPhone ? (
        <div className="cards recount-cards">
          {corrections.map((correction) => (
            <article key={keyOf(correction)} className="record-card" data-testid="recount-correction">
              <h3 className="record-card-head">
                {correction.label}
                <span className="card-when soft number">{instantLabel(correction.at)}</span>
              </h3>
              <dl className="record-card-lines">
                <dt>影响</dt>
                <dd>
                  {signed(correction.visits)} 次，{signed(correction.heads)} 人
                </dd>
                <dt>参观</dt>
                <dd>
                  {correction.date} {correction.bookingKindLabel}，{correction.facilityName}
                </dd>
                <dt>经办</dt>
                <dd>{correction.byName}</dd>
                <dt>原因</dt>
                <dd>{correction.reason ?? "未填写"}</dd>
                <dt>编号</dt>
                <dd>
                  <BookingLink correction={correction} />
                </dd>
              </dl>
            </article>
          ))}
        </div>
      ) : (
        <div className="wide-table">
          <table className="records-table">
            <thead>
              <tr>
                <th scope="col">时间</th>
                <th scope="col">事项</th>
                <th scope="col" className="align-right">
                  次数
                </th>
                <th scope="col" className="align-right">
                  人数
                </th>
                <th scope="col">参观</th>
                <th scope="col">经办人</th>
                <th scope="col">原因</th>
                <th scope="col">预约编号</th>
              </tr>
            </thead>
            <tbody>
              {corrections.map((correction) => (
                <tr key={keyOf(correction)} data-testid="recount-correction">
                  <td className="nowrap">{instantLabel(correction.at)}</td>
                  <td>{correction.label}</td>
                  <td className="align-right">{signed(correction.visits)}</td>
                  <td className="align-right">{signed(correction.heads)}</td>
                  <td>
                    {correction.date} {correction.bookingKindLabel}
                    <span className="cell-sub">{correction.facilityName}</span>
                  </td>
                  <td className="nowrap">{correction.byName}</td>
                  <td>{correction.reason ?? <span className="soft">未填写</span>}</td>
                  <td className="nowrap">
                    <BookingLink correction={correction} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {correctionsTotal > corrections.length ? (
        <p className="soft recount-more">
          共 {figureText(correctionsTotal)} 条，这里是最近的 {figureText(corrections.length)} 条；缩短区间或选择一家单位可看到其余。
        </p>
      ) : null}
    </div>
  );
}

const keyOf = ({ bookingId, at, eventType, heads }: RecountCorrection): string => `${bookingId} ${at} ${eventType} ${heads}`;

function BookingLink({ correction }: { readonly correction: RecountCorrection }) {
  const mayOpen = useMay("bookings.read");
  const { bookingId, bookingKind, bookingNumber } = correction;
  return mayOpen ? <Link to={bookingsPath({ kind: bookingKind, booking: bookingId })}>{bookingNumber}</Link> : <>{bookingNumber}</>;
}
