import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addMs, DAY_MS, epochMsOf, instantFromEpochMs, type Instant, type TimeOfDay } from "@app/contract/kernel/time";
import { compareActivityFigures } from "../../features/statistics/rebuildActivityFigures";
import { compareVisitFigures } from "../../features/statistics/rebuildVisitFigures";
import { seedDemoData } from "../../../infra/local/demo-data/seedDemoData";
import { getLastBackup } from "../../engines/backup/lastBackup";
import type { StoredItem } from "../../engines/store/storePort";
import { createDiskFiles, type DiskFiles } from "../files/disk/diskFiles";
import { createTimeOrderedIds } from "../ids/timeOrderedIds";
import { openSqliteStore, type SqliteStore } from "../store/sqlite/sqliteStore";
import { MANIFEST } from "./backupFolder";
import { backUp, isBackupDue } from "./nightlyBackups";
import { restoreBackup } from "./restoreBackup";

const NOW = "2026-03-07T02:30:00.000+08:00" as Instant;
const PHOTO = { key: "photos/p1.jpg", bytes: Buffer.from("a picture") };

let folder = "";
let state = "";
let backups = "";
let store: SqliteStore;
let files: DiskFiles;
const filesIn = (stateFolder: string): DiskFiles =>
  createDiskFiles({ folder: join(stateFolder, "files"), secret: "s", clock: { now: () => NOW }, ids: createTimeOrderedIds(() => epochMsOf(NOW)) });
const storeIn = (stateFolder: string): SqliteStore => openSqliteStore({ path: join(stateFolder, "civic-green.sqlite") });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "backup-"));
  [state, backups] = [join(folder, "state"), join(folder, "backups")];
  mkdirSync(state);
  store = storeIn(state);
  files = filesIn(state);
  for (const [name, text] of [
    ["home", "office"],
    ["edition", "4"],
    ["booking-code-key.pem", "a key"],
  ] as const)
    writeFileSync(join(state, name), text);
  await files.write(PHOTO.key, PHOTO.bytes, "image/jpeg");
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const make = (now: Instant = NOW, keepDays = 14) => backUp({ store, stateFolder: state, plan: { folder: backups, keepDays }, now });
const put = (item: StoredItem) => store.transact([{ kind: "put", tag: "item", item }]);

async function everything(from: SqliteStore): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const page = await from.scan({ limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
    for (const item of page.items) all.set(`${item.pk}|${item.sk}`, JSON.stringify(item));
    cursor = page.next;
  } while (cursor !== undefined);
  return all;
}

it("R10 T27 taken while people book and restored on a clean machine: every record and figure as it was, a photo opens, the keys are there", async () => {
  const passwords = { hash: async () => "hash" };
  await seedDemoData({ store, passwords, clock: { now: () => NOW }, bookings: 300 });
  const before = await everything(store);
  let written = 0;
  let isMaking = true;
  const load = (async () => {
    while (isMaking) await put({ pk: "LOAD", sk: String((written += 1)) });
  })();
  const made = await make().finally(() => (isMaking = false));
  await load;
  expect(written).toBeGreaterThan(10);
  const clean = join(folder, "clean");
  expect(await restoreBackup({ from: made.folder, stateFolder: clean })).toMatchObject({ ok: true, value: { at: NOW } });
  const restored = storeIn(clean);
  try {
    const after = await everything(restored);
    const loaded = [...after.keys()].filter((key) => key.startsWith("LOAD|")).map((key) => Number(key.slice(5)));
    for (const key of after.keys()) if (key.startsWith("LOAD|")) after.delete(key);
    expect(after).toEqual(before);
    // One moment: of what was written meanwhile the first so many, without a gap.
    expect(loaded.sort((a, b) => a - b)).toEqual(loaded.map((_, index) => index + 1));
    expect([...(await compareVisitFigures(restored)), ...(await compareActivityFigures(restored))]).toEqual([]);
  } finally {
    await restored.close();
  }
  expect(await filesIn(clean).read(PHOTO.key)).toEqual(PHOTO.bytes);
  expect(readFileSync(join(clean, "booking-code-key.pem"), "utf8")).toBe("a key");
  expect(readFileSync(join(clean, "home"), "utf8")).toBe("office");
}, 120_000);

