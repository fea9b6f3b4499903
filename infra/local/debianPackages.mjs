import { accessSync, constants, existsSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";

/** What the tests need beside Node: a browser for the journeys, Chinese type for their screenshots, Java for DynamoDB Local. */
const NEEDED = [
  { aptPackage: "chromium", isThere: () => inPath("chromium") },
  { aptPackage: "fonts-noto-cjk", isThere: () => inPath("fc-list") && spawnSync("fc-list", [":lang=zh"], { encoding: "utf8" }).stdout.trim() !== "" },
  { aptPackage: "default-jre-headless", isThere: () => inPath("java") },
];

/** Installs what is missing where we may, and says what to install where we may not. */
export function ensureDebianPackages() {
  const missing = NEEDED.filter(({ isThere }) => !isThere()).map(({ aptPackage }) => aptPackage);
  if (missing.length === 0) return;
  if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) {
    console.log(`Missing for some tests: ${missing.join(", ")}. Install them (Debian: apt-get install ${missing.join(" ")}); without them those tests fail.`);
    return;
  }
  console.log(`Installing ${missing.join(", ")} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", ...missing],
  ]) {
    const run = spawnSync("apt-get", args, { env, encoding: "utf8", maxBuffer: 64 << 20 });
    if (run.status !== 0) console.error(`apt-get ${args[0]} failed; tests that need ${missing.join(", ")} will fail.\n${run.stderr.slice(-2000)}`);
  }
}

function inPath(command) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
