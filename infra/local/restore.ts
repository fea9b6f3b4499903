// npm run restore: puts a backup into an empty state folder. The product is started on it afterwards as usual.
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { instantLabel, type Instant } from "../../functions/contract/kernel/time";
import { restoreBackup, type RestoreRefusal } from "../../functions/platform/backup/restoreBackup";
import { readSettingsFile, sizeText, STATE_MARKER, tellFailure, Told } from "./officeState";

const USAGE = `用法：npm run restore -- --from 备份目录 [--settings 设置文件]

先停止平台。数据目录（设置文件里的 STATE_FOLDER）要是空的：请把原来的目录改名保留，不要删除。`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { from: { type: "string" }, settings: { type: "string", default: "office.env" } } });
  if (values.from === undefined) throw new Told(USAGE);
  const { stateFolder } = readSettingsFile(values.settings);
  const from = resolve(process.env["INIT_CWD"] ?? process.cwd(), values.from);
  const restored = await restoreBackup({ from, stateFolder });
  if (!restored.ok) throw new Told(sentenceOf(restored.refusal, from, stateFolder));
  // Nobody runs on it yet (stateFolder.mjs).
  writeFileSync(join(stateFolder, STATE_MARKER), "0");
  const { at, files } = restored.value;
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  console.log(`已把 ${instantLabel(at as Instant)} 的备份恢复到 ${stateFolder}（${files.length} 个文件，${sizeText(sizeBytes)}），逐个核对无误。`);
  console.log(`现在可以启动：npm run office -- ${values.settings}`);
}

function sentenceOf(refusal: RestoreRefusal, from: string, stateFolder: string): string {
  switch (refusal.code) {
    case "NOT_A_BACKUP":
      return `${from} 不是一份完整的备份（里面没有文件清单）。请选择备份目录下以日期命名的一个目录。`;
    case "BACKUP_DAMAGED":
      return `这份备份已损坏：${refusal.path} 和备份时不一样。没有恢复任何内容，请换一份更早的备份。`;
    case "STATE_FOLDER_NOT_EMPTY":
      return `数据目录 ${stateFolder} 不是空的，没有改动它。请先停止平台，把这个目录改名保留，再恢复。`;
  }
}

main().catch(tellFailure);
