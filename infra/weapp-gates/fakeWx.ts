/** A request as the mini-program sent it. `path` is the URL behind its origin, query included. */
export interface WeappRequest {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed when it was JSON. */
  readonly body: unknown;
}

export interface WeappAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** `"NETWORK"` is a phone without signal. */
export type AnswerRequest = (request: WeappRequest) => WeappAnswer | "NETWORK" | Promise<WeappAnswer | "NETWORK">;

export interface WxCall {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

interface CallbackOptions {
  readonly success?: (value: unknown) => void;
  readonly fail?: (value: unknown) => void;
  readonly complete?: (value: unknown) => void;
  readonly [name: string]: unknown;
}

export interface FakeWxOptions {
  readonly answer: AnswerRequest;
  /** Performs navigateTo and its kin; throws what WeChat would refuse. */
  readonly navigate: (name: string, options: Readonly<Record<string, unknown>>) => Promise<void>;
  /** What a call such as `scanCode` or `showModal` answers; undefined takes the default; `{ fail }` makes it fail. */
  readonly respond: (call: WxCall) => unknown;
}

export interface FakeWx {
  readonly wx: Record<string, unknown>;
  /** Each call with callbacks, oldest first: toasts, modals, titles, navigation. */
  readonly calls: readonly WxCall[];
  readonly storage: Map<string, unknown>;
  /** Resolves when no request or navigation is under way. */
  idle(): Promise<void>;
  /** WeChat tells whoever listens that the phone has a network again. */
  networkReturns(): void;
}

const NAVIGATION = ["navigateTo", "redirectTo", "switchTab", "reLaunch", "navigateBack"];

const DEFAULT_ANSWERS: Readonly<Record<string, unknown>> = {
  login: { code: "login-code" },
  getFuzzyLocation: { latitude: 30.25, longitude: 120.16 },
  scanCode: { result: "scanned-text" },
  showModal: { confirm: true, cancel: false },
  requestSubscribeMessage: {},
  setNavigationBarTitle: {},
  showToast: {},
  hideToast: {},
  showLoading: {},
  hideLoading: {},
  stopPullDownRefresh: {},
  makePhoneCall: {},
  setClipboardData: {},
  openLocation: {},
  pageScrollTo: {},
  getSetting: { authSetting: {} },
  getPrivacySetting: { needAuthorization: false },
  chooseMedia: { tempFiles: [] },
  previewImage: {},
};

/** WeChat's limits of what one mini-program may keep: under one key, and in all. */
const STORED_VALUE_MAX_BYTES = 1024 * 1024;
const STORAGE_MAX_BYTES = 10 * 1024 * 1024;

const WINDOW_INFO = {
  windowWidth: 375,
  windowHeight: 667,
  screenWidth: 375,
  screenHeight: 667,
  pixelRatio: 2,
  statusBarHeight: 20,
  safeArea: { top: 20, left: 0, right: 375, bottom: 667, width: 375, height: 647 },
};
const DEVICE_INFO = { platform: "devtools", system: "Android 10", brand: "fake", model: "fake" };
const BASE_INFO = { SDKVersion: "3.4.2", version: "8.0.50", language: "zh_CN", fontSizeSetting: 17 };

/** A plain object with every key in place: Taro lists the keys, so a proxy that hides them breaks it. */
export function fakeWx(options: FakeWxOptions): FakeWx {
  const calls: WxCall[] = [];
  const storage = new Map<string, unknown>();
  const networkListeners: NetworkListener[] = [];
  let pending: Promise<unknown>[] = [];

  const settle = (name: string, given: CallbackOptions, work: () => Promise<unknown>) => {
    const done = work().then(
      (value) => {
        const answer = { errMsg: `${name}:ok`, ...(typeof value === "object" ? value : {}) };
        given.success?.(answer);
        given.complete?.(answer);
      },
      (error: unknown) => {
        const answer = { errMsg: `${name}:fail ${error instanceof Error ? error.message : String(error)}` };
        given.fail?.(answer);
        given.complete?.(answer);
      },
    );
    pending.push(done);
    void done.finally(() => {
      pending = pending.filter((other) => other !== done);
    });
  };

  const call = (name: string, given: CallbackOptions) => {
    const entry = { name, options: given };
    calls.push(entry);
    settle(name, given, async () => {
      if (NAVIGATION.includes(name)) return options.navigate(name, given);
      const response = options.respond(entry);
      if (typeof response === "object" && response !== null && "fail" in response) throw new Error(String(response.fail));
      return response ?? DEFAULT_ANSWERS[name];
    });
  };

  const request = (given: CallbackOptions) => {
    settle("request", given, async () => {
      const url = String(given.url);
      const answer = await options.answer({
        method: String(given.method ?? "GET"),
        url,
        path: url.replace(/^https?:\/\/[^/]+/, ""),
        headers: (given.header ?? {}) as Record<string, string>,
        body: typeof given.data === "string" ? parsed(given.data) : given.data,
      });
      if (answer === "NETWORK") throw new Error("request fail");
      return { statusCode: answer.status, data: JSON.stringify(answer.body), header: {}, cookies: [] };
    });
    return { abort() {}, onHeadersReceived() {}, offHeadersReceived() {} };
  };

  /** A form with one file, asked of `answer` like any request; its body is the form's fields and the file's path. */
  const uploadFile = (given: CallbackOptions) => {
    let onProgress: ((progress: { readonly progress: number }) => void) | undefined;
    settle("uploadFile", given, async () => {
      const url = String(given.url);
      const body = { fields: given.formData, partName: given.name, filePath: given.filePath };
      const answer = await options.answer({ method: "POST", url, path: url.replace(/^https?:\/\/[^/]+/, ""), headers: {}, body });
      if (answer === "NETWORK") throw new Error("uploadFile fail");
      onProgress?.({ progress: 100 });
      return { statusCode: answer.status, data: JSON.stringify(answer.body ?? "") };
    });
    return {
      abort() {},
      onHeadersReceived() {},
      offHeadersReceived() {},
      offProgressUpdate() {},
      onProgressUpdate: (listener: typeof onProgress) => void (onProgress = listener),
    };
  };

  const usedBytes = () => [...storage].reduce((sum, [key, value]) => sum + bytesOf(key) + bytesOf(value), 0);
  const keep = (key: string, value: unknown) => {
    const bytes = bytesOf(value);
    if (bytes > STORED_VALUE_MAX_BYTES) throw new Error("setStorageSync:fail entry size limit reached");
    if (usedBytes() - bytesOf(storage.get(key)) + bytes > STORAGE_MAX_BYTES) throw new Error("setStorageSync:fail exceed storage max size 10Mb");
    storage.set(key, value);
  };

  const selectorQuery = () => {
    const query: Record<string, unknown> = { exec: (done?: (rects: unknown[]) => void) => done?.([]) };
    for (const name of ["in", "select", "selectAll", "selectViewport", "boundingClientRect", "scrollOffset", "fields", "node", "context"])
      query[name] = () => query;
    return query;
  };

  const wx: Record<string, unknown> = {
    request,
    uploadFile,
    createSelectorQuery: selectorQuery,
    getWindowInfo: () => WINDOW_INFO,
    getDeviceInfo: () => DEVICE_INFO,
    getAppBaseInfo: () => BASE_INFO,
    getSystemInfoSync: () => ({ ...WINDOW_INFO, ...DEVICE_INFO, ...BASE_INFO }),
    getSystemSetting: () => ({}),
    getMenuButtonBoundingClientRect: () => ({ top: 24, right: 365, bottom: 56, left: 278, width: 87, height: 32 }),
    getLaunchOptionsSync: () => ({ path: "", query: {}, scene: 1001 }),
    getEnterOptionsSync: () => ({ path: "", query: {}, scene: 1001 }),
    getAccountInfoSync: () => ({ miniProgram: { appId: "wx0", envVersion: "release", version: "1" } }),
    canIUse: () => true,
    nextTick: (act: () => void) => void Promise.resolve().then(act),
    getStorageSync: (key: string) => storage.get(key) ?? "",
    setStorageSync: keep,
    removeStorageSync: (key: string) => void storage.delete(key),
    clearStorageSync: () => storage.clear(),
    getStorageInfoSync: () => ({ keys: [...storage.keys()], currentSize: Math.ceil(usedBytes() / 1024), limitSize: STORAGE_MAX_BYTES / 1024 }),
    onNetworkStatusChange: (listener: NetworkListener) => void networkListeners.push(listener),
  };
  for (const name of [...NAVIGATION, ...Object.keys(DEFAULT_ANSWERS)]) wx[name] = (given: CallbackOptions = {}) => call(name, given);
  for (const name of [
    "onAppShow",
    "onAppHide",
    "onError",
    "onUnhandledRejection",
    "onPageNotFound",
    "onThemeChange",
    "onNeedPrivacyAuthorization",
    "onWindowResize",
  ])
    wx[name] = () => undefined;

  return {
    wx,
    calls,
    storage,
    async idle() {
      while (pending.length > 0) await Promise.all(pending);
    },
    networkReturns: () => networkListeners.forEach((tell) => tell({ isConnected: true, networkType: "4g" })),
  };
}

type NetworkListener = (status: { readonly isConnected: boolean; readonly networkType: string }) => void;

function bytesOf(value: unknown): number {
  return Buffer.byteLength(typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
