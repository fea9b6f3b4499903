import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A product that only listens: what is tested here is the way it is started and stopped. */
const FAKE_SERVER = `
const { createServer } = require("node:http");
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
exports.startLocal = async (options) => {
  const server = createServer((request, response) => response.end("ok"));
  await new Promise((done, failed) => server.on("error", failed).listen(options.port, done));
  writeFileSync(join(options.stateFolder, "data"), JSON.stringify(options));
  return {
    port: server.address().port,
    lines: ["演示账号 " + options.store + (options.fresh ? " 全新" : "")],
    stop: () => (process.env.STOP_HANGS ? new Promise(() => {}) : new Promise((done) => server.close(done))),
  };
};
`;

/** What the command needs of an office's server: its settings and the same listening. */
const FAKE_OFFICE = `
const { startLocal } = require("./local.cjs");
class OfficeSettingsWrong extends Error {}
exports.OfficeSettingsWrong = OfficeSettingsWrong;
exports.officeTemplate = () => "PORT=0\\n";
exports.readOfficeSettings = ({ content }) => {
  if (!content.includes("STATE_FOLDER=")) throw new OfficeSettingsWrong("设置文件有 1 处要改：\\n- STATE_FOLDER：没有填写");
  return { port: 0, stateFolder: /STATE_FOLDER=(.*)/.exec(content)[1], publicBaseUrl: "https://visit.example", missingLabels: ["短信"] };
};
exports.startOffice = (settings) => startLocal({ ...settings, store: "office" });
`;

let repository = "";
let state = "";
const children: ChildProcess[] = [];

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), "start-"));
  state = join(repository, "state");
  mkdirSync(join(repository, "infra/local"), { recursive: true });
  mkdirSync(join(repository, ".cache/server"), { recursive: true });
  for (const name of readdirSync("infra/local")) if (name.endsWith(".mjs")) cpSync(join("infra/local", name), join(repository, "infra/local", name));
  writeFileSync(join(repository, ".cache/server/local.cjs"), FAKE_SERVER);
  writeFileSync(join(repository, ".cache/server/office.cjs"), FAKE_OFFICE);
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(repository, { recursive: true });
});

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves when the text has been printed. */
  readonly says: (text: string) => Promise<void>;
  readonly exit: Promise<number | null>;
}

function start(args: readonly string[], env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, ["infra/local/start.mjs", ...args], {
    cwd: repository,
    env: { ...process.env, PORT: "0", CIVIC_GREEN_STATE: state, ...env },
  });
  children.push(child);
  let output = "";
  const exit = new Promise<number | null>((done) => child.on("close", done));
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const says = async (text: string) => {
    let ended = false;
    void exit.then(() => (ended = true));
    while (!output.includes(text)) {
      if (ended) throw new Error(`ended without saying "${text}":\n${output}`);
      await new Promise((wake) => setTimeout(wake, 20));
    }
  };
  return { child, output: () => output, says, exit };
}

test("prints where everything is, and stops with 0", async () => {
  const run = start(["--no-build"]);
  await run.says("按 Ctrl-C 停止");
  const port = /localhost:(\d+)\/admin\//.exec(run.output())?.[1] ?? "";
  expect(run.output()).toContain(`小程序 H5   http://localhost:${port}/\n`);
  expect(run.output()).toContain(`接口文档    http://localhost:${port}/api/docs\n`);
  expect(run.output()).toContain(`微信沙箱    http://localhost:${port}/sandbox/\n`);
  expect(run.output()).toContain("演示账号 sqlite\n");
  expect(await (await fetch(`http://localhost:${port}/`)).text()).toBe("ok");
  run.child.kill("SIGINT");
  expect(await run.exit).toBe(0);
  expect(run.output()).toContain("已停止。");
});

