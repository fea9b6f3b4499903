import { ACTIVITY_STATUSES, type ActivityContent, type ActivityLevel, type ActivityStatus } from "@app/contract/activities/activity.schema";
import type { ActivityEventType } from "@app/contract/activities/activity.workflow";
import type { ActivityId, AttachmentId } from "@app/contract/kernel/ids";
import type { Instant, LocalDate } from "@app/contract/kernel/time";
import { cityCodeOf, orgLevelOf, provinceCodeOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { queryMerged } from "../../engines/paging/queryMerged";
import type { MergedWalk } from "../../engines/paging/walkMerged";
import type { ItemKey, QueryPage, Store, StoredItem } from "../../engines/store/storePort";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-V1 one activity | detail, every command | primary | ACTIVITY#id / STATE | – | 1 |
 * | AP-V2 a unit's activities in a status | list of a facility, 提交人, export | index1 | ACTIVITIES#UNIT#path#status / last day#id | by last day | page |
 * | AP-V3 a city's and its facilities' | city's list, desk, export | index2 | ACTIVITIES#CITY#code#status / last day#id | by last day | page |
 * | AP-V4 a province's and all below | province's list, desk, export | index3 | ACTIVITIES#PROVINCE#code#status / last day#id | by last day | page |
 * | AP-V5 the country's | platform's list, desk, export | index4 | ACTIVITIES#COUNTRY#status / last day#id | by last day | page |
 * | AP-V6 history of an activity | audit | primary | ACTIVITY#id / EVENT#n | by sequence | page |
 * A list of every status merges one partition a status: six at most, each read no further than the page.
 */
export interface ActivityItem extends StoredItem {
  readonly activityId: ActivityId;
  /** The unit that reported it and under which alone it is counted. */
  readonly unit: OrgPath;
  readonly unitName: string;
  readonly level: ActivityLevel;
  readonly name: string;
  readonly form: ActivityContent["form"];
  readonly channel: ActivityContent["channel"];
  readonly channelName: string;
  readonly startDate: LocalDate;
  readonly endDate: LocalDate;
  readonly audience: number;
  readonly resources: number;
  readonly minutes: number;
  readonly videoScreenshots: readonly AttachmentId[];
  readonly playsScreenshots: readonly AttachmentId[];
  readonly status: ActivityStatus;
  /** The last time it went to its first desk. */
  readonly submittedAt: Instant;
  readonly history: readonly ActivityHistoryEntry[];
  readonly version: number;
}

/** The activity carries its own short history, so that a detail is one read. The events beside it are the full record. */
export interface ActivityHistoryEntry {
  readonly [name: string]: string;
  readonly eventType: ActivityEventType;
  readonly at: Instant;
  readonly byName: string;
  readonly byOffice: string;
}

export const ACTIVITY_TAG = "activity";
export const activityPk = (activityId: string): string => `ACTIVITY#${activityId}`;
export const activityKey = (activityId: string): ItemKey => ({ pk: activityPk(activityId), sk: "STATE" });

/** What the author may leave out: stored only when there, so that emptying a field empties it. */
const OPTIONAL_TEXTS = ["organizers", "address", "note"] as const;
export function storedContent(content: ActivityContent): ActivityContent {
  const { organizers: _o, address: _a, note: _n, ...required } = content;
  const given = OPTIONAL_TEXTS.flatMap((name) => (content[name] === undefined || content[name] === "" ? [] : [[name, content[name]] as const]));
  return { ...required, ...Object.fromEntries(given) };
}

/** Places an activity in its lists: all follow from its state, so they are computed at every write. */
export function activityItem(state: Omit<ActivityItem, keyof ItemKey | "index1" | "index2" | "index3" | "index4">): ActivityItem {
  const activity = state as ActivityItem;
  const sk = `${activity.endDate}#${activity.activityId}`;
  const cityCode = cityCodeOf(activity.unit);
  return {
    ...state,
    ...activityKey(activity.activityId),
    index1: { pk: unitPk(activity.unit, activity.status), sk },
    ...(cityCode === undefined ? {} : { index2: { pk: cityPk(cityCode, activity.status), sk } }),
    index3: { pk: provincePk(provinceCodeOf(activity.unit) ?? "", activity.status), sk },
    index4: { pk: countryPk(activity.status), sk },
  } as ActivityItem;
}

const unitPk = (unit: OrgPath, status: ActivityStatus): string => `ACTIVITIES#UNIT#${unit}#${status}`;
const cityPk = (cityCode: string, status: ActivityStatus): string => `ACTIVITIES#CITY#${cityCode}#${status}`;
const provincePk = (provinceCode: string, status: ActivityStatus): string => `ACTIVITIES#PROVINCE#${provinceCode}#${status}`;
const countryPk = (status: ActivityStatus): string => `ACTIVITIES#COUNTRY#${status}`;

/** The activity after one more step: its next version, with the step at the end of its history, in the lists that follow from its new state. */
export function changedActivity(
  activity: ActivityItem,
  changes: { readonly status: ActivityStatus; readonly returnReason?: string; readonly submittedAt?: Instant; readonly content?: ActivityContent },
  step: ActivityHistoryEntry,
): ActivityItem {
  const { index1: _1, index2: _2, index3: _3, index4: _4, pk: _pk, sk: _sk, returnReason: _reason, ...state } = activity;
  const { content, ...rest } = changes;
  const kept = content === undefined ? state : withoutOptionalTexts(state);
  return activityItem({
    ...(kept as ActivityItem),
    ...(content === undefined ? {} : storedContent(content)),
    ...rest,
    history: [...activity.history, step],
    version: activity.version + 1,
  });
}

function withoutOptionalTexts(state: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(state).filter(([name]) => !(OPTIONAL_TEXTS as readonly string[]).includes(name)));
}

