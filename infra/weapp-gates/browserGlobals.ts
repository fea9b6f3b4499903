import { JSDOM } from "jsdom";

let prepared: { readonly document: Document } | undefined;

/** glass-easel takes its DOM from the globals at the moment it is first loaded, so they must be there before. */
export function prepareBrowserGlobals(): { readonly document: Document } {
  if (prepared !== undefined) return prepared;
  const { window } = new JSDOM("<!DOCTYPE html><body></body>", { url: "https://weapp.invalid/" });
  class IdleObserver {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  }
  const given: Record<string, unknown> = {
    window,
    document: window.document,
    Node: window.Node,
    Element: window.Element,
    HTMLElement: window.HTMLElement,
    Text: window.Text,
    MutationObserver: window.MutationObserver,
    IntersectionObserver: IdleObserver,
    ResizeObserver: IdleObserver,
  };
  // At once: a test has no screen to wait for.
  const requestAnimationFrame = (draw: FrameRequestCallback) => Number(setTimeout(() => draw(Date.now()), 0));
  Object.assign(window, { requestAnimationFrame, IntersectionObserver: IdleObserver, ResizeObserver: IdleObserver });
  for (const [name, value] of Object.entries(given)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  prepared = { document: window.document };
  return prepared;
}
