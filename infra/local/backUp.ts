// npm run backup: one copy of an office's state now, beside the running product.
import { parseArgs } from "node:util";
import { backUp } from "../../functions/platform/backup/nightlyBackups";
import { systemClock } from "../../functions/platform/clock/systemClock";
import { openOfficeStore, sizeText, tellFailure, Told } from "./officeState";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { settings: { type: "string", default: "office.env" } } });
  const { store, settings, close } = openOfficeStore(values.settings);
  try {
    if (settings.backup === undefined) throw new Told("设置文件里 BACKUP_FOLDER 是 none，没有地方放备份。请先写一个目录。");
    const made = await backUp({ store, stateFolder: settings.stateFolder, plan: settings.backup, now: systemClock.now() });
    console.log(`已备份到 ${made.folder}（${sizeText(made.sizeBytes)}）。`);
  } finally {
    await close();
  }
}

main().catch(tellFailure);
