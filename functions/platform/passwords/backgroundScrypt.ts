import type { ScryptOptions } from "node:crypto";
import { Worker } from "node:worker_threads";

/** Nice, in the words of Unix: whatever else the machine has to do comes first. On Linux it is the thread's own, and nobody else's. */
const NICENESS = 10;

const DERIVER = `
  const { scryptSync } = require("node:crypto");
  const { setPriority } = require("node:os");
  const { parentPort, workerData } = require("node:worker_threads");
  // Where a thread has no priority of its own, or may not lower it, the work is done as well.
  try { if (process.platform === "linux") setPriority(0, workerData.niceness); } catch {}
  parentPort.on("message", ({ password, salt, keyBytes, cost }) => parentPort.postMessage(scryptSync(password, salt, keyBytes, cost)));
`;

export interface KeyAsked {
  readonly password: string;
  readonly salt: Buffer;
  readonly keyBytes: number;
  readonly cost: ScryptOptions;
}
export type DeriveKey = (asked: KeyAsked) => Promise<Buffer>;

/**
 * scrypt on threads of their own, behind everything else that the process does: in Node's pool it takes the processor from the event loop as its equal. A thread is
 * started when it is first needed and kept; one that died is replaced by the next call. Whoever calls sees to it that not too many are under way.
 */
export function createBackgroundScrypt(): DeriveKey {
  const idle: Worker[] = [];
  const start = (): Worker => {
    const worker = new Worker(DERIVER, { eval: true, workerData: { niceness: NICENESS } });
    // One that dies while nobody waits for it must neither be asked again nor end the process.
    return worker
      .on("error", () => undefined)
      .once("exit", () => {
        if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
      });
  };
  return (asked) =>
    new Promise((resolve, reject) => {
      const worker = idle.pop() ?? start();
      // Only while it works does it keep the process.
      worker.ref();
      const over = (): void => {
        worker.off("message", derived).off("error", failed).off("exit", failed);
      };
      const derived = (key: Uint8Array): void => {
        over();
        worker.unref();
        idle.push(worker);
        resolve(Buffer.from(key));
      };
      const failed = (why: unknown): void => {
        over();
        void worker.terminate();
        reject(why instanceof Error ? why : new Error(`the thread ended with code ${String(why)}`));
      };
      worker.once("message", derived).once("error", failed).once("exit", failed);
      worker.postMessage(asked);
    });
}
