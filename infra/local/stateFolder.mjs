import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PlainFailure } from "./plainFailure.mjs";

/** Written into every state folder, so that `--fresh` never empties a folder that is something else. */
const MARKER = ".civic-green-state";

/** Goes up when stored records of before cannot be read any more; such data is refused in words, never half read. */
export const STATE_EDITION = "4";
const EDITION = "edition";
const DATABASE = "civic-green.sqlite";
/** Whose data these are; a folder of before the file was written is a demonstration's. */
const HOME = "home";
const HOME_LABELS = { demonstration: "演示", office: "正式运行" };

/**
 * Takes the folder for this process: one process writes one state. Returns the function that gives it back.
 * @param {{ folder: string, fresh: boolean, home: "demonstration" | "office" }} options
 */
export function takeStateFolder({ folder, fresh, home }) {
  mkdirSync(folder, { recursive: true, ...(home === "office" ? { mode: 0o700 } : {}) });
  const marker = join(folder, MARKER);
  const elsewhere = home === "office" ? "在设置文件的 STATE_FOLDER 里写另一个目录" : "用环境变量 CIVIC_GREEN_STATE 指定另一个目录";
  const found = readdirSync(folder);
  if (found.length > 0 && !existsSync(marker)) {
    throw new PlainFailure(`数据目录 ${folder} 里有别的文件，没有改动它。请${elsewhere.replace("另一个", "一个空")}。`);
  }
  refuseOtherHome({ folder, home, elsewhere });
  const owner = existsSync(marker) ? Number(readFileSync(marker, "utf8")) : 0;
  if (owner > 0 && owner !== process.pid && isAlive(owner)) {
    throw new PlainFailure(`数据目录 ${folder} 正由另一个平台进程（${owner}）使用。请先停止它，或${elsewhere}。`);
  }
  const edition = existsSync(join(folder, EDITION)) ? readFileSync(join(folder, EDITION), "utf8").trim() : "1";
  if (!fresh && existsSync(join(folder, DATABASE)) && edition !== STATE_EDITION) {
    throw new PlainFailure(
      `数据目录 ${folder} 是另一个版本（${edition}）建立的，这个版本（${STATE_EDITION}）不能读取，没有改动它。` +
        (home === "office"
          ? "请用建立它的那个版本打开，或联系技术人员转换数据。"
          : "要保留它，请用环境变量 CIVIC_GREEN_STATE 指定一个新目录；不需要它，请用 npm start -- --fresh 重新开始。"),
    );
  }
  if (fresh) for (const name of found) if (name !== MARKER) rmSync(join(folder, name), { recursive: true, force: true });
  writeFileSync(marker, String(process.pid));
  writeFileSync(join(folder, EDITION), STATE_EDITION);
  writeFileSync(join(folder, HOME), home);
  return () => writeFileSync(marker, "0");
}

/** Made-up people never stand among real ones, and `--fresh` never empties an office. */
function refuseOtherHome({ folder, home, elsewhere }) {
  const isNamed = existsSync(join(folder, HOME));
  if (!isNamed && !existsSync(join(folder, DATABASE))) return;
  const found = isNamed ? readFileSync(join(folder, HOME), "utf8").trim() : "demonstration";
  if (found === home) return;
  throw new PlainFailure(`数据目录 ${folder} 是${HOME_LABELS[found] ?? found}的数据，不能用于${HOME_LABELS[home]}，没有改动它。请${elsewhere}。`);
}

/** A killed process leaves its number behind, and the number may belong to a stranger today; on Linux its command line tells. */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, "utf8").includes("start.mjs");
}
