// What must be on the machine before anything else runs. Plain Node: nothing is installed yet when this file is loaded.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "./bundleTypeScript.mjs";
import { PlainFailure } from "./plainFailure.mjs";
import { runWithProgress } from "./runWithProgress.mjs";

const NODE_MINIMUM = [20, 19];
const STAMP = join(REPOSITORY, "node_modules/.civic-green-install");

export function checkNodeVersion(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  if (major > NODE_MINIMUM[0] || (major === NODE_MINIMUM[0] && minor >= NODE_MINIMUM[1])) return;
  throw new PlainFailure(`需要 Node.js ${NODE_MINIMUM.join(".")} 或更新的版本，现在是 ${version}。请从 https://nodejs.org 安装后再试。`);
}

/** Installs the packages of package-lock.json unless they are there. */
export async function ensurePackages() {
  const lockText = readFileSync(join(REPOSITORY, "package-lock.json"), "utf8");
  const wanted = createHash("sha256").update(lockText).digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  if (!installedByHand(lockText)) {
    const npm = process.env.npm_execpath;
    const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    await runWithProgress("安装依赖（首次约需两三分钟）", npm === undefined ? { command: "npm", args } : { command: process.execPath, args: [npm, ...args] });
  }
  writeFileSync(STAMP, wanted);
}

/** True when npm's own record says that every package of the lock file lies there in its version: somebody ran `npm ci`. */
function installedByHand(lockText) {
  const record = join(REPOSITORY, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  return Object.entries(JSON.parse(lockText).packages).every(
    ([path, wanted]) =>
      !path.includes("node_modules/") ||
      wanted.link === true ||
      wanted.optional === true ||
      wanted.devOptional === true ||
      installed[path]?.version === wanted.version,
  );
}
