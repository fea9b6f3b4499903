// npm run package:aws: builds what a deployment would upload, without a network and without an account, and holds it to its limits.
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../local/bundleTypeScript.mjs";

const FOLDER = ".artifacts/aws";
/** Promise P8: the API's bundle zipped. The other two hold the same code and the same limit. */
const ZIP_BYTES_MAX = 3_000_000;
const FUNCTIONS = ["api", "consumers", "sweeps"];

const osls = spawnSync(process.execPath, [join(REPOSITORY, "node_modules/osls/bin/serverless.js"), "package", "--package", FOLDER, ...process.argv.slice(2)], {
  cwd: REPOSITORY,
  stdio: "inherit",
  env: { ...process.env, SLS_TELEMETRY_DISABLED: "1", SLS_NOTIFICATIONS_MODE: "off" },
});
if (osls.status !== 0) process.exit(osls.status ?? 1);

const problems = [];
for (const name of FUNCTIONS) {
  const bytes = statSync(join(REPOSITORY, FOLDER, `${name}.zip`)).size;
  console.log(`${name}.zip ${(bytes / 1000).toFixed(0)} KB`);
  if (bytes > ZIP_BYTES_MAX) problems.push(`${name}.zip is larger than ${ZIP_BYTES_MAX / 1_000_000} MB; see what its entry point imports`);
}
const template = JSON.parse(readFileSync(join(REPOSITORY, FOLDER, "cloudformation-template-update-stack.json"), "utf8"));
for (const [name, { Properties }] of Object.entries(template.Resources)) {
  // CloudFormation refuses them in a Lambda's environment, but only while it deploys.
  if (JSON.stringify(Properties ?? {}).includes("{{resolve:ssm-secure:")) problems.push(`${name} refers to an SSM secure string; use Secrets Manager`);
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
