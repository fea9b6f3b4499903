import type { JsSdkSignature } from "@app/contract/officialAccount/jsSdk.schema";

const SIGNATURE: JsSdkSignature = { appId: "wx2", timestamp: 1, nonceStr: "n", signature: "a".repeat(40) };
const WECHAT = "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) MicroMessenger/8.0.50";

interface Page {
  readonly loaded: string[];
  readonly configured: object[];
  address: string;
  userAgent: string;
  /** What WeChat's script does when it is asked for. */
  script: "LOADS" | "FAILS" | "HANGS";
  /** What WeChat says of the signature. */
  verdict: "READY" | "REFUSED";
}

let page: Page;
let signed: string[];
const real = { window: globalThis.window, document: globalThis.document, navigator: globalThis.navigator };
beforeEach(() => {
  signed = [];
  page = { loaded: [], configured: [], address: "https://visit.example/?code=1&state=2", userAgent: WECHAT, script: "LOADS", verdict: "READY" };
  const window: { wx?: object; location: { readonly href: string } } = {
    location: {
      get href() {
        return page.address;
      },
    },
  };
  const said: { ready?: () => void; error?: () => void } = {};
  const sdk = {
    ready: (then: () => void) => void (said.ready = then),
    error: (then: () => void) => void (said.error = then),
    config: (options: object) => {
      page.configured.push(options);
      if (page.verdict === "REFUSED") said.error?.();
      said.ready?.();
    },
    scanQRCode: ({ success }: { success: (answer: { resultStr: string }) => void }) => success({ resultStr: "CG1.a.b" }),
  };
  const document = {
    createElement: () => ({ src: "", onload: () => undefined, onerror: () => undefined, remove: () => undefined }),
    head: {
      appendChild: (script: { src: string; onload: () => void; onerror: () => void }) => {
        page.loaded.push(script.src);
        if (page.script === "LOADS") {
          window.wx = sdk;
          script.onload();
        }
        if (page.script === "FAILS") script.onerror();
      },
    },
  };
  const navigator = {
    get userAgent() {
      return page.userAgent;
    },
  };
  Object.entries({ window, document, navigator }).forEach(([name, value]) =>
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true }),
  );
  jest.resetModules();
});
afterAll(() => Object.entries(real).forEach(([name, value]) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })));

async function aSdk(answer: JsSdkSignature | undefined = SIGNATURE) {
  const sdk = await import("./wechatSdk.h5");
  sdk.signPagesBy(async (url) => {
    signed.push(url);
    return answer;
  });
  return sdk;
}

test("outside WeChat nothing is loaded and nothing signed", async () => {
  page.userAgent = "Mozilla/5.0 Chrome/130";
  expect([await (await aSdk()).hasWechatScanner(), page.loaded, signed]).toEqual([false, [], []]);
});

test("inside WeChat the script comes from WeChat's own address, the page is signed without its fragment, and its scanner answers", async () => {
  const sdk = await aSdk();
  page.address = "https://visit.example/#/pages/me/index";
  expect([await sdk.hasWechatScanner(), await sdk.hasWechatScanner()]).toEqual([true, true]);
  expect(page).toMatchObject({
    loaded: ["https://res.wx.qq.com/open/js/jweixin-1.6.0.js"],
    configured: [{ debug: false, ...SIGNATURE, jsApiList: ["scanQRCode"] }],
  });
  expect(signed).toEqual(["https://visit.example/"]);
  expect(await sdk.scanByWechat()).toEqual({ kind: "SCANNED", text: "CG1.a.b" });
});

test("an iPhone's page is signed by the address it was entered by", async () => {
  page.userAgent = IPHONE;
  const sdk = await aSdk();
  page.address = "https://visit.example/#/pages/me/index";
  expect([await sdk.hasWechatScanner(), signed]).toEqual([true, ["https://visit.example/?code=1&state=2"]]);
});

test("a script that does not load leaves the camera, and the next scan tries again", async () => {
  const sdk = await aSdk();
  page.script = "FAILS";
  expect(await sdk.hasWechatScanner()).toBe(false);
  page.script = "LOADS";
  expect([await sdk.hasWechatScanner(), page.loaded.length]).toEqual([true, 2]);
});

test("a script that hangs leaves the camera after three seconds", async () => {
  jest.useFakeTimers();
  const sdk = await aSdk();
  page.script = "HANGS";
  const has = sdk.hasWechatScanner();
  await jest.advanceTimersByTimeAsync(3_000);
  expect(await has).toBe(false);
  jest.useRealTimers();
});

test("a signature that WeChat refuses, or that our server did not give, leaves the camera", async () => {
  page.verdict = "REFUSED";
  expect(await (await aSdk()).hasWechatScanner()).toBe(false);
  jest.resetModules();
  const without = await import("./wechatSdk.h5");
  without.signPagesBy(async () => undefined);
  expect([await without.hasWechatScanner(), page.configured.length]).toEqual([false, 1]);
});