test("SIGTERM stops it too, and a second signal does not wait", async () => {
  const polite = start(["--no-build"]);
  await polite.says("按 Ctrl-C 停止");
  polite.child.kill("SIGTERM");
  expect(await polite.exit).toBe(0);

  const hanging = start(["--no-build"], { STOP_HANGS: "1" });
  await hanging.says("按 Ctrl-C 停止");
  hanging.child.kill("SIGINT");
  await hanging.says("正在停止");
  hanging.child.kill("SIGINT");
  expect(await hanging.exit).toBe(130);
});

describe("a taken port", () => {
  let taken: Server;
  let port = 0;
  beforeEach(async () => {
    taken = createServer();
    await new Promise<void>((done) => taken.listen(0, done));
    port = (taken.address() as AddressInfo).port;
  });
  afterEach(() => taken.close());

  test("is one sentence with the way out, and --fresh has emptied nothing", async () => {
    mkdirSync(state);
    writeFileSync(join(state, ".civic-green-state"), "0");
    writeFileSync(join(state, "data"), "kept");
    const run = start(["--no-build", "--fresh", "--port", String(port)]);
    expect(await run.exit).toBe(1);
    expect(run.output()).toMatch(new RegExp(`^\\n端口 ${port} 已被其他程序占用。请换一个端口启动：npm start -- --port \\d+，或先停止占用它的程序。\\n\\n$`));
    expect(existsSync(join(state, "data"))).toBe(true);
  });
});

test.each([
  [["--bogus"], {}, "不认识的参数：--bogus"],
  [["--port", "eighty"], {}, "端口应为 0 到 65535 的整数，收到的是「eighty」"],
  [[], { PORT: "70000" }, "端口应为 0 到 65535 的整数，收到的是「70000」"],
  [["--store", "redis"], {}, "--store 只能是 sqlite 或 dynamodb-local"],
])("%j %j is refused without a stack", async (args, env, sentence) => {
  const run = start(args, env);
  expect(await run.exit).toBe(1);
  expect(run.output()).toContain(sentence);
  expect(run.output()).not.toContain("    at ");
});

describe("the state folder", () => {
  test("survives a restart, and --fresh empties it", async () => {
    const runAndStop = async (args: readonly string[], says: string) => {
      const run = start(args);
      await run.says(says);
      run.child.kill("SIGINT");
      expect(await run.exit).toBe(0);
    };
    await runAndStop(["--no-build"], "演示账号 sqlite\n");
    writeFileSync(join(state, "bookings"), "");
    await runAndStop(["--no-build"], "演示账号 sqlite\n");
    expect(readdirSync(state).sort()).toEqual([".civic-green-state", "bookings", "data", "edition", "home"]);
    await runAndStop(["--no-build", "--fresh", "--store", "dynamodb-local"], "演示账号 dynamodb-local 全新\n");
    expect(readdirSync(state).sort()).toEqual([".civic-green-state", "data", "edition", "home"]);
  });

  test.each([
    ["by the first edition, which did not name itself", undefined, "1"],
    ["by another edition", "99", "99"],
  ])("made %s is refused with the ways out and kept; --fresh begins anew", async (_, edition, named) => {
    mkdirSync(state);
    writeFileSync(join(state, ".civic-green-state"), "0");
    writeFileSync(join(state, "civic-green.sqlite"), "kept");
    if (edition !== undefined) writeFileSync(join(state, "edition"), edition);
    const run = start(["--no-build"]);
    expect(await run.exit).toBe(1);
    expect(run.output()).toContain(`是另一个版本（${named}）建立的`);
    expect(run.output()).toContain("用环境变量 CIVIC_GREEN_STATE 指定一个新目录；不需要它，请用 npm start -- --fresh 重新开始");
    expect(existsSync(join(state, "civic-green.sqlite"))).toBe(true);
    const anew = start(["--no-build", "--fresh"]);
    await anew.says("按 Ctrl-C 停止");
    expect(existsSync(join(state, "civic-green.sqlite"))).toBe(false);
    anew.child.kill("SIGINT");
    expect(await anew.exit).toBe(0);
  });

  test("of somebody else is not touched", async () => {
    mkdirSync(state);
    writeFileSync(join(state, "thesis.docx"), "");
    const run = start(["--no-build", "--fresh"]);
    expect(await run.exit).toBe(1);
    expect(run.output()).toContain("里有别的文件，没有改动它");
    expect(readdirSync(state)).toEqual(["thesis.docx"]);
  });

  test("serves one process; after a kill -9 it can be taken again", async () => {
    const first = start(["--no-build"]);
    await first.says("按 Ctrl-C 停止");
    const second = start(["--no-build", "--fresh"]);
    expect(await second.exit).toBe(1);
    expect(second.output()).toContain(`正由另一个平台进程（${first.child.pid ?? 0}）使用`);
    first.child.kill("SIGKILL");
    await first.exit;
    const third = start(["--no-build"]);
    await third.says("按 Ctrl-C 停止");
    third.child.kill("SIGINT");
    expect(await third.exit).toBe(0);
  });
});

