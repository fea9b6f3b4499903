import type { AttachmentPurpose } from "@app/contract/attachments/attachment.schema";
import type { AttachmentId } from "@app/contract/kernel/ids";
import type { Instant } from "@app/contract/kernel/time";
import type { FileStore } from "../../../functions/engines/files/fileStorePort";
import { fileKeysOf, THUMBNAIL_MAX_EDGE_PX } from "../../../functions/features/attachments/attachmentFiles";
import { attachmentKey, boundPlace, type AttachmentItem } from "../../../functions/features/attachments/attachmentRepository";
import type { CaseOfPhotos } from "../../../functions/features/attachments/public";

const WIDTH_PX = 1280;
const HEIGHT_PX = 720;

/** A picture of the demonstration: drawn, so that it shows nobody and belongs to nobody. */
export interface DemoPicture {
  readonly attachmentId: AttachmentId;
  readonly purpose: AttachmentPurpose;
  readonly uploadedBy: string;
  readonly at: Instant;
  readonly of: CaseOfPhotos;
  readonly drawing: "VIDEO" | "BARS" | "VISIT";
  /** 0 to 359; the pictures of one case look alike, those of another differ. */
  readonly hue: number;
}

/** As its upload, its completion and its claim would have left it. */
export function demoPictureItem(picture: DemoPicture): AttachmentItem {
  const { attachmentId, purpose, uploadedBy, at, of } = picture;
  const item = {
    ...attachmentKey(attachmentId),
    attachmentId,
    purpose,
    status: "READY",
    fileName: picture.drawing === "VISIT" ? "照片.jpg" : "截图.jpg",
    sizeBytes: 60_000,
    uploadedBy,
    requestedAt: at,
    uploadUntil: at,
    widthPx: WIDTH_PX,
    heightPx: HEIGHT_PX,
    boundTo: `${of.caseKind}#${of.caseId}`,
    version: 3,
  } as AttachmentItem;
  const index4 = boundPlace(item);
  return index4 === undefined ? item : { ...item, index4 };
}

/** The public copy and its thumbnail. The same picture again replaces itself. */
export async function drawDemoPicture(files: Pick<FileStore, "write">, picture: DemoPicture): Promise<void> {
  const { default: sharp } = await import("sharp");
  const drawn = sharp(Buffer.from(svgOf(picture)));
  const keys = fileKeysOf(picture.attachmentId);
  await files.write(keys.public, await drawn.clone().jpeg({ quality: 80 }).toBuffer(), "image/jpeg");
  await files.write(keys.thumbnail, await drawn.clone().resize(THUMBNAIL_MAX_EDGE_PX).jpeg({ quality: 80 }).toBuffer(), "image/jpeg");
}

/** Shapes alone: letters would need a font that a machine may lack. */
function svgOf({ drawing, hue }: DemoPicture): string {
  const colour = (lightness: number): string => `hsl(${hue}, 45%, ${lightness}%)`;
  const video = `
    <circle cx="980" cy="170" r="70" fill="${colour(92)}"/>
    <path d="M0 560 Q320 380 640 540 T1280 500 V720 H0Z" fill="${colour(38)}"/>
    <path d="M0 640 Q400 520 760 630 T1280 610 V720 H0Z" fill="${colour(28)}"/>
    <circle cx="640" cy="340" r="96" fill="#fff" fill-opacity="0.85"/>
    <path d="M608 286 L704 340 L608 394Z" fill="${colour(28)}"/>`;
  const bars = Array.from({ length: 8 }, (_, n) => {
    const height = 90 + ((hue * 7 + n * 131) % 360);
    return `<rect x="${140 + n * 130}" y="${600 - height}" width="84" height="${height}" rx="8" fill="${colour(34 + n * 3)}"/>`;
  }).join("");
  const group = Array.from({ length: 9 }, (_, n) => {
    const x = 240 + n * 100;
    const y = 470 + ((hue * 3 + n * 53) % 60);
    return `<circle cx="${x}" cy="${y}" r="34" fill="${colour(88)}"/><path d="M${x - 46} 720 V${y + 90} a46 46 0 0 1 92 0 V720Z" fill="${colour(30 + ((n * 7) % 24))}"/>`;
  }).join("");
  const basin = `<path d="M0 430 H1280 V720 H0Z" fill="${colour(46)}"/><ellipse cx="640" cy="330" rx="420" ry="90" fill="${colour(60)}"/>`;
  const axis = `<path d="M110 604 H1190" stroke="${colour(40)}" stroke-width="6"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH_PX}" height="${HEIGHT_PX}">
    <rect width="100%" height="100%" fill="${colour(drawing === "BARS" ? 96 : 72)}"/>${{ VIDEO: video, BARS: bars + axis, VISIT: basin + group }[drawing]}</svg>`;
}
