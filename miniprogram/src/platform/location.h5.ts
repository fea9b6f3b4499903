import type { LocateOutcome } from "./locateOutcome";

const TIMEOUT_MS = 8_000;
/** A position ten minutes old still orders a city's facilities rightly, and answers at once. */
const MAXIMUM_AGE_MS = 600_000;

/** A district-wide position, enough to list the nearest facilities first. Never ask before the person wants that order. */
export function locate(): Promise<LocateOutcome> {
  if (!("geolocation" in navigator)) return Promise.resolve({ kind: "UNAVAILABLE" });
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ kind: "LOCATED", latitude: coords.latitude, longitude: coords.longitude, system: "WGS84" }),
      (error) => resolve({ kind: error.code === error.PERMISSION_DENIED ? "DENIED" : "UNAVAILABLE" }),
      { enableHighAccuracy: false, timeout: TIMEOUT_MS, maximumAge: MAXIMUM_AGE_MS },
    );
  });
}
