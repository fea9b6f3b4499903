import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

export interface BenchedProduct {
  readonly port: number;
  /** From the start of the process to the first request it could have answered. */
  readonly readyAfterMs: number;
  rssBytes(): Promise<number>;
  /** What the process has worked since its start, all threads together: unlike a time it means the same on a machine that others use too. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

/** @param profileFolder writes a CPU profile of the process there when it stops */
export async function startProduct(stateFolder: string, profileFolder?: string): Promise<BenchedProduct> {
  const clients = join(stateFolder, "clients");
  mkdirSync(clients, { recursive: true });
  writeFileSync(join(clients, "index.html"), "<!doctype html>");
  const child = fork(resolve("infra/bench/productProcess.mjs"), [resolve(".cache/bench/product.cjs"), stateFolder, clients], {
    execArgv: profileFolder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${resolve(profileFolder)}`],
    // Its warnings belong to the terminal; stdout is the result's alone.
    // The load comes from one address, which is no attack here.
    env: { ...process.env, REQUEST_LIMITS_TIMES: "1000000" },
    stdio: ["ignore", 2, 2, "ipc"],
  });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the product ended (${String(code)})`);
  });
  ended.catch(() => undefined);
  const next = async <T>(): Promise<T> => (await Promise.race([once(child, "message"), ended]))[0] as T;
  const { port, readyAfterMs } = await next<{ port: number; readyAfterMs: number }>();
  return {
    port,
    readyAfterMs,
    async rssBytes() {
      const answer = next<{ rssBytes: number }>();
      child.send("memory");
      return (await answer).rssBytes;
    },
    async cpuMs() {
      const answer = next<{ cpuMs: number }>();
      child.send("cpu");
      return (await answer).cpuMs;
    },
    async stop() {
      child.send("stop");
      await ended.catch(() => undefined);
    },
  };
}
