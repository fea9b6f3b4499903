import { createApiClient, type ApiClient, type HttpTransport } from "@app/contract/kernel/apiClient";
import type { BookingId, RequestId } from "@app/contract/kernel/ids";
import type { Instant } from "@app/contract/kernel/time";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import { gateRoutes } from "@app/contract/visits/gate.routes";
import type { OfflineScan, OfflineScanResult } from "@app/contract/visits/gate.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { createEd25519CodeSigner, newCodeKeyPem } from "../../../platform/codes/ed25519CodeSigner";
import { fetchTransport } from "../../../testing/fetchTransport";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import {
  anAccount,
  aVisitor,
  book,
  bookingsOf,
  codeOf,
  confirmedBooking,
  decide,
  enter,
  eventCounts,
  everyItem,
  inParallel,
  offlineScan,
  onDay,
  refusalOf,
  refusedScansAt,
  upload,
  valueOf,
} from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, hongsha, HONGSHA, HONGSHA_PATH, putItems } from "../../../testing/visitBuilders";
import { compareVisitFigures } from "../../statistics/rebuildVisitFigures";
import { listCheckInRecords } from "../checkInRepository";
import { getNoShowItem, standingKey } from "../noShows/noShowRepository";

const SLOT = aSlot({ capacityHeads: 200 });
const VISIT_DAY = onDay("2026-03-14", "09:30:00.000");

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), hongsha(), SLOT, aSlot({ facility: hongsha() })]);
});
afterEach(() => test.stop());

interface Party {
  readonly bookingId: BookingId;
  readonly code: string;
}
async function party(heads = 4, personId = "p-lin"): Promise<Party> {
  test.clock.set(onDay("2026-03-07", "09:00:00.000"));
  const { booking, code } = await confirmedBooking(test, SLOT, { personId, heads });
  test.clock.set(VISIT_DAY);
  return { bookingId: booking.bookingId, code };
}
const outcomes = (results: readonly OfflineScanResult[]): string[] => results.map((result) => result.reason ?? result.outcome);
async function bookingNow(bookingId: BookingId) {
  const booking = (await bookingsOf(test.store)).find((each) => each.bookingId === bookingId);
  if (booking === undefined) throw new Error("no such booking");
  return booking;
}
/** What the figures say of the visit's day, every event consumed, after a full recount agreed. */
async function figures(): Promise<{ visits: number; heads: number }> {
  await test.settle();
  expect(await compareVisitFigures(test.store)).toEqual([]);
  const day = await test.store.get({ pk: `FIGURES#VISITS#${BAISHAMEN}`, sk: "DAY#2026-03-14" });
  return { visits: Number(day?.["familyVisits"] ?? 0), heads: Number(day?.["familyHeads"] ?? 0) };
}

