import { join } from "node:path";
import { PARAMETERS_KEY, type ParametersItem } from "../../engines/settings/parameters";
import { openSqliteStore } from "../../platform/store/sqlite/sqliteStore";

/** A browser's product goes by the real clock: at night its messages would wait for the morning, and a journey with them. */
export async function withoutQuietHours(stateFolder: string): Promise<void> {
  const store = openSqliteStore({ path: join(stateFolder, "civic-green.sqlite") });
  try {
    const before = (await store.get(PARAMETERS_KEY)) as ParametersItem | undefined;
    const values = { ...before?.values, "messages.quietFrom": "00:00", "messages.quietUntil": "00:00" };
    await store.transact([{ kind: "put", tag: "parameters", item: { version: 1, ...before, ...PARAMETERS_KEY, values } }]);
  } finally {
    await store.close();
  }
}
