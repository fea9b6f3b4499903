import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ACTIVITY_LEVEL_LABELS } from "@app/contract/activities/activity.schema";
import {
  ACTIVITY_FIGURE_COLUMNS,
  ACTIVITY_FIGURE_LABELS,
  type ActivityFigures,
  type ActivityStatistics as Statistics,
} from "@app/contract/statistics/activityFigures.schema";
import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import { read } from "../../platform/api";
import { useMay } from "../../platform/currentUser";
import { activitiesPath } from "../../platform/paths";
import type { DateRange } from "../../ui/dateRange";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { FigureLink } from "../../ui/figures";
import { Loading } from "../../ui/Loading";
import { Panel } from "../../ui/Panel";
import { useIsPhone } from "../../ui/useIsPhone";

/** 线上活动 of 综合统计: what each unit reported itself, audited, by the last day of the activity. Every figure opens its activities. */
export function ActivityStatistics({ range, refetchInterval }: { readonly range: DateRange; readonly refetchInterval: number | false }) {
  const isPhone = useIsPhone();
  const statistics = useQuery({
    queryKey: ["activity-statistics", range],
    queryFn: () => read(statisticsRoutes.getActivityStatistics, { query: { from: range.from, to: range.to } }),
    refetchInterval,
    placeholderData: keepPreviousData,
  });
  if (statistics.data === undefined)
    return <Panel>{statistics.error === null ? <Loading /> : <ErrorState error={statistics.error} onRetry={() => void statistics.refetch()} />}</Panel>;
  const lines = linesOf(statistics.data);
  return (
    <>
      {lines.length === 1 ? (
        <Panel>
          <EmptyState sentence="您的范围里还没有可以上报的单位。" hint="单位开放后会自动出现在这里。" />
        </Panel>
      ) : isPhone ? (
        <Cards lines={lines} isStale={statistics.isPlaceholderData} />
      ) : (
        <Table lines={lines} isStale={statistics.isPlaceholderData} />
      )}
      <p className="soft statistics-note">
        线上活动审核通过后计入，按活动结束日期统计。各级上报的数据累计在各级：地市、省自己上报的单独一行，不与下级重复。点有下划线的数字可查看活动。
      </p>
    </>
  );
}

interface Line {
  readonly key: string;
  readonly name: string;
  /** Beside the name of a bureau, whose line holds its own reports alone. */
  readonly note: string | undefined;
  readonly isBureau: boolean;
  readonly figures: ActivityFigures;
  readonly activitiesPath: string;
}

/** The units in the order of the tree, then 合计. */
function linesOf({ rows, total, from, to }: Statistics): Line[] {
  const counted = { status: "COUNTED", from, to };
  return [
    ...rows.map(({ unit, unitName, level, figures }) => ({
      key: unit.split("/").at(-1) ?? unit,
      name: unitName,
      note: level === "FACILITY" ? undefined : `${ACTIVITY_LEVEL_LABELS[level]}级上报`,
      isBureau: level !== "FACILITY",
      figures,
      activitiesPath: activitiesPath({ ...counted, unit }),
    })),
    { key: "total", name: "合计", note: undefined, isBureau: true, figures: total, activitiesPath: activitiesPath(counted) },
  ];
}

function Figures({ line, column }: { readonly line: Line; readonly column: (typeof ACTIVITY_FIGURE_COLUMNS)[number] }) {
  const mayOpen = useMay("activities.read");
  return (
    <FigureLink
      value={line.figures[column]}
      label={`${line.name} ${ACTIVITY_FIGURE_LABELS[column]}`}
      to={mayOpen ? line.activitiesPath : undefined}
      testId={`figure-${column}`}
    />
  );
}

function Name({ line }: { readonly line: Line }) {
  return (
    <>
      {line.name}
      {line.note === undefined ? null : <span className="level-note">{line.note}</span>}
    </>
  );
}

interface ViewProps {
  readonly lines: readonly Line[];
  readonly isStale: boolean;
}

function Table({ lines, isStale }: ViewProps) {
  const units = lines.slice(0, -1);
  const total = lines[lines.length - 1];
  return (
    <Panel flush>
      <table className="plain-table statistics-table" aria-busy={isStale} data-testid="activity-statistics">
        <thead>
          <tr>
            <th scope="col">序号</th>
            <th scope="col">提交人</th>
            {ACTIVITY_FIGURE_COLUMNS.map((column) => (
              <th key={column} scope="col">
                {ACTIVITY_FIGURE_LABELS[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {units.map((line, index) => (
            <tr key={line.key} className={line.isBureau ? "statistics-city" : "statistics-facility"} data-testid={`activity-statistics-${line.key}`}>
              <td>{index + 1}</td>
              <th scope="row">
                <Name line={line} />
              </th>
              {ACTIVITY_FIGURE_COLUMNS.map((column) => (
                <td key={column}>
                  <Figures line={line} column={column} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {total === undefined ? null : (
          <tfoot>
            <tr data-testid="activity-statistics-total">
              <td />
              <th scope="row">{total.name}</th>
              {ACTIVITY_FIGURE_COLUMNS.map((column) => (
                <td key={column}>
                  <Figures line={total} column={column} />
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </Panel>
  );
}

/** The same at phone width, the total first. */
function Cards({ lines, isStale }: ViewProps) {
  return (
    <div className="cards" aria-busy={isStale} data-testid="activity-statistics">
      {[...lines.slice(-1), ...lines.slice(0, -1)].map((line) => (
        <section
          key={line.key}
          className={`record-card statistics-card statistics-card-${line.key === "total" ? "total" : line.isBureau ? "city" : "facility"}`}
          aria-label={line.name}
          data-testid={`activity-statistics-${line.key}`}
        >
          <h2 className="record-card-head">
            <Name line={line} />
          </h2>
          <dl className="statistics-card-figures">
            {ACTIVITY_FIGURE_COLUMNS.map((column) => (
              <div key={column}>
                <dt>{ACTIVITY_FIGURE_LABELS[column]}</dt>
                <dd>
                  <Figures line={line} column={column} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
