/**
 * Rounded on purpose: the phone tells a district and not a doorstep, a browser's coordinates lie up to 600 m beside the map's (WGS-84 against GCJ-02),
 * and the line is straight. It orders a list; it does not plan a way.
 */
export function distanceText(distanceMeters: number): string {
  if (distanceMeters < 1000) return "1 公里以内";
  return `约 ${Math.round(distanceMeters / 1000)} 公里`;
}
