import { join } from "node:path";
import { compareActivityFigures } from "../../functions/features/statistics/rebuildActivityFigures";
import { compareVisitFigures } from "../../functions/features/statistics/rebuildVisitFigures";
import { openSqliteStore } from "../../functions/platform/store/sqlite/sqliteStore";

/** Recounts every figure from the events and prints each that differs; ends with 1 when any does. Reads beside a running product. */
async function main(): Promise<void> {
  const store = openSqliteStore({ path: join(process.env["CIVIC_GREEN_STATE"] ?? ".state", "civic-green.sqlite") });
  const differences = [...(await compareVisitFigures(store)), ...(await compareActivityFigures(store))];
  await store.close();
  for (const difference of differences)
    console.log(`${difference.unitId} ${difference.period} ${difference.figure}: 现值 ${difference.kept}，重算 ${difference.recounted}`);
  console.log(differences.length === 0 ? "统计数字与入场记录、线上活动完全一致。" : `${differences.length} 个数字与入场记录或线上活动不一致。`);
  process.exitCode = differences.length === 0 ? 0 : 1;
}

void main();
