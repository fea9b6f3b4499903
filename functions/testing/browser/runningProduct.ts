import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";

const START_LIMIT_MS = 60_000;

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

function launch({ port, stateFolder }: { readonly port: number; readonly stateFolder: string }) {
  const child = spawn(process.execPath, ["infra/local/start.mjs", "--port", String(port), "--no-build"], {
    env: { ...process.env, CIVIC_GREEN_STATE: stateFolder },
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
