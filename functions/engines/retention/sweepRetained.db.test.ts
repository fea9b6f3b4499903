import { PARAMETERS, type ParameterName } from "@app/contract/engines/parameters";
import { addMs, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import { openTestStore } from "../../testing/openTestStore";
import type { Parameters } from "../settings/parameters";
import { StoreUnavailable, type Store, type StoredItem } from "../store/storePort";
import { retainedEntry, retainedUntilDeleted } from "./retained";
import { sweepRetained, type RetainedRecords } from "./sweepRetained";

const NOW = "2026-03-07T09:00:00.000+08:00" as Instant;
const LONG_AGO = "2020-01-01T00:00:00.000+08:00" as Instant;
let now: Instant;
let store: Store;
let close: () => Promise<void>;
beforeEach(() => {
  now = NOW;
  ({ store, close } = openTestStore());
});
afterEach(() => close());

const parameters = { get: async (name: ParameterName) => PARAMETERS[name].standard, forget: () => undefined } as unknown as Parameters;
const put = (id: string, from = LONG_AGO) =>
  store.transact([{ kind: "put", tag: "item", item: { pk: `ITEM#${id}`, sk: "STATE", id, index4: retainedEntry("PHOTO", from, id) } }]);
const sweep = (records: RetainedRecords, failures: string[] = []) =>
  sweepRetained({ store, clock: { now: () => now }, parameters }, [records], ({ item }) => void failures.push(item.pk));
const clearing = (clear: (item: StoredItem) => void): RetainedRecords => ({
  kind: "PHOTO",
  clear: async (item) => {
    clear(item);
    return { kind: "CLEAR", caseId: String(item["id"]), writes: [{ kind: "delete", tag: "item", key: item }] };
  },
});
const tombstones = async (kind = "PHOTO"): Promise<unknown[]> =>
  (await store.query({ index: "primary", pk: `TOMBSTONES#${kind}`, limit: 1000 })).items.map((item) => item["caseId"] ?? item["count"]);

it("M19 records that always fail fill no sweep: what is behind them goes at the next look, and they are tried again ten minutes later", async () => {
  for (let n = 0; n < 100; n += 1) await put(`bad${String(n).padStart(3, "0")}`);
  await put("good", addMs(LONG_AGO, 1));
  const tried: string[] = [];
  const failing = clearing(({ pk }) => {
    tried.push(pk);
    if (pk !== "ITEM#good") throw new Error("never");
  });
  expect([await sweep(failing), await sweep(failing)]).toEqual([0, 1]);
  expect([tried.length, await tombstones()]).toEqual([101, ["good"]]);
  now = addMs(now, 11 * MINUTE_MS);
  await sweep(failing);
  expect(tried).toHaveLength(201);
});

it("M19 a store that is away ends the sweep and leaves every record where it was", async () => {
  await put("a");
  const away = clearing(() => {
    throw new StoreUnavailable("away");
  });
  await expect(sweep(away)).rejects.toThrow("away");
  expect((await store.get({ pk: "ITEM#a", sk: "STATE" }))?.index4?.sk).toBe(`${LONG_AGO}#a`);
});

it("M19 of many that go together one loses a race: the rest goes, and the day's tombstone counts what went", async () => {
  const keyOf = (n: number) => ({ pk: "SCANS", sk: String(n) });
  for (let n = 0; n < 5; n += 1)
    await store.transact([{ kind: "put", tag: "scan", item: { ...keyOf(n), index4: retainedEntry("REFUSED_SCAN", LONG_AGO, String(n)) } }]);
  const { kind, clear } = retainedUntilDeleted("REFUSED_SCAN");
  const raced: RetainedRecords = {
    kind,
    clear: async (item, context) => {
      const cleared = await clear(item, context);
      // Somebody moves it between the look and the writing.
      if (item.sk === "3") await store.transact([{ kind: "update", tag: "moved", key: keyOf(3), set: { index4: retainedEntry("REFUSED_SCAN", NOW, "3") } }]);
      return cleared;
    },
  };
  expect(await sweep(raced)).toBe(4);
  expect(await tombstones("REFUSED_SCAN")).toEqual([4]);
  expect(await store.get(keyOf(3))).toBeDefined();
});
