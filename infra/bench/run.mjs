// npm run bench [-- --quick] [--seconds N] [--only bookings,checkIns,lists,exports,cloud] [--sizes 10000,1000000] [--connections 1,10,50] [--profile folder]
// Measures the product in a process of its own; JSON on stdout and in .artifacts/bench.json.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { bundleTypeScript, REPOSITORY } from "../local/bundleTypeScript.mjs";

await bundleTypeScript({ entry: "functions/entrypoints/local.ts", outfile: ".cache/bench/product.cjs", format: "cjs" });
await bundleTypeScript({ entry: "infra/bench/bench.ts", outfile: ".cache/bench/bench.mjs", format: "esm" });
const child = spawn(process.execPath, ["--enable-source-maps", join(REPOSITORY, ".cache/bench/bench.mjs"), ...process.argv.slice(2)], {
  stdio: "inherit",
  cwd: REPOSITORY,
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
