import type { JsSdkSignature } from "@app/contract/officialAccount/jsSdk.schema";

const SIGNATURE: JsSdkSignature = { appId: "wx2", timestamp: 1, nonceStr: "n", signature: "a".repeat(40) };
const WECHAT = "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) MicroMessenger/8.0.50";

interface Page {
  readonly loaded: string[];
  readonly configured: object[];
  readonly previewed: object[];
  location: "GIVEN" | "CANCELLED" | "FAILED";
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
  page = {
    loaded: [],
    configured: [],
    previewed: [],
    location: "GIVEN",
    address: "https://visit.example/?code=1&state=2",
    userAgent: WECHAT,
    script: "LOADS",
    verdict: "READY",
  };
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
    getLocation: (asked: { type: string; success: (answer: object) => void; cancel: () => void; fail: () => void }) => {
      if (page.location === "GIVEN" && asked.type === "gcj02") return asked.success({ latitude: "20.04", longitude: 110.32 });
      return page.location === "CANCELLED" ? asked.cancel() : asked.fail();
    },
    previewImage: (asked: object) => void page.previewed.push(asked),
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
  expect([await (await aSdk()).hasWechatSdk(), page.loaded, signed]).toEqual([false, [], []]);
});

test("inside WeChat the script comes from WeChat's own address, the page is signed without its fragment, and its scanner answers", async () => {
  const sdk = await aSdk();
  page.address = "https://visit.example/#/pages/me/index";
  expect([await sdk.hasWechatSdk(), await sdk.hasWechatSdk()]).toEqual([true, true]);
  expect(page).toMatchObject({
    loaded: ["https://res.wx.qq.com/open/js/jweixin-1.6.0.js"],
    configured: [{ debug: false, ...SIGNATURE, jsApiList: ["scanQRCode", "getLocation", "previewImage"] }],
  });
  expect(signed).toEqual(["https://visit.example/"]);
  expect(await sdk.scanByWechat()).toEqual({ kind: "SCANNED", text: "CG1.a.b" });
});

test("inside WeChat it locates in the map's own system, says a no as a no, and shows a picture in its viewer", async () => {
  const sdk = await aSdk();
  await sdk.hasWechatSdk();
  expect(await sdk.locateByWechat()).toEqual({ kind: "LOCATED", latitude: 20.04, longitude: 110.32, system: "GCJ02" });
  page.location = "CANCELLED";
  expect(await sdk.locateByWechat()).toEqual({ kind: "DENIED" });
  page.location = "FAILED";
  expect(await sdk.locateByWechat()).toEqual({ kind: "UNAVAILABLE" });
  sdk.previewByWechat(["/a", "/b"], "/b");
  expect(page.previewed).toEqual([{ current: "/b", urls: ["/a", "/b"] }]);
});

test("an iPhone's page is signed by the address it was entered by", async () => {
  page.userAgent = IPHONE;
  const sdk = await aSdk();
  page.address = "https://visit.example/#/pages/me/index";
  expect([await sdk.hasWechatSdk(), signed]).toEqual([true, ["https://visit.example/?code=1&state=2"]]);
});

test("a script that does not load leaves the camera, and the next scan tries again", async () => {
  const sdk = await aSdk();
  page.script = "FAILS";
  expect(await sdk.hasWechatSdk()).toBe(false);
  page.script = "LOADS";
  expect([await sdk.hasWechatSdk(), page.loaded.length]).toEqual([true, 2]);
});

test("a script that hangs leaves the camera after three seconds", async () => {
  jest.useFakeTimers();
  const sdk = await aSdk();
  page.script = "HANGS";
  const has = sdk.hasWechatSdk();
  await jest.advanceTimersByTimeAsync(3_000);
  expect(await has).toBe(false);
  jest.useRealTimers();
});

test("a signature that WeChat refuses, or that our server did not give, leaves the camera", async () => {
  page.verdict = "REFUSED";
  expect(await (await aSdk()).hasWechatSdk()).toBe(false);
  jest.resetModules();
  const without = await import("./wechatSdk.h5");
  without.signPagesBy(async () => undefined);
  expect([await without.hasWechatSdk(), page.configured.length]).toEqual([false, 1]);
});
