// npm run typecheck: every workspace against its own tsconfig, two at a time.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "./bundleTypeScript.mjs";

const WORKSPACES = ["functions", "functions/contract", "miniprogram", "admin-h5", "infra"];
const AT_ONCE = 2;

const waiting = WORKSPACES.filter((workspace) => existsSync(join(REPOSITORY, workspace, "tsconfig.json")));
let failed = waiting.length < WORKSPACES.length;
for (const workspace of WORKSPACES) if (!waiting.includes(workspace)) console.error(`${workspace} has no tsconfig.json`);

async function worker() {
  for (let workspace = waiting.shift(); workspace !== undefined; workspace = waiting.shift()) if (!(await check(workspace))) failed = true;
}

function check(workspace) {
  const record = `.cache/typescript/${workspace.replaceAll("/", "-")}.tsbuildinfo`;
  const args = [
    join(REPOSITORY, "node_modules/typescript/bin/tsc"),
    "-p",
    workspace,
    "--noEmit",
    "--incremental",
    "--tsBuildInfoFile",
    record,
    "--pretty",
    "false",
  ];
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: REPOSITORY, stdio: ["ignore", "inherit", "inherit"] });
    child.on("close", (code) => done(code === 0));
  });
}

await Promise.all(Array.from({ length: AT_ONCE }, worker));
process.exit(failed ? 1 : 0);
