// Fills a state folder for a benchmark: node infra/local/runTs.mjs infra/local/demo-data/fill.ts --state <folder> [--bookings 100000] [--seed 20260101]
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { systemClock } from "../../../functions/platform/clock/systemClock";
import { createScryptPasswords } from "../../../functions/platform/passwords/scryptPasswords";
import { openSqliteStore } from "../../../functions/platform/store/sqlite/sqliteStore";
import { DEMO_SEED, seedDemoData } from "./seedDemoData";

// As `npm start` marks and names them (stateFolder.mjs, entrypoints/local.ts), so that it can be started on the result.
const STATE_MARKER = ".civic-green-state";
const STORE_FILE = "civic-green.sqlite";

async function fill(): Promise<void> {
  const { values } = parseArgs({
    options: { state: { type: "string" }, bookings: { type: "string", default: "100000" }, seed: { type: "string", default: String(DEMO_SEED) } },
  });
  const bookings = Number(values.bookings);
  const seed = Number(values.seed);
  if (values.state === undefined || !Number.isInteger(bookings) || bookings < 1 || !Number.isInteger(seed)) {
    console.error("usage: fill.ts --state <folder> [--bookings 100000] [--seed 20260101]");
    process.exitCode = 2;
    return;
  }
  const folder = resolve(values.state);
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0 && !existsSync(join(folder, STATE_MARKER))) {
    console.error(`${folder} holds other files; name an empty folder`);
    process.exitCode = 2;
    return;
  }
  if (!existsSync(join(folder, STATE_MARKER))) writeFileSync(join(folder, STATE_MARKER), "0");
  const store = openSqliteStore({ path: join(folder, STORE_FILE) });
  const startedAt = performance.now();
  try {
    const items = await seedDemoData({ store, passwords: createScryptPasswords(), clock: systemClock, seed, bookings });
    console.log(JSON.stringify({ folder, bookings, seed, items, seconds: Number(((performance.now() - startedAt) / 1000).toFixed(1)) }));
  } finally {
    await store.close();
  }
}

void fill();
