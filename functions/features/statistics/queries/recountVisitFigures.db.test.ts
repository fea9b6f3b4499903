import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { BookingId, RequestId } from "@app/contract/kernel/ids";
import type { Instant, LocalDate } from "@app/contract/kernel/time";
import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import type { RecountQuery, VisitRecount } from "@app/contract/statistics/visitRecount.schema";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import { teamVisitRoutes } from "@app/contract/visits/teamVisits.routes";
import { phonePhoto, uploadPhoto } from "../../../testing/photos";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import {
  anAccount,
  confirmedBooking,
  enter,
  everyItem,
  offlineScan,
  onDay,
  refusalOf,
  requestId,
  upload,
  valueOf,
  visitDepsOf,
} from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, HONGSHA, hongsha, putItems } from "../../../testing/visitBuilders";
import { settleEntryConflict } from "../../visits/actions/settleEntryConflict";
import { undoEntry } from "../../visits/actions/undoEntry";
import { compareVisitFigures } from "../rebuildVisitFigures";
import { recountVisitFigures } from "./recountVisitFigures";

const DAY = "2026-03-14" as LocalDate;
const SLOT = aSlot({ capacityHeads: 200 });
const STAFF = anAccount("FACILITY_STAFF", BAISHAMEN_PATH, "王门岗");
const SUPERVISOR = anAccount("FACILITY_ADMIN", BAISHAMEN_PATH, "王芳");

let test: TestProduct;
let admin: ApiClient;
let city: ApiClient;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), hongsha(), SLOT]);
  admin = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
  city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
});
afterEach(() => test.stop());

const ask = (client: ApiClient, query: Partial<RecountQuery> = {}) =>
  client.call(statisticsRoutes.recountVisitFigures, { query: { from: DAY, to: DAY, ...query } });
const recount = (query: Partial<RecountQuery> = {}, client: ApiClient = city): Promise<VisitRecount> => valueOf(ask(client, query));
const brief = ({ familyVisits, familyHeads, teamVisits, teamHeads }: VisitRecount["kept"]) => [familyVisits, familyHeads, teamVisits, teamHeads];

async function photo(): Promise<string> {
  return (await valueOf(uploadPhoto(admin, test.baseUrl, await phonePhoto({ width: 64, height: 48 })))).attachmentId;
}
async function backFill(teamName: string, heads: number, date: LocalDate = DAY): Promise<BookingDetail> {
  const facts = { date, period: "MORNING" as const, teamName, heads, purpose: "环保课堂", photos: [await photo()] };
  return valueOf(admin.call(teamVisitRoutes.backFillTeamVisit, { params: { facilityId: BAISHAMEN }, body: { ...facts, requestId: requestId() } }));
}
const sendBack = (team: BookingDetail, remark: string): Promise<BookingDetail> =>
  valueOf(
    city.call(teamVisitRoutes.returnTeamVisit, { params: { bookingId: team.bookingId }, body: { requestId: requestId(), version: team.version, remark } }),
  );
async function reportAgain(team: BookingDetail, heads: number): Promise<BookingDetail> {
  const body = { requestId: requestId(), version: team.version, heads, remark: "按签到表更正", photos: [await photo()] };
  return valueOf(admin.call(teamVisitRoutes.reportTeamVisit, { params: { bookingId: team.bookingId }, body: body }));
}
const undo = (bookingId: BookingId, entryId: string, reason?: string) =>
  undoEntry(visitDepsOf(test), {
    actor: reason === undefined ? STAFF : SUPERVISOR,
    bookingId,
    entryId,
    command: { requestId: requestId(), deviceId: "device-000001", ...(reason === undefined ? {} : { reason }) },
  });

