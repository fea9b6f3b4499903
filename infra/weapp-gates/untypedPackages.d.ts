/** The parts in use of packages that ship no types, or name a file that is not there. */
declare module "glass-easel-miniprogram-adapter" {
  export interface PageInstance {
    route?: string;
    options?: Record<string, string>;
    onLoad?(query: Record<string, string>): void;
    onShow?(): void;
    onReady?(): void;
    onHide?(): void;
    onUnload?(): void;
    onPullDownRefresh?(): void;
    onReachBottom?(): void;
  }
  interface Root {
    get(): PageInstance;
    getComponent(): { readonly $$: Element };
    attach(parent: Element, placeholder: Element): void;
    release(): void;
  }
  interface ComponentEnv {
    readonly Page: unknown;
    readonly Component: unknown;
    readonly Behavior: unknown;
  }
  interface CodeSpace {
    addComponentStaticConfig(path: string, config: unknown): void;
    addCompiledTemplate(
      path: string,
      template: { readonly groupList: unknown; readonly content: unknown; readonly fallbackListenerOnNativeNode: boolean },
    ): void;
    componentEnv<T>(path: string, run: (env: ComponentEnv) => T): T;
  }
  export class MiniProgramEnv {
    createCodeSpace(id: string, isMainSpace: boolean): CodeSpace;
    associateBackend(): { createRoot(tagName: string, codeSpace: CodeSpace, url: string): Root };
  }
}

declare module "jsdom" {
  export class JSDOM {
    constructor(html: string, options?: { readonly url?: string; readonly pretendToBeVisual?: boolean });
    readonly window: Window & typeof globalThis;
  }
}
