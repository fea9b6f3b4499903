import type { ActivitySummary } from "@app/contract/activities/activity.schema";
import type { ActivityId } from "@app/contract/kernel/ids";
import { figureText } from "../../ui/figures";
import { CardOpener, RowOpener } from "../../ui/records/openers";
import { StatusTag } from "../../ui/StatusTag";
import { daysLabel } from "./activitiesFilter";
import { ACTIVITY_STATUS_TONES } from "./activityTones";
import { TableFrame } from "../../ui/records/TableFrame";

const COLUMNS = [
  { label: "序号" },
  { label: "提交人" },
  { label: "活动日期" },
  { label: "活动名称", isFixed: true },
  { label: "受众人数" },
  { label: "状态" },
  { label: "详细", isFixed: true },
] as const;

interface Props {
  readonly items: readonly ActivitySummary[];
  /** 序号 of the first line: it counts through the pages. */
  readonly firstNumber: number;
  readonly isStale: boolean;
  readonly onOpen: (activityId: ActivityId) => void;
}

export function ActivityTag({ activity }: { readonly activity: Pick<ActivitySummary, "status" | "statusLabel"> }) {
  return (
    <StatusTag tone={ACTIVITY_STATUS_TONES[activity.status]} testId="activity-status">
      {activity.statusLabel}
    </StatusTag>
  );
}

/** The columns of seed 000, 七. */
export function ActivitiesTable({ items, firstNumber, isStale, onOpen }: Props) {
  return (
    <TableFrame name="activities" columns={COLUMNS}>
      <table className="records-table" aria-busy={isStale}>
        <thead>
          <tr>
            <th scope="col">序号</th>
            <th scope="col">提交人</th>
            <th scope="col">活动日期</th>
            <th scope="col">活动名称</th>
            <th scope="col" className="align-right">
              受众人数
            </th>
            <th scope="col">状态</th>
            <th scope="col">详细</th>
          </tr>
        </thead>
        <tbody>
          {items.map((activity, index) => (
            <tr
              key={activity.activityId}
              className="row-opens"
              onClick={() => onOpen(activity.activityId)}
              data-testid="activity-row"
              data-activity-id={activity.activityId}
            >
              <td className="nowrap soft">{firstNumber + index}</td>
              <td>{activity.unitName}</td>
              <td className="nowrap">{daysLabel(activity)}</td>
              <td className="activity-name">
                {activity.name}
                <span className="cell-sub">{activity.formLabel}</span>
              </td>
              <td className="align-right nowrap">{figureText(activity.audience)}</td>
              <td>
                <ActivityTag activity={activity} />
              </td>
              <td>
                <RowOpener name={activity.name} testId="activity-open" onOpen={() => onOpen(activity.activityId)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

export function ActivityCards({ items, firstNumber, isStale, onOpen }: Props) {
  return (
    <div className="cards" aria-busy={isStale}>
      {items.map((activity, index) => (
        <article
          key={activity.activityId}
          className="record-card record-card-opens"
          data-testid="activity-row"
          data-activity-id={activity.activityId}
          aria-label={`第 ${firstNumber + index} 条`}
        >
          <p className="activity-card-head">{activity.name}</p>
          <ActivityTag activity={activity} />
          <dl className="record-card-lines">
            <dt>提交人</dt>
            <dd>{activity.unitName}</dd>
            <dt>日期</dt>
            <dd className="number">{daysLabel(activity)}</dd>
            <dt>受众</dt>
            <dd className="number">
              {figureText(activity.audience)} 人 · {activity.formLabel}
            </dd>
          </dl>
          <CardOpener name={activity.name} testId="activity-open" onOpen={() => onOpen(activity.activityId)} />
        </article>
      ))}
    </div>
  );
}
