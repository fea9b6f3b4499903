// What the clients and the server are built from and into. A build runs when the content of its inputs changed or its output is gone.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY, bundleTypeScript } from "./bundleTypeScript.mjs";
import { PlainFailure } from "./plainFailure.mjs";
import { precompress } from "./precompress.mjs";
import { runWithProgress } from "./runWithProgress.mjs";

const RECORD = join(REPOSITORY, ".cache/builds.json");
export const SERVER_BUNDLE = ".cache/server/local.cjs";
/** Without the sandbox and the demonstration: an office's machine does not even carry them. */
export const OFFICE_BUNDLE = ".cache/server/office.cjs";

const MINIPROGRAM_INPUTS = ["miniprogram", "functions/contract", "package-lock.json", "tsconfig.base.json"];
const npmScript = (script, workspace) => ({
  command: process.env.npm_execpath === undefined ? "npm" : process.execPath,
  args: [...(process.env.npm_execpath === undefined ? [] : [process.env.npm_execpath]), "run", script, "--workspace", workspace],
});

const BUILDS = {
  h5: {
    title: "构建小程序 H5",
    inputs: MINIPROGRAM_INPUTS,
    output: "miniprogram/dist/h5/index.html",
    run: (title) => buildClient(title, npmScript("build:h5", "miniprogram"), "miniprogram/dist/h5"),
  },
  admin: {
    title: "构建管理后台",
    inputs: ["admin-h5", "functions/contract", "package-lock.json", "tsconfig.base.json"],
    output: "admin-h5/dist/index.html",
    run: (title) => buildClient(title, npmScript("build", "admin-h5"), "admin-h5/dist"),
  },
  server: {
    title: "构建服务端",
    inputs: ["functions", "infra/local", "package-lock.json"],
    output: SERVER_BUNDLE,
    run: (title) => bundleServer(title, "functions/entrypoints/local.ts", SERVER_BUNDLE),
  },
  office: {
    title: "构建服务端（正式运行）",
    inputs: ["functions", "package-lock.json"],
    output: OFFICE_BUNDLE,
    run: (title) => bundleServer(title, "functions/entrypoints/office.ts", OFFICE_BUNDLE),
  },
};

/** @param {(keyof typeof BUILDS)[]} names */
export async function ensureBuilt(names) {
  // The two clients together use both cores; the inputs' state is taken before, so that a change during a build is seen next time.
  const ends = await Promise.allSettled(
    names.map(async (name) => {
      const build = BUILDS[name];
      const state = contentHash(build.inputs);
      if (existsSync(join(REPOSITORY, build.output)) && readRecord()[name] === state) return;
      rmSync(join(REPOSITORY, build.output), { force: true });
      await build.run(build.title);
      if (!existsSync(join(REPOSITORY, build.output))) throw new PlainFailure(`${build.title}没有产生 ${build.output}。`);
      mkdirSync(join(REPOSITORY, ".cache"), { recursive: true });
      writeFileSync(RECORD, JSON.stringify({ ...readRecord(), [name]: state }, null, 2));
    }),
  );
  const failures = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
  if (failures.length === 0) return;
  const unexpected = failures.find((failure) => !(failure instanceof PlainFailure));
  throw unexpected ?? new PlainFailure(failures.map((failure) => failure.message).join("\n\n"));
}

async function buildClient(title, command, outputFolder) {
  await runWithProgress(title, command);
  precompress(join(REPOSITORY, outputFolder));
}

async function bundleServer(title, entry, outfile) {
  const startedAtMs = Date.now();
  try {
    await bundleTypeScript({ entry, outfile, format: "cjs" });
  } catch (error) {
    const lines = (error.errors ?? []).map(
      ({ text, location }) => `    ${location === null ? "" : `${location.file}:${location.line}:${location.column}  `}${text}`,
    );
    throw new PlainFailure(`${title}失败：\n\n${lines.length === 0 ? `    ${error.message}` : lines.join("\n")}`);
  }
  console.log(`  ✓ ${title}（${((Date.now() - startedAtMs) / 1000).toFixed(1)} 秒）`);
}

function readRecord() {
  try {
    return JSON.parse(readFileSync(RECORD, "utf8"));
  } catch {
    return {};
  }
}

const NOT_AN_INPUT = new Set(["node_modules", "dist", ".swc", ".cache", ".artifacts"]);

function contentHash(paths) {
  const hash = createHash("sha1");
  const add = (path) => {
    const absolute = join(REPOSITORY, path);
    if (!existsSync(absolute)) return;
    if (statSync(absolute).isDirectory()) {
      for (const name of readdirSync(absolute).sort()) if (!NOT_AN_INPUT.has(name)) add(`${path}/${name}`);
    } else if (!/\.(test\.tsx?|md)$/.test(path)) {
      hash.update(path).update("\0").update(readFileSync(absolute)).update("\0");
    }
  };
  paths.forEach(add);
  return hash.digest("hex");
}
