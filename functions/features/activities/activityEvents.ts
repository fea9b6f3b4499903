import { ACTIVITY_STATUS_LABELS } from "@app/contract/activities/activity.schema";
import type { ActivityEventType } from "@app/contract/activities/activity.workflow";
import { cityCodeOf, provinceCodeOf } from "@app/contract/organizations/orgPath";
import type { NewEvent } from "../../engines/events/event";
import { activityPk, type ActivityItem } from "./activityRepository";
import type { ActivityCounted, ActivityStepped } from "./public";

/** The event of the step that an activity has just taken: the last of its history. */
export function activityEvent(activity: ActivityItem, before?: ActivityItem): NewEvent {
  const { eventType, ...step } = activity.history[activity.history.length - 1] as ActivityItem["history"][number];
  const told: ActivityStepped = {
    unit: activity.unit,
    unitName: activity.unitName,
    level: activity.level,
    name: activity.name,
    ...(step["remark"] === undefined ? {} : { remark: step["remark"] }),
  };
  return {
    eventType,
    caseKind: "activity",
    caseId: activity.activityId,
    casePk: activityPk(activity.activityId),
    sequence: activity.version,
    caseName: activity.name,
    ...(before === undefined
      ? {}
      : { changed: [{ label: "状态", before: ACTIVITY_STATUS_LABELS[before.status], after: ACTIVITY_STATUS_LABELS[activity.status] }] }),
    payload: changesFigures(eventType) ? { ...told, ...figuresOf(activity) } : told,
  };
}

function changesFigures(eventType: ActivityEventType): boolean {
  return eventType === "ACTIVITY_COUNTED" || eventType === "ACTIVITY_UNCOUNTED";
}

/** Counted under the unit that reported it, at its own level alone (seed 000, 八-2). */
function figuresOf(activity: ActivityItem): Pick<ActivityCounted, "provinceCode" | "cityCode" | "endDate" | "audience" | "resources" | "minutes"> {
  const provinceCode = provinceCodeOf(activity.unit) ?? "";
  return {
    provinceCode,
    cityCode: cityCodeOf(activity.unit) ?? provinceCode,
    endDate: activity.endDate,
    audience: activity.audience,
    resources: activity.resources,
    minutes: activity.minutes,
  };
}