describe("what is refused", () => {
  it("more than 31 days, a range that ends before it begins, and a moment that is none, at their fields", async () => {
    const fields = async (query: Partial<RecountQuery>) => (await refusalOf(ask(city, query))).fields;
    expect(await fields({ from: "2026-03-01" as LocalDate, to: "2026-04-01" as LocalDate })).toEqual([
      { path: "query.to", message: "一次最多核对 31 天，请缩短区间" },
    ]);
    expect(await fields({ from: "2026-03-15" as LocalDate })).toEqual([{ path: "query.to", message: "结束日期不能早于开始日期" }]);
    expect((await fields({ asOf: "2026-02-30" as LocalDate }))?.map(({ path }) => path)).toEqual(["query.asOf"]);
    expect((await recount({ from: "2026-03-01" as LocalDate, to: "2026-03-31" as LocalDate })).records).toBe(0);
  });

  it("more records than one answer reads, before they are read; exactly as many are counted", async () => {
    const { booking, code } = await confirmedBooking(test, SLOT, { personId: "p-lin", heads: 4 });
    test.clock.set(onDay(DAY, "09:20:00.000"));
    for (let head = 0; head < 3; head += 1) await valueOf(enter(test, booking, { code, heads: 1 }));
    await backFill("琼山小学", 30);
    const asked = (recordsMax: number) =>
      recountVisitFigures({ ...test.product.engine, recordsMax }, anAccount("CITY_ADMIN", "CN/46/4601"), { from: DAY, to: DAY });
    expect(await asked(3)).toEqual({ ok: false, refusal: { code: "RECOUNT_TOO_LARGE", recordsMax: 3 } });
    expect((await valueOf(asked(4))).records).toBe(4);
  });

  it("R12 what is not theirs: another city's admin learns nothing of a facility, a city or a figure", async () => {
    const elsewhere = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4602")], name: "林文博" });
    expect((await refusalOf(ask(elsewhere, { facilityId: BAISHAMEN }))).code).toBe("FORBIDDEN");
    expect((await refusalOf(ask(elsewhere, { cityCode: "4601" }))).code).toBe("FORBIDDEN");
    await backFill("琼山小学", 30, "2026-03-05" as LocalDate);
    await test.settle();
    expect((await recount({ from: "2026-03-01" as LocalDate }, elsewhere)).facilities).toEqual([]);
  });
});

it("F7 a day's figure that somebody changed is found at its facility and day; one of a whole month at the month alone", async () => {
  const { booking, code } = await confirmedBooking(test, SLOT, { personId: "p-lin", heads: 4 });
  test.clock.set(onDay(DAY, "09:20:00.000"));
  await valueOf(enter(test, booking, { code, heads: 4 }));
  await backFill("琼山小学", 30);
  await test.settle();
  const march = { from: "2026-03-01" as LocalDate, to: "2026-03-31" as LocalDate };
  expect(await recount(march)).toMatchObject({
    isEqual: true,
    records: 2,
    recordsAwaited: 0,
    facilities: [{ facilityId: BAISHAMEN, isEqual: true, days: [] }],
  });

  const tamper = (sk: string, add: Record<string, number>) =>
    test.store.transact([{ kind: "update", tag: "tampered", key: { pk: `FIGURES#VISITS#${BAISHAMEN}`, sk }, add }]);
  await tamper(`DAY#${DAY}`, { familyHeads: 2 });
  const day = await recount();
  expect([day.isEqual, brief(day.kept), brief(day.recounted)]).toEqual([false, [1, 6, 1, 30], [1, 4, 1, 30]]);
  const month = await recount(march);
  // The month itself is right; the day in it is not, so the month is not passed either.
  expect([month.isEqual, brief(month.kept), brief(month.recounted)]).toEqual([false, [1, 4, 1, 30], [1, 4, 1, 30]]);
  expect(month.facilities[0]?.days.map(({ date, kept, recounted }) => [date, kept.familyHeads, recounted.familyHeads])).toEqual([[DAY, 6, 4]]);

  await tamper(`DAY#${DAY}`, { familyHeads: -2 });
  await tamper("MONTH#2026-03", { teamHeads: 5 });
  const wrongMonth = await recount(march);
  expect([wrongMonth.isEqual, brief(wrongMonth.kept), wrongMonth.facilities[0]?.days]).toEqual([false, [1, 4, 1, 35], []]);
  expect((await recount()).isEqual).toBe(true);
});

it("F7 a record that no consumer has met yet is counted, and said to be awaited", async () => {
  await backFill("琼山小学", 30, "2026-03-05" as LocalDate);
  const asked = { from: "2026-03-05" as LocalDate, to: "2026-03-05" as LocalDate };
  expect(await recount(asked)).toMatchObject({ isEqual: false, records: 1, recordsAwaited: 1, kept: { teamHeads: 0 }, recounted: { teamHeads: 30 } });
  await test.settle();
  expect(await recount(asked)).toMatchObject({ isEqual: true, records: 1, recordsAwaited: 0, kept: { teamHeads: 30 }, recounted: { teamHeads: 30 } });
});

