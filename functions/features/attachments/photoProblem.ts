import { ATTACHMENT_PURPOSE_RULES, type AttachmentPurpose } from "@app/contract/attachments/attachment.schema";
import type { PhotoRefusal } from "@app/contract/attachments/attachments.errors";
import type { FileKind, PictureProblem } from "../../engines/files/picturePort";
import type { AttachmentItem } from "./attachmentRepository";

const KIND_LABELS: Readonly<Record<FileKind, string>> = {
  JPEG: " JPG 照片",
  PNG: " PNG 图片",
  WEBP: " WebP 图片",
  GIF: " GIF 动图",
  HEIC: "苹果手机的 HEIC 照片",
  AVIF: " AVIF 图片",
  TIFF: " TIFF 图片",
  BMP: " BMP 图片",
  SVG: " SVG 矢量图",
  HTML: "网页",
  PDF: " PDF 文档",
  ZIP: "压缩包或办公文档",
  PROGRAM: "程序",
  VIDEO: "视频",
  TEXT: "文字",
  UNKNOWN: "无法识别的内容",
};
const PICTURE_KINDS: readonly FileKind[] = ["GIF", "HEIC", "AVIF", "TIFF", "BMP", "SVG"];
const PHOTO_EXTENSIONS = /\.(jpe?g|png|webp)$/i;

/** What the picture work found, as the sentence of a table says it. The name only decides which sentence: what a file is, its content says. */
export function photoRefusalOf(item: Pick<AttachmentItem, "purpose" | "fileName">, found: PictureProblem): PhotoRefusal {
  switch (found.problem) {
    case "TOO_MANY_PIXELS":
      return {
        code: "PHOTO_TOO_MANY_PIXELS",
        widthPx: found.widthPx,
        heightPx: found.heightPx,
        maxPixels: ATTACHMENT_PURPOSE_RULES[item.purpose].maxPixels,
      };
    case "ANIMATED":
      return { code: "PHOTO_ANIMATED" };
    case "BROKEN":
      return { code: "PHOTO_BROKEN" };
    case "KIND": {
      const foundLabel = KIND_LABELS[found.kind];
      if (ATTACHMENT_PURPOSE_RULES[item.purpose].form === "DOCUMENT") return { code: "DOCUMENT_TYPE_NOT_ACCEPTED", foundLabel: foundLabel.trim() };
      const extension = PHOTO_EXTENSIONS.exec(item.fileName)?.[1];
      if (extension !== undefined) return { code: "PHOTO_RENAMED", extension: extension.toLowerCase(), foundLabel };
      return { code: PICTURE_KINDS.includes(found.kind) ? "PHOTO_TYPE_NOT_ACCEPTED" : "PHOTO_NOT_A_PICTURE", foundLabel };
    }
  }
}

export function tooLarge(purpose: AttachmentPurpose, sizeBytes: number): PhotoRefusal {
  const { form, maxBytes } = ATTACHMENT_PURPOSE_RULES[purpose];
  return { code: form === "DOCUMENT" ? "DOCUMENT_TOO_LARGE" : "PHOTO_TOO_LARGE", sizeBytes, maxBytes };
}
