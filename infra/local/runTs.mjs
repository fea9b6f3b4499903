// Runs one TypeScript file: node infra/local/runTs.mjs <file.ts> [arguments…]
import { spawn } from "node:child_process";
import { basename, relative, resolve } from "node:path";
import { REPOSITORY, bundleTypeScript } from "./bundleTypeScript.mjs";

const [file, ...rest] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: node infra/local/runTs.mjs <file.ts> [arguments…]");
  process.exit(2);
}
// Inside the repository, so that the bundle finds node_modules.
const outfile = `.cache/scripts/${basename(file).replace(/\.tsx?$/, "")}.mjs`;
await bundleTypeScript({ entry: relative(REPOSITORY, resolve(file)), outfile, format: "esm" });
const child = spawn(process.execPath, ["--enable-source-maps", resolve(REPOSITORY, outfile), ...rest], { stdio: "inherit", cwd: REPOSITORY });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
