import { ActivityLevel } from "../activities/activity.schema";
import { LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { OrgPath } from "../organizations/orgPath";

const Count = z.number().int();

/** 线上活动: what audited activities add up to. */
export const ActivityFigures = z
  .strictObject({
    /** 活动场次 */
    activities: Count,
    /** 受众人数 */
    audience: Count,
    /** 资源数量 */
    resources: Count,
    /** 视频时长, in minutes */
    minutes: Count,
  })
  .meta({ title: "ActivityFigures" });
export type ActivityFigures = z.infer<typeof ActivityFigures>;

export const ACTIVITY_FIGURE_COLUMNS = ["activities", "audience", "resources", "minutes"] as const satisfies readonly (keyof ActivityFigures)[];
export type ActivityFigureColumn = (typeof ACTIVITY_FIGURE_COLUMNS)[number];
export const ACTIVITY_FIGURE_LABELS = {
  activities: "活动场次",
  audience: "受众人数",
  resources: "资源数量",
  minutes: "视频时长（分钟）",
} as const satisfies Record<ActivityFigureColumn, string>;

/** A line is one unit's own reports and nothing of those below it (seed 000, 八-2), so the total is the sum of all lines. */
export const ActivityStatisticsRow = z
  .strictObject({ unit: OrgPath, unitName: z.string(), level: ActivityLevel, figures: ActivityFigures })
  .meta({ title: "ActivityStatisticsRow" });
export type ActivityStatisticsRow = z.infer<typeof ActivityStatisticsRow>;

export const ActivityStatistics = z
  .strictObject({ from: LocalDate, to: LocalDate, scopeName: z.string(), total: ActivityFigures, rows: z.array(ActivityStatisticsRow) })
  .meta({ title: "ActivityStatistics" });
export type ActivityStatistics = z.infer<typeof ActivityStatistics>;

export const ZERO_ACTIVITY_FIGURES: ActivityFigures = { activities: 0, audience: 0, resources: 0, minutes: 0 };

export function addActivityFigures(left: ActivityFigures, right: ActivityFigures): ActivityFigures {
  return {
    activities: left.activities + right.activities,
    audience: left.audience + right.audience,
    resources: left.resources + right.resources,
    minutes: left.minutes + right.minutes,
  };
}