describe("M7 what a phone brings back", () => {
  it("M7 arrives once, with its own time and the server's", async () => {
    const { bookingId, code } = await party();
    test.clock.set(onDay("2026-03-14", "10:05:00.000"));
    const scan = offlineScan(code, { heads: 3, scannedAt: onDay("2026-03-14", "09:21:07.000") });
    const first = await valueOf(upload(test, [scan]));
    expect(first).toMatchObject({
      serverNow: "2026-03-14T10:05:00.000+08:00",
      results: [{ entryId: scan.entryId, outcome: "ENTERED", booking: { bookingId, headsEntered: 3 } }],
    });
    expect(first.results[0]?.message).toBe("已记录：2026-03-14 09:21 入场 3 人。");
    expect(await valueOf(upload(test, [scan]))).toMatchObject({ results: [{ outcome: "ALREADY_RECORDED", message: "入场已记录。" }] });
    expect((await bookingNow(bookingId)).entries).toEqual([
      {
        entryId: scan.entryId,
        heads: 3,
        scannedAt: "2026-03-14T09:21:07.000+08:00",
        receivedAt: "2026-03-14T10:05:00.000+08:00",
        offline: true,
        gateName: "西门",
        deviceId: "device-000002",
        byName: "符安保",
        means: "STAFF_SCAN",
        state: "COUNTED",
      },
    ]);
    const listed = await listCheckInRecords(test.store, { facilityIds: [BAISHAMEN] }, { from: SLOT.date, to: SLOT.date }, { limit: 10, cursor: undefined });
    expect(listed).toMatchObject({
      items: [
        { recordId: scan.entryId, kind: "ENTRY", at: "2026-03-14T09:21:07.000+08:00", receivedAt: "2026-03-14T10:05:00.000+08:00", offline: true, heads: 3 },
      ],
    });
    expect(await figures()).toEqual({ visits: 1, heads: 3 });
  });

  it.each([
    {
      clock: "a day slow",
      deviceNow: "2026-03-13T10:05:00.000+08:00",
      scannedAt: "2026-03-13T09:20:00.000+08:00",
      words: "手机时间慢了 1 天，已按系统时间更正。",
      minutes: 1440,
    },
    {
      clock: "a day fast",
      deviceNow: "2026-03-15T10:05:00.000+08:00",
      scannedAt: "2026-03-15T09:20:00.000+08:00",
      words: "手机时间快了 1 天，已按系统时间更正。",
      minutes: -1440,
    },
    { clock: "years slow", deviceNow: "1970-01-01T08:45:00.000+08:00", scannedAt: "1970-01-01T08:00:00.000+08:00", words: undefined, minutes: undefined },
    { clock: "a minute slow", deviceNow: "2026-03-14T10:04:00.000+08:00", scannedAt: "2026-03-14T09:19:00.000+08:00", words: "", minutes: undefined },
  ])("M7 a phone whose clock is $clock is put right by the moment it sends, and says so", async ({ deviceNow, scannedAt, words, minutes }) => {
    const { bookingId, code } = await party();
    test.clock.set(onDay("2026-03-14", "10:05:00.000"));
    const answer = await valueOf(upload(test, [offlineScan(code, { heads: 2, scannedAt: scannedAt as Instant })], { deviceNow: deviceNow as Instant }));
    expect((await bookingNow(bookingId)).entries.map((entry) => entry.scannedAt)).toEqual(["2026-03-14T09:20:00.000+08:00"]);
    if (words === undefined) return expect(answer.results[0]?.message).toMatch(/^已记录：2026-03-14 09:20 入场 2 人。手机时间慢了 \d+ 天，已按系统时间更正。$/);
    expect(answer.results[0]?.message).toBe(`已记录：2026-03-14 09:20 入场 2 人。${words}`);
    expect(answer.clockOffMinutes).toBe(minutes);
  });

  it.each([
    { case: "scanned after it was sent", scannedAt: "2026-03-14T09:32:00.001+08:00", refused: true },
    { case: "sent two minutes earlier by its own clock", scannedAt: "2026-03-14T09:32:00.000+08:00", refused: false },
    { case: "older than seven days", scannedAt: "2026-03-07T09:29:59.999+08:00", refused: true },
  ])("M7 a scan $case: refused $refused, kept with its sentence, once", async ({ scannedAt, refused }) => {
    const { bookingId, code } = await party();
    const scan = offlineScan(code, { scannedAt: scannedAt as Instant });
    const { results } = await valueOf(upload(test, [scan]));
    if (!refused) return expect(outcomes(results)).toEqual(["ENTERED"]);
    expect(results[0]).toMatchObject({ outcome: "REFUSED", reason: "CLOCK_WRONG" });
    expect(results[0]?.message).toContain("与上传时手机的时间 2026-03-14 09:30 对不上，没有计入。请打开手机的「自动设置时间」");
    await valueOf(upload(test, [scan]));
    expect((await refusedScansAt(test.store, BAISHAMEN)).map((item) => item["reason"])).toEqual(["CLOCK_WRONG"]);
    expect((await bookingNow(bookingId)).entries).toEqual([]);
  });

  it("M7 a scan of the day that arrives after midnight turns the no-show back into a visit", async () => {
    const { bookingId, code } = await party();
    test.clock.set(onDay("2026-03-15", "00:10:00.000"));
    await test.product.sweep();
    expect((await bookingNow(bookingId)).status).toBe("NO_SHOW");
    const { results } = await valueOf(upload(test, [offlineScan(code, { heads: 4 })]));
    expect(outcomes(results)).toEqual(["ENTERED"]);
    expect(await bookingNow(bookingId)).toMatchObject({ status: "CHECKED_IN", headsEntered: 4 });
    expect(await figures()).toEqual({ visits: 1, heads: 4 });
    expect(await eventCounts(test.store)).toMatchObject({ BOOKING_NOT_SHOWN: 1, BOOKING_ENTERED_LATE: 1 });
  });

  it.each(["before", "after"])("F6 M7 the no-show that was none does not count against them, when it is recorded %s the upload", async (order) => {
    const { bookingId, code } = await party();
    test.clock.set(onDay("2026-03-15", "00:10:00.000"));
    await test.product.sweep();
    if (order === "before") {
      await test.settle();
      expect(await test.store.get(standingKey("p-lin"))).toMatchObject({ missed: { "4601": { [bookingId]: "2026-03-14" } } });
    }
    await valueOf(upload(test, [offlineScan(code, { heads: 1 })]));
    await test.settle();
    expect((await getNoShowItem(test.store, bookingId))?.status).toBe(order === "before" ? "WAIVED" : undefined);
    expect((await test.store.get(standingKey("p-lin")))?.["missed"] ?? {}).toEqual(order === "before" ? { "4601": {} } : {});
  });

  it("M7 T11 a queue uploaded 40 times at once and in any order, also by another account: one entry a nonce, all answers success", async () => {
    const parties = await Promise.all(Array.from({ length: 12 }, (_, n) => party(3, `p-${n}`)));
    const scans = parties.flatMap(({ code }, n) => [
      offlineScan(code, { heads: 2, scannedAt: onDay("2026-03-14", `09:${10 + n}:00.000`), sequence: 2 * n }),
      offlineScan(code, { heads: 1, scannedAt: onDay("2026-03-14", `09:${10 + n}:30.000`), sequence: 2 * n + 1 }),
    ]);
    const answers = await inParallel(40, (n) => {
      const turned = [...scans.slice(n % scans.length), ...scans.slice(0, n % scans.length)];
      return valueOf(
        upload(test, n % 2 === 0 ? turned : turned.reverse(), n % 3 === 0 ? { actor: anAccount("FACILITY_STAFF", BAISHAMEN_PATH, "李门岗") } : {}),
      );
    });
    const told = answers.flatMap((answer) => answer.results.map((result) => result.outcome));
    expect({ entered: told.filter((outcome) => outcome === "ENTERED").length, told: [...new Set(told)].sort() }).toEqual({
      entered: 24,
      told: ["ALREADY_RECORDED", "ENTERED"],
    });
    const entries = (await bookingsOf(test.store)).flatMap((booking) => booking.entries.map((entry) => entry.entryId));
    expect([...entries].sort()).toEqual(scans.map((scan) => scan.entryId as string).sort());
    expect(await eventCounts(test.store)).toMatchObject({ BOOKING_CHECKED_IN: 24 });
    expect(await figures()).toEqual({ visits: 12, heads: 36 });
  }, 60_000);

  it("M7 results come in the order asked, and scans of one party are taken in the order they were made", async () => {
    const { code } = await party(2);
    const early = offlineScan(code, { heads: 2, scannedAt: onDay("2026-03-14", "09:10:00.000"), sequence: 1 });
    const late = offlineScan(code, { heads: 1, scannedAt: onDay("2026-03-14", "09:10:00.000"), sequence: 2 });
    const { results } = await valueOf(upload(test, [late, early]));
    expect(results.map(({ entryId, outcome }) => ({ entryId, outcome }))).toEqual([
      { entryId: late.entryId, outcome: "CONFLICT" },
      { entryId: early.entryId, outcome: "ENTERED" },
    ]);
  });
});