export async function getActivityItem(store: Store, activityId: string): Promise<ActivityItem | undefined> {
  return (await store.get(activityKey(activityId))) as ActivityItem | undefined;
}

/** Where to look: one place of the tree with all below it, or some units alone. */
export type ActivityPlace = { readonly below: OrgPath } | { readonly units: readonly OrgPath[] };
export interface ActivityRange {
  readonly status: ActivityStatus | undefined;
  readonly from: LocalDate | undefined;
  readonly to: LocalDate | undefined;
}

/** The partitions of such a list, the latest last day first. */
export function activitiesOf(place: ActivityPlace, { status, from, to }: ActivityRange): MergedWalk {
  const statuses = status === undefined ? ACTIVITY_STATUSES : [status];
  const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to: `${to}~` }) };
  const { index, pkOf } = partitionsOf(place);
  return { index, pks: statuses.flatMap(pkOf), range, order: "descending" };
}

function partitionsOf(place: ActivityPlace): { index: MergedWalk["index"]; pkOf: (status: ActivityStatus) => string[] } {
  if ("units" in place) return { index: "index1", pkOf: (status) => place.units.map((unit) => unitPk(unit, status)) };
  const { below } = place;
  switch (orgLevelOf(below)) {
    case "COUNTRY":
      return { index: "index4", pkOf: (status) => [countryPk(status)] };
    case "PROVINCE":
      return { index: "index3", pkOf: (status) => [provincePk(provinceCodeOf(below) ?? "", status)] };
    case "CITY":
      return { index: "index2", pkOf: (status) => [cityPk(cityCodeOf(below) ?? "", status)] };
    case "DISTRICT":
    case "UNIT":
      return { index: "index1", pkOf: (status) => [unitPk(below, status)] };
  }
}

export async function listActivityItems(
  store: Store,
  walk: MergedWalk,
  page: { limit: number; cursor: string | undefined },
): Promise<{ items: readonly ActivityItem[]; next?: string } | "CURSOR_INVALID"> {
  const found: QueryPage | "CURSOR_INVALID" = await queryMerged(store, { ...walk, ...page });
  return found === "CURSOR_INVALID" ? found : { items: found.items as readonly ActivityItem[], ...(found.next === undefined ? {} : { next: found.next }) };
}
