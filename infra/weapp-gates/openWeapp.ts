import { posix } from "node:path";
import { TmplGroup } from "glass-easel-template-compiler";
import type { MiniProgramEnv, PageInstance } from "glass-easel-miniprogram-adapter";
import { prepareBrowserGlobals } from "./browserGlobals";
import { fakeWx, type AnswerRequest, type FakeWxOptions, type WxCall } from "./fakeWx";
import { filesEndingIn, readWeappPackage, type WeappPackage } from "./weappPackage";

export interface OpenWeappOptions {
  readonly projectDir: string;
  readonly answer: AnswerRequest;
  readonly respond?: FakeWxOptions["respond"];
  /** Kept on the phone from an earlier visit, such as a session. */
  readonly storage?: Readonly<Record<string, unknown>>;
}

/** A mini-program in a person's hand. Whatever acts waits until requests and redraws have come to rest. */
export interface WeappSession {
  openPage(route: string, query?: Readonly<Record<string, string>>): Promise<void>;
  /** By CSS selector where it starts with `.`, `#` or `[`; otherwise the smallest tappable thing that shows or is labelled with this text. */
  tap(target: string): Promise<void>;
  /** A tap on WeChat's own button of agreement, which is the only one that WeChat counts. */
  agree(selector: string): Promise<void>;
  input(selector: string, value: string): Promise<void>;
  goBack(): Promise<void>;
  pullDown(): Promise<void>;
  reachBottom(): Promise<void>;
  /** The phone finds a network again, and WeChat says so. */
  networkReturns(): Promise<void>;
  textOf(selector?: string): string;
  /** Route and query of the page in sight, and of those behind it. */
  route(): string;
  query(): Readonly<Record<string, string>>;
  stack(): readonly string[];
  nodeCount(): number;
  calls(name?: string): readonly WxCall[];
  storage(): ReadonlyMap<string, unknown>;
  /** What the pages wrote to `console.error` or threw. */
  errors(): readonly string[];
  settle(): Promise<void>;
  close(): void;
}

interface OpenPage {
  readonly route: string;
  readonly query: Record<string, string>;
  readonly instance: PageInstance;
  readonly dom: Element;
  readonly close: () => void;
}

/** WeChat refuses to go deeper. */
const PAGES_MAX = 10;
/** React and Taro redraw in timers of a few milliseconds each. */
const REDRAW_MS = 15;

