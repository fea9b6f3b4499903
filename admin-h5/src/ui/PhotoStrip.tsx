import { Image } from "antd";
import type { Photo } from "@app/contract/attachments/attachment.schema";
import "./photos.css";

/** Thumbnails in a row; a click enlarges, and the arrow keys leaf through them. Shows nothing where there is no picture. */
export function PhotoStrip({
  photos,
  label = "照片",
  testId = "photo-strip",
}: {
  readonly photos: readonly Photo[];
  readonly label?: string;
  readonly testId?: string;
}) {
  if (photos.length === 0) return null;
  return (
    <Image.PreviewGroup>
      <ul className="photo-strip" aria-label={label} data-testid={testId}>
        {photos.map((photo, position) => (
          <li key={photo.attachmentId} className="photo-strip-item" data-testid="photo-open" data-attachment-id={photo.attachmentId}>
            <Image
              className="photo-picture"
              src={photo.thumbnailUrl}
              preview={{ src: photo.url }}
              alt={`${label}，第 ${position + 1} 张，共 ${photos.length} 张`}
              fallback={MISSING}
            />
          </li>
        ))}
      </ul>
    </Image.PreviewGroup>
  );
}

/** A grey square with a line through it, where a picture cannot be shown. */
const MISSING =
  "data:image/svg+xml," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" fill="#eef2f0"/><path d="M30 66 66 30" stroke="#66746e" stroke-width="3"/></svg>',
  );
