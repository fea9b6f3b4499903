import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { DOCUMENT_TYPES_LABEL, PHOTO_TYPES_LABEL } from "./attachment.schema";

const megabytes = (bytes: number): string => `${Number((bytes / 1024 / 1024).toFixed(1))} MB`;

/** Why an uploaded file is not taken. Each says what it is and what to do instead. */
export const photoErrors = {
  PHOTO_TOO_LARGE: refusalEntry<{ readonly sizeBytes: number; readonly maxBytes: number }>(
    413,
    ({ sizeBytes, maxBytes }) => `这张照片有 ${megabytes(sizeBytes)}，超过了 ${megabytes(maxBytes)}。请压缩后再传，或用手机截图后上传截图。`,
    "body.sizeBytes",
  ),
  PHOTO_TOO_MANY_PIXELS: refusalEntry<{ readonly widthPx: number; readonly heightPx: number; readonly maxPixels: number }>(
    422,
    ({ widthPx, heightPx, maxPixels }) =>
      `这张照片的尺寸是 ${widthPx}×${heightPx}，超过了 ${Math.round(maxPixels / 10_000)} 万像素。请缩小后再传，或用手机截图后上传截图。`,
  ),
  PHOTO_NOT_A_PICTURE: refusalEntry<{ readonly foundLabel: string }>(
    415,
    ({ foundLabel }) => `这个文件不是照片，而是${foundLabel}。请选择 ${PHOTO_TYPES_LABEL} 照片。`,
  ),
  PHOTO_RENAMED: refusalEntry<{ readonly extension: string; readonly foundLabel: string }>(
    415,
    ({ extension, foundLabel }) =>
      `文件名写的是 .${extension}，内容却是${foundLabel}。改文件名不能改变格式，请选择真正的 ${PHOTO_TYPES_LABEL} 照片，或用手机截图后上传截图。`,
  ),
  PHOTO_TYPE_NOT_ACCEPTED: refusalEntry<{ readonly foundLabel: string }>(
    415,
    ({ foundLabel }) => `暂不支持${foundLabel}。请选择 ${PHOTO_TYPES_LABEL} 照片，或用手机截图后上传截图。`,
  ),
  PHOTO_BROKEN: refusalEntry(422, "这张照片已损坏或没有传完整，打不开。请在手机或电脑上确认能打开，再重新选择。"),
  PHOTO_ANIMATED: refusalEntry(422, "这是会动的图片，这里只收静止的照片。请截图后上传截图。"),
  // A document may be a PDF beside a picture; these are said of purposes that take one.
  DOCUMENT_TOO_LARGE: refusalEntry<{ readonly sizeBytes: number; readonly maxBytes: number }>(
    413,
    ({ sizeBytes, maxBytes }) => `这个文件有 ${megabytes(sizeBytes)}，超过了 ${megabytes(maxBytes)}。请压缩后再传，或拍照后上传照片。`,
    "body.sizeBytes",
  ),
  DOCUMENT_TYPE_NOT_ACCEPTED: refusalEntry<{ readonly foundLabel: string }>(
    415,
    ({ foundLabel }) => `这个文件是${foundLabel}，这里只收 ${DOCUMENT_TYPES_LABEL}。请另存为 PDF，或拍照后上传照片。`,
  ),
  PDF_BROKEN: refusalEntry(422, "这份 PDF 已损坏或没有传完整。请确认能打开，再重新选择；也可以拍照后上传照片。"),
  PDF_LOCKED: refusalEntry(422, "这份 PDF 加了密码或用了少见的格式，审核人员打不开。请另存为普通 PDF，或拍照后上传照片。"),
  PDF_ACTIVE: refusalEntry(422, "这份 PDF 里带有脚本、程序或附件，不能上传。请用「打印」另存为 PDF，或拍照后上传照片。"),
} as const;
export type PhotoRefusal = RefusalOf<typeof photoErrors>;

export const attachmentErrors = {
  ...photoErrors,
  UPLOAD_MISSING: refusalEntry(409, "照片还没有传上来，请点「重试」重新上传。"),
  UPLOADS_TOO_MANY: refusalEntry<{ readonly perDay: number }>(429, ({ perDay }) => `您今天已上传 ${perDay} 张照片，请明天再传；已传的照片都在。`),
  FILES_UNAVAILABLE: refusalEntry(503, "照片服务暂时没有回应。照片和您填写的内容都还在，请稍后点「重试」。"),
} as const;
export type AttachmentsRefusal = RefusalOf<typeof attachmentErrors>;
