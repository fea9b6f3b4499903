import Taro from "@tarojs/taro";
import type { ScanOutcome } from "./scanOutcome";

export async function scanCode(): Promise<ScanOutcome> {
  try {
    const { result } = await Taro.scanCode({ onlyFromCamera: false, scanType: ["qrCode"] });
    return { kind: "SCANNED", text: result };
  } catch (error) {
    const message = typeof error === "object" && error !== null && "errMsg" in error ? String(error.errMsg) : "";
    return { kind: message.includes("cancel") ? "CANCELLED" : "UNAVAILABLE" };
  }
}
