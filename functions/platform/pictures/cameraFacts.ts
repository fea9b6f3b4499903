import exifReader from "exif-reader";
import type { LocalDateTime, PicturePlace } from "../../engines/files/pictureFacts";

export interface CameraFacts {
  readonly takenAt: LocalDateTime | undefined;
  readonly place: PicturePlace | undefined;
}

/** What the camera wrote into the picture. Anybody can write there, so what does not look right is left out and never a reason to refuse. */
export function cameraFacts(exif: Uint8Array | undefined): CameraFacts {
  if (exif === undefined) return { takenAt: undefined, place: undefined };
  try {
    const read = exifReader(Buffer.from(exif));
    const taken: unknown = read.Photo?.DateTimeOriginal ?? read.Image?.DateTime;
    return { takenAt: taken instanceof Date && isLikely(taken) ? taken.toISOString().slice(0, 19) : undefined, place: placeOf(read.GPSInfo) };
  } catch {
    return { takenAt: undefined, place: undefined };
  }
}

function isLikely(date: Date): boolean {
  return Number.isFinite(date.getTime()) && date.getUTCFullYear() >= 1990 && date.getUTCFullYear() < 2100;
}

function placeOf(
  gps: { GPSLatitude?: unknown; GPSLatitudeRef?: unknown; GPSLongitude?: unknown; GPSLongitudeRef?: unknown } | undefined,
): PicturePlace | undefined {
  const latitude = degrees(gps?.GPSLatitude, gps?.GPSLatitudeRef === "S");
  const longitude = degrees(gps?.GPSLongitude, gps?.GPSLongitudeRef === "W");
  if (latitude === undefined || longitude === undefined || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  // Cameras without a fix write zeros.
  return latitude === 0 && longitude === 0 ? undefined : { latitude, longitude };
}

function degrees(value: unknown, negative: boolean): number | undefined {
  if (!Array.isArray(value) || value.length !== 3) return undefined;
  const [degree, minute, second] = value.map(Number) as [number, number, number];
  const sum = degree + minute / 60 + second / 3600;
  // Six decimals are eleven centimetres, finer than any phone knows.
  return Number.isFinite(sum) ? Math.round((negative ? -sum : sum) * 1e6) / 1e6 : undefined;
}
