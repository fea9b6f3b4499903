/**
 * What other features may know of online activities. Everything else in this folder is private to it.
 */
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { ActivityLevel } from "@app/contract/activities/activity.schema";

export { activitySearch, activityWork } from "./activityWork";
export { unitsOf } from "./unitName";
export { placeName } from "./activityView";

/** What a step is about, in every event of an activity: enough to tell its unit without reading the activity. */
type ActivityStep = {
  readonly unit: OrgPath;
  readonly unitName: string;
  readonly level: ActivityLevel;
  readonly name: string;
  /** 审核意见 or 驳回原因. */
  readonly remark?: string;
};

/** Payload of ACTIVITY_SUBMITTED, _RESUBMITTED, _WITHDRAWN, _PASSED_BY_CITY, _REFERRED and _RETURNED. */
export type ActivityStepped = ActivityStep;

/** Payload of ACTIVITY_COUNTED, and of ACTIVITY_UNCOUNTED, which takes the very same figures back. */
export type ActivityCounted = ActivityStep & {
  readonly provinceCode: string;
  /** The city's four digits; of a province's own the province's two, which no city has. */
  readonly cityCode: string;
  readonly endDate: string;
  readonly audience: number;
  readonly resources: number;
  readonly minutes: number;
};
