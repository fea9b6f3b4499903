import type { ActivityContent, ActivityDetail, ActivityStatus } from "@app/contract/activities/activity.schema";
import { activityLevelOf } from "@app/contract/activities/activity.schema";
import type { AttachmentPurpose } from "@app/contract/attachments/attachment.schema";
import type { Actor } from "@app/contract/kernel/actor";
import type { ActivityId, AttachmentId, RequestId } from "@app/contract/kernel/ids";
import type { LocalDate } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { ScannableStore } from "../engines/store/storePort";
import type { ActivityDeps } from "../features/activities/activityDeps";
import { activityItem, type ActivityItem } from "../features/activities/activityRepository";
import { decideActivity } from "../features/activities/actions/decideActivity";
import { resubmitActivity } from "../features/activities/actions/resubmitActivity";
import { submitActivity } from "../features/activities/actions/submitActivity";
import { attachmentKey, type AttachmentItem } from "../features/attachments/attachmentRepository";
import { NOW, type TestProduct } from "./startTestProduct";
import { anAccount, requestId, valueOf } from "./visitActs";
import { BAISHAMEN_PATH } from "./visitBuilders";

export const VIDEO_SHOT = "01TESTVIDEOSHOT00001" as AttachmentId;
export const PLAYS_SHOT = "01TESTPLAYSSHOT00001" as AttachmentId;

/** What the form holds: a livestream of the week before, too small for the platform's review. */
export function anActivityContent(changes: Partial<ActivityContent> = {}): ActivityContent {
  return {
    name: "云上看污水变清",
    form: "LIVESTREAM",
    channel: "DOUYIN",
    channelName: "海口环保",
    startDate: "2026-03-01" as LocalDate,
    endDate: "2026-03-02" as LocalDate,
    audience: 800,
    resources: 2,
    minutes: 90,
    videoScreenshots: [VIDEO_SHOT],
    playsScreenshots: [PLAYS_SHOT],
    ...changes,
  };
}

/** A picture that was uploaded and looked at, and that no case uses yet. */
export function aReadyPhoto(attachmentId: AttachmentId, purpose: AttachmentPurpose, uploadedBy: string): AttachmentItem {
  return {
    ...attachmentKey(attachmentId),
    attachmentId,
    purpose,
    status: "READY",
    fileName: "截图.png",
    sizeBytes: 1000,
    uploadedBy,
    requestedAt: NOW,
    uploadUntil: NOW,
    version: 2,
  } as AttachmentItem;
}

let photoCount = 0;
/** One new screenshot of each kind, of this account. */
export async function twoScreenshots(store: ScannableStore, uploadedBy: string): Promise<Pick<ActivityContent, "videoScreenshots" | "playsScreenshots">> {
  photoCount += 1;
  const number = String(photoCount).padStart(8, "0");
  const idOf = (kind: string): AttachmentId => `01SHOT${kind}${number}` as AttachmentId;
  const photos = [aReadyPhoto(idOf("VIDEO"), "ACTIVITY_VIDEO_SCREENSHOT", uploadedBy), aReadyPhoto(idOf("PLAYS"), "ACTIVITY_PLAYS_SCREENSHOT", uploadedBy)];
  await store.transact(photos.map((item) => ({ kind: "put", tag: item.attachmentId, item }) as const));
  return { videoScreenshots: [idOf("VIDEO")], playsScreenshots: [idOf("PLAYS")] };
}

export function anActivityItem(
  changes: { activityId?: string; unit?: string; unitName?: string; status?: ActivityStatus } & Partial<ActivityContent> = {},
): ActivityItem {
  const {
    activityId = "01TESTACTIVITY000001",
    unit = BAISHAMEN_PATH,
    unitName = "海口市白沙门污水处理厂（一期）",
    status = "PENDING_CITY",
    ...content
  } = changes;
  const level = activityLevelOf(unit as OrgPath);
  if (level === undefined) throw new Error(`${unit} reports nothing`);
  return activityItem({
    activityId: activityId as ActivityId,
    unit: unit as OrgPath,
    unitName,
    level,
    ...anActivityContent(content),
    status,
    submittedAt: NOW,
    history: [{ eventType: "ACTIVITY_SUBMITTED", at: NOW, byName: "王芳", byOffice: unitName }],
    version: 1,
  });
}

export const activityDepsOf = (test: TestProduct): ActivityDeps => ({
  engine: test.product.engine,
  photos: async (ids) => ids.map((attachmentId) => ({ attachmentId, thumbnailUrl: `/t/${attachmentId}`, url: `/p/${attachmentId}` })),
});

export const FACILITY_AUTHOR = anAccount("FACILITY_ADMIN");
export const CITY_AUDITOR = anAccount("CITY_ADMIN", "CN/46/4601", "吴海波");
export const PROVINCE_AUDITOR = anAccount("PROVINCE_ADMIN", "CN/46", "陈建华");
export const PLATFORM_REVIEWER = anAccount("PLATFORM_ADMIN", "CN", "平台管理员");

/** Whoever is named reports an activity, with screenshots of their own. */
export async function submitted(test: TestProduct, by: Actor = FACILITY_AUTHOR, changes: Partial<ActivityContent> = {}): Promise<ActivityDetail> {
  const shots = await twoScreenshots(test.store, by.id);
  return valueOf(submitActivity(activityDepsOf(test), { actor: by, command: { requestId: requestId(), ...anActivityContent({ ...shots, ...changes }) } }));
}

export const decideOn = (
  test: TestProduct,
  activity: Pick<ActivityDetail, "activityId" | "version">,
  action: Parameters<typeof decideActivity>[1]["command"]["action"],
  by: { actor: Actor; remark?: string; requestId?: RequestId },
) =>
  decideActivity(activityDepsOf(test), {
    actor: by.actor,
    activityId: activity.activityId,
    command: {
      requestId: by.requestId ?? requestId(),
      action,
      version: activity.version,
      ...((by.remark ?? (action === "RETURN" ? "截图看不清" : undefined)) === undefined ? {} : { remark: by.remark ?? "截图看不清" }),
    },
  });

export const resubmitted = (
  test: TestProduct,
  activity: Pick<ActivityDetail, "activityId" | "version" | "videoScreenshots" | "playsScreenshots">,
  changes: Partial<ActivityContent> = {},
  by: { actor?: Actor; requestId?: RequestId } = {},
) =>
  resubmitActivity(activityDepsOf(test), {
    actor: by.actor ?? FACILITY_AUTHOR,
    activityId: activity.activityId,
    command: {
      requestId: by.requestId ?? requestId(),
      version: activity.version,
      ...anActivityContent({
        videoScreenshots: activity.videoScreenshots.map(({ attachmentId }) => attachmentId),
        playsScreenshots: activity.playsScreenshots.map(({ attachmentId }) => attachmentId),
        ...changes,
      }),
    },
  });

/** A facility's activity through both levels, and the platform's when it is large. */
export async function countedActivity(test: TestProduct, changes: Partial<ActivityContent> = {}): Promise<ActivityDetail> {
  let activity = await submitted(test, FACILITY_AUTHOR, changes);
  activity = await valueOf(decideOn(test, activity, "AUDIT_BY_CITY", { actor: CITY_AUDITOR }));
  if (!activity.isReviewed) return valueOf(decideOn(test, activity, "AUDIT_BY_PROVINCE", { actor: PROVINCE_AUDITOR }));
  activity = await valueOf(decideOn(test, activity, "REFER", { actor: PROVINCE_AUDITOR }));
  return valueOf(decideOn(test, activity, "REVIEW", { actor: PLATFORM_REVIEWER }));
}
