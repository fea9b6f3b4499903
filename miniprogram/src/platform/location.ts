import Taro from "@tarojs/taro";
import type { LocateOutcome } from "./locateOutcome";

/** A district-wide position, enough to list the nearest facilities first. Never ask before the person wants that order. */
export async function locate(): Promise<LocateOutcome> {
  try {
    const { latitude, longitude } = await Taro.getFuzzyLocation({ type: "gcj02" });
    return { kind: "LOCATED", latitude, longitude, system: "GCJ02" };
  } catch (error) {
    return { kind: /auth|deny|privacy/i.test(messageOf(error)) ? "DENIED" : "UNAVAILABLE" };
  }
}

function messageOf(error: unknown): string {
  return typeof error === "object" && error !== null && "errMsg" in error ? String(error.errMsg) : String(error);
}