it.each([
  [
    "a photo with another byte",
    (made: string) => writeFileSync(join(made, "files", PHOTO.key), "a pictura"),
    { code: "BACKUP_DAMAGED", path: `files/${PHOTO.key}` },
  ],
  ["a photo that is gone", (made: string) => rmSync(join(made, "files", PHOTO.key)), { code: "BACKUP_DAMAGED", path: `files/${PHOTO.key}` }],
  [
    "a database cut short",
    (made: string) => writeFileSync(join(made, "civic-green.sqlite"), readFileSync(join(made, "civic-green.sqlite")).subarray(0, 4096)),
    { code: "BACKUP_DAMAGED", path: "civic-green.sqlite" },
  ],
  ["a list that cannot be read", (made: string) => writeFileSync(join(made, MANIFEST), "{"), { code: "BACKUP_DAMAGED", path: MANIFEST }],
  ["no list: it was never whole", (made: string) => rmSync(join(made, MANIFEST)), { code: "NOT_A_BACKUP" }],
])("R10 %s: refused, and the state folder stays empty", async (_, damage, refusal) => {
  const made = await make();
  damage(made.folder);
  const clean = join(folder, "clean");
  expect(await restoreBackup({ from: made.folder, stateFolder: clean })).toEqual({ ok: false, refusal });
  expect(existsSync(clean) ? readdirSync(clean) : []).toEqual([]);
});

it("nothing is ever restored over something", async () => {
  const made = await make();
  const taken = join(folder, "taken");
  mkdirSync(taken);
  writeFileSync(join(taken, "thesis.docx"), "");
  expect(await restoreBackup({ from: made.folder, stateFolder: taken })).toEqual({ ok: false, refusal: { code: "STATE_FOLDER_NOT_EMPTY" } });
  expect(readdirSync(taken)).toEqual(["thesis.docx"]);
});

it("old ones go after their days, never the only one; a photo that did not change lies on the disk once", async () => {
  const later = (days: number): Instant => addMs(NOW, days * DAY_MS);
  const first = await make();
  const second = await make(later(1), 2);
  const inode = (made: string): number => statSync(join(made, "files", PHOTO.key)).ino;
  expect(inode(second.folder)).toBe(inode(first.folder));
  await make(later(3), 2);
  expect(readdirSync(backups)).toEqual(["2026-03-08T02-30-00", "2026-03-10T02-30-00"]);
  await make(later(40), 2);
  expect(readdirSync(backups)).toEqual(["2026-04-16T02-30-00"]);
});

it("a night that fails is written down with its reason and leaves nothing half; the next good one says so", async () => {
  writeFileSync(backups, "a file where the folder should be");
  await expect(make()).rejects.toThrow();
  expect(await getLastBackup(store)).toMatchObject({ failedAt: NOW, failure: expect.stringContaining("EEXIST") as unknown });
  rmSync(backups);
  mkdirSync(join(backups, "2026-03-06T02-30-00.unfinished"), { recursive: true });
  const made = await make(addMs(NOW, 1000));
  expect(readdirSync(backups)).toEqual(["2026-03-07T02-30-01"]);
  expect(await getLastBackup(store)).toMatchObject({ at: addMs(NOW, 1000), sizeBytes: made.sizeBytes });
});

const at = (time: string, day = "07"): Instant => instantFromEpochMs(Date.parse(`2026-03-${day}T${time}:00.000+08:00`));
it.each<[string, Instant, { at?: Instant; failedAt?: Instant } | undefined, boolean]>([
  ["the first start, at any hour", at("01:00"), undefined, true],
  ["before the hour", at("02:29"), { at: at("02:30", "06") }, false],
  ["at the hour", at("02:30"), { at: at("02:30", "06") }, true],
  ["after today's", at("02:31"), { at: at("02:30") }, false],
  ["missed while the machine stood still", at("09:00"), { at: at("02:30", "05") }, true],
  ["59 minutes after a failure", at("03:29"), { at: at("02:30", "06"), failedAt: at("02:30") }, false],
  ["an hour after a failure", at("03:30"), { at: at("02:30", "06"), failedAt: at("02:30") }, true],
  ["yesterday's failure", at("02:30"), { at: at("02:30", "05"), failedAt: at("02:30", "06") }, true],
  ["the first one failed, before the hour", at("01:00"), { failedAt: at("00:59") }, false],
])("%s: due or not", (_, now, last, isDue) => {
  expect(isBackupDue(now, "02:30" as TimeOfDay, last)).toBe(isDue);
});
