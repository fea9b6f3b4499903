import type { AttachmentPurpose, AttachmentStatus } from "@app/contract/attachments/attachment.schema";
import type { PhotoRefusal } from "@app/contract/attachments/attachments.errors";
import type { Actor } from "@app/contract/kernel/actor";
import type { AttachmentId } from "@app/contract/kernel/ids";
import { addMs, DAY_MS, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { deadlineEntry } from "../../engines/deadlines/deadlines";
import type { PicturePlace } from "../../engines/files/pictureFacts";
import { retainedEntry } from "../../engines/retention/retained";
import { numberAtMost, or, attributeAbsent, type ItemKey, type Store, type StoredItem, type StoredValue, type Write } from "../../engines/store/storePort";

/**
 * | pattern | asked by | index | partition / sort | bound |
 * | AP-A1 one attachment | completion, its uploader | primary | ATTACHMENT#id / STATE | 1 |
 * | AP-A2 the pictures of a command | claim, release, facts | primary (getMany) | ATTACHMENT#id / STATE | the command's maximum |
 * | AP-A3 uploads that no case uses | sweep | index4 | DUE#ATTACHMENT / moment | page |
 * | AP-A5 photos of cases to clear | retention sweep | index4 | RETAINED#PHOTO / upload | page |
 * | AP-A4 how many a person uploaded today | upload | primary | ATTACHMENT_DAY#actor / date | 1, counted by the write's condition |
 */
export interface AttachmentItem extends StoredItem {
  readonly attachmentId: AttachmentId;
  readonly purpose: AttachmentPurpose;
  /** REMOVING: the sweep has begun to take it away; nobody can bind it any more. */
  readonly status: AttachmentStatus | "REMOVING";
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly uploadedBy: string;
  readonly requestedAt: Instant;
  readonly uploadUntil: Instant;
  readonly version: number;
  /** On a document that is no picture. */
  readonly isPdf?: true;
  readonly widthPx?: number;
  readonly heightPx?: number;
  /** What the camera wrote: for staff alone, see `photoFacts`. */
  readonly takenAt?: string;
  readonly place?: PicturePlace & { readonly [name: string]: StoredValue };
  readonly refusal?: PhotoRefusal & { readonly [name: string]: StoredValue };
  /** Its time was over: the files show a sentence instead, and what the camera wrote is gone. */
  readonly clearedAt?: Instant;
  /** `<caseKind>#<caseId>` once a case uses it; absent before. */
  readonly boundTo?: string;
}

export const ATTACHMENT_CASE = "ATTACHMENT";
export const ATTACHMENT_DEADLINE = "ATTACHMENT";
/** A picture that no case uses is kept that long: as long as a draft is worth keeping. */
export const UNBOUND_KEPT_DAYS = 7;
/** Far above a day's honest work, low enough that one account cannot fill the store. */
export const UPLOADS_PER_DAY_MAX = 300;

export const attachmentPk = (attachmentId: string): string => `ATTACHMENT#${attachmentId}`;
export const attachmentKey = (attachmentId: string): ItemKey => ({ pk: attachmentPk(attachmentId), sk: "STATE" });

export function unboundUntil(attachmentId: string, from: Instant): ItemKey {
  return deadlineEntry(ATTACHMENT_DEADLINE, addMs(from, UNBOUND_KEPT_DAYS * DAY_MS), attachmentId);
}

/** Pictures that prove something for a time. What a facility or an article shows stays as long as that does; a letter goes with its registration. */
const KEPT_FOR_A_TIME: readonly AttachmentPurpose[] = ["TEAM_VISIT_PHOTO", "ACTIVITY_VIDEO_SCREENSHOT", "ACTIVITY_PLAYS_SCREENSHOT", "RATING_PHOTO"];
/** The place in the lists of a picture that a case holds; none when it stays with the case. */
export function boundPlace({ attachmentId, purpose, requestedAt, clearedAt }: AttachmentItem): ItemKey | undefined {
  return KEPT_FOR_A_TIME.includes(purpose) && clearedAt === undefined ? retainedEntry("PHOTO", requestedAt, attachmentId) : undefined;
}

export async function getAttachmentItem(store: Store, attachmentId: string): Promise<AttachmentItem | undefined> {
  return (await store.get(attachmentKey(attachmentId))) as AttachmentItem | undefined;
}

/** The actor's own picture; others see one by the case that shows it, never by its id. */
export async function getOwnAttachment(store: Store, actor: Actor, attachmentId: string): Promise<OwnAttachment | undefined> {
  const item = await getAttachmentItem(store, attachmentId);
  return item === undefined || item.uploadedBy !== actor.id || item.status === "REMOVING" ? undefined : (item as OwnAttachment);
}
export type OwnAttachment = AttachmentItem & { readonly status: AttachmentStatus };

export async function getAttachmentItems(store: Store, ids: readonly string[]): Promise<readonly (AttachmentItem | undefined)[]> {
  if (ids.length === 0) return [];
  return (await store.getMany(ids.map(attachmentKey))) as readonly (AttachmentItem | undefined)[];
}

export const DAY_TAG = "uploads of the day";

/** One more upload of this day, unless the day is full. */
export function countUpload(actorId: string, date: LocalDate, expiresAtEpochSeconds: number): Write {
  return {
    kind: "update",
    tag: DAY_TAG,
    key: { pk: `ATTACHMENT_DAY#${actorId}`, sk: date },
    add: { uploads: 1 },
    set: { expiresAtEpochSeconds },
    condition: or(attributeAbsent("uploads"), numberAtMost("uploads", UPLOADS_PER_DAY_MAX - 1)),
  };
}
