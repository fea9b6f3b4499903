import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

export const repositoryDir = resolve(__dirname, "../..");
export const miniprogramDir = join(repositoryDir, "miniprogram");

/** What the mini-program is made of; a change in any of them makes the build stale. */
const SOURCES = [
  "miniprogram/src",
  "miniprogram/config",
  "miniprogram/package.json",
  "miniprogram/babel.config.js",
  "miniprogram/project.config.json",
  "functions/contract",
];
const LOCK_LIFETIME_MS = 180_000;

/**
 * Builds dist/weapp when it is missing or older than its sources, once even when several test files ask at the same time.
 * @returns the project folder: it holds project.config.json, whose miniprogramRoot is dist/weapp/
 */
export async function ensureWeappBuild(): Promise<string> {
  const stampFile = join(miniprogramDir, "dist/weapp.stamp");
  const lockDir = join(miniprogramDir, "dist/weapp.lock");
  const isFresh = () => existsSync(stampFile) && existsSync(join(miniprogramDir, "dist/weapp/app.json")) && readFileSync(stampFile, "utf8") === fingerprint();
  mkdirSync(join(miniprogramDir, "dist"), { recursive: true });
  while (!isTaken(lockDir)) await new Promise((wake) => setTimeout(wake, 250));
  try {
    if (!isFresh()) {
      const stamp = fingerprint();
      build();
      writeFileSync(stampFile, stamp);
    }
  } finally {
    rmdirSync(lockDir);
  }
  return miniprogramDir;
}

/** Making a folder either succeeds for one process or fails; a lock left by a killed run is taken over after a while. */
function isTaken(lockDir: string): boolean {
  try {
    mkdirSync(lockDir);
    return true;
  } catch {
    if (existsSync(lockDir) && Date.now() - statSync(lockDir).mtimeMs > LOCK_LIFETIME_MS) rmdirSync(lockDir);
    return false;
  }
}

function build(): void {
  const taro = require.resolve("@tarojs/cli/bin/taro", { paths: [miniprogramDir] });
  const run = spawnSync(process.execPath, [taro, "build", "--type", "weapp"], {
    cwd: miniprogramDir,
    env: { ...process.env, NODE_ENV: "production" },
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  if (run.status !== 0 || /Module not found|Failed to compile|编译失败/.test(run.stdout)) {
    throw new Error(`The mini-program does not build:\n${run.stdout.slice(-4000)}\n${run.stderr.slice(-4000)}`);
  }
}

/** Contents and not times: a fresh check-out has new times and an old build. */
function fingerprint(): string {
  const hash = createHash("sha256");
  hash.update(process.env.TARO_APP_API_BASE ?? "");
  const visit = (path: string) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) if (name !== "node_modules" && !/\.test\.tsx?$/.test(name)) visit(join(path, name));
    } else {
      hash.update(path.slice(repositoryDir.length)).update(readFileSync(path));
    }
  };
  SOURCES.forEach((source) => visit(join(repositoryDir, source)));
  return hash.digest("hex");
}
