import { activityLevelOf, type ActivityAction, type ActivityContent, type ActivityStatus } from "@app/contract/activities/activity.schema";
import { activityWorkflow, FIRST_STATUS, type ActivityEventType } from "@app/contract/activities/activity.workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { ActivityId, AttachmentId } from "@app/contract/kernel/ids";
import { addDays, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { eventWrite, readEvent, type EventRecord } from "../../../functions/engines/events/event";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import { activityEvent } from "../../../functions/features/activities/activityEvents";
import { activityItem, changedActivity, storedContent, type ActivityItem } from "../../../functions/features/activities/activityRepository";
import { officeOf } from "../../../functions/features/activities/activityView";
import { activityFigures } from "../../../functions/features/statistics/activityFigures";
import { demoAccounts } from "./accounts";
import { idAt } from "./bookingLife";
import { demoPictureItem, type DemoPicture } from "./demoPictures";
import { GatheredFigures } from "./gatheredFigures";
import { chanceOf, type Chance } from "./seededChance";

type Step = readonly [by: string, action: ActivityAction, daysAgo: number, remark?: string];
type Facts = Omit<ActivityContent, "startDate" | "endDate" | "videoScreenshots" | "playsScreenshots">;
interface DemoActivity {
  readonly by: string;
  readonly content: Facts;
  /** First and last day, counted back from today. */
  readonly days: readonly [from: number, to: number];
  readonly submittedDaysAgo: number;
  readonly steps: readonly Step[];
}

const throughBoth = (daysAgo: number, city = "haikou.city"): Step[] => [
  [city, "AUDIT_BY_CITY", daysAgo],
  ["hainan.province", "AUDIT_BY_PROVINCE", daysAgo - 1],
];
const live = (name: string, audience: number, minutes: number, more: Partial<Facts> = {}): Facts => ({
  name,
  form: "LIVESTREAM",
  channel: "DOUYIN",
  channelName: "海南环境",
  audience,
  resources: 1,
  minutes,
  ...more,
});
const video = (name: string, audience: number, resources: number, minutes: number, more: Partial<Facts> = {}): Facts => ({
  ...live(name, audience, minutes),
  form: "VIDEO",
  channel: "WECHAT_CHANNELS",
  resources,
  ...more,
});
const panorama = (name: string, audience: number, more: Partial<Facts> = {}): Facts => ({
  ...live(name, audience, 0),
  form: "VR",
  channel: "GOVERNMENT_SITE",
  channelName: "海南省生态环境厅网站",
  ...more,
});

/** One or more in every status, of each level; what waits is recent, what is counted lies in the past year. */
const ACTIVITIES: readonly DemoActivity[] = [
  {
    by: "baishamen.admin",
    content: live("云游白沙门：一滴污水的净化之旅", 860, 95, { organizers: "海口市生态环境局、海口市白沙门污水处理厂" }),
    days: [46, 46],
    submittedDaysAgo: 44,
    steps: throughBoth(42),
  },
  {
    by: "baishamen.admin",
    content: panorama("白沙门污水处理厂 VR 全景开放", 1420, { note: "网站后台统计的独立访客数，截图见附件。" }),
    days: [130, 70],
    submittedDaysAgo: 66,
    steps: [
      ["haikou.city", "AUDIT_BY_CITY", 64],
      ["hainan.province", "REFER", 62, "数据与网站后台一致"],
      ["platform.admin", "REVIEW", 60],
    ],
  },
  {
    by: "hongsha.admin",
    content: video("红沙污水处理厂的一天", 640, 4, 12),
    days: [95, 90],
    submittedDaysAgo: 88,
    steps: throughBoth(86, "sanya.city"),
  },
  {
    by: "jiance.admin",
    content: { ...video("监测员的工具箱（推文）", 520, 3, 0), form: "ARTICLE", channel: "WECHAT_ACCOUNT", channelName: "海南监测" },
    days: [31, 31],
    submittedDaysAgo: 30,
    steps: throughBoth(28),
  },
  {
    by: "haikou.city",
    content: live("公众看环保：环保设施“云开放”直播", 930, 120, { organizers: "海口市生态环境局" }),
    days: [160, 150],
    submittedDaysAgo: 148,
    steps: [["hainan.province", "AUDIT_BY_PROVINCE", 145]],
  },
  {
    by: "sanya.city",
    content: video("六五环境日：三亚环保设施云参观", 780, 6, 35),
    days: [58, 52],
    submittedDaysAgo: 50,
    steps: [["hainan.province", "AUDIT_BY_PROVINCE", 47]],
  },
  {
    by: "hainan.province",
    content: live("全省环保设施线上开放周", 980, 240, { channel: "CCTV_VIDEO", resources: 5 }),
    days: [26, 20],
    submittedDaysAgo: 18,
    steps: [["platform.admin", "REVIEW", 16]],
  },
  { by: "baishamen.admin", content: live("夜探污水厂：值班员带你看", 710, 60), days: [4, 4], submittedDaysAgo: 2, steps: [] },
  {
    by: "jiance.admin",
    content: video("空气从哪里来：监测站短视频", 450, 3, 9, { channel: "BILIBILI" }),
    days: [12, 9],
    submittedDaysAgo: 7,
    steps: [["haikou.city", "AUDIT_BY_CITY", 4]],
  },
  { by: "haikou.city", content: live("海口环保设施联合直播", 890, 80), days: [6, 6], submittedDaysAgo: 3, steps: [] },
  {
    by: "hongsha.admin",
    content: video("红沙再生水去哪儿了", 3260, 2, 15, { note: "两条视频在市级账号同步发布，合计播放 3260 次。" }),
    days: [22, 15],
    submittedDaysAgo: 13,
    steps: [
      ["sanya.city", "AUDIT_BY_CITY", 11],
      ["hainan.province", "REFER", 8],
    ],
  },
  {
    by: "baishamen.admin",
    content: video("小手拉大手：亲子环保课堂", 300, 2, 20),
    days: [19, 18],
    submittedDaysAgo: 15,
    steps: [["haikou.city", "RETURN", 12, "播放量截图看不清数字，请重新截图后提交。"]],
  },
  {
    by: "hongsha.admin",
    content: live("海水淡化知识直播", 260, 45),
    days: [9, 9],
    submittedDaysAgo: 6,
    steps: [["hongsha.admin", "WITHDRAW", 5]],
  },
];

export interface DemoActivities {
  readonly items: readonly StoredItem[];
  readonly pictures: readonly DemoPicture[];
}

/** The activities with their events, pictures and figures, as the commands and the consumers would have left them. */
export async function demoActivities({ seed, today }: { readonly seed: number; readonly today: LocalDate }): Promise<DemoActivities> {
  const figures = new GatheredFigures(activityFigures);
  const items: StoredItem[] = [];
  const pictures: DemoPicture[] = [];
  for (const [number, activity] of ACTIVITIES.entries()) {
    const lived = liveActivity(activity, today, chanceOf(seed, "activity", String(number)), (number * 53) % 360);
    items.push(...lived.items, ...lived.pictures.map(demoPictureItem));
    pictures.push(...lived.pictures);
    for (const event of lived.events) await figures.count(event);
  }
  return { items: [...items, ...figures.items()], pictures };
}

function liveActivity({ by, content, days, submittedDaysAgo, steps }: DemoActivity, today: LocalDate, chance: Chance, hue: number) {
  const author = actorOf(by);
  const unit = author.grants[0]?.orgPath;
  const level = unit === undefined ? undefined : activityLevelOf(unit);
  if (unit === undefined || level === undefined) throw new Error(`${by} reports nothing`);
  const unitName = demoAccounts.find(({ username }) => username === by)?.grant.orgName ?? "";
  const at = momentOf(today, submittedDaysAgo, chance);
  const activityId = idAt(at, chance) as ActivityId;
  const picture = (drawing: DemoPicture["drawing"]): DemoPicture => ({
    attachmentId: idAt(at, chance) as AttachmentId,
    purpose: drawing === "VIDEO" ? "ACTIVITY_VIDEO_SCREENSHOT" : "ACTIVITY_PLAYS_SCREENSHOT",
    uploadedBy: author.id,
    at,
    of: { caseKind: "activity", caseId: activityId },
    drawing,
    hue,
  });
  const [video, plays] = [picture("VIDEO"), picture("BARS")];
  let activity: ActivityItem = activityItem({
    activityId,
    unit,
    unitName,
    level,
    ...storedContent({
      ...content,
      startDate: addDays(today, -days[0]),
      endDate: addDays(today, -days[1]),
      videoScreenshots: [video.attachmentId],
      playsScreenshots: [plays.attachmentId],
    }),
    status: FIRST_STATUS[level],
    submittedAt: at,
    history: [{ eventType: "ACTIVITY_SUBMITTED", at, byName: author.name, byOffice: unitName }],
    version: 1,
  });
  const stored = [eventItem(activity, author, at, chance)];
  for (const [who, action, daysAgo, remark] of steps) {
    const actor = actorOf(who);
    const stepAt = momentOf(today, daysAgo, chance);
    activity = afterStep(activity, { actor, action, at: stepAt, remark });
    stored.push(eventItem(activity, actor, stepAt, chance));
  }
  const events: EventRecord[] = stored.flatMap((item) => readEvent(item) ?? []);
  return { items: [activity, ...stored], events, pictures: [video, plays] };
}

function afterStep(
  activity: ActivityItem,
  { actor, action, at, remark }: { actor: Actor; action: ActivityAction; at: Instant; remark: string | undefined },
): ActivityItem {
  const row = activityWorkflow.table[activity.status][action];
  if (row === undefined) throw new Error(`an activity that is ${activity.status} cannot ${action}`);
  const to: ActivityStatus = row.to;
  return changedActivity(
    activity,
    { status: to, ...(to === "RETURNED" && remark !== undefined ? { returnReason: remark } : {}) },
    {
      eventType: row.event as ActivityEventType,
      at,
      byName: actor.name,
      byOffice: officeOf(actor, activity),
      ...(remark === undefined ? {} : { remark }),
    },
  );
}

/** The outbox stays empty: the figures are written beside the events, and nobody is told today of what happened weeks ago. */
function eventItem(activity: ActivityItem, actor: Actor, at: Instant, chance: Chance): StoredItem {
  const write = eventWrite(activityEvent(activity), {
    eventId: idAt(at, chance),
    at,
    actor,
    requestId: `r-${activity.activityId}-${activity.version}`,
    consumersOf: () => [],
  });
  if (write.kind !== "put") throw new Error("an event is put");
  return write.item;
}

/** In office hours of that day. */
function momentOf(today: LocalDate, daysAgo: number, chance: Chance): Instant {
  const minute = String(chance.integer(0, 59)).padStart(2, "0");
  return `${addDays(today, -daysAgo)}T${String(chance.integer(9, 16)).padStart(2, "0")}:${minute}:00.000+08:00` as Instant;
}

function actorOf(username: string): Actor {
  const account = demoAccounts.find((each) => each.username === username);
  if (account === undefined) throw new Error(`the demonstration has no account ${username}`);
  const { accountId, displayName, grant } = account;
  return { kind: "USER", id: accountId, accountId, name: displayName, grants: [{ role: grant.role, orgPath: grant.orgPath }] };
}
