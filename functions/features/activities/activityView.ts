import {
  ACTIVITY_CHANNEL_LABELS,
  ACTIVITY_FORM_LABELS,
  ACTIVITY_STATUS_LABELS,
  type ActivityDetail,
  type ActivitySummary,
} from "@app/contract/activities/activity.schema";
import { ACTIVITY_EVENT_LABELS, activityWorkflow, needsReview, type ActivityParty } from "@app/contract/activities/activity.workflow";
import { availableActions } from "@app/contract/engines/workflow";
import { mayAt, officesOf, scopesOf, type Actor } from "@app/contract/kernel/actor";
import { instantLabel, type Instant } from "@app/contract/kernel/time";
import { cityCodeOf, coversPath, orgLevelOf, provinceCodeOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { cityName, provinceName } from "@app/contract/regions/regions.data";
import type { PhotoLinks } from "../attachments/public";
import type { ActivityItem } from "./activityRepository";

type UnitOf = Pick<ActivityItem, "unit">;

/** Who the actor is to this activity. Whoever audits stands above the unit that reported it: nobody audits their own level's work. */
export function activityParties({ unit }: UnitOf, actor: Actor): ActivityParty[] {
  // A post narrowed to kinds of facility audits from its own level what it reaches.
  const audits = mayAt(actor, "activities.audit", unit)
    ? officesOf(actor, "activities.audit").filter((office) => office !== unit && coversPath(office, unit))
    : [];
  const parties: ActivityParty[] = [];
  if (officesOf(actor, "activities.submit").includes(unit)) parties.push("AUTHOR");
  if (audits.some((scope) => orgLevelOf(scope) === "CITY")) parties.push("CITY_AUDITOR");
  if (audits.some((scope) => orgLevelOf(scope) === "PROVINCE")) parties.push("PROVINCE_AUDITOR");
  if (scopesOf(actor, "activities.review").some((scope) => scope !== unit && coversPath(scope, unit))) parties.push("PLATFORM_REVIEWER");
  return parties;
}

export function maySeeActivity({ unit }: UnitOf, actor: Actor): boolean {
  return mayAt(actor, "activities.read", unit);
}

/** The office from which somebody acts on an activity: the place of theirs that is nearest to it. */
export function officeOf(actor: Actor, { unit, unitName }: Pick<ActivityItem, "unit" | "unitName">): string {
  const nearest = scopesOf(actor, "activities.read")
    .filter((scope) => coversPath(scope, unit))
    .sort((left, right) => right.length - left.length)[0];
  return nearest === undefined || nearest === unit ? unitName : placeName(nearest);
}

export function placeName(place: OrgPath): string {
  switch (orgLevelOf(place)) {
    case "COUNTRY":
      return "平台";
    case "PROVINCE":
      return provinceName(provinceCodeOf(place) ?? "") ?? "省级";
    default:
      return cityName(cityCodeOf(place) ?? "") ?? "地市级";
  }
}

export function toActivitySummary(activity: ActivityItem): ActivitySummary {
  return {
    activityId: activity.activityId,
    unit: activity.unit,
    unitName: activity.unitName,
    level: activity.level,
    name: activity.name,
    form: activity.form,
    formLabel: ACTIVITY_FORM_LABELS[activity.form],
    startDate: activity.startDate,
    endDate: activity.endDate,
    audience: activity.audience,
    resources: activity.resources,
    minutes: activity.minutes,
    status: activity.status,
    statusLabel: ACTIVITY_STATUS_LABELS[activity.status],
    submittedAt: activity.submittedAt,
  };
}

export async function toActivityDetail(activity: ActivityItem, actor: Actor, now: Instant, photos: PhotoLinks): Promise<ActivityDetail> {
  const [videoScreenshots, playsScreenshots] = await Promise.all([photos(activity.videoScreenshots), photos(activity.playsScreenshots)]);
  return {
    ...toActivitySummary(activity),
    ...textOf(activity, "organizers"),
    channel: activity.channel,
    channelLabel: ACTIVITY_CHANNEL_LABELS[activity.channel],
    channelName: activity.channelName,
    videoScreenshots,
    playsScreenshots,
    ...textOf(activity, "address"),
    ...textOf(activity, "note"),
    isReviewed: needsReview(activity),
    ...textOf(activity, "returnReason"),
    version: activity.version,
    timeline: activity.history.map((entry) => ({
      eventType: entry.eventType,
      label: ACTIVITY_EVENT_LABELS[entry.eventType],
      at: entry.at,
      byName: entry.byName,
      byOffice: entry.byOffice,
      ...textOf(entry, "remark"),
    })),
    availableActions: availableActions(activityWorkflow, activity, activityParties(activity, actor), now),
  };
}

function textOf<Name extends string>(of: Readonly<Record<string, unknown>>, name: Name): { [N in Name]?: string } {
  const text = of[name];
  return typeof text === "string" ? ({ [name]: text } as { [N in Name]: string }) : {};
}

/** 「吴海波（海口市）2026-03-07 10:32 地市级审核通过」: what another person did meanwhile (promise R5). */
export function lastChangeOf(activity: Pick<ActivityItem, "history">): string | undefined {
  const last = activity.history[activity.history.length - 1];
  return last === undefined ? undefined : `${last.byName}（${last.byOffice}）${instantLabel(last.at)} ${ACTIVITY_EVENT_LABELS[last.eventType]}`;
}
