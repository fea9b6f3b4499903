import type { Place } from "./openMap";

/** A browser has no map of its own: AMap's public address opens its application or its page, and takes GCJ-02. */
export function openMap({ latitude, longitude, name }: Place): Promise<void> {
  window.location.assign(`https://uri.amap.com/marker?position=${longitude},${latitude}&name=${encodeURIComponent(name)}&coordinate=gaode&callnative=1`);
  return Promise.resolve();
}