describe("M8 what a phone refused without network, and what it should have refused", () => {
  it("M8 a refusal on the phone is kept with its reason and lets nobody in", async () => {
    const { bookingId, code } = await party();
    const scan = offlineScan(code, { refusedFor: "WRONG_FACILITY" });
    for (let time = 0; time < 3; time += 1) {
      expect(await valueOf(upload(test, [scan]))).toMatchObject({ results: [{ outcome: "REFUSED", reason: "WRONG_FACILITY" }] });
    }
    expect(await refusedScansAt(test.store, BAISHAMEN)).toMatchObject([
      { reason: "WRONG_FACILITY", offline: true, deviceId: "device-000002", gateName: "西门" },
    ]);
    expect((await bookingNow(bookingId)).entries).toEqual([]);
  });

  it("M8 M6 what no gate may ever admit is refused, each with its own reason", async () => {
    const mine = await party(2, "p-mine");
    test.clock.set(onDay("2026-03-07", "09:00:00.000"));
    const pending = await valueOf(book(test, SLOT, { personId: "p-pending", heads: 1 }));
    test.clock.set(VISIT_DAY);
    const forged = createEd25519CodeSigner(newCodeKeyPem()).sign("CG1", { b: mine.bookingId, f: BAISHAMEN, d: "2026-03-14", n: 2, x: 4_000_000_000 });
    const scans = [
      offlineScan("https://example.com/?c=hello"),
      offlineScan(forged),
      offlineScan(test.codes.sign("CGP1", { f: BAISHAMEN })),
      offlineScan(codeOf(test, { bookingId: "NEVERBOOKED", facilityId: BAISHAMEN, date: "2026-03-14", heads: 1 })),
      offlineScan(codeOf(test, pending)),
      offlineScan(mine.code, { scannedAt: onDay("2026-03-13", "23:59:59.999") }),
    ];
    const { results } = await valueOf(upload(test, scans));
    expect(outcomes(results)).toEqual(["NOT_A_CODE", "SIGNATURE_WRONG", "POSTER_NOT_ACCEPTED_HERE", "BOOKING_UNKNOWN", "NOT_CONFIRMED", "TOO_EARLY_DAY"]);
    const elsewhere = { actor: anAccount("FACILITY_STAFF", HONGSHA_PATH, "陈门岗"), facilityId: HONGSHA };
    const away = await valueOf(upload(test, [offlineScan(mine.code)], elsewhere));
    expect(outcomes(away.results)).toEqual(["WRONG_FACILITY"]);
    expect(away.results[0]?.booking).toBeUndefined();
    test.clock.set(onDay("2026-03-15", "08:00:00.000"));
    expect(outcomes((await valueOf(upload(test, [offlineScan(mine.code, { scannedAt: onDay("2026-03-15", "00:00:00.000") })]))).results)).toEqual(["DAY_PAST"]);
    expect(await figures()).toEqual({ visits: 0, heads: 0 });
  });

  it("R12 nobody uploads to another facility's gate", async () => {
    const { code } = await party();
    for (const actor of [anAccount("FACILITY_STAFF", HONGSHA_PATH, "陈门岗"), aVisitor("p-lin"), anAccount("CITY_ADMIN", "CN/46/4601")]) {
      expect(await refusalOf(upload(test, [offlineScan(code)], { actor }))).toEqual({ code: "NOT_FOUND", what: "家开放单位" });
    }
    expect(await refusedScansAt(test.store, BAISHAMEN)).toEqual([]);
  });
});

