import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instantFromEpochMs } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { trailWrites } from "../../functions/engines/events/trail";
import type { StoredItem } from "../../functions/engines/store/storePort";
import { listTrailEntries, trailSearch } from "../../functions/features/audit/trailRepository";
import { openSqliteStore } from "../../functions/platform/store/sqlite/sqliteStore";
import { storeBatches } from "../local/demo-data/storeBatches";

const UNIT = "CN/46/4601/460108/haikou-baishamen" as OrgPath;
const BEGAN_MS = Date.UTC(2026, 0, 1);
const LOOKS = 400;

/** 操作日志 of a city and of a province, a page of 20 from the middle, at a thousand entries and at many: the second may not be slower for there being more. */
export async function measureAuditTrail(sizes: readonly number[]): Promise<object[]> {
  const rows: object[] = [];
  for (const entries of sizes) {
    const folder = mkdtempSync(join(tmpdir(), "civic-green-bench-trail-"));
    const store = openSqliteStore({ path: join(folder, "store.sqlite") });
    try {
      await storeBatches(store, batchesOf(entries));
      const p50Ms = async (place: OrgPath): Promise<number> => {
        const search = trailSearch({ kind: "OPERATION", places: [place] });
        const first = await listTrailEntries(store, search, { limit: 20 });
        const cursor = first === "CURSOR_INVALID" ? undefined : first.next;
        const took: number[] = [];
        for (let look = 0; look < LOOKS; look += 1) {
          const from = performance.now();
          await listTrailEntries(store, search, { limit: 20, cursor });
          took.push(performance.now() - from);
        }
        return Number((took.sort((a, b) => a - b)[LOOKS / 2] ?? 0).toFixed(3));
      };
      rows.push({ entries, unitP50Ms: await p50Ms(UNIT), cityP50Ms: await p50Ms("CN/46/4601" as OrgPath), provinceP50Ms: await p50Ms("CN/46" as OrgPath) });
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return rows;
}

function* batchesOf(entries: number): Generator<StoredItem[]> {
  for (let first = 0; first < entries; first += 100) {
    yield Array.from({ length: Math.min(100, entries - first) }, (_, offset) => entryOf(first + offset));
  }
}

function entryOf(n: number): StoredItem {
  const [write] = trailWrites(
    { eventType: "BOOKING_CHECKED_IN", caseKind: "booking", caseId: `BENCH${n}`, casePk: `BOOKING#BENCH${n}`, sequence: 2, orgPath: UNIT, payload: {} },
    {
      eventId: `bench-${String(n).padStart(8, "0")}`,
      at: instantFromEpochMs(BEGAN_MS + n * 1000),
      actor: { kind: "USER", id: `a${n % 50}`, accountId: `a${n % 50}`, name: "王门岗", grants: [] },
    },
  );
  if (write?.kind !== "put") throw new Error("an entry is put");
  return write.item;
}
