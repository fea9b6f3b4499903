import type { LocateOutcome } from "./locateOutcome";
import { hasWechatSdk, locateByWechat } from "./wechatSdk.h5";

const TIMEOUT_MS = 8_000;
/** A position ten minutes old still orders a city's facilities rightly, and answers at once. */
const MAXIMUM_AGE_MS = 600_000;

/** A district-wide position, enough to list the nearest facilities first. Never ask before the person wants that order. */
export async function locate(): Promise<LocateOutcome> {
  if (await hasWechatSdk()) {
    const outcome = await locateByWechat();
    if (outcome.kind !== "UNAVAILABLE") return outcome;
  }
  return locateByBrowser();
}

function locateByBrowser(): Promise<LocateOutcome> {
  if (!("geolocation" in navigator)) return Promise.resolve({ kind: "UNAVAILABLE" });
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ kind: "LOCATED", latitude: coords.latitude, longitude: coords.longitude, system: "WGS84" }),
      (error) => resolve({ kind: error.code === error.PERMISSION_DENIED ? "DENIED" : "UNAVAILABLE" }),
      { enableHighAccuracy: false, timeout: TIMEOUT_MS, maximumAge: MAXIMUM_AGE_MS },
    );
  });
}