describe("an office for real", () => {
  let settings = "";
  beforeEach(() => {
    settings = join(repository, "office.env");
    writeFileSync(settings, `STATE_FOLDER=${state}\n`);
  });
  const office = (...args: readonly string[]) => start(["--office", "--no-build", ...args]);

  test("says where it is, what is not connected yet and how the first admin is made", async () => {
    const run = office(settings);
    await run.says("按 Ctrl-C 停止");
    expect(run.output()).toContain("已启动（正式运行）");
    expect(run.output()).toContain("管理后台      https://visit.example/admin/\n");
    expect(run.output()).toContain("还没有接通    短信\n");
    expect(run.output()).toContain("npm run admin:create -- --help");
    expect(run.output()).not.toContain("沙箱");
    run.child.kill("SIGINT");
    expect(await run.exit).toBe(0);
  });

  test.each([
    [["no-such.env"], "没有找到设置文件"],
    [["--fresh"], "正式运行不能用 --fresh：它会清空数据。"],
    [["--port", "8080"], "正式运行不用 --port：端口和数据目录写在设置文件里。"],
    [["one.env", "two.env"], "不认识的参数：two.env"],
  ])("%j is refused without a stack", async (args, sentence) => {
    const run = office(...args);
    expect(await run.exit).toBe(1);
    expect(run.output()).toContain(sentence);
    expect(run.output()).not.toContain("    at ");
  });

  test("what is wrong with the settings is said as the settings say it", async () => {
    writeFileSync(settings, "PORT=1\n");
    const run = office(settings);
    expect(await run.exit).toBe(1);
    expect(run.output()).toBe("\n设置文件有 1 处要改：\n- STATE_FOLDER：没有填写\n\n");
  });

  test("the template is written once, for its reader alone, and never over another file", async () => {
    const fresh = join(repository, "etc/civic-green/office.env");
    expect(await start(["--office-template", "--no-build", fresh]).exit).toBe(0);
    expect([readFileSync(fresh, "utf8"), statSync(fresh).mode & 0o777]).toEqual(["PORT=0\n", 0o600]);
    const again = start(["--office-template", "--no-build", settings]);
    expect(await again.exit).toBe(1);
    expect(readFileSync(settings, "utf8")).toContain("STATE_FOLDER=");
  });

  test("the demonstration's data and an office's are never taken for each other's, not even by --fresh", async () => {
    const demonstration = start(["--no-build"]);
    await demonstration.says("按 Ctrl-C 停止");
    demonstration.child.kill("SIGINT");
    await demonstration.exit;
    const refused = office(settings);
    expect(await refused.exit).toBe(1);
    expect(refused.output()).toContain("是演示的数据，不能用于正式运行，没有改动它。请在设置文件的 STATE_FOLDER 里写另一个目录。");

    writeFileSync(join(state, "home"), "office");
    const emptying = start(["--no-build", "--fresh"]);
    expect(await emptying.exit).toBe(1);
    expect(emptying.output()).toContain("是正式运行的数据，不能用于演示，没有改动它。");
    expect(existsSync(join(state, "data"))).toBe(true);
  });
});
