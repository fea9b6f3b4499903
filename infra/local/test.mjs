// npm test: installs what tests need, runs every stage even when one fails, and closes with "N passed, N failed".
// npm run check (--quick): types, lint, format and the tests that need nothing.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "./bundleTypeScript.mjs";
import { ensureBuilt } from "./builds.mjs";
import { ensureDebianPackages } from "./debianPackages.mjs";
import { checkNodeVersion, ensurePackages } from "./install.mjs";
import { PlainFailure } from "./plainFailure.mjs";
import { stopChildren } from "./runWithProgress.mjs";

const STAGE_LIMIT_MS = 20 * 60_000;
const ARTIFACTS = join(REPOSITORY, ".artifacts");

const unknown = process.argv.slice(2).filter((argument) => argument !== "--quick");
if (unknown.length > 0) {
  console.error(`unknown argument: ${unknown.join(" ")}\nusage: npm test [-- --quick]; one test file: npx jest <path>`);
  process.exit(2);
}
const quick = process.argv.includes("--quick");

/** Beside the patterns of jest.config.mjs, which an argument replaces. */
const NEVER_TESTS = ["/node_modules/", "/dist/", "/\\.cache/", "/\\.artifacts/"];
const BROWSER_TESTS = "\\.browser\\.test\\.ts$";
const NEED_MORE_THAN_NODE = ["\\.db\\.test\\.ts$", "/testing/journeys/", "/infra/weapp-gates/"];

/** A stage's `run` returns how many checks passed and failed. */
const STAGES = [
  { name: "typecheck", run: () => check(["infra/local/typecheck.mjs"]) },
  // The cache of type-aware rules cannot see changes in other files, so only the quick run uses it.
  {
    name: "lint",
    run: () => check(["node_modules/eslint/bin/eslint.js", ".", "--max-warnings=0", ...(quick ? ["--cache", "--cache-location", ".cache/eslint/"] : [])]),
  },
  {
    name: "format",
    run: () => check(["node_modules/prettier/bin/prettier.cjs", "--check", "--cache", "--cache-location", ".cache/prettier", "--log-level=warn", "."]),
  },
  { name: "build", run: build, full: true },
  {
    name: quick ? "unit tests" : "unit, store, gate and journey tests",
    run: () => jest("tests", ["--maxWorkers=2", ...ignoring([...NEVER_TESTS, BROWSER_TESTS, ...(quick ? NEED_MORE_THAN_NODE : [])])]),
  },
  { name: "package for the cloud", run: () => check(["infra/aws/package.mjs"]), full: true },
  { name: "browser journeys", run: () => jest("browser", ["--runInBand", "--passWithNoTests", BROWSER_TESTS]), full: true },
];

let current;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    current?.kill("SIGTERM");
    stopChildren();
    process.exit(130);
  });
}

process.chdir(REPOSITORY);
try {
  checkNodeVersion();
  await ensurePackages();
  if (!quick) ensureDebianPackages();
} catch (error) {
  console.error(error instanceof PlainFailure ? error.message : error);
  console.log("0 passed, 1 failed");
  process.exit(1);
}
mkdirSync(ARTIFACTS, { recursive: true });

const total = { passed: 0, failed: 0 };
const report = [];
for (const stage of STAGES.filter(({ full }) => !quick || full !== true)) {
  console.log(`\n== ${stage.name}`);
  const startedAtMs = Date.now();
  const { passed, failed, note = "" } = await stage.run();
  total.passed += passed;
  total.failed += failed;
  const line = `${failed === 0 ? "ok    " : "FAILED"} ${stage.name} · ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s${note}`;
  console.log(`== ${line}`);
  report.push(line);
}
console.log(`\n${report.join("\n")}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

async function check(args) {
  return (await node(args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function build() {
  try {
    await ensureBuilt(["server", "office", "h5", "admin"]);
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.error(error instanceof PlainFailure ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

async function jest(name, args) {
  const outputFile = join(ARTIFACTS, `jest-${name}.json`);
  rmSync(outputFile, { force: true });
  const code = await node(["node_modules/jest/bin/jest.js", "--json", `--outputFile=${outputFile}`, ...args], { quietStdout: true });
  let result;
  try {
    result = JSON.parse(readFileSync(outputFile, "utf8"));
  } catch {
    console.error(`the tests ended (${code}) without a result`);
    return { passed: 0, failed: 1 };
  }
  // A file that cannot be loaded fails as one; so does a run that fails without a failed test.
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  const skipped = result.numPendingTests + result.numTodoTests;
  const note = ` · ${result.numPassedTests} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
  return { passed: result.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, note };
}

function ignoring(patterns) {
  return patterns.map((pattern) => `--testPathIgnorePatterns=${pattern}`);
}

/** With --json the result also comes on stdout, which nobody wants to read; progress comes on stderr. */
function node(args, { quietStdout = false } = {}) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: REPOSITORY, stdio: ["ignore", quietStdout ? "ignore" : "inherit", "inherit"] });
    current = child;
    const limit = setTimeout(() => {
      console.error(`stopped after ${STAGE_LIMIT_MS / 60_000} minutes`);
      child.kill("SIGKILL");
    }, STAGE_LIMIT_MS);
    child.on("close", (code) => {
      clearTimeout(limit);
      done(code ?? 1);
    });
  });
}