export async function openWeapp(options: OpenWeappOptions): Promise<WeappSession> {
  const { document } = prepareBrowserGlobals();
  const adapter = await import("glass-easel-miniprogram-adapter");
  const { triggerEvent, addGlobalErrorListener, addGlobalWarningListener, removeGlobalErrorListener } = await import("glass-easel");
  const weapp = readWeappPackage(options.projectDir);
  const stack: OpenPage[] = [];
  const errors: string[] = [];

  // An error in a listener or a life cycle is the page's; false keeps the framework from printing it.
  const onFrameworkError = (error: unknown) => {
    errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return false;
  };
  addGlobalErrorListener(onFrameworkError);
  // Its one warning is about the moment before a page's first data, which every Taro page has.
  addGlobalWarningListener(() => false);

  const phone = fakeWx({ answer: options.answer, respond: options.respond ?? (() => undefined), navigate });
  for (const [key, value] of Object.entries(options.storage ?? {})) phone.storage.set(key, value);
  const program = loadProgram({ weapp, adapter, wx: phone.wx, pages: () => stack.map(({ instance }) => instance), onError: (message) => errors.push(message) });
  program.launch();

  function open(url: string): void {
    const [path = "", queryText = ""] = url.replace(/^\//, "").split("?");
    if (!weapp.pages.includes(path)) throw new Error(`page "${path}" is not found`);
    program.loadPage(path);
    const host = document.createElement("div");
    const placeholder = document.createElement("div");
    host.appendChild(placeholder);
    document.body.appendChild(host);
    const root = program.createRoot(path);
    root.attach(host, placeholder);
    // WeChat hands values over as they stand in the address, still encoded.
    const query = Object.fromEntries(
      queryText.split("&").flatMap((pair) => (pair === "" ? [] : [[pair.split("=")[0] ?? "", pair.slice(pair.indexOf("=") + 1)]])),
    );
    const instance = root.get();
    instance.route = path;
    instance.options = query;
    stack.at(-1)?.instance.onHide?.();
    stack.push({
      route: path,
      query,
      instance,
      dom: host,
      close() {
        instance.onUnload?.();
        root.release();
        host.remove();
      },
    });
    // The host calls a page's life cycle; the component framework does not.
    instance.onLoad?.(query);
    instance.onShow?.();
    instance.onReady?.();
  }

  function closeTop(count: number): void {
    for (let i = 0; i < count && stack.length > 0; i += 1) stack.pop()?.close();
  }

  function navigate(name: string, given: Readonly<Record<string, unknown>>): Promise<void> {
    const url = String(given.url ?? "");
    // Resolved against the page in sight, like WeChat does.
    const target = url === "" || url.startsWith("/") ? url : posix.join("/", posix.dirname(stack.at(-1)?.route ?? ""), url);
    const isTab = (weapp.app.tabBar?.list ?? []).some(({ pagePath }) => `/${pagePath}` === target.split("?")[0]);
    if (name === "navigateBack") {
      closeTop(Math.min(Number(given.delta ?? 1), stack.length - 1));
      stack.at(-1)?.instance.onShow?.();
      return Promise.resolve();
    }
    if (isTab && (name === "navigateTo" || name === "redirectTo")) return Promise.reject(new Error("can not navigateTo a tabbar page"));
    if (!isTab && name === "switchTab") return Promise.reject(new Error("can not switch to no-tabBar page"));
    if (name === "navigateTo" && stack.length >= PAGES_MAX) return Promise.reject(new Error("webview count limit exceed"));
    if (name === "redirectTo") closeTop(1);
    if (name === "switchTab" || name === "reLaunch") closeTop(stack.length);
    open(target);
    return Promise.resolve();
  }

  async function settle(): Promise<void> {
    // Twice at rest: a redraw may start a request, an answer starts a redraw.
    for (let rounds = 0; rounds < 3; rounds += 1) {
      await phone.idle();
      await new Promise((wake) => setTimeout(wake, REDRAW_MS));
    }
    await phone.idle();
  }

  const top = () => {
    const page = stack.at(-1);
    if (page === undefined) throw new Error("no page is open");
    return page;
  };

  const fire = async (element: Element, name: string, detail: unknown) => {
    const node = (element as Element & { readonly __wxElement?: Parameters<typeof triggerEvent>[0] }).__wxElement;
    if (node === undefined) throw new Error(`<${element.tagName}> is no component of the page`);
    triggerEvent(node, name, detail, { bubbles: true, composed: true });
    await settle();
  };

  return {
    async openPage(route, query = {}) {
      closeTop(stack.length);
      const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
      open(`/${route.replace(/^\//, "")}${pairs.length === 0 ? "" : `?${pairs.join("&")}`}`);
      await settle();
    },
    tap: (target) => fire(findTarget(top().dom, target), "tap", {}),
    agree: (selector) => fire(bySelector(top().dom, selector), "agreeprivacyauthorization", {}),
    input: (selector, value) => fire(bySelector(top().dom, selector), "input", { value }),
    async goBack() {
      await navigate("navigateBack", {});
      await settle();
    },
    async pullDown() {
      top().instance.onPullDownRefresh?.();
      await settle();
    },
    async reachBottom() {
      top().instance.onReachBottom?.();
      await settle();
    },
    async networkReturns() {
      phone.networkReturns();
      await settle();
    },
    textOf(selector) {
      const element = selector === undefined ? top().dom : bySelector(top().dom, selector);
      return (element.textContent ?? "").trim();
    },
    route: () => top().route,
    query: () => top().query,
    stack: () => stack.map(({ route }) => route),
    nodeCount: () => top().dom.querySelectorAll("view, text, image, input, button").length,
    calls: (name) => phone.calls.filter((call) => name === undefined || call.name === name),
    storage: () => phone.storage,
    errors: () => errors,
    settle,
    close() {
      closeTop(stack.length);
      removeGlobalErrorListener(onFrameworkError);
    },
  };
}

interface ProgramOptions {
  readonly weapp: WeappPackage;
  readonly adapter: { readonly MiniProgramEnv: typeof MiniProgramEnv };
  readonly wx: Record<string, unknown>;
  readonly pages: () => readonly PageInstance[];
  readonly onError: (message: string) => void;
}

/** Compiles the templates, and runs the scripts as WeChat does: with its own globals and without a browser's. */
function loadProgram({ weapp, adapter, wx, pages, onError }: ProgramOptions) {
  const templates = new TmplGroup();
  for (const path of filesEndingIn(weapp, ".wxml")) templates.addTmpl(path.replace(/\.wxml$/, ""), weapp.text(path));
  for (const path of filesEndingIn(weapp, ".wxs")) templates.addScript(path.replace(/\.wxs$/, ""), weapp.text(path));
  const compiled = new Function(`return ${templates.getTmplGenObjectGroups()}`)() as Record<string, unknown>;
  templates.free();

  const env = new adapter.MiniProgramEnv();
  const space = env.createCodeSpace("main", true);
  const backend = env.associateBackend();
  for (const path of filesEndingIn(weapp, ".wxml")) {
    const name = path.replace(/\.wxml$/, "");
    if (!weapp.has(`${name}.json`)) continue;
    space.addComponentStaticConfig(name, weapp.json(`${name}.json`));
    // Without this flag a listener on a plain element is only an attribute.
    space.addCompiledTemplate(name, { groupList: compiled, content: compiled[name], fallbackListenerOnNativeNode: true });
  }

  let app: { onLaunch?(options: unknown): void; onShow?(options: unknown): void } = {};
  const loaded = new Map<string, { exports: unknown }>();
  const scriptConsole = {
    ...console,
    error: (...parts: unknown[]) => onError(parts.map((part) => (part instanceof Error ? (part.stack ?? part.message) : String(part))).join(" ")),
    warn: () => undefined,
    log: () => undefined,
    info: () => undefined,
  };

  function load(path: string): unknown {
    const file = path.endsWith(".js") ? path : `${path}.js`;
    const known = loaded.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} as unknown };
    loaded.set(file, module);
    const source = weapp.text(file);
    space.componentEnv(file.replace(/\.js$/, ""), ({ Page, Component, Behavior }) => {
      const given: Record<string, unknown> = {
        require: (request: string) => load(posix.normalize(request.startsWith("/") ? request.slice(1) : posix.join(posix.dirname(file), request))),
        module,
        exports: module.exports,
        wx,
        App: (options: typeof app) => {
          app = options;
        },
        getApp: () => app,
        getCurrentPages: pages,
        Page,
        Component,
        Behavior,
        console: scriptConsole,
        // A mini-program has none of these, and code that looks for them must not find the test's.
        window: undefined,
        document: undefined,
        self: undefined,
        navigator: undefined,
        fetch: undefined,
        crypto: undefined,
        TextEncoder: undefined,
        TextDecoder: undefined,
        process: undefined,
        Buffer: undefined,
      };
      new Function(...Object.keys(given), source)(...Object.values(given));
    });
    return module.exports;
  }

  return {
    launch() {
      load("app");
      if (weapp.has("comp.js")) load("comp");
      const options = { path: weapp.pages[0], query: {}, scene: 1001 };
      app.onLaunch?.(options);
      app.onShow?.(options);
    },
    loadPage: (path: string) => void load(path),
    createRoot: (path: string) => backend.createRoot("body", space, path),
  };
}

function must(element: Element | null, what: string): Element {
  if (element === null) throw new Error(`nothing on the page is "${what}"`);
  return element;
}

type ElementOfPage = Element & { readonly __wxElement?: { readonly id?: string } };

/** glass-easel keeps an element's id to itself and does not write it into the document, so ids are asked of its own elements. */
function bySelector(page: Element, selector: string): Element {
  if (!selector.startsWith("#")) return must(page.querySelector(selector), selector);
  const withId = Array.from(page.querySelectorAll<ElementOfPage>("*")).find((element) => element.__wxElement?.id === selector.slice(1));
  return must(withId ?? null, selector);
}

function findTarget(page: Element, target: string): Element {
  if (/^[.#[]/.test(target)) return bySelector(page, target);
  const showing = Array.from(page.querySelectorAll("*")).filter(
    (element) => element.getAttribute("aria-label") === target || (element.textContent ?? "").trim() === target,
  );
  // The last one is the innermost of nested matches; a tap there bubbles to whoever listens.
  const exact = showing.at(-1);
  if (exact !== undefined) return exact;
  return must(
    Array.from(page.querySelectorAll("*"))
      .filter((element) => (element.textContent ?? "").includes(target))
      .at(-1) ?? null,
    target,
  );
}
