import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { AttachmentId, RequestId } from "../kernel/ids";
import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";

const MB = 1024 * 1024;

/** PHOTO: a picture, shown as one. DOCUMENT: a PDF, or a picture of the paper. */
export type AttachmentForm = "PHOTO" | "DOCUMENT";

interface PurposeRule {
  readonly label: string;
  readonly form: AttachmentForm;
  readonly maxBytes: number;
  readonly maxPixels: number;
}

/** What a picture is for. It decides the limits; a picture uploaded for one purpose cannot be bound to a case for another. */
export const ATTACHMENT_PURPOSE_RULES = {
  TEAM_VISIT_PHOTO: { label: "团队参观照片", form: "PHOTO", maxBytes: 20 * MB, maxPixels: 50_000_000 },
  ACTIVITY_VIDEO_SCREENSHOT: { label: "活动视频截图", form: "PHOTO", maxBytes: 20 * MB, maxPixels: 50_000_000 },
  ACTIVITY_PLAYS_SCREENSHOT: { label: "播放量截图", form: "PHOTO", maxBytes: 20 * MB, maxPixels: 50_000_000 },
  FACILITY_PHOTO: { label: "开放单位照片", form: "PHOTO", maxBytes: 20 * MB, maxPixels: 50_000_000 },
  RATING_PHOTO: { label: "参观照片", form: "PHOTO", maxBytes: 20 * MB, maxPixels: 50_000_000 },
  KNOWLEDGE_PHOTO: { label: "科普知识配图", form: "PHOTO", maxBytes: 20 * MB, maxPixels: 50_000_000 },
  ANNOUNCEMENT_FILE: { label: "公文附件", form: "DOCUMENT", maxBytes: 20 * MB, maxPixels: 50_000_000 },
  REGISTRATION_LETTER: { label: "授权书", form: "DOCUMENT", maxBytes: 10 * MB, maxPixels: 50_000_000 },
} as const satisfies Record<string, PurposeRule>;
export const AttachmentPurpose = z
  .enum(Object.keys(ATTACHMENT_PURPOSE_RULES) as [keyof typeof ATTACHMENT_PURPOSE_RULES, ...(keyof typeof ATTACHMENT_PURPOSE_RULES)[]])
  .meta({ title: "AttachmentPurpose" });
export type AttachmentPurpose = z.infer<typeof AttachmentPurpose>;
export const ATTACHMENT_PURPOSES = AttachmentPurpose.options;

/** For the file dialog. HEIC is not among them, so that an iPhone hands over a JPEG by itself. */
export const PHOTO_ACCEPT = "image/jpeg,image/png,image/webp";
export const PHOTO_TYPES_LABEL = "JPG、PNG、WebP";

export const ATTACHMENT_STATUSES = ["PENDING_UPLOAD", "READY", "REFUSED"] as const;
export type AttachmentStatus = (typeof ATTACHMENT_STATUSES)[number];

/**
 * A picture as answers carry it. Both links expire after an hour; an answer that is asked again brings new ones. A link that begins with `/` lies below the
 * address of the API.
 */
export const Photo = z
  .strictObject({
    attachmentId: AttachmentId,
    thumbnailUrl: z.string().meta({ description: "JPEG, longer edge at most 400 px" }),
    url: z.string().meta({ description: "JPEG, longer edge at most 2048 px, without metadata" }),
  })
  .meta({ title: "Photo" });
export type Photo = z.infer<typeof Photo>;

export const DOCUMENT_ACCEPT = "application/pdf,image/jpeg,image/png";
export const DOCUMENT_TYPES_LABEL = "PDF、JPG、PNG";

/** A paper as answers carry it. The link expires after an hour; a PDF is saved by the browser, never opened inside a page of ours. */
export const StoredDocument = z
  .strictObject({
    attachmentId: AttachmentId,
    fileName: z.string(),
    kind: z.enum(["PDF", "PICTURE"]),
    url: z.string(),
    /** Of a picture. */
    thumbnailUrl: z.string().optional(),
  })
  .meta({ title: "StoredDocument" });
export type StoredDocument = z.infer<typeof StoredDocument>;

/** The pictures of a command, in the order they are shown in. */
export function photoIds(bounds: { readonly min: number; readonly max: number }) {
  return z
    .array(AttachmentId)
    .min(bounds.min, bounds.min === 1 ? "请至少上传 1 张照片" : `请至少上传 ${bounds.min} 张照片`)
    .max(bounds.max, `最多上传 ${bounds.max} 张照片，请删去多余的`)
    .refine((ids) => new Set(ids).size === ids.length, "同一张照片只需放一次，请删去重复的");
}

export const RequestUpload = z
  .strictObject({
    requestId: RequestId,
    purpose: AttachmentPurpose,
    fileName: z.string().trim().min(1, "文件名不能为空").max(200, "文件名太长，请改短后重试").meta({ description: "Shown to people only; never a path" }),
    sizeBytes: z.number().int().min(1, "这个文件是空的，请重新选择"),
  })
  .meta({ title: "RequestUpload" });
export type RequestUpload = z.infer<typeof RequestUpload>;

/** A form to send to the file store as multipart/form-data: all `fields` first and unchanged, then one part `file` with the picture. */
export const SignedUploadForm = z
  .strictObject({
    url: z.string().meta({ description: "Below the address of the API when it begins with /" }),
    fields: z.record(z.string(), z.string()),
    expiresAt: Instant,
  })
  .meta({ title: "SignedUploadForm" });
export type SignedUploadForm = z.infer<typeof SignedUploadForm>;

export const UploadRequested = z.strictObject({ attachmentId: AttachmentId, upload: SignedUploadForm }).meta({ title: "UploadRequested" });
export type UploadRequested = z.infer<typeof UploadRequested>;

export const AttachmentParams = z.strictObject({ attachmentId: AttachmentId });
export const CompleteUpload = z.strictObject({ requestId: RequestId }).meta({ title: "CompleteUpload" });

export const Attachment = z
  .strictObject({
    attachmentId: AttachmentId,
    purpose: AttachmentPurpose,
    status: z.enum(ATTACHMENT_STATUSES),
    fileName: z.string(),
    /** Once READY. */
    photo: Photo.optional(),
    /** Once READY, when it was uploaded for a purpose that takes documents. */
    document: StoredDocument.optional(),
    widthPx: z.number().int().optional(),
    heightPx: z.number().int().optional(),
    /** Why it was REFUSED, with the way out. */
    refusedBecause: z.string().optional(),
  })
  .meta({ title: "Attachment" });
export type Attachment = z.infer<typeof Attachment>;

/** What binding a picture to a case may be refused with. A feature whose command takes pictures spreads this into its own error table. */
export const photoClaimErrors = {
  PHOTO_GONE: refusalEntry(409, "有照片已不存在（上传后 7 天内没有使用会自动清除），请删去后重新上传。"),
  PHOTO_NOT_READY: refusalEntry(409, "有照片还没有传完，请等它传完，或删去后重新上传。"),
  PHOTO_IN_USE: refusalEntry(409, "有照片已用在另一份材料里，请删去后重新上传。"),
  PHOTO_PURPOSE_WRONG: refusalEntry<{ readonly purposeLabel: string }>(
    409,
    ({ purposeLabel }) => `有照片不是作为「${purposeLabel}」上传的，请在这里重新上传。`,
  ),
} as const;
export type AttachmentRefusal = RefusalOf<typeof photoClaimErrors>;
