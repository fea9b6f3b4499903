import type { ScanOutcome } from "./scanOutcome";

/** The part of WeChat's JS-SDK that is used. Whoever loads the SDK sets `civicGreenConfigured` in its `wx.ready`. */
interface WechatSdk {
  readonly civicGreenConfigured?: boolean;
  readonly scanQRCode?: (options: {
    readonly needResult: 1;
    readonly scanType: readonly string[];
    readonly success: (answer: { readonly resultStr: string }) => void;
    readonly cancel: () => void;
    readonly fail: () => void;
  }) => void;
}

declare global {
  interface Window {
    wx?: WechatSdk;
  }
}

export function isInsideWechat(): boolean {
  return /MicroMessenger/i.test(navigator.userAgent);
}

export function hasWechatScanner(): boolean {
  return isInsideWechat() && window.wx?.civicGreenConfigured === true && window.wx.scanQRCode !== undefined;
}

export function scanByWechat(): Promise<ScanOutcome> {
  return new Promise((resolve) => {
    window.wx?.scanQRCode?.({
      needResult: 1,
      scanType: ["qrCode"],
      success: ({ resultStr }) => resolve({ kind: "SCANNED", text: resultStr }),
      cancel: () => resolve({ kind: "CANCELLED" }),
      fail: () => resolve({ kind: "UNAVAILABLE" }),
    });
  });
}
