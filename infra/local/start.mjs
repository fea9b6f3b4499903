// npm start: installs what is missing, builds what is stale, and runs the whole product in this one process.
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { REPOSITORY } from "./bundleTypeScript.mjs";
import { OFFICE_BUNDLE, SERVER_BUNDLE, ensureBuilt } from "./builds.mjs";
import { checkNodeVersion, ensurePackages } from "./install.mjs";
import { PlainFailure } from "./plainFailure.mjs";
import { stopChildren } from "./runWithProgress.mjs";
import { takeStateFolder } from "./stateFolder.mjs";

const STOP_LIMIT_MS = 15_000;
const STORES = ["sqlite", "dynamodb-local"];
const USAGE = `用法：npm start -- [选项]            演示：微信沙箱和演示数据
      npm run office -- 设置文件      正式运行：没有演示数据，说明见 functions/docs/one-machine.md

  --port N                       端口，默认环境变量 PORT 或 8080；0 表示任选一个空闲端口
  --fresh                        清空数据目录，从干净的演示数据开始
  --store sqlite|dynamodb-local  数据存在哪里，默认 sqlite；dynamodb-local 需要 Java，只用于测试
  --no-build                     不检查依赖和构建，直接用现有的构建结果
  --office 设置文件              正式运行；其他设置都写在设置文件里，默认 office.env
  --office-template 设置文件     写出一份带说明的设置文件，等您填写
  --help                         显示这段说明

环境变量：PORT 端口；CIVIC_GREEN_STATE 数据目录，默认 .state`;

const CLIENTS = { h5Folder: join(REPOSITORY, "miniprogram/dist/h5"), adminFolder: join(REPOSITORY, "admin-h5/dist") };
const startedAtMs = Date.now();
let stop = async () => {};
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, onStopSignal);

try {
  await main();
} catch (error) {
  stopChildren();
  if (!stopping) fail(error);
}

async function main() {
  checkNodeVersion();
  const options = readOptions();
  process.chdir(REPOSITORY);
  if (options.office !== undefined) return startOffice(options);
  // Asked first, so that a taken port is known before minutes of building and before anything is emptied.
  await refuseTakenPort(options.port);
  if (options.build) {
    await ensurePackages();
    await ensureBuilt(["server", "h5", "admin"]);
  }
  if (stopping) return;
  const giveBack = takeStateFolder({ folder: options.stateFolder, fresh: options.fresh, home: "demonstration" });
  stop = async () => giveBack();
  const { startLocal } = serverOf(SERVER_BUNDLE);
  const { stateFolder, fresh, store, port } = options;
  const running = await runUntilStopped(port, giveBack, () => startLocal({ port, stateFolder, fresh, store, ...CLIENTS }));
  if (!stopping) printSummary(running, options);
}

/** For real: what the settings file says, and nothing made up. */
async function startOffice(options) {
  if (options.build) {
    await ensurePackages();
    await ensureBuilt(["office"]);
  }
  const { officeTemplate, readOfficeSettings, startOffice: startIt, OfficeSettingsWrong } = serverOf(OFFICE_BUNDLE);
  const path = resolve(options.startedIn, options.office);
  if (options.isTemplate) return writeTemplate(path, officeTemplate());
  if (!existsSync(path)) {
    throw new PlainFailure(`没有找到设置文件 ${path}。可以先生成一份再填写：npm run office -- --office-template ${options.office}`);
  }
  let settings;
  try {
    settings = readOfficeSettings({ path, content: readFileSync(path, "utf8") });
  } catch (error) {
    throw error instanceof OfficeSettingsWrong ? new PlainFailure(error.message) : error;
  }
  await refuseTakenPort(settings.port);
  if (options.build) await ensureBuilt(["h5", "admin"]);
  if (stopping) return;
  const giveBack = takeStateFolder({ folder: settings.stateFolder, fresh: false, home: "office" });
  stop = async () => giveBack();
  await runUntilStopped(settings.port, giveBack, () => startIt(settings, CLIENTS));
  if (!stopping) printOffice(settings);
}

function writeTemplate(path, content) {
  if (existsSync(path)) throw new PlainFailure(`${path} 已经有了，没有改动它。请换一个文件名。`);
  mkdirSync(dirname(path), { recursive: true });
  // It will hold secrets.
  writeFileSync(path, content, { mode: 0o600 });
  console.log(`\n  已写出 ${path}。请填写后启动：npm run office -- ${path}\n`);
}

function serverOf(bundle) {
  if (!existsSync(join(REPOSITORY, bundle))) throw new PlainFailure("还没有构建过。请先不带 --no-build 启动一次。");
  process.setSourceMapsEnabled(true);
  return createRequire(import.meta.url)(join(REPOSITORY, bundle));
}

async function runUntilStopped(port, giveBack, start) {
  const starting = start();
  // A Ctrl-C while it starts waits until there is something to stop.
  stop = async () => {
    await starting.then(
      (running) => running.stop(),
      () => {},
    );
    giveBack();
  };
  return starting.catch(async (error) => {
    giveBack();
    throw error.code === "EADDRINUSE" ? await takenPort(port) : error;
  });
}