it("F7 the figure of a day as it stood at any past moment, and every correction since with who, when and why", async () => {
  const { booking, code } = await confirmedBooking(test, SLOT, { personId: "p-lin", heads: 4 });
  const other = await confirmedBooking(test, SLOT, { personId: "p-chen", heads: 2 });
  test.clock.set(onDay(DAY, "09:20:00.000"));
  await valueOf(enter(test, booking, { code, heads: 3 }));
  const mistaken = newRequestId();
  await valueOf(enter(test, other.booking, { code: other.code, heads: 2, requestId: mistaken as RequestId }));
  // Without network another gate let two more in, where one was left.
  const doubtful = newRequestId();
  await valueOf(upload(test, [offlineScan(code, { entryId: doubtful as string as EntryId, heads: 2, scannedAt: onDay(DAY, "09:19:00.000") })]));
  test.clock.set(onDay(DAY, "09:30:00.000"));
  await valueOf(undo(other.booking.bookingId, mistaken, "扫错了"));
  test.clock.set(onDay("2026-03-15", "10:00:00.000"));
  const team = await backFill("琼山小学", 30);
  await test.settle();
  test.clock.set(onDay("2026-03-16", "10:00:00.000"));
  const card = (await everyItem(test.store)).find((item) => item.pk.startsWith("ENTRYCONFLICT#"));
  await valueOf(
    settleEntryConflict(visitDepsOf(test), {
      actor: SUPERVISOR,
      conflictId: String(card?.["conflictId"]),
      command: { requestId: requestId(), decision: "COUNT_BOTH", remark: "核对录像，多来两人" },
    }),
  );
  test.clock.set(onDay("2026-04-01", "10:00:00.000"));
  const returned = await sendBack(team, "人数与照片不符");
  test.clock.set(onDay("2026-04-02", "10:00:00.000"));
  await reportAgain(returned, 28);
  await test.settle();

  const stood = async (asOf: string) => brief((await recount({ asOf: asOf as LocalDate })).asOf ?? failed());
  const failed = (): never => {
    throw new Error("no figure of that moment");
  };
  expect(brief((await recount()).recounted)).toEqual([1, 5, 1, 28]);
  expect((await recount()).asOf).toBeUndefined();
  expect(await stood("2026-03-13")).toEqual([0, 0, 0, 0]);
  expect(await stood(onDay(DAY, "09:20:00.000"))).toEqual([0, 0, 0, 0]);
  expect(await stood(onDay(DAY, "09:20:00.001"))).toEqual([2, 5, 0, 0]);
  expect(await stood(onDay(DAY, "09:30:00.001"))).toEqual([1, 3, 0, 0]);
  expect(await stood("2026-03-14")).toEqual([1, 3, 0, 0]);
  expect(await stood("2026-03-15")).toEqual([1, 3, 1, 30]);
  expect(await stood("2026-03-31")).toEqual([1, 5, 1, 30]);
  expect(await stood("2026-04-01")).toEqual([1, 5, 0, 0]);
  expect(await stood("2026-04-02")).toEqual([1, 5, 1, 28]);

  const after = await recount({ asOf: "2026-03-15" as LocalDate });
  expect(after).toMatchObject({ before: onDay("2026-03-16", "00:00:00.000"), isEqual: true, correctionsTotal: 3, records: 8 });
  expect(
    after.corrections.map(({ label, at, byName, reason, date, bookingKind, visits, heads }) => [label, at, byName, reason, date, bookingKind, visits, heads]),
  ).toEqual([
    ["上报参观", onDay("2026-04-02", "10:00:00.000"), "王芳", "按签到表更正", DAY, "TEAM", 1, 28],
    ["驳回", onDay("2026-04-01", "10:00:00.000"), "吴海波", "人数与照片不符", DAY, "TEAM", -1, -30],
    ["入场冲突已处理", onDay("2026-03-16", "10:00:00.000"), "王芳", expect.stringContaining("核对录像，多来两人"), DAY, "FAMILY", 0, 2],
  ]);
  // Nothing is shown twice: what stood then and what came since are what is counted now.
  expect(after.corrections.reduce((sum, { heads }) => sum + heads, 0) + (after.asOf?.headsTotal ?? 0)).toBe(after.recounted.headsTotal);
});

it("seed 000 五 a facility that was withdrawn keeps its line while something was counted there, and one that applies has none", async () => {
  await backFill("琼山小学", 30, "2026-03-05" as LocalDate);
  await test.settle();
  await putItems(test.store, [aFacility({ status: "WITHDRAWN" })]);
  const asked = (from: string, to: string) =>
    valueOf(city.call(statisticsRoutes.getVisitStatistics, { query: { from: from as LocalDate, to: to as LocalDate } }));
  const march = await asked("2026-03-01", "2026-03-31");
  expect([march.total.teamHeads, march.cities.flatMap(({ facilities }) => facilities.map(({ figures }) => figures.teamHeads))]).toEqual([30, [30]]);
  expect((await asked("2026-02-01", "2026-02-28")).cities).toEqual([]);
});

function seededNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

it.each([3, 11, 20260314])(
  "F7 F2 M9 seed %d: after any history of entries, undo, conflicts settled, team reports, returns and new reports, what is recounted is what is kept, for every moment alike",
  async (seed) => {
    const next = seededNumbers(seed);
    const anyOf = <T>(list: readonly T[]): T | undefined => list[next(list.length)];
    const parties = await Promise.all(
      Array.from({ length: 5 }, async (_, n) => {
        const { booking, code } = await confirmedBooking(test, SLOT, { personId: `p-${n}`, heads: 2 + (n % 4) });
        return { bookingId: booking.bookingId, code };
      }),
    );
    test.clock.set(onDay(DAY, "09:00:00.000"));
    const nonces: { bookingId: BookingId; code: string; nonce: string; heads: number; at: Instant }[] = [];
    const teams: BookingDetail[] = [];
    const moments: Instant[] = [];
    const stood: number[][] = [];

    async function act(): Promise<void> {
      const party = anyOf(parties);
      if (party === undefined) return;
      switch (next(7)) {
        case 0:
        case 1: {
          const scan = { ...party, nonce: newRequestId(), heads: 1 + next(3), at: test.clock.now() };
          nonces.push(scan);
          await enter(test, party, { code: party.code, heads: scan.heads, requestId: scan.nonce as RequestId });
          return;
        }
        case 2: {
          const scan = { ...party, nonce: newRequestId(), heads: 1 + next(4), at: test.clock.now() };
          nonces.push(scan);
          const again = anyOf(nonces) ?? scan;
          const scans = [...new Map([scan, again].map((each) => [each.nonce, each])).values()];
          await upload(
            test,
            scans.map((each, sequence) => offlineScan(each.code, { entryId: each.nonce as EntryId, heads: each.heads, scannedAt: each.at, sequence })),
          );
          return;
        }
        case 3: {
          const entry = anyOf(nonces);
          if (entry !== undefined) await undo(entry.bookingId, entry.nonce, next(2) === 0 ? "核对" : undefined);
          return;
        }
        case 4: {
          const open = (await everyItem(test.store)).filter((item) => item.pk.startsWith("ENTRYCONFLICT#") && item["status"] === "OPEN");
          const card = anyOf(open);
          if (card === undefined) return;
          const decision = next(2) === 0 ? "COUNT_ONCE" : "COUNT_BOTH";
          await settleEntryConflict(visitDepsOf(test), {
            actor: SUPERVISOR,
            conflictId: String(card["conflictId"]),
            command: { requestId: requestId(), decision, remark: "核对过" },
          });
          return;
        }
        case 5:
          teams.push(await backFill(`团队第${String.fromCharCode(0x4e00 + teams.length)}批`, 10 + next(40)));
          return;
        default: {
          const position = next(Math.max(1, teams.length));
          const team = teams[position];
          if (team === undefined) return;
          teams[position] = team.status === "RETURNED" ? await reportAgain(team, 10 + next(40)) : await sendBack(team, "人数不符");
          return;
        }
      }
    }

    for (let round = 0; round < 25; round += 1) {
      await act();
      if (round % 4 === 0) await test.product.consumers.drain();
      test.clock.advanceMs(60_000);
      if (round % 5 !== 4) continue;
      await test.settle();
      moments.push(test.clock.now());
      const now = await recount();
      expect([now.isEqual, now.kept]).toEqual([true, now.recounted]);
      stood.push(brief(now.kept));
    }
    // Days later every one of those moments is told as it stood.
    test.clock.set(onDay("2026-05-01", "09:00:00.000"));
    for (const [index, moment] of moments.entries()) {
      const then = await recount({ asOf: moment });
      expect(then.asOf === undefined ? undefined : brief(then.asOf)).toEqual(stood[index]);
      expect(then.correctionsTotal).toBe(then.corrections.length);
      expect(then.corrections.reduce((sum, { heads }) => sum + heads, 0)).toBe(then.recounted.headsTotal - (then.asOf?.headsTotal ?? 0));
    }
    expect(stood.at(-1)).not.toEqual([0, 0, 0, 0]);
    expect(await compareVisitFigures(test.store)).toEqual([]);
    const province = await test.as({ grants: [grantAt("PROVINCE_ADMIN", "CN/46")], name: "陈建华" });
    const whole = await recount({}, province);
    expect([whole.kept, whole.facilities.map(({ facilityId }) => facilityId)]).toEqual([(await recount()).kept, [BAISHAMEN]]);
    expect((await recount({ facilityId: HONGSHA }, province)).records).toBe(0);
  },
  60_000,
);