describe("F2 two gates without network", () => {
  it("F2 the second of two gates counts nothing: the card shows both times, gates and operators, and the heads count once", async () => {
    const { bookingId, code } = await party();
    const east = offlineScan(code, { heads: 4, scannedAt: onDay("2026-03-14", "09:20:00.000") });
    const west = offlineScan(code, { heads: 4, scannedAt: onDay("2026-03-14", "09:19:00.000") });
    await valueOf(upload(test, [east], { actor: anAccount("FACILITY_STAFF", BAISHAMEN_PATH, "王门岗"), gateName: "东门", deviceId: "device-000001" }));
    const { results } = await valueOf(upload(test, [west]));
    expect(results).toMatchObject([
      {
        outcome: "CONFLICT",
        reason: "COMPLETE",
        message: "这个码已在别处入场（2026-03-14 09:20，东门，王门岗），名额不够。已记为存疑，请主管处理。",
        booking: { headsEntered: 4, flags: [{ flag: "DISPUTED", label: "入场存疑" }] },
      },
    ]);
    const admin = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
    const open = await valueOf(admin.call(gateRoutes.listGateConflicts, { params: { facilityId: BAISHAMEN }, query: {} }));
    expect(open.items).toMatchObject([
      {
        conflictId: results[0]?.conflictId,
        kind: "TWICE",
        status: "OPEN",
        bookingId,
        heads: 4,
        headsEntered: 4,
        earlier: { at: "2026-03-14T09:20:00.000+08:00", gateName: "东门", byName: "王门岗", deviceId: "device-000001", heads: 4 },
        later: { at: "2026-03-14T09:19:00.000+08:00", gateName: "西门", byName: "符安保", deviceId: "device-000002", heads: 4, state: "DISPUTED" },
        sentence: "2026-03-14 09:20 东门 王门岗 已入场 4 人；2026-03-14 09:19 西门 符安保 断网时又放行 4 人，超过预约的 4 人。请核实是同一批人还是多来了人。",
        availableActions: [
          { action: "COUNT_ONCE", label: "只计一次" },
          { action: "COUNT_BOTH", label: "两次都计入" },
        ],
      },
    ]);
    // Sent again it is the same doubt, not a second one.
    expect(await valueOf(upload(test, [west]))).toMatchObject({ results: [{ outcome: "ALREADY_RECORDED", conflictId: results[0]?.conflictId }] });
    expect(await eventCounts(test.store)).toMatchObject({ BOOKING_CHECKED_IN: 1, BOOKING_ENTRY_DISPUTED: 1 });
    expect(await figures()).toEqual({ visits: 1, heads: 4 });
  });

  it("F2 the card is there in the transaction of the disputed entry, however many phones arrive at once", async () => {
    const { bookingId, code } = await party(3);
    const answers = await inParallel(10, (n) =>
      valueOf(upload(test, [offlineScan(code, { heads: 3 })], { deviceId: `device-gate-${n}`, gateName: `${n} 号门` })),
    );
    const told = answers.flatMap(({ results }) => results.map((result) => result.outcome)).sort();
    expect(told).toEqual([...Array<string>(9).fill("CONFLICT"), "ENTERED"]);
    const { entries, headsEntered } = await bookingNow(bookingId);
    expect({ headsEntered, states: entries.map((entry) => entry.state).sort() }).toEqual({
      headsEntered: 3,
      states: ["COUNTED", ...Array<string>(9).fill("DISPUTED")],
    });
    const cards = (await everyItem(test.store)).filter((item) => item.pk.startsWith("ENTRYCONFLICT#"));
    expect(cards.map((card) => card["entryId"]).sort()).toEqual(
      entries
        .filter((entry) => entry.state === "DISPUTED")
        .map((entry) => entry.entryId)
        .sort(),
    );
    expect(await figures()).toEqual({ visits: 1, heads: 3 });
  });

  it.each([
    {
      what: "cancelled by its booker",
      revoke: (id: BookingId) => decide(test, id, "CANCEL", { actor: aVisitor("p-lin") }),
      reason: "CANCELLED",
      status: "已取消",
    },
  ])("F2 M6 a gate with an old list let in a booking that was $what: a card of its own kind, nothing counted", async ({ revoke, reason, status }) => {
    test.clock.set(onDay("2026-03-07", "09:00:00.000"));
    const { booking, code } = await confirmedBooking(test, SLOT, { personId: "p-lin", heads: 4 });
    await valueOf(revoke(booking.bookingId));
    test.clock.set(VISIT_DAY);
    const { results } = await valueOf(upload(test, [offlineScan(code, { heads: 2, listAsOf: onDay("2026-03-07", "08:00:00.000") })]));
    expect(results).toMatchObject([{ outcome: "CONFLICT", reason, message: "放行时名单是旧的，这条预约已不能入场。已记为存疑，请主管处理。" }]);
    const admin = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
    const open = await valueOf(admin.call(gateRoutes.listEntryConflicts, { query: {} }));
    expect(open.items).toMatchObject([
      {
        kind: "REVOKED",
        reason,
        sentence: `2026-03-14 09:20 西门 符安保 断网时放行 2 人，但这条预约是「${status}」。请核实是否有人入场，再决定是否计入。`,
        availableActions: [{ label: "不计入" }, { label: "计入" }],
      },
    ]);
    expect(await bookingNow(booking.bookingId)).toMatchObject({ status: "CANCELLED", headsEntered: 0 });
    expect(await figures()).toEqual({ visits: 0, heads: 0 });
  });

  it("F2 M5 a party of a slot that is closing is in doubt too, before its own turn came", async () => {
    const { code } = await party();
    await test.store.transact([{ kind: "update", tag: "closed", key: { pk: SLOT.pk, sk: SLOT.sk }, set: { status: "CLOSED", closedReason: "设备检修" } }]);
    const { results } = await valueOf(upload(test, [offlineScan(code)]));
    expect(results).toMatchObject([{ outcome: "CONFLICT", reason: "CANCELLED" }]);
  });
});

