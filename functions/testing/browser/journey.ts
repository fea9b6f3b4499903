import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBrowser, type TestBrowser } from "./browser";
import { freePort, startProduct, type RunningProduct } from "./runningProduct";

export interface Journey {
  readonly product: RunningProduct;
  readonly browser: TestBrowser;
  readonly stateFolder: string;
}

/** A product and a browser for one file's journey: there before its first test, gone after its last, whatever happened between. Nothing of it may be read earlier. */
export function startJourney(): Journey {
  const stateFolder = mkdtempSync(join(tmpdir(), "civic-green-journey-"));
  let product: RunningProduct | undefined;
  let browser: TestBrowser | undefined;
  beforeAll(async () => {
    [product, browser] = await Promise.all([freePort().then((port) => startProduct({ port, stateFolder })), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    product?.kill();
    rmSync(stateFolder, { recursive: true, force: true });
  });
  return {
    stateFolder,
    get product() {
      return begun(product);
    },
    get browser() {
      return begun(browser);
    },
  };
}

function begun<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error("the journey has not begun");
  return part;
}
