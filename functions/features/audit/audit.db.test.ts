import { auditRoutes } from "@app/contract/audit/audit.routes";
import type { TrailKind } from "@app/contract/engines/trail";
import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { BookingId, RequestId } from "@app/contract/kernel/ids";
import { answersSpreadsheet } from "@app/contract/kernel/spreadsheet";
import type { Instant } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { routeList } from "@app/contract/routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { trailWrites } from "../../engines/events/trail";
import type { ScannableStore, StoreCost, Write } from "../../engines/store/storePort";
import { countStoreCost } from "../../platform/store/countStoreCost";
import { download } from "../../testing/download";
import { grantAt, newRequestId, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { bookTeam } from "../../testing/teamVisitActs";
import { book, everyItem, refusalOf, valueOf } from "../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, HONGSHA_PATH, hongsha, putItems } from "../../testing/visitBuilders";

const PHONE = "13900000001";
const SLOT = aSlot({ capacityHeads: 200 });
const ADMIN = { grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" };
const STAFF = { grants: [grantAt("FACILITY_STAFF", BAISHAMEN_PATH)], name: "王门岗" };
const CITY = { grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" };
const OTHER_CITY = { grants: [grantAt("CITY_ADMIN", "CN/46/4602")], name: "林文博" };
const PROVINCE = { grants: [grantAt("PROVINCE_ADMIN", "CN/46")], name: "陈建华" };
const PLATFORM = { grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "平台管理员" };

let test: TestProduct;
let takeCost: () => StoreCost;
let bookingId: BookingId;
let teamId: BookingId;
const written: Write[] = [];

beforeAll(async () => {
  test = await startTestProduct({
    wrapStore: (store) => {
      const counted = countStoreCost(store);
      takeCost = counted.takeCost;
      return new Proxy(counted.store as ScannableStore, {
        get(target, name) {
          if (name === "transact")
            return (writes: readonly Write[]) => {
              written.push(...writes);
              return target.transact(writes);
            };
          const member: unknown = Reflect.get(target, name);
          return typeof member === "function" ? (member.bind(target) as unknown) : member;
        },
      });
    },
  });
  await putItems(test.store, [aFacility(), hongsha(), SLOT]);
  bookingId = (await valueOf(book(test, SLOT, { personId: "p-lin", heads: 4 }))).bookingId;
  teamId = (await valueOf(bookTeam(test, SLOT, { personId: "p-team", heads: 20 }))).bookingId;
});
afterAll(() => test.stop());

const listed = async (
  who: Parameters<TestProduct["as"]>[0],
  kind: TrailKind,
  filter: { place?: string; person?: string; caseNumber?: string; from?: string; to?: string } = {},
) => (await valueOf((await test.as(who)).call(auditRoutes.listTrail, { query: { kind, limit: 20, ...filter } as never }))).items;
const reveal = (client: ApiClient, id: BookingId, requestId = newRequestId() as RequestId) =>
  client.call(auditRoutes.revealPersonalData, { params: { caseKind: "booking", caseId: id }, body: { requestId, reason: "CALL" } });

describe("M35 what staff do", () => {
  beforeAll(async () => {
    const answer = await fetch(`${test.baseUrl}/api/visits/bookings/${bookingId}/confirm`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${await test.token(ADMIN)}`,
        "content-type": "application/json",
        "user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36",
        "x-forwarded-for": "203.0.113.7",
      },
      body: JSON.stringify({ requestId: newRequestId() }),
    });
    expect(answer.status).toBe(200);
  });

  it("is one entry: who, when, where from, which case, and the before and after", async () => {
    const [entry, ...others] = await listed(CITY, "OPERATION");
    expect(others).toEqual([]);
    expect(entry).toEqual({
      entryId: expect.any(String) as unknown,
      kind: "OPERATION",
      kindLabel: "操作",
      at: NOW,
      words: "确认预约",
      byName: "王芳",
      accountId: "acc-王芳",
      roleLabels: ["开放单位管理员"],
      address: "203.0.113.7",
      device: "Windows · Chrome",
      caseLabel: "预约",
      caseName: aFacility().name,
      caseNumber: bookingId.slice(-8),
      orgPath: BAISHAMEN_PATH,
      placeName: "海南省海口市美兰区",
      changes: [{ label: "状态", before: "待确认", after: "已确认" }],
    });
  });

  it("opens with its facts, in which no whole number of a person stands", async () => {
    const [entry] = await listed(CITY, "OPERATION");
    const detail = await valueOf((await test.as(CITY)).call(auditRoutes.getTrailEntry, { params: { entryId: entry?.entryId ?? "" } }));
    expect(detail.facts).toContainEqual({ label: "人数", value: "4" });
    expect(JSON.stringify(detail)).not.toContain(PHONE);
  });

  it.each([
    ["the facility", ADMIN, {}, 1],
    ["its city", CITY, {}, 1],
    ["its province", PROVINCE, {}, 1],
    ["its province, asked for the city", PROVINCE, { place: "CN/46/4601" }, 1],
    ["its province, asked for another city", PROVINCE, { place: "CN/46/4602" }, 0],
    ["another city", OTHER_CITY, {}, 0],
    ["the country's own office", PLATFORM, {}, 0],
    ["the platform, asked for the province", PLATFORM, { place: "CN/46" }, 1],
    ["by the account", CITY, { person: "acc-王芳" }, 1],
    ["by an account of nobody", CITY, { person: "acc-nobody" }, 0],
    ["by an account, from elsewhere", OTHER_CITY, { person: "acc-王芳" }, 0],
    ["on the day", CITY, { from: "2026-03-07", to: "2026-03-07" }, 1],
    ["the day before", CITY, { from: "2026-03-06", to: "2026-03-06" }, 0],
    ["the day after", CITY, { from: "2026-03-08" }, 0],
  ] as const)("is found by those above and nobody else: %s", async (_, who, filter, entries) => {
    expect(await listed(who, "OPERATION", filter)).toHaveLength(entries);
  });

  it("is found by the number of its case, also in lower case, and only inside one's area", async () => {
    const caseNumber = bookingId.slice(-8);
    expect(await listed(CITY, "OPERATION", { caseNumber })).toHaveLength(1);
    expect(await listed(CITY, "OPERATION", { caseNumber: caseNumber.toLowerCase() })).toHaveLength(1);
    expect(await listed(OTHER_CITY, "OPERATION", { caseNumber })).toEqual([]);
  });

  it("a place that is not one's own is refused, not shown empty", async () => {
    const asked = (await test.as(CITY)).call(auditRoutes.listTrail, { query: { kind: "OPERATION", place: HONGSHA_PATH as OrgPath } });
    expect(await refusalOf(asked)).toMatchObject({ code: "FORBIDDEN" });
  });

  it("what the public does leaves no entry and no address", async () => {
    const before = (await everyItem(test.store)).filter(({ pk }) => pk.startsWith("TRAIL#")).length;
    await valueOf(book(test, SLOT, { personId: "p-other" }));
    const items = await everyItem(test.store);
    expect(items.filter(({ pk }) => pk.startsWith("TRAIL#"))).toHaveLength(before);
    expect(JSON.stringify(items.filter(({ sk }) => sk.startsWith("EVENT#")))).not.toContain("203.0.113.7");
  });

  it("a wrong password is an entry of the account, by nobody", async () => {
    await test.addAccount({ username: "wangfang", password: "baishamen@2026", displayName: "王芳", grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)] });
    const answer = await fetch(`${test.baseUrl}/api/sessions/password`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "wangfang", password: "wrong-password-1" }),
    });
    expect(answer.status).toBe(401);
    expect((await listed(CITY, "SIGN_IN", { person: "wangfang" })).map(({ words, byName, caseName }) => [words, byName, caseName])).toEqual([
      ["登录失败", "未登录的人", "王芳"],
    ]);
  });
});

describe("M35 R18 personal data", () => {
  it("are masked for whoever receives the visitors, and shown whole for a reason that stands on the record first", async () => {
    const staff = await test.as(STAFF);
    expect((await valueOf(staff.call(visitRoutes.getBooking, { params: { bookingId } }))).contactPhone).toBe("139****0001");
    const requestId = newRequestId() as RequestId;
    const shown = await valueOf(reveal(staff, bookingId, requestId));
    expect(shown).toEqual({
      seenAt: NOW,
      fields: [
        { field: "contactName", label: "联系人", value: "林晓燕" },
        { field: "contactPhone", label: "联系电话", value: PHONE },
      ],
    });
    expect(await valueOf(reveal(staff, bookingId, requestId))).toEqual(shown);
    const reads = await valueOf((await test.as(CITY)).call(auditRoutes.listDataReads, { params: { caseKind: "booking", caseId: bookingId } }));
    expect(reads.items.map(({ byName, said, words }) => [byName, words, said])).toEqual([["王门岗", "查看完整个人信息", "联系预约人"]]);
    // What is kept for a repeat of the request does not keep the number.
    expect(JSON.stringify((await everyItem(test.store)).filter(({ pk }) => pk.startsWith("REQUEST#acc-王门岗")))).not.toContain(PHONE);
  });

  it("are not shown to another facility, nor to who may see the case but not its people", async () => {
    const neighbour = await test.as({ grants: [grantAt("FACILITY_ADMIN", HONGSHA_PATH)], name: "黄海燕" });
    expect(await refusalOf(reveal(neighbour, bookingId))).toMatchObject({ code: "NOT_FOUND" });
    const reader = await test.as({ grants: [grantAt("FACILITY_STAFF", HONGSHA_PATH), grantAt("SURVEY_CONTRACTOR", BAISHAMEN_PATH)], name: "周雅婷" });
    expect(await refusalOf(reveal(reader, bookingId))).toMatchObject({ code: "NOT_FOUND" });
  });

  it("another reason needs its words", async () => {
    const body = { requestId: newRequestId() as RequestId, reason: "OTHER" as const };
    const answer = (await test.as(CITY)).call(auditRoutes.revealPersonalData, { params: { caseKind: "booking", caseId: bookingId }, body });
    expect(await refusalOf(answer)).toMatchObject({ code: "INPUT_INVALID", fields: [{ path: "body.remark", message: "选择「其他」时，请写明原因" }] });
  });

  it("F25 an export is masked and says so; with a reason it is whole, says why, and is two entries", async () => {
    const sheet = async (more: string) => download(test, await test.token(ADMIN), `/api/visits/bookings.xlsx?kind=TEAM&status=PENDING${more}`);
    const masked = await sheet("");
    expect(masked.facts["个人信息"]).toBe("已隐去部分内容");
    expect(masked.table[1]).toContain("139****0001");
    const whole = await sheet("&revealReason=COMPLAINT");
    expect(whole.facts["个人信息"]).toBe("完整（查看原因：处理投诉）");
    expect(whole.table[1]).toContain(PHONE);
    expect((await listed(CITY, "EXPORT")).map(({ caseName, said }) => [caseName, said])).toEqual([
      ["预约明细", "1 行"],
      ["预约明细", "1 行"],
    ]);
    expect((await listed(CITY, "PERSONAL_DATA", { person: "acc-王芳" })).map(({ words, said }) => [words, said])).toEqual([
      ["导出完整个人信息", "1 行，处理投诉"],
    ]);
  });

  it.each([
    ["staff", STAFF],
    ["admin", ADMIN],
    ["city", CITY],
    ["province", PROVINCE],
    ["platform", PLATFORM],
  ] as const)("R18 no answer to a question of %s holds the booker's number", async (_, who) => {
    const token = await test.token(who);
    const params: Readonly<Record<string, string>> = { bookingId: teamId, facilityId: BAISHAMEN, caseKind: "booking", caseId: bookingId, cityCode: "4601" };
    const query = new URLSearchParams({
      kind: "TEAM",
      limit: "20",
      from: "2026-03-01",
      to: "2026-03-31",
      date: "2026-03-14",
      facilityId: BAISHAMEN,
      cityCode: "4601",
    });
    let answered = 0;
    for (const route of routeList.filter((candidate) => candidate.method === "GET" && !answersSpreadsheet(candidate))) {
      const path = route.path.replace(/\{(\w+)\}/g, (_all, name: string) => params[name] ?? "none");
      const known = new Set(Object.keys((route.query as { shape?: object }).shape ?? {}));
      const asked = new URLSearchParams([...query].filter(([name]) => known.has(name)));
      if (route.path === "/api/audit/entries") asked.set("kind", "OPERATION");
      const answer = await fetch(`${test.baseUrl}${path}?${asked.toString()}`, { headers: { authorization: `Bearer ${token}` } });
      const text = await answer.text();
      if (answer.status === 200) answered += 1;
      expect([route.id, text.includes(PHONE)]).toEqual([route.id, false]);
    }
    expect(answered).toBeGreaterThan(15);
  });
});

describe("M35 the trail itself", () => {
  it("is only ever added to: no write of all the above touches an entry that is there, and no route changes one", () => {
    const touching = written.filter((write) => (write.kind === "put" ? write.item.pk : write.key.pk).startsWith("TRAIL#"));
    expect(touching.length).toBeGreaterThan(5);
    expect([...new Set(touching.map((write) => `${write.kind} ${write.condition?.kind}`))]).toEqual(["put absent"]);
    const routes = routeList.filter(({ path, method }) => path.startsWith("/api/audit/entries") && method !== "GET");
    expect(routes).toEqual([]);
  });

  it("costs the same to page among thousands of entries as among a few", async () => {
    const client = await test.as(OTHER_CITY);
    const entries = async (from: number, to: number): Promise<void> => {
      for (let n = from; n < to; n += 1) {
        const [write] = trailWrites(
          {
            eventType: "BOOKING_CONFIRMED",
            caseKind: "booking",
            caseId: `01FILL${n}`,
            casePk: `BOOKING#${n}`,
            sequence: 1,
            orgPath: HONGSHA_PATH,
            payload: {},
          },
          {
            eventId: `fill-${String(n).padStart(6, "0")}`,
            at: `2026-03-0${1 + (n % 5)}T09:00:00.000+08:00` as Instant,
            actor: { kind: "USER", id: "a", accountId: "a", name: "黄海燕", grants: [] },
          },
        );
        await test.store.transact([write as Write]);
      }
    };
    const cost = async (): Promise<StoreCost> => {
      takeCost();
      expect((await valueOf(client.call(auditRoutes.listTrail, { query: { kind: "OPERATION", limit: 20 } }))).items).toHaveLength(20);
      return takeCost();
    };
    await entries(0, 60);
    // The first question of a minute also asks for its session.
    await cost();
    const few = await cost();
    await entries(60, 2000);
    expect(await cost()).toEqual(few);
  });
});