function readOptions() {
  let values;
  let positionals;
  try {
    ({ values, positionals } = parseArgs({
      options: {
        port: { type: "string" },
        fresh: { type: "boolean" },
        store: { type: "string" },
        "no-build": { type: "boolean" },
        office: { type: "boolean" },
        "office-template": { type: "boolean" },
        help: { type: "boolean" },
      },
      allowPositionals: true,
    }));
  } catch (error) {
    throw new PlainFailure(`不认识的参数：${/'([^']*)'/.exec(error.message)?.[1] ?? error.message}\n\n${USAGE}`);
  }
  if (values.help === true) {
    console.log(USAGE);
    process.exit(0);
  }
  const isTemplate = values["office-template"] === true;
  const isOffice = values.office === true || isTemplate;
  if (positionals.length > (isOffice ? 1 : 0)) throw new PlainFailure(`不认识的参数：${positionals.at(-1)}\n\n${USAGE}`);
  const notForOffice = ["port", "fresh", "store"].find((name) => values[name] !== undefined);
  if (isOffice && notForOffice !== undefined) {
    throw new PlainFailure(
      notForOffice === "fresh" ? "正式运行不能用 --fresh：它会清空数据。" : `正式运行不用 --${notForOffice}：端口和数据目录写在设置文件里。`,
    );
  }
  const port = values.port ?? (process.env.PORT || "8080");
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new PlainFailure(`端口应为 0 到 65535 的整数，收到的是「${port}」。`);
  const store = values.store ?? "sqlite";
  if (!STORES.includes(store)) throw new PlainFailure(`--store 只能是 ${STORES.join(" 或 ")}，收到的是「${store}」。`);
  return {
    port: Number(port),
    store,
    fresh: values.fresh === true,
    build: values["no-build"] !== true,
    ...(isOffice ? { office: positionals[0] ?? "office.env", isTemplate } : {}),
    // A path on the command line is seen from where it was typed; npm itself goes to the repository.
    startedIn: process.env.INIT_CWD || process.cwd(),
    stateFolder: resolve(REPOSITORY, process.env.CIVIC_GREEN_STATE || ".state"),
  };
}

async function refuseTakenPort(port) {
  if (port !== 0 && !(await isFree(port))) throw await takenPort(port);
}

async function takenPort(port) {
  let other = port + 1;
  while (other < port + 20 && !(await isFree(other))) other += 1;
  return new PlainFailure(`端口 ${port} 已被其他程序占用。请换一个端口启动：npm start -- --port ${other}，或先停止占用它的程序。`);
}

function isFree(port) {
  return new Promise((answer) => {
    const probe = createServer();
    // Also a port that needs more rights is not ours to take; the real start says so.
    probe.once("error", (error) => answer(error.code !== "EADDRINUSE"));
    probe.listen(port, () => probe.close(() => answer(true)));
  });
}

function printSummary(running, options) {
  const base = `http://localhost:${running.port}`;
  const rows = [
    ["小程序 H5", `${base}/`],
    ["管理后台", `${base}/admin/`],
    ["接口文档", `${base}/api/docs`],
    ["微信沙箱", `${base}/sandbox/`],
    ["数据目录", relative(REPOSITORY, options.stateFolder).startsWith("..") ? options.stateFolder : relative(REPOSITORY, options.stateFolder)],
  ];
  const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
  console.log(`\n  城市环境共治平台 已启动（${seconds} 秒）\n`);
  for (const [label, value] of rows) console.log(`  ${label}${" ".repeat(12 - columns(label))}${value}`);
  if (running.lines.length > 0) console.log(`\n${running.lines.map((line) => `  ${line}`).join("\n")}`);
  console.log("\n  按 Ctrl-C 停止；数据保留，npm start -- --fresh 可重新开始。\n");
}

function printOffice({ publicBaseUrl, port, stateFolder, missingLabels }) {
  const rows = [
    ["公众和手机端", `${publicBaseUrl}/`],
    ["管理后台", `${publicBaseUrl}/admin/`],
    ["本机端口", String(port)],
    ["数据目录", stateFolder],
    ["还没有接通", missingLabels.length === 0 ? "（全部已接通）" : missingLabels.join("、")],
  ];
  console.log("\n  城市环境共治平台 已启动（正式运行）\n");
  for (const [label, value] of rows) console.log(`  ${label}${" ".repeat(14 - columns(label))}${value}`);
  console.log("\n  第一次启动后，请在另一个终端设立平台管理员：npm run admin:create -- --help");
  console.log("  按 Ctrl-C 停止；数据保留。\n");
}

/** A Chinese character takes two columns of a terminal. */
function columns(text) {
  return [...text].reduce((sum, character) => sum + (character.codePointAt(0) > 0x2e80 ? 2 : 1), 0);
}

async function onStopSignal() {
  if (stopping) process.exit(130);
  stopping = true;
  console.log("\n  正在停止…（再按一次 Ctrl-C 立即结束）");
  stopChildren();
  const limit = setTimeout(() => {
    console.error(`  ${STOP_LIMIT_MS / 1000} 秒内没有停下，已强制结束。已确认的数据不会丢失。`);
    process.exit(1);
  }, STOP_LIMIT_MS);
  try {
    await stop();
  } catch (error) {
    clearTimeout(limit);
    fail(error);
  }
  console.log("  已停止。");
  process.exit(0);
}

function fail(error) {
  console.error(error instanceof PlainFailure ? `\n${error.message}\n` : error);
  process.exit(1);
}
