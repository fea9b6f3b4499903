import { spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { localDateOf } from "@app/contract/kernel/time";
import { systemClock } from "../../platform/clock/systemClock";
import { withoutQuietHours } from "./withoutQuietHours";

const START_LIMIT_MS = 60_000;
const SERVER_BUNDLE = ".cache/server/local.cjs";
/** The demonstration as this server writes it today, for every journey of today to begin with. */
const SEEDED_STATES = ".cache/journeys";

export interface RunningProduct {
  readonly baseUrl: string;
  /** All it has printed so far. */
  readonly output: () => string;
  /** Ctrl-C, and the code it ended with. */
  stop(): Promise<number | null>;
  /** For the end of a test that failed half-way. */
  kill(): void;
}

/** The product as `npm start` runs it, with the builds that are there. Resolves when it has printed where everything is. */
export async function startProduct(options: { readonly port: number; readonly stateFolder: string }): Promise<RunningProduct> {
  if (readdirSync(options.stateFolder).length === 0) cpSync(await seededState(), options.stateFolder, { recursive: true });
  return startOn(options);
}

/** Filling a state costs more than all the rest of a start, so that it is done once; of two who do it at once one keeps the other's. */
async function seededState(): Promise<string> {
  const today = localDateOf(systemClock.now());
  const name = `${today}-${createHash("sha1").update(readFileSync(SERVER_BUNDLE)).digest("hex")}-awake`;
  const folder = join(SEEDED_STATES, name);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    const product = await startOn({ port: await freePort(), stateFolder: unfinished });
    const code = await product.stop();
    if (code !== 0) throw new Error(`the product that filled the state ended with ${code}:\n${product.output()}`);
    await withoutQuietHours(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  for (const other of readdirSync(SEEDED_STATES)) if (!other.startsWith(name)) rmSync(join(SEEDED_STATES, other), { recursive: true, force: true });
  return folder;
}

type Start = { readonly port: number } & ({ readonly stateFolder: string } | { readonly settingsFile: string });

async function startOn(options: Start): Promise<RunningProduct> {
  const { child, output, ended } = launch(options);
  const limit = setTimeout(() => child.kill("SIGKILL"), START_LIMIT_MS);
  await Promise.race([
    says(child, output, "按 Ctrl-C 停止"),
    ended.then((code) => Promise.reject(new Error(`the product ended with ${code} before it had started:\n${output()}`))),
  ]).finally(() => clearTimeout(limit));
  let isStopping = false;
  child.on("close", (code, signal) => {
    // Said at once: what fails afterwards in the browser only says that nobody answers.
    if (!isStopping) console.error(`the product ended by itself (${signal ?? code}):\n${output().slice(-2000)}`);
  });
  return {
    baseUrl: `http://localhost:${options.port}`,
    output,
    stop() {
      isStopping = true;
      child.kill("SIGINT");
      return ended;
    },
    kill() {
      isStopping = true;
      child.kill("SIGKILL");
    },
  };
}

/** For a start that is to be refused. */
export async function startAndWaitForEnd(options: {
  readonly port: number;
  readonly stateFolder: string;
}): Promise<{ readonly code: number | null; readonly output: string }> {
  const { output, ended } = launch(options);
  return { code: await ended, output: output() };
}

/** An office's machine as `npm run office` runs it; nothing is in it but what its people do. */
export function startOffice(options: { readonly port: number; readonly settingsFile: string }): Promise<RunningProduct> {
  return startOn(options);
}

function launch(options: Start) {
  const args = "settingsFile" in options ? ["--office", options.settingsFile] : ["--port", String(options.port)];
  const child = spawn(process.execPath, ["infra/local/start.mjs", ...args, "--no-build"], {
    env: { ...process.env, ...("stateFolder" in options ? { CIVIC_GREEN_STATE: options.stateFolder } : {}) },
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.on("close", done));
  return { child, output: () => text, ended };
}

function says(child: ChildProcess, output: () => string, text: string): Promise<void> {
  return new Promise((done) => {
    child.stdout?.on("data", () => {
      if (output().includes(text)) done();
    });
  });
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
