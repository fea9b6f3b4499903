import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Locator, type Page } from "playwright-core";
import { AGREEMENT_VERSION } from "@app/contract/personalData/agreement";
import { writeBlankFilm } from "./camera";

const PHONE = { viewport: { width: 375, height: 812 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const DESK = { viewport: { width: 1440, height: 900 } };
const WAIT_LIMIT_MS = 15_000;
// Each wait has its own limit; how long all of them take is the machine's affair, which other journeys share.
jest.setTimeout(180_000);
/** As `miniprogram/src/api/agreement.ts` keeps it, in the form of Taro's storage; a page that is still blank has none. */
const AGREED = `if (location.protocol.startsWith("http")) localStorage.setItem("civic-green:agreed-version", ${JSON.stringify(JSON.stringify({ data: JSON.stringify(AGREEMENT_VERSION) }))})`;

export type Device = "PHONE" | "DESK";

export interface TestBrowser {
  /** Each person has a profile of their own: nothing is shared with another's. */
  open(device: Device, baseUrl: string, how?: { /** As on a phone that has never seen the agreement. */ readonly hasAgreed?: false }): Promise<Page>;
  /** What the cameras of all phones see. */
  readonly filmFile: string;
  /** Exceptions of pages, errors they printed, and answers of 500 and more. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

export async function openBrowser(): Promise<TestBrowser> {
  const folder = mkdtempSync(join(tmpdir(), "civic-green-browser-"));
  const filmFile = join(folder, "camera.y4m");
  writeBlankFilm(filmFile);
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${filmFile}`,
    ],
  });
  const faults: string[] = [];
  return {
    filmFile,
    faults,
    async open(device, baseUrl, how) {
      const context = await browser.newContext({
        ...(device === "PHONE" ? PHONE : DESK),
        baseURL: baseUrl,
        locale: "zh-CN",
        timezoneId: "Asia/Shanghai",
        reducedMotion: "reduce",
      });
      context.setDefaultTimeout(WAIT_LIMIT_MS);
      // Whoever used the product before agreed then; one journey shows the question.
      if (how?.hasAgreed !== false) await context.addInitScript(AGREED);
      collectFaults(context, faults);
      return context.newPage();
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Refusals are part of the journeys, and the browser prints each of them; so does a network that a test cut. */
const EXPECTED_IN_CONSOLE = /^Failed to load resource: /;

function collectFaults(context: BrowserContext, faults: string[]): void {
  context.on("weberror", (event) => faults.push(`exception: ${event.error().stack ?? event.error().message}`));
  context.on("console", (message) => {
    if (message.type() === "error" && !EXPECTED_IN_CONSOLE.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
}

/** The element of that id on the page in front; Taro keeps the pages behind in the document. */
export function seen(page: Page, id: string): Locator {
  return page.locator(`[id="${id}"]`).filter({ visible: true });
}

export function byTestId(within: Page | Locator, testId: string): Locator {
  return within.locator(`[data-testid="${testId}"]`).filter({ visible: true });
}

/**
 * Writes into the field of that id. What follows a tap may come after the field was focused and take the focus away before the text is there; then it is
 * written again.
 */
export async function write(page: Page, id: string, text: string): Promise<void> {
  const field = seen(page, id);
  await field.click();
  await eventually(async () => {
    await field.fill(text);
    return (await field.inputValue()) === text;
  });
}

/** What is written, without the white space between elements. */
export async function textOf(locator: Locator): Promise<string> {
  return (await locator.innerText()).replace(/\s+/g, " ").trim();
}

/** The number of a figure, which may be written 1,234. */
export async function figureOf(locator: Locator): Promise<number> {
  return Number((await locator.innerText()).replaceAll(",", "").trim());
}

/** Waits until the figure shows the number. @returns how long that took */
export async function waitForFigure(locator: Locator, wanted: number, limitMs: number): Promise<number> {
  const startedAtMs = performance.now();
  for (;;) {
    const shown = await figureOf(locator);
    const tookMs = performance.now() - startedAtMs;
    if (shown === wanted) return tookMs;
    if (tookMs > limitMs) throw new Error(`the figure is ${shown} and not ${wanted} after ${Math.round(tookMs)} ms`);
    await pause();
  }
}

/** For what no element announces: asks again until there is an answer. */
export async function eventually<Value>(ask: () => Promise<Value | undefined | false>): Promise<Value> {
  const startedAtMs = performance.now();
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() - startedAtMs > WAIT_LIMIT_MS) throw new Error(`it did not come about within ${WAIT_LIMIT_MS / 1000} seconds: ${ask.toString()}`);
    await pause();
  }
}

/** Between two looks, so that looking does not take the processor from what is looked at. */
function pause(): Promise<void> {
  return new Promise((wake) => setTimeout(wake, 25));
}

export function expectNoFaults(browser: TestBrowser): void {
  expect(browser.faults).toEqual([]);
}
