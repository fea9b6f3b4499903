/** `2026-03-07T09:00:00`, as the camera's own clock showed it: EXIF usually names no zone, so it is not an Instant. */
export type LocalDateTime = string;

/** Where the camera says it was. WGS-84, as EXIF has it; not the GCJ-02 of our maps. */
export interface PicturePlace {
  readonly latitude: number;
  readonly longitude: number;
}
