import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { AccountSnapshot } from "./accountConsole";
import type { InboxesSnapshot } from "./inboxes";

/** Long enough to gather a batch of messages into one write, short enough that a crash loses a glance and no more. */
const WRITE_DELAY_MS = 300;
/** Ten thousand messages make a large file: writing it stays a small part of the process's time. */
const WRITES_SHARE_MAX = 0.02;

/** The account is absent in files of before. */
export type SandboxSnapshot = InboxesSnapshot & { readonly account?: AccountSnapshot };

export interface StateFile {
  load(): SandboxSnapshot | undefined;
  /** Soon; several calls make one write. */
  saveSoon(): void;
  /** Now, if anything waits: on the way out. */
  flush(): void;
}

export function createStateFile(path: string | undefined, snapshot: () => SandboxSnapshot): StateFile {
  let timer: NodeJS.Timeout | undefined;
  let tookMs = 0;

  function flush(): void {
    if (timer === undefined || path === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    mkdirSync(dirname(path), { recursive: true });
    const beganAt = performance.now();
    // A rename replaces the file as a whole: a stop in the middle leaves the old one.
    const half = `${path}.${process.pid}.half`;
    writeFileSync(half, JSON.stringify(snapshot()));
    renameSync(half, path);
    tookMs = performance.now() - beganAt;
  }

  return {
    load: () => (path === undefined ? undefined : read(path)),
    saveSoon() {
      if (path === undefined || timer !== undefined) return;
      // A disk that is full must not end the product's process for the sake of the demonstration's memory.
      timer = setTimeout(
        () => {
          try {
            flush();
          } catch (error) {
            console.warn(`wechat-sandbox: inboxes not saved: ${error instanceof Error ? error.message : String(error)}`);
          }
        },
        Math.max(WRITE_DELAY_MS, tookMs / WRITES_SHARE_MAX),
      );
      timer.unref();
    },
    flush,
  };
}

/** An unreadable file is a lost demonstration inbox, no reason not to start. */
function read(path: string): SandboxSnapshot | undefined {
  try {
    const parsed = JSON.parse(readFileSync(path, "utf8")) as SandboxSnapshot;
    return parsed.format === 1 ? parsed : undefined;
  } catch {
    return undefined;
  }
}
