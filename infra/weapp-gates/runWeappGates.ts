import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { TmplGroup } from "glass-easel-template-compiler";
import { openWeapp } from "./openWeapp";
import { filesEndingIn, readWeappPackage, type WeappPackage } from "./weappPackage";

/** `problems` is empty when the gate is passed; `detail` is one line for the log. */
export interface GateResult {
  readonly gate: "COMPILE" | "WXML_WXSS" | "TEMPLATES" | "SIZE" | "BOOT";
  readonly problems: readonly string[];
  readonly detail: string;
}

/** WeChat allows 2 MB each; the margin is what a later release may need. */
export const MAIN_PACKAGE_MAX_BYTES = 1.2 * 1024 * 1024;
export const SUBPACKAGE_MAX_BYTES = 1024 * 1024;

const COMPILE_TIMEOUT_MS = 120_000;

export async function runWeappGates(projectDir: string): Promise<GateResult[]> {
  return [compileGate(projectDir), wxmlWxssGate(projectDir), templatesGate(projectDir), sizeGate(projectDir), await bootGate(projectDir)];
}

/** WeChat's own packer checks app.json, page configurations, privacy keys and scripts, and transpiles. */
export function compileGate(projectDir: string): GateResult {
  const answerDir = mkdtempSync(join(tmpdir(), "weapp-compile-"));
  const answerFile = join(answerDir, "answer.json");
  try {
    // No pipes: the packer's forked helpers would keep them open. It leaves empty folders where it stands, so it stands in the folder that goes.
    spawnSync(process.execPath, [join(__dirname, "compileOffline.mjs"), projectDir, answerFile], {
      cwd: answerDir,
      stdio: "ignore",
      timeout: COMPILE_TIMEOUT_MS,
    });
    if (!existsSync(answerFile)) return { gate: "COMPILE", problems: ["the packer ended without an answer"], detail: "no answer" };
    const { problems, files } = JSON.parse(readFileSync(answerFile, "utf8")) as { readonly problems: string[]; readonly files: number };
    return { gate: "COMPILE", problems, detail: `${files} files` };
  } finally {
    rmSync(answerDir, { recursive: true, force: true });
  }
}

/** The compilers WeChat shipped for years: stricter than today's, so what passes runs on old phones. */
export function wxmlWxssGate(projectDir: string): GateResult {
  const weapp = readWeappPackage(projectDir);
  const binaries = join(dirname(require.resolve("miniprogram-compiler/package.json")), "bin", process.platform === "darwin" ? "mac" : "linux");
  const wxml = filesEndingIn(weapp, ".wxml");
  const wxs = filesEndingIn(weapp, ".wxs");
  const wxss = filesEndingIn(weapp, ".wxss");
  const withComponents = wxml.map((path) => [path, Object.keys(usingComponents(weapp, path))] as const);
  const componentList = [withComponents.length, ...withComponents.flatMap(([path, names]) => [path, names.length, ...names])].join(" ");
  const problems = [
    ...outcomeOf("wcc", run(join(binaries, "wcc"), ["-d", "-cc", componentList, ...wxml, ...wxs, "-gn", "$gwx"], weapp.distDir)),
    ...outcomeOf(
      "wcsc",
      run(join(binaries, "wcsc"), ["-lc", "-pc", String(wxss.length - 1), ...wxss.filter((path) => path !== "app.wxss"), "app.wxss"], weapp.distDir),
    ),
  ];
  return { gate: "WXML_WXSS", problems, detail: `${wxml.length} wxml, ${wxss.length} wxss` };
}

/** The compiler of WeChat's current component framework, whose warnings count: none is expected of generated templates. */
export function templatesGate(projectDir: string): GateResult {
  const weapp = readWeappPackage(projectDir);
  const group = new TmplGroup();
  const paths = filesEndingIn(weapp, ".wxml");
  const problems = paths.flatMap((path) => {
    const found = group.addTmpl(path.replace(/\.wxml$/, ""), weapp.text(path)) as readonly { readonly startLine: number; readonly message: string }[];
    return found.map(({ startLine, message }) => `${path}:${startLine} ${message}`);
  });
  group.free();
  return { gate: "TEMPLATES", problems, detail: `${paths.length} templates` };
}

/** Nobody else checks this offline: WeChat's packer accepts any size and the upload then fails. */
export function sizeGate(projectDir: string): GateResult {
  const weapp = readWeappPackage(projectDir);
  const roots = (weapp.app.subpackages ?? []).map(({ root }) => `${root.replace(/\/$/, "")}/`);
  const bytesOf = (isInside: (path: string) => boolean) =>
    weapp.files.filter(({ path }) => isInside(path) && !path.endsWith(".LICENSE.txt")).reduce((sum, { bytes }) => sum + bytes, 0);
  const packages = [
    { name: "main", bytes: bytesOf((path) => !roots.some((root) => path.startsWith(root))), max: MAIN_PACKAGE_MAX_BYTES },
    ...roots.map((root) => ({ name: root, bytes: bytesOf((path) => path.startsWith(root)), max: SUBPACKAGE_MAX_BYTES })),
  ];
  return {
    gate: "SIZE",
    problems: packages.filter(({ bytes, max }) => bytes > max).map(({ name, bytes, max }) => `${name} has ${kilobytes(bytes)}, at most ${kilobytes(max)}`),
    detail: packages.map(({ name, bytes }) => `${name} ${kilobytes(bytes)}`).join(", "),
  };
}

/** Every page of app.json, or the one named, starts in WeChat's component framework and shows something, with an API that answers nothing useful. */
export async function bootGate(projectDir: string, page?: string): Promise<GateResult> {
  const weapp = readWeappPackage(projectDir);
  const routes = page === undefined ? weapp.pages : weapp.pages.filter((route) => route === page);
  const problems: string[] = [];
  for (const route of routes) {
    try {
      const session = await openWeapp({ projectDir, answer: () => ({ status: 503, body: { code: "BUSY", message: "稍后再试", fields: [], requestId: "r" } }) });
      try {
        await session.openPage(route);
        if (session.nodeCount() === 0) problems.push(`${route} shows nothing`);
        problems.push(...session.errors().map((message) => `${route}: ${message}`));
      } finally {
        session.close();
      }
    } catch (error) {
      problems.push(`${route}: ${messageOf(error)}`);
    }
  }
  return { gate: "BOOT", problems, detail: `${routes.length} pages` };
}

function usingComponents(weapp: WeappPackage, wxmlPath: string): Record<string, string> {
  const jsonPath = wxmlPath.replace(/\.wxml$/, ".json");
  const config = weapp.has(jsonPath) ? (weapp.json(jsonPath) as { readonly usingComponents?: Record<string, string> }) : {};
  return config.usingComponents ?? {};
}

interface RunOutcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(binary: string, args: readonly string[], cwd: string): RunOutcome {
  // The package is published without the execute bit.
  chmodSync(binary, 0o755);
  return spawnSync(binary, args, { cwd, encoding: "utf8", maxBuffer: 256 << 20 });
}

function outcomeOf(name: string, { status, stdout, stderr }: RunOutcome): string[] {
  const complaint = stderr.trim() || stdout.slice(0, 400);
  return status === 0 && !/\bERR\b/.test(stderr) ? [] : [`${name} ended with ${status}: ${complaint.slice(0, 1000)}`];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024)} KB`;
}
