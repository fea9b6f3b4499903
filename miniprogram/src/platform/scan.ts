import Taro from "@tarojs/taro";
import type { ScanOutcome } from "./scanOutcome";

export async function scanCode(): Promise<ScanOutcome> {
  try {
    const scanned = await Taro.scanCode({ onlyFromCamera: false, scanType: ["qrCode"] });
    return { kind: "SCANNED", text: sceneOf(scanned) ?? scanned.result };
  } catch (error) {
    const message = typeof error === "object" && error !== null && "errMsg" in error ? String(error.errMsg) : "";
    return { kind: message.includes("cancel") ? "CANCELLED" : "UNAVAILABLE" };
  }
}

/** Of a mini-program code WeChat tells the page it opens, not its content; what we wrote into it is the page's `scene`. */
function sceneOf(scanned: object): string | undefined {
  const path = "path" in scanned && typeof scanned.path === "string" ? scanned.path : "";
  const scene = /[?&]scene=([^&]+)/.exec(path)?.[1];
  return scene === undefined ? undefined : decodeURIComponent(scene);
}
