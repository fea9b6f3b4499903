import {
  absent,
  and,
  attributeAbsent,
  equals,
  exists,
  numberAtLeast,
  numberAtMost,
  or,
  StoreMisuse,
  versionIs,
  type Condition,
  type ItemKey,
  type QueryInput,
  type ScannableStore,
  type StoredItem,
  type StoredValue,
  type TransactOutcome,
  type Write,
} from "../../engines/store/storePort";

/** What one adapter does otherwise, with the reason; a case named here is asserted in its own test file instead. */
export interface StoreExceptions {
  readonly tieOrder?: string;
}
export interface OpenStore {
  readonly store: ScannableStore;
  close(): Promise<void>;
}

const COMMITTED: TransactOutcome = { committed: true };
const failed = (...failedTags: string[]): TransactOutcome => ({ committed: false, failedTags });

/** One suite for every adapter (house style, habit 33). Each case uses partitions of its own, so one store serves them all. */
export function describeStore(name: string, open: () => Promise<OpenStore>, exceptions: StoreExceptions = {}): void {
  describe(name, () => {
    let opened: OpenStore;
    let store: ScannableStore;
    let caseNumber = 0;
    let pk = "";
    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    });
    afterAll(() => opened.close());
    beforeEach(() => {
      caseNumber += 1;
      pk = `CASE#${caseNumber}`;
    });

    const key = (sk = "A"): ItemKey => ({ pk, sk });
    const item = (sk = "A", attributes: Record<string, StoredValue | ItemKey> = {}): StoredItem => ({ ...attributes, pk, sk });
    const put = (stored: StoredItem, condition?: Condition): Write => ({ kind: "put", tag: stored.sk, item: stored, ...(condition ? { condition } : {}) });
    const check = (condition: Condition, sk = "A"): Write => ({ kind: "check", tag: sk, key: key(sk), condition });
    const update = (changes: Omit<Extract<Write, { kind: "update" }>, "kind" | "tag" | "key">, sk = "A"): Write => ({
      kind: "update",
      tag: sk,
      key: key(sk),
      ...changes,
    });
    const holding = async (...items: StoredItem[]): Promise<void> => expect(await store.transact(items.map((stored) => put(stored)))).toEqual(COMMITTED);
    const skList = async (input: Omit<QueryInput, "pk">): Promise<string[]> => (await store.query({ pk, ...input })).items.map(({ sk }) => sk);

    const allPages = async (input: QueryInput): Promise<StoredItem[]> => {
      const items: StoredItem[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.query({ ...input, ...(cursor === undefined ? {} : { cursor }) });
        expect(page.items.length).toBeLessThanOrEqual(input.limit);
        items.push(...page.items);
        cursor = page.next;
      } while (cursor !== undefined);
      return items;
    };

    describe("a transaction whose conditions are not all true", () => {
      it("writes nothing and names exactly the writes whose condition was false", async () => {
        await holding(item("A", { version: 1 }), item("B", { version: 2 }));
        const outcome = await store.transact([
          put(item("A", { version: 9 }), versionIs(1)),
          put(item("B", { version: 9 }), versionIs(1)),
          put(item("C", { version: 9 })),
          put(item("D"), exists),
          { kind: "delete", tag: "E", key: key("E") },
          check(absent, "F"),
        ]);
        expect(outcome).toEqual(failed("B", "D"));
        expect(await store.getMany(["A", "B", "C", "D"].map(key))).toEqual([item("A", { version: 1 }), item("B", { version: 2 }), undefined, undefined]);
      });

      it("undoes an insert when another insert of it finds its key taken", async () => {
        await holding(item("B", { first: true }));
        expect(await store.transact([put(item("A"), absent), put(item("B"), absent), put(item("C"), absent)])).toEqual(failed("B"));
        expect(await store.getMany([key("A"), key("B"), key("C")])).toEqual([undefined, item("B", { first: true }), undefined]);
      });

      it("applies neither update, delete nor put beside a false check", async () => {
        await holding(item("A", { seats: 3 }), item("B"));
        expect(await store.transact([update({ add: { seats: -1 } }), { kind: "delete", tag: "B", key: key("B") }, check(exists, "C")])).toEqual(failed("C"));
        expect(await store.getMany([key("A"), key("B")])).toEqual([item("A", { seats: 3 }), item("B")]);
      });
    });

    describe("conditions", () => {
      const attributes = {
        status: "BOOKED",
        count: 5,
        open: false,
        empty: "",
        nothing: null,
        figures: { heads: 2, deep: { label: "红" } },
        list: [1],
        index1: { pk: "I", sk: "1" },
      };
      const table: readonly [string, Condition, boolean][] = [
        ["exists", exists, true],
        ["absent", absent, false],
        ["attributeAbsent, present", attributeAbsent("status"), false],
        ["attributeAbsent, missing", attributeAbsent("nope"), true],
        ["attributeAbsent, null is present", attributeAbsent("nothing"), false],
        ["attributeAbsent, nested missing", attributeAbsent("figures.nope"), true],
        ["attributeAbsent, nested under missing", attributeAbsent("nope.heads"), true],
        ["attributeAbsent, nested under text", attributeAbsent("status.heads"), true],
        ["attributeAbsent, an index it takes part in", attributeAbsent("index1"), false],
        ["attributeAbsent, an index it does not", attributeAbsent("index2"), true],
        ["equals text", equals("status", "BOOKED"), true],
        ["equals other text", equals("status", "booked"), false],
        ["equals empty text", equals("empty", ""), true],
        ["equals number", equals("count", 5), true],
        ["equals text of a number", equals("count", "5"), false],
        ["equals boolean", equals("open", false), true],
        ["equals missing", equals("nope", false), false],
        ["equals nested", equals("figures.deep.label", "红"), true],
        ["equals nested, false", equals("figures.deep.label", "绿"), false],
        ["equals under missing", equals("nope.deep", 1), false],
        ["equals a key of an index", equals("index1.sk", "1"), true],
        ["equals a key of no index", equals("index2.sk", "1"), false],
        ["at least, equal", numberAtLeast("count", 5), true],
        ["at least, above", numberAtLeast("count", 5.01), false],
        ["at least, missing", numberAtLeast("nope", -1), false],
        ["at least, text", numberAtLeast("status", -1), false],
        ["at least, nested", numberAtLeast("figures.heads", 2), true],
        ["at most, equal", numberAtMost("count", 5), true],
        ["at most, below", numberAtMost("count", 4.99), false],
        ["at most, missing", numberAtMost("nope", 1), false],
        ["at most, null", numberAtMost("nothing", 1), false],
        ["and, all true", and(exists, equals("count", 5), numberAtMost("count", 9)), true],
        ["and, one false", and(exists, equals("count", 6)), false],
        ["or, one true", or(absent, equals("count", 5)), true],
        ["or, none", or(absent, equals("count", 6)), false],
        ["or within and", and(or(absent, numberAtLeast("count", 5)), or(equals("status", "X"), equals("open", false))), true],
        ["and within or, false", or(and(exists, absent), and(equals("open", true), exists)), false],
      ];

      it.each(table)("%s", async (_, condition, isTrue) => {
        await holding(item("A", attributes));
        expect(await store.transact([check(condition)])).toEqual(isTrue ? COMMITTED : failed("A"));
        // The same answer in front of a write, which is another expression for DynamoDB.
        expect(await store.transact([update({ set: { touched: true }, condition })])).toEqual(isTrue ? COMMITTED : failed("A"));
        expect(await store.get(key())).toEqual(item("A", { ...attributes, ...(isTrue ? { touched: true } : {}) }));
      });

      it("on an item that does not exist, only absence is true", async () => {
        const onNothing: readonly [Condition, boolean][] = [
          [exists, false],
          [absent, true],
          [attributeAbsent("status"), true],
          [equals("status", "X"), false],
          [numberAtLeast("count", 0), false],
          [numberAtMost("count", 0), false],
          [or(absent, equals("status", "X")), true],
        ];
        for (const [condition, isTrue] of onNothing) expect(await store.transact([check(condition)])).toEqual(isTrue ? COMMITTED : failed("A"));
      });
    });

    describe("updates", () => {
      it("sets, adds and removes at once, in maps too", async () => {
        await holding(item("A", { version: 1, note: "x", figures: { heads: 2, old: true }, status: "NEW" }));
        expect(
          await store.transact([
            update({
              set: { status: "DONE", "figures.at": "08:00" },
              add: { version: 1, "figures.heads": -2, "figures.fresh": 4, seen: 1 },
              remove: ["note", "figures.old", "never"],
            }),
          ]),
        ).toEqual(COMMITTED);
        expect(await store.get(key())).toEqual(item("A", { version: 2, figures: { heads: 0, at: "08:00", fresh: 4 }, status: "DONE", seen: 1 }));
      });

      it("creates an item that is absent, unless its condition says exists", async () => {
        expect(await store.transact([update({ add: { count: 1 }, condition: exists })])).toEqual(failed("A"));
        expect(await store.get(key())).toBeUndefined();
        expect(await store.transact([update({ add: { count: 1 } })])).toEqual(COMMITTED);
        expect(await store.get(key())).toEqual(item("A", { count: 1 }));
      });

      it("adds decimals as decimals", async () => {
        await holding(item("A", { areaHectares: 0.1 }));
        await store.transact([update({ add: { areaHectares: 0.2, other: -1.5 } })]);
        expect(await store.get(key())).toEqual(item("A", { areaHectares: 0.3, other: -1.5 }));
      });

      it("refuses, changing nothing, what only the stored item shows to be impossible", async () => {
        await holding(item("A", { name: "x", list: [1], big: "x".repeat(300_000) }), item("B"));
        const impossible: readonly Write[] = [
          update({ set: { "figures.heads": 1 } }),
          update({ set: { "name.heads": 1 } }),
          update({ set: { "list.0": 1 } }),
          update({ add: { "figures.heads": 1 } }),
          update({ remove: ["figures.heads"] }),
          update({ add: { name: 1 } }),
          update({ set: { more: "y".repeat(200_000) } }),
        ];
        for (const write of impossible) await expect(store.transact([update({ set: { touched: true } }, "B"), write])).rejects.toThrow(StoreMisuse);
        expect(await store.get(key("B"))).toEqual(item("B"));
      });
    });

    describe("secondary indexes", () => {
      it("hold only the items that carry their keys, and follow them when they move", async () => {
        const at = (sk: string): { index4: ItemKey } => ({ index4: { pk, sk } });
        await holding(item("A", at("1")), item("B"), item("C", at("0")));
        expect(await skList({ index: "index4", limit: 10 })).toEqual(["C", "A"]);
        await store.transact([update({ remove: ["index4"] }, "C"), update({ set: at("2") }, "B"), update({ set: at("3") }, "A")]);
        expect(await skList({ index: "index4", limit: 10 })).toEqual(["B", "A"]);
        expect(await store.getMany([key("A"), key("B"), key("C")])).toEqual([item("A", at("3")), item("B", at("2")), item("C")]);
        await store.transact([{ kind: "delete", tag: "A", key: key("A") }, put(item("B", { index1: { pk, sk: "9" } }))]);
        expect(await skList({ index: "index4", limit: 10 })).toEqual([]);
        expect(await skList({ index: "index1", limit: 10 })).toEqual(["B"]);
      });

      it("return the whole item, and page through ties in a stable order both ways", async () => {
        const items = Array.from({ length: 23 }, (_, number) => item(`S${number}`, { n: number, index2: { pk, sk: `day${number % 3}` } }));
        await holding(...items);
        const once = await allPages({ index: "index2", pk, limit: 100 });
        expect(once.map(({ index2 }) => index2?.sk)).toEqual([...Array(8).fill("day0"), ...Array(8).fill("day1"), ...Array(7).fill("day2")]);
        expect(new Set(once.map(({ n }) => n)).size).toBe(23);
        for (const limit of [1, 4, 23]) {
          expect(await allPages({ index: "index2", pk, limit })).toEqual(once);
          const descending = await allPages({ index: "index2", pk, limit, order: "descending" });
          expect(descending.map(({ index2 }) => index2?.sk)).toEqual([...once].reverse().map(({ index2 }) => index2?.sk));
          expect(new Set(descending.map(({ n }) => n)).size).toBe(23);
        }
        const middle = await allPages({ index: "index2", pk, limit: 3, range: { from: "day1", to: "day1" } });
        expect(middle).toEqual(once.filter(({ index2 }) => index2?.sk === "day1"));
      });

      if (exceptions.tieOrder === undefined) {
        it("break ties by the item's own key", async () => {
          await holding(...["C", "A", "B"].map((sk) => item(sk, { index3: { pk, sk: "same" } })));
          expect(await skList({ index: "index3", limit: 10 })).toEqual(["A", "B", "C"]);
          expect(await skList({ index: "index3", limit: 10, order: "descending" })).toEqual(["C", "B", "A"]);
        });
      }
    });

    describe("queries", () => {
      // In the order of their UTF-8 bytes; UTF-16 would place the emoji before the full-width sign.
      const sorted = ["#", "#1", "#10", "#2", "Z", "a", "é", "中", "中文", "～", "😀", "😀1"];

      it("sort by the bytes of UTF-8, both ways, page by page", async () => {
        await holding(...[...sorted].reverse().map((sk) => item(sk)));
        for (const limit of [1, 5, 12, 100]) {
          expect((await allPages({ index: "primary", pk, limit })).map(({ sk }) => sk)).toEqual(sorted);
          expect((await allPages({ index: "primary", pk, limit, order: "descending" })).map(({ sk }) => sk)).toEqual([...sorted].reverse());
        }
      });

      it("bound the sort key on either side, on both, or by its beginning", async () => {
        await holding(...sorted.map((sk) => item(sk)));
        const limit = 100;
        expect(await skList({ index: "primary", limit, range: { from: "中" } })).toEqual(["中", "中文", "～", "😀", "😀1"]);
        expect(await skList({ index: "primary", limit, range: { to: "#2" } })).toEqual(["#", "#1", "#10", "#2"]);
        expect(await skList({ index: "primary", limit, range: { from: "#1", to: "Z" } })).toEqual(["#1", "#10", "#2", "Z"]);
        expect(await skList({ index: "primary", limit, range: { from: "#1", to: "Z" }, order: "descending" })).toEqual(["Z", "#2", "#10", "#1"]);
        expect(await skList({ index: "primary", limit, range: { beginsWith: "#" } })).toEqual(["#", "#1", "#10", "#2"]);
        expect(await skList({ index: "primary", limit, range: { beginsWith: "中" } })).toEqual(["中", "中文"]);
        expect(await skList({ index: "primary", limit, range: { beginsWith: "😀" } })).toEqual(["😀", "😀1"]);
        expect(await skList({ index: "primary", limit, range: { from: "Z", to: "#" } })).toEqual([]);
        expect((await allPages({ index: "primary", pk, limit: 1, range: { beginsWith: "#" }, order: "descending" })).map(({ sk }) => sk)).toEqual([
          "#2",
          "#10",
          "#1",
          "#",
        ]);
      });

      it("answer an empty page for a partition that holds nothing", async () => {
        expect(await store.query({ index: "primary", pk, limit: 5 })).toEqual({ items: [] });
        expect(await store.query({ index: "index1", pk, limit: 5 })).toEqual({ items: [] });
      });

      it("continue where they stopped although the last item was deleted meanwhile", async () => {
        await holding(item("A"), item("B"), item("C"));
        const first = await store.query({ index: "primary", pk, limit: 2 });
        await store.transact([{ kind: "delete", tag: "B", key: key("B") }]);
        expect((await store.query({ index: "primary", pk, limit: 2, ...(first.next === undefined ? {} : { cursor: first.next }) })).items).toEqual([item("C")]);
      });

      it("fill a page beyond the megabyte at which DynamoDB ends one", async () => {
        const text = "x".repeat(300_000);
        for (const sk of ["A", "B", "C", "D", "E"]) await holding(item(sk, { text }));
        expect(await skList({ index: "primary", limit: 5 })).toEqual(["A", "B", "C", "D", "E"]);
      });
    });

    describe("values", () => {
      const values: Record<string, StoredValue> = {
        integers: [0, -1, 9_999, 10_000, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
        decimals: [0.1, -0.000001, 1.5e-9, 31.230416, 121.473701, 123456.789],
        texts: ["", " ", "中文，标点。", "😀", "a\u0000b", "line\nbreak", '"quoted"\\', "\u2028"],
        nested: { list: [{ a: [[], {}] }], map: { 中: { b: null } }, "with.dot": 1, "#n0": 2, toString: 3 },
        nulls: [null, { n: null }],
        truths: [true, false],
        name: "reserved word",
        status: "reserved word",
        hasOwnProperty: "not a method",
      };

      it("come back as they were put, and as they were set", async () => {
        await holding(item("A", values));
        expect(await store.get(key())).toEqual(item("A", values));
        await store.transact([update({ set: values }, "B")]);
        expect(await store.get(key("B"))).toEqual(item("B", values));
      });

      it("undefined is not stored", async () => {
        await store.transact([put({ ...item("A"), index1: undefined, note: undefined })]);
        expect(Object.keys((await store.get(key())) ?? {}).sort()).toEqual(["pk", "sk"]);
      });

      it("keys of any text find their own item only", async () => {
        const keys = ["中/文", "a", "A", "a ", "e\u0301", "é", "a\u0000b", "a\u0000c", "x".repeat(1024), "中".repeat(341)].map((sk) => key(sk));
        await holding(...keys.map((at, n) => ({ ...at, n })));
        expect(await store.getMany([...keys].reverse())).toEqual(keys.map((at, n) => ({ ...at, n })).reverse());
      });

      it("getMany keeps the order asked, with gaps and repeats", async () => {
        await holding(item("A"), item("B"));
        expect(await store.getMany([key("B"), key("X"), key("A"), key("B")])).toEqual([item("B"), undefined, item("A"), item("B")]);
        expect(await store.getMany([])).toEqual([]);
      });
    });

    describe("misuse", () => {
      const refused: readonly [string, () => Promise<unknown>][] = [
        ["no writes", () => store.transact([])],
        ["101 writes", () => store.transact(Array.from({ length: 101 }, (_, n) => put(item(`S${n}`))))],
        ["two writes to one key", () => store.transact([put(item("A")), check(exists, "A")])],
        ["an item over 400 KB", () => store.transact([put(item("A", { text: "中".repeat(140_000) }))])],
        ["a transaction over 4 MB", () => store.transact(Array.from({ length: 11 }, (_, n) => put(item(`S${n}`, { text: "x".repeat(390_000) }))))],
        ["an empty sort key", () => store.transact([put(item(""))])],
        ["an empty partition key", () => store.get({ pk: "", sk: "A" })],
        ["a key too long", () => store.transact([put(item("中".repeat(342)))])],
        ["an index key too long", () => store.transact([put(item("A", { index1: { pk: "x".repeat(1025), sk: "1" } }))])],
        ["an empty index key", () => store.transact([update({ set: { index1: { pk, sk: "" } } })])],
        ["half an index key", () => store.transact([update({ set: { index1: { pk } } })])],
        ["a part of an index key", () => store.transact([update({ set: { "index1.sk": "1" } })])],
        ["the flattened name of an index key", () => store.transact([put(item("A", { index1pk: "x" }))])],
        ["a condition on a whole index key", () => store.transact([check(equals("index1", "x"))])],
        ["NaN", () => store.transact([put(item("A", { n: NaN }))])],
        ["infinity", () => store.transact([update({ add: { n: Infinity } })])],
        ["a number beyond 2^53", () => store.transact([put(item("A", { list: [2 ** 53] }))])],
        ["a date", () => store.transact([put(item("A", { at: new Date(0) as never }))])],
        ["a bigint", () => store.transact([put(item("A", { n: 1n as never }))])],
        ["an attribute named constructor", () => store.transact([put(item("A", { map: { constructor: 1 } }))])],
        ["an attribute without a name", () => store.transact([put(item("A", { map: { "": 1 } }))])],
        ["half a surrogate pair", () => store.transact([put(item("A", { text: "\ud83d" }))])],
        ["an update of the key", () => store.transact([update({ set: { sk: "B" } })])],
        ["an update of the partition", () => store.transact([update({ remove: ["pk"] })])],
        ["an update of nothing", () => store.transact([update({})])],
        ["an update of a map and its member", () => store.transact([update({ set: { a: {} }, add: { "a.b": 1 } })])],
        ["an update of one path twice", () => store.transact([update({ set: { a: 1 }, remove: ["a"] })])],
        ["an empty path", () => store.transact([update({ set: { "a..b": 1 } })])],
        ["an empty or", () => store.transact([check(or())])],
        ["a limit of 0", () => store.query({ index: "primary", pk, limit: 0 })],
        ["a limit of 1001", () => store.query({ index: "primary", pk, limit: 1001 })],
        ["a broken limit", () => store.query({ index: "primary", pk, limit: 1.5 })],
        ["a beginning beside a bound", () => store.query({ index: "primary", pk, limit: 1, range: { beginsWith: "a", from: "a" } })],
        ["an empty bound", () => store.query({ index: "primary", pk, limit: 1, range: { from: "" } })],
        ["an index that is none", () => store.query({ index: "index9" as never, pk, limit: 1 })],
        ["101 keys", () => store.getMany(Array.from({ length: 101 }, (_, n) => key(`S${n}`)))],
        ["a cursor of nowhere", () => store.query({ index: "primary", pk, limit: 1, cursor: "nonsense" })],
      ];

      it.each(refused)("refuses %s and writes nothing", async (_, act) => {
        await expect(act()).rejects.toThrow(StoreMisuse);
        expect((await store.query({ index: "primary", pk, limit: 10 })).items).toEqual([]);
      });

      it("refuses the cursor of another query", async () => {
        await holding(item("A"), item("B"), item("C"));
        const asked: QueryInput = { index: "primary", pk, limit: 1 };
        const { next: cursor = "" } = await store.query(asked);
        const others: QueryInput[] = [
          { ...asked, pk: `${pk}x` },
          { ...asked, index: "index1" },
          { ...asked, order: "descending" },
          { ...asked, range: { from: "A" } },
        ];
        for (const other of others) await expect(store.query({ ...other, cursor })).rejects.toThrow(StoreMisuse);
        await expect(store.scan({ limit: 1, cursor })).rejects.toThrow(StoreMisuse);
        expect((await store.query({ ...asked, limit: 2, cursor })).items).toEqual([item("B"), item("C")]);
      });

      it("allows a sum up to 2^53 - 1", async () => {
        await holding(item("A", { n: Number.MAX_SAFE_INTEGER - 1 }));
        expect(await store.transact([update({ add: { n: 1 } })])).toEqual(COMMITTED);
        expect(await store.get(key())).toEqual(item("A", { n: Number.MAX_SAFE_INTEGER }));
      });
    });

    it("takes 100 writes at once, and their deletion", async () => {
      const items = Array.from({ length: 100 }, (_, n) => item(`S${String(n).padStart(3, "0")}`, { n }));
      await holding(...items);
      expect((await store.query({ index: "primary", pk, limit: 1000 })).items).toEqual(items);
      await store.transact(items.map(({ sk }): Write => ({ kind: "delete", tag: sk, key: key(sk), condition: exists })));
      expect(await skList({ index: "primary", limit: 10 })).toEqual([]);
    });

    it("sells 20 seats to 120 parallel callers exactly 20 times", async () => {
      await holding(item("SLOT", { seats: 20 }));
      const outcomes = await Promise.all(
        Array.from({ length: 120 }, (_, n) =>
          store.transact([update({ add: { seats: -1 }, condition: numberAtLeast("seats", 1) }, "SLOT"), put(item(`T${n}`), absent)]),
        ),
      );
      expect(outcomes.filter(({ committed }) => committed)).toHaveLength(20);
      expect(outcomes.filter(({ committed }) => !committed)).toEqual(Array(100).fill(failed("SLOT")));
      expect(await store.get(key("SLOT"))).toEqual(item("SLOT", { seats: 0 }));
      expect(await skList({ index: "primary", limit: 1000, range: { beginsWith: "T" } })).toHaveLength(20);
    });

    it("scan reads every item once, page by page", async () => {
      await holding(item("A"), item("B"), item("C"));
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.scan({ limit: 40, ...(cursor === undefined ? {} : { cursor }) });
        seen.push(...page.items.map((stored) => JSON.stringify([stored.pk, stored.sk])));
        cursor = page.next;
      } while (cursor !== undefined);
      expect(new Set(seen).size).toBe(seen.length);
      for (const sk of ["A", "B", "C"]) expect(seen).toContain(JSON.stringify([pk, sk]));
    });
  });
}
