import { closeSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

/** VACUUM INTO reads one consistent moment of the file, while the store goes on writing beside it. */
const COPY = `
  const { workerData } = require("node:worker_threads");
  const Database = require(workerData.libsql);
  const database = new Database(workerData.from, { timeout: workerData.busyTimeoutMs });
  database.prepare("VACUUM INTO ?").run([workerData.to]);
  database.close();
`;

/**
 * Copies a database in use into one file. It runs on a thread and a connection of its own, for a copy takes seconds per gigabyte and a booking
 * must not wait for it. The thread's few lines are text, so that they need no file beside a bundle.
 */
export async function backUpFile({ from, to, busyTimeoutMs }: { from: string; to: string; busyTimeoutMs: number }): Promise<void> {
  const unfinished = `${to}.unfinished`;
  rmSync(unfinished, { force: true });
  const libsql = createRequire(join(process.cwd(), "package.json")).resolve("libsql");
  const worker = new Worker(COPY, { eval: true, workerData: { libsql, from, to: unfinished, busyTimeoutMs } });
  try {
    await new Promise<void>((resolve, reject) => {
      worker.once("error", reject);
      worker.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`the copy ended with code ${code}`))));
    });
    // On the disk before it takes the name of the older copy: a power cut leaves one of the two, whole.
    const file = openSync(unfinished, "r");
    fsyncSync(file);
    closeSync(file);
    renameSync(unfinished, to);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