/** F4: the network of a phone at the gate, cut before the server hears or before its answer arrives. */
type Cut = "NONE" | "BEFORE" | "AFTER";
function cutNetwork(): { transport: HttpTransport; cut: (at: Cut) => void } {
  let next: Cut = "NONE";
  return {
    cut: (at) => void (next = at),
    transport: {
      async send(request) {
        const now = next;
        next = "NONE";
        if (now === "BEFORE") return { kind: "NETWORK" };
        const answer = await fetchTransport.send(request);
        return now === "AFTER" ? { kind: "NETWORK" } : answer;
      },
    },
  };
}

describe("F4 no answer in time: the same nonce once, whoever heard what", () => {
  async function phone(): Promise<{ client: ApiClient; cut: (at: Cut) => void }> {
    const { transport, cut } = cutNetwork();
    const sessionToken = await test.token({ grants: [grantAt("FACILITY_STAFF", BAISHAMEN_PATH)], name: "王门岗" });
    return { client: createApiClient({ baseUrl: test.baseUrl, transport, sessionToken: () => sessionToken }), cut };
  }
  const askOnline = (client: ApiClient, { bookingId, code }: Party, nonce: RequestId, heads: number) =>
    client.call(visitRoutes.checkIn, {
      params: { bookingId },
      body: { requestId: nonce, text: code, heads, gateFacilityId: BAISHAMEN, gateName: "东门", deviceId: "device-000001" },
    });
  const bringBack = (client: ApiClient, scans: OfflineScan[]) =>
    client.call(gateRoutes.uploadOfflineScans, {
      params: { facilityId: BAISHAMEN },
      body: { deviceId: "device-000001", deviceNow: test.clock.now(), gateName: "东门", scans },
    });
  const asEntry = (nonce: RequestId): EntryId => nonce as string as EntryId;

  it.each([
    { server: "answered", cut: "AFTER", phone: "recorded", outcome: "ALREADY_RECORDED", inside: 3 },
    { server: "answered", cut: "AFTER", phone: "did not", outcome: undefined, inside: 3 },
    { server: "did not", cut: "BEFORE", phone: "recorded", outcome: "ENTERED", inside: 3 },
    { server: "did not", cut: "BEFORE", phone: "did not", outcome: undefined, inside: 0 },
  ] as const)("F4 server $server, phone $phone: $inside inside, once", async ({ cut: where, outcome, inside }) => {
    const visitors = await party(3);
    const { client, cut } = await phone();
    const nonce = newRequestId() as RequestId;
    cut(where);
    expect(await askOnline(client, visitors, nonce, 3)).toMatchObject({ ok: false, refusal: { status: 0 } });
    if (outcome !== undefined) {
      const scan = offlineScan(visitors.code, { entryId: asEntry(nonce), heads: 3, scannedAt: test.clock.now() });
      // The upload's own answer is lost as well, and the queue is sent again.
      cut("AFTER");
      expect((await bringBack(client, [scan])).ok).toBe(false);
      expect(await valueOf(bringBack(client, [scan]))).toMatchObject({ results: [{ entryId: nonce, outcome: "ALREADY_RECORDED" }] });
    }
    const booking = await bookingNow(visitors.bookingId);
    expect({ headsEntered: booking.headsEntered, nonces: booking.entries.map((entry) => entry.entryId as string) }).toEqual({
      headsEntered: inside,
      nonces: inside === 0 ? [] : [nonce],
    });
    expect(await figures()).toEqual({ visits: inside === 0 ? 0 : 1, heads: inside });
    expect(await eventCounts(test.store)).not.toHaveProperty("BOOKING_ENTRY_DISPUTED");
  });

  it("F4 the server said yes, the phone's list said used: the same nonce repairs it by itself", async () => {
    const visitors = await party(3);
    const { client, cut } = await phone();
    const nonce = newRequestId() as RequestId;
    cut("AFTER");
    await askOnline(client, visitors, nonce, 3);
    // Its new list already holds its own entry, so the phone turned them away.
    const scan = offlineScan(visitors.code, { entryId: asEntry(nonce), heads: 3, scannedAt: test.clock.now(), refusedFor: "COMPLETE" });
    expect(await valueOf(bringBack(client, [scan]))).toMatchObject({ results: [{ outcome: "ALREADY_RECORDED", message: "入场已记录。" }] });
    expect(await refusedScansAt(test.store, BAISHAMEN)).toEqual([]);
    expect(await figures()).toEqual({ visits: 1, heads: 3 });
  });

  it("F4 the late question arrives after the queue: it is answered with the entry, not with a refusal", async () => {
    const visitors = await party(3);
    const { client } = await phone();
    const nonce = newRequestId() as RequestId;
    await valueOf(bringBack(client, [offlineScan(visitors.code, { entryId: asEntry(nonce), heads: 3, scannedAt: test.clock.now() })]));
    for (let time = 0; time < 2; time += 1)
      expect(await valueOf(askOnline(client, visitors, nonce, 3))).toMatchObject({ status: "CHECKED_IN", headsEntered: 3 });
    expect(await eventCounts(test.store)).toMatchObject({ BOOKING_CHECKED_IN: 1 });
  });

  it("F4 question and queue at the same moment, 20 times: one entry each", async () => {
    const parties = await Promise.all(Array.from({ length: 20 }, (_, n) => party(2, `p-${n}`)));
    const { client } = await phone();
    await Promise.all(
      parties.map(async (visitors) => {
        const nonce = newRequestId() as RequestId;
        const [asked, brought] = await Promise.all([
          askOnline(client, visitors, nonce, 2),
          bringBack(client, [offlineScan(visitors.code, { entryId: asEntry(nonce), heads: 2, scannedAt: test.clock.now() })]),
        ]);
        expect(await valueOf(asked)).toMatchObject({ headsEntered: 2 });
        expect((await valueOf(brought)).results.map((result) => result.outcome === "ENTERED" || result.outcome === "ALREADY_RECORDED")).toEqual([true]);
      }),
    );
    expect((await bookingsOf(test.store)).map((booking) => booking.entries.length)).toEqual(Array(20).fill(1));
    expect(await figures()).toEqual({ visits: 20, heads: 40 });
  });

  it("F4 R2 the request's record is long gone: the nonce is still known by the entry", async () => {
    const visitors = await party(4);
    const { client } = await phone();
    const nonce = newRequestId() as RequestId;
    await valueOf(askOnline(client, visitors, nonce, 3));
    for (const item of (await everyItem(test.store)).filter((each) => each.pk.startsWith("REQUEST#"))) {
      await test.store.transact([{ kind: "delete", tag: "gone", key: { pk: item.pk, sk: item.sk } }]);
    }
    expect(await valueOf(askOnline(client, visitors, nonce, 3))).toMatchObject({ headsEntered: 3 });
    expect(await eventCounts(test.store)).toMatchObject({ BOOKING_CHECKED_IN: 1 });
  });

  it("F3 the second gate is told time, gate and operator, and the pack carries them for a gate without network", async () => {
    const visitors = await party(3);
    await valueOf(enter(test, visitors, { code: visitors.code, heads: 3, gateName: "东门" }));
    test.clock.advanceMs(5 * 60_000);
    expect(await refusalOf(enter(test, visitors, { code: visitors.code, heads: 1, gateName: "西门" }))).toMatchObject({
      reason: "COMPLETE",
      sentence: "全部人员都已入场（最后一次 2026-03-14 09:30，东门，王门岗），这个码已用完。多出的人请另行预约。",
    });
    const { client } = await phone();
    const pack = await valueOf(client.call(gateRoutes.getGatePack, { params: { facilityId: BAISHAMEN }, query: {} }));
    expect(pack.parties).toMatchObject([
      { bookingId: visitors.bookingId, headsEntered: 3, entries: [{ heads: 3, gateName: "东门", byName: "王门岗", state: "COUNTED" }] },
    ]);
  });
});
