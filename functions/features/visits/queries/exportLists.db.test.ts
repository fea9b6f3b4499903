import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { BookingSummary } from "@app/contract/visits/booking.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { download, refusedDownload } from "../../../testing/download";
import { grantAt, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { anAccount, confirmedBooking, enter, everyItem, eventsIn, onDay, valueOf } from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, hongsha, HONGSHA_PATH, putItems } from "../../../testing/visitBuilders";
import { bookingItem, type BookingItem } from "../bookingRepository";

const DANGEROUS = "=cmd|' /C calc'!A0";
const LINES = 230;
const HEADERS = ["序号", "开放单位", "预约日期", "时段", "预约编号", "联系人", "人数", "已入场", "方式", "状态", "提交时间"];
const CITY = { grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" };
const ELSEWHERE = { grants: [grantAt("CITY_ADMIN", "CN/46/4602")], name: "林文博" };
const PROVINCE = { grants: [grantAt("PROVINCE_ADMIN", "CN/46")], name: "陈建华" };
const FACILITY = { grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" };
const GATE = anAccount("FACILITY_STAFF", HONGSHA_PATH, "符安保");

let test: TestProduct;
beforeAll(async () => {
  test = await startTestProduct({ exportRowsMax: 500 });
  const [slot, other] = [aSlot({ capacityHeads: 100 }), aSlot({ facility: hongsha() })];
  await putItems(test.store, [aFacility(), hongsha(), slot, other]);
  const { booking, code } = await confirmedBooking(test, slot, { personId: "p-lin", heads: 4 });
  const elsewhere = await confirmedBooking(test, other, { personId: "p-chen", heads: 2, decider: anAccount("FACILITY_ADMIN", HONGSHA_PATH) });
  const item = (await test.store.get({ pk: `BOOKING#${booking.bookingId}`, sk: "STATE" })) as BookingItem;
  // More than a page of each city, among them a name that a spreadsheet would compute.
  for (let n = 0; n < LINES; n += 1) {
    const isHere = n % 2 === 0;
    const facility = isHere ? aFacility({ name: n === 0 ? DANGEROUS : aFacility().name }) : hongsha();
    const { index1: _1, index2: _2, index3: _3, index4: _4, pk: _pk, sk: _sk, ...state } = item;
    const place = {
      facilityId: facility.facilityId,
      facilityName: facility.name,
      orgPath: facility.orgPath as OrgPath,
      cityCode: facility.cityCode,
      cityName: facility.cityName,
    };
    const copy = bookingItem({
      ...state,
      ...place,
      bookingId: `01COPY${String(n).padStart(12, "0")}` as BookingItem["bookingId"],
      date: `2026-03-${String(8 + (n % 6)).padStart(2, "0")}` as BookingItem["date"],
      status: "DECLINED",
    });
    await test.store.transact([{ kind: "put", tag: "copy", item: copy }]);
  }
  test.clock.set(onDay("2026-03-14", "09:20:30.000"));
  await valueOf(enter(test, booking, { code, heads: 3 }));
  await valueOf(enter(test, booking, { code, heads: 1 }));
  expect(await enter(test, elsewhere.booking, { code: elsewhere.code, heads: 2, actor: GATE })).toMatchObject({ ok: false });
});
afterAll(() => test.stop());

const sheet = async (who: Parameters<TestProduct["token"]>[0], path: string) => download(test, await test.token(who), path);

/** All pages of the screen's list. */
async function listed(
  who: { grants: typeof CITY.grants; name: string },
  filter: { facilityId?: string; status: "DECLINED"; order: "ascending" | "descending" },
): Promise<BookingSummary[]> {
  const client = await test.as(who);
  const items: BookingSummary[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await valueOf(
      client.call(visitRoutes.listBookings, { query: { ...filter, facilityId: filter.facilityId as typeof BAISHAMEN | undefined, limit: 100, cursor } }),
    );
    items.push(...page.items);
    if (page.next === undefined) return items;
    cursor = page.next;
  }
}

describe("F25 R15 bookings", () => {
  it("explain themselves, with real dates, masked names and text that is not computed", async () => {
    const { headers, workbook, facts, table } = await sheet(CITY, "/api/visits/bookings.xlsx?status=DECLINED&from=2026-03-08&to=2026-03-08");
    expect(headers.get("content-type")).toBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    expect(decodeURIComponent(headers.get("content-disposition") ?? "")).toBe(
      `attachment; filename="export.xlsx"; filename*=UTF-8''预约明细_2026-03-14_0920.xlsx`,
    );
    expect([headers.get("cache-control"), headers.get("x-content-type-options")]).toEqual(["no-store", "nosniff"]);
    expect(facts).toEqual({
      筛选条件: "类别：家庭(个人)；参观日期：2026-03-08 至 2026-03-08；状态：未通过；开放单位：权限范围内全部",
      导出时间: "2026-03-14 09:20（北京时间）",
      导出人: "吴海波（地市级管理员）",
      个人信息: "已隐去部分内容",
      行数: "39 行（不含合计）",
    });
    expect(workbook.rows[0]?.[0]?.value).toBe("预约明细");
    expect(table[0]).toEqual(HEADERS);
    expect(table[1]).toEqual([1, DANGEROUS, "2026-03-08", "上午 09:00-11:30", "00000000", "林*燕", 4, 0, "预约", "未通过", "2026-03-07 09:00"]);
    const first = workbook.rows[workbook.frozenRows];
    expect(first?.map((cell) => cell?.format)).toEqual(["1", "49", "yyyy-mm-dd", "49", "49", "49", "1", "1", "49", "49", "yyyy-mm-dd hh:mm"]);
    expect([workbook.hasFormula, first?.[1]?.quotePrefix]).toEqual([false, true]);
    expect(table.at(-1)).toEqual([undefined, "合计", undefined, undefined, undefined, undefined, 39 * 4, 0, undefined, undefined]);
  });

  it("show the facility's own people whom they receive, and say what is true of a booking beside its status", async () => {
    const { table, facts } = await sheet(FACILITY, `/api/visits/bookings.xlsx?status=CHECKED_IN&facilityId=${BAISHAMEN}`);
    expect(table[1]?.slice(5, 10)).toEqual(["林晓燕", 4, 4, "预约", "已到访"]);
    expect(facts["筛选条件"]).toBe(`类别：家庭(个人)；参观日期：不限；状态：已到访；开放单位：${aFacility().name}`);
  });

  it.each([
    ["a province, both cities merged", PROVINCE, {}, LINES],
    ["a city", CITY, {}, LINES / 2],
    ["the other city", ELSEWHERE, {}, LINES / 2],
    ["a facility of the province", PROVINCE, { facilityId: BAISHAMEN }, LINES / 2],
  ] as const)("M29 R12 hold exactly the rows of the list, in its order: %s", async (_, who, place, rows) => {
    for (const order of ["ascending", "descending"] as const) {
      const expected = await listed(who, { ...place, status: "DECLINED", order });
      const query = new URLSearchParams({ ...place, status: "DECLINED", order });
      const { table, facts } = await sheet(who, `/api/visits/bookings.xlsx?${query.toString()}`);
      expect(expected).toHaveLength(rows);
      expect(facts["行数"]).toBe(`${rows} 行（不含合计）`);
      expect(table.slice(1, -1).map((row) => [row[0], row[1], row[2], row[4], row[5], row[6]])).toEqual(
        expected.map((booking, index) => [index + 1, booking.facilityName, booking.date, booking.bookingNumber, booking.contactName, booking.heads]),
      );
    }
  });

  it("R12 of another city's facility are refused", async () => {
    const refusal = await refusedDownload(test, await test.token(ELSEWHERE), `/api/visits/bookings.xlsx?status=DECLINED&facilityId=${BAISHAMEN}`);
    expect([refusal.status, refusal.code]).toEqual([403, "FORBIDDEN"]);
  });

  it("take no cursor and no limit", async () => {
    const refusal = await refusedDownload(test, await test.token(CITY), "/api/visits/bookings.xlsx?limit=20&cursor=x");
    expect([refusal.status, refusal.fields.map((field) => field.path)]).toEqual([400, ["query.limit", "query.cursor"]]);
  });
});

describe("R15 check-ins", () => {
  const path = "/api/visits/check-ins.xlsx?from=2026-03-01&to=2026-03-31";
  it("add up to the screen's sum and its records", async () => {
    const { items } = await valueOf((await test.as(CITY)).call(visitRoutes.listCheckIns, { query: { from: "2026-03-01", to: "2026-03-31" } as never }));
    const { table, facts } = await sheet(CITY, path);
    expect(table).toEqual([
      ["序号", "入场时间", "开放单位", "预约编号", "联系人", "预约类型", "记录", "人数", "方式", "闸口", "经办人", "系统收到时间", "说明"],
      ...items.map((record, index) => [
        index + 1,
        "2026-03-14 09:20",
        record.facilityName,
        record.bookingNumber,
        "林*燕",
        "家庭(个人)",
        record.kindLabel,
        record.heads,
        "工作人员扫码",
        "东门",
        "王门岗",
        "2026-03-14 09:20",
        record.reason ?? "",
      ]),
      Array.from({ length: 13 }, (_, column) => (column === 2 ? "合计" : column === 7 ? items.reduce((sum, record) => sum + record.heads, 0) : undefined)),
    ]);
    expect([items.length, facts["行数"]]).toEqual([2, "2 行（不含合计）"]);
  });

  it("R12 of one city never reach another's admin", async () => {
    const { table, facts } = await sheet(ELSEWHERE, path);
    expect([facts["行数"], JSON.stringify(table).includes("白沙门")]).toEqual(["0 行（不含合计）", false]);
  });
});

describe("M35 the record", () => {
  it("says who took what, by which filter, how many rows and when, and lies in the list of its month", async () => {
    const before = (await eventsIn(test.store)).filter((event) => event.eventType === "EXPORT_MADE").length;
    await sheet(CITY, "/api/visits/bookings.xlsx?status=DECLINED&cityCode=4601");
    const made = (await eventsIn(test.store)).filter((event) => event.eventType === "EXPORT_MADE");
    expect(made).toHaveLength(before + 1);
    expect(made.find((event) => "cityCode" in ((event.payload["filter"] ?? {}) as object))).toMatchObject({
      caseKind: "EXPORT",
      at: "2026-03-14T09:20:30.000+08:00",
      by: { id: "acc-吴海波", name: "吴海波", kind: "USER", roles: ["CITY_ADMIN"] },
      payload: {
        exportKind: "BOOKINGS",
        filter: { cityCode: "4601", status: "DECLINED", order: "ascending" },
        rows: LINES / 2,
        fileName: "预约明细_2026-03-14_0920.xlsx",
      },
    });
    expect((await test.store.query({ index: "index1", pk: "EXPORTS#2026-03", limit: 100 })).items).toHaveLength(before + 1);
  });

  it("is not written for what was refused", async () => {
    const before = (await everyItem(test.store)).length;
    const token = await test.token(ELSEWHERE);
    await refusedDownload(test, token, `/api/visits/bookings.xlsx?facilityId=${BAISHAMEN}`);
    // The session of this token is the one item more.
    expect((await everyItem(test.store)).length).toBe(before + 1);
  });
});

it("more rows than a sheet may have are refused with the way out, and nothing is recorded", async () => {
  const small = await startTestProduct({ store: test.store, exportRowsMax: LINES - 1 });
  const exportsBefore = (await eventsIn(test.store)).filter((event) => event.eventType === "EXPORT_MADE").length;
  const refusal = await refusedDownload(small, await small.token(PROVINCE), "/api/visits/bookings.xlsx?status=DECLINED");
  expect(refusal).toMatchObject({
    status: 422,
    code: "EXPORT_TOO_LARGE",
    message: "这个条件下的记录超过 229 行，一次导不完。请缩短时间范围，或选择单个开放单位，分几次导出。",
  });
  expect((await eventsIn(test.store)).filter((event) => event.eventType === "EXPORT_MADE")).toHaveLength(exportsBefore);
  await expect(download(small, await small.token(CITY), "/api/visits/bookings.xlsx?status=DECLINED")).resolves.toMatchObject({
    facts: { 行数: "115 行（不含合计）" },
  });
  await small.product.app.close();
});

it("a store that fails half-way cuts the download off instead of sending a part as the whole", async () => {
  let queries = 0;
  const logged: string[] = [];
  const failing = await startTestProduct({
    store: {
      ...{
        get: test.store.get.bind(test.store),
        getMany: test.store.getMany.bind(test.store),
        transact: test.store.transact.bind(test.store),
        scan: test.store.scan.bind(test.store),
      },
      query: (input) => ((queries += input.pk.startsWith("BOOKINGS#") ? 1 : 0) > 2 ? Promise.reject(new Error("disk")) : test.store.query(input)),
    },
    log: { info: () => undefined, warn: () => undefined, error: (message) => void logged.push(message) },
  });
  await expect(download(failing, await failing.token(PROVINCE), "/api/visits/bookings.xlsx?status=DECLINED")).rejects.toThrow();
  expect(logged).toEqual(["download broke off"]);
  await failing.product.app.close();
});
