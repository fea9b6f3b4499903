import type { LocateOutcome } from "./locateOutcome";
import type { ScanOutcome } from "./scanOutcome";
import type { SignPage } from "./wechatSdk";

/** WeChat's own address: only from there may its browser's script come. */
export const SDK_ADDRESS = "https://res.wx.qq.com/open/js/jweixin-1.6.0.js";
/** Whoever stands at a gate waits no longer for WeChat's scanner; the camera opens instead. So does the browser's own way of locating and of showing a picture. */
const WAIT_MS = 3_000;

/** The part of WeChat's JS-SDK that is used. */
interface WechatSdk {
  readonly config: (options: {
    readonly debug: false;
    readonly appId: string;
    readonly timestamp: number;
    readonly nonceStr: string;
    readonly signature: string;
    readonly jsApiList: readonly string[];
  }) => void;
  readonly ready: (then: () => void) => void;
  readonly error: (then: () => void) => void;
  readonly scanQRCode: (options: {
    readonly needResult: 1;
    readonly scanType: readonly string[];
    readonly success: (answer: { readonly resultStr: string }) => void;
    readonly cancel: () => void;
    readonly fail: () => void;
  }) => void;
  readonly getLocation: (options: {
    readonly type: "gcj02";
    readonly success: (answer: { readonly latitude: number | string; readonly longitude: number | string }) => void;
    readonly cancel: () => void;
    readonly fail: () => void;
  }) => void;
  readonly previewImage: (options: { readonly current: string; readonly urls: readonly string[] }) => void;
}

const USED = ["scanQRCode", "getLocation", "previewImage"];

declare global {
  interface Window {
    wx?: WechatSdk;
  }
}

// An iPhone compares the signature with the address the page was entered by, whatever the page made of it since (a log-in's code is taken out); others with
// the present one.
const enteredBy = typeof window === "undefined" ? "" : window.location.href;

let signPage: SignPage | undefined;
let preparing: Promise<boolean> | undefined;

/** Who signs is said once at the start; nothing is asked or loaded before somebody scans. */
export function signPagesBy(sign: SignPage): void {
  signPage = sign;
}

export function isInsideWechat(): boolean {
  return /MicroMessenger/i.test(navigator.userAgent);
}

/** True when WeChat's own ways are open now. A script that does not load or a signature that is refused leaves the browser's, and the next time tries again. */
export async function hasWechatSdk(): Promise<boolean> {
  if (!isInsideWechat()) return false;
  preparing ??= prepare().then((isReady) => {
    if (!isReady) preparing = undefined;
    return isReady;
  });
  return Promise.race([preparing, new Promise<false>((resolve) => setTimeout(() => resolve(false), WAIT_MS))]);
}

async function prepare(): Promise<boolean> {
  const url = (/iPhone|iPad/.test(navigator.userAgent) ? enteredBy : window.location.href).split("#")[0] ?? "";
  const [signature, isLoaded] = await Promise.all([signPage?.(url), loadSdk()]);
  const sdk = window.wx;
  if (signature === undefined || !isLoaded || sdk === undefined) return false;
  return new Promise((resolve) => {
    sdk.ready(() => resolve(true));
    // WeChat says "ready" after a refusal too; the first word counts.
    sdk.error(() => resolve(false));
    sdk.config({ debug: false, ...signature, jsApiList: USED });
  });
}

function loadSdk(): Promise<boolean> {
  if (window.wx !== undefined) return Promise.resolve(true);
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = SDK_ADDRESS;
    script.onload = () => resolve(true);
    script.onerror = () => {
      script.remove();
      resolve(false);
    };
    document.head.appendChild(script);
  });
}

export function scanByWechat(): Promise<ScanOutcome> {
  return new Promise((resolve) => {
    window.wx?.scanQRCode({
      needResult: 1,
      scanType: ["qrCode"],
      success: ({ resultStr }) => resolve({ kind: "SCANNED", text: resultStr }),
      cancel: () => resolve({ kind: "CANCELLED" }),
      fail: () => resolve({ kind: "UNAVAILABLE" }),
    });
  });
}

/** In the map's own system, so that the nearest is the nearest. */
export function locateByWechat(): Promise<LocateOutcome> {
  return new Promise((resolve) => {
    window.wx?.getLocation({
      type: "gcj02",
      // Some versions answer in text.
      success: ({ latitude, longitude }) => resolve({ kind: "LOCATED", latitude: Number(latitude), longitude: Number(longitude), system: "GCJ02" }),
      cancel: () => resolve({ kind: "DENIED" }),
      fail: () => resolve({ kind: "UNAVAILABLE" }),
    });
  });
}

export function previewByWechat(urls: readonly string[], current: string): void {
  window.wx?.previewImage({ current, urls });
}
