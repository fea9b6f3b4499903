import { ActivityStatus } from "@app/contract/activities/activity.schema";
import { OrgPath } from "@app/contract/organizations/orgPath";
import { rangeOf, type DateRange } from "../../ui/dateRange";

export interface ActivitiesFilter {
  /** `undefined`: all of them. */
  readonly status: ActivityStatus | undefined;
  readonly range: DateRange | undefined;
  readonly unit: OrgPath | undefined;
  readonly keyword: string;
}

/** The filter lives in the address, so that a reload, a bookmark and a figure's link show the same list. */
export function activitiesFilterOf(query: URLSearchParams): ActivitiesFilter {
  return {
    status: ActivityStatus.safeParse(query.get("status")).data,
    range: rangeOf(query),
    unit: OrgPath.safeParse(query.get("unit")).data,
    keyword: (query.get("keyword") ?? "").trim().slice(0, 50),
  };
}

export function activitiesFilterQuery({ status, range, unit, keyword }: ActivitiesFilter): Record<string, string> {
  return {
    ...(status === undefined ? {} : { status }),
    ...(range === undefined ? {} : { from: range.from, to: range.to }),
    ...(unit === undefined ? {} : { unit }),
    ...(keyword === "" ? {} : { keyword }),
  };
}

export function isNarrowed({ range, unit, keyword }: ActivitiesFilter): boolean {
  return range !== undefined || unit !== undefined || keyword !== "";
}

/** 「2026-03-01」 or 「2026-03-01 至 2026-03-02」 */
export function daysLabel({ startDate, endDate }: { readonly startDate: string; readonly endDate: string }): string {
  return startDate === endDate ? startDate : `${startDate} 至 ${endDate}`;
}
