import type { BookingId } from "@app/contract/kernel/ids";
import { aPack, anEntry, aParty, codeOf, codes, HERE, minutesLater, NINE } from "./gateBench.case";
import { decideOffline, type OfflineDecision } from "./decideOffline";
import type { LocalScan } from "./localScan";
import { readCode } from "./readCode";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import type { LocalDate } from "@app/contract/kernel/time";

type Given = { text?: string; pack?: ReturnType<typeof aPack>; scans?: LocalScan[]; heads?: number; clockOffMs?: number };

function decide({ text = codeOf(), pack = aPack(), scans = [], heads, clockOffMs = 0 }: Given): OfflineDecision {
  return decideOffline({
    code: readCode(text, pack.publicKey),
    gateFacilityId: HERE,
    kept: { pack, clockOffMs, operatorId: "wang-mengang" },
    scans,
    deviceId: "device-east",
    heads,
    now: minutesLater(NINE, 12),
  });
}
const reasonOf = (decision: OfflineDecision): string => (decision.outcome === "REFUSED" ? decision.reason : decision.outcome);

const inside = aPack({ parties: [aParty({ headsEntered: 4, entries: [anEntry()] })] });
const LIN = "booking-lin" as BookingId;

test.each<[string, Given, string, string]>([
  ["nothing of ours", { text: "hello" }, "NOT_A_CODE", "这不是参观码。请预约人在小程序「我的预约」里打开本次预约，出示入场码。"],
  [
    "forged",
    { text: codeOf().replace(/.$/, (last) => (last === "A" ? "B" : "A")) },
    "SIGNATURE_WRONG",
    "这个码不是本平台签发的，不能入场。请预约人从小程序里重新打开入场码，不要使用截图或转发的图片。",
  ],
  [
    "the poster",
    { text: codes.sign("CGP1", { f: HERE }) },
    "POSTER_NOT_ACCEPTED_HERE",
    "这是单位的打卡海报，请由预约人用自己的手机扫。工作人员请扫预约人手机上的入场码。",
  ],
  [
    "of another facility",
    { text: codeOf({ f: "sanya-hongsha" }) },
    "WRONG_FACILITY",
    "这是「其他单位」的预约，不是「海口市白沙门污水处理厂（一期）」的。请引导预约人前往正确的单位。",
  ],
  ["of tomorrow", { text: codeOf({ d: "2026-03-08" }) }, "TOO_EARLY_DAY", "预约日期是 3月8日 周日，今天还不能入场。请预约人当天再来。"],
  ["of yesterday", { text: codeOf({ d: "2026-03-06" }) }, "DAY_PAST", "预约日期是 3月6日 周五，已经过去。请预约人重新预约。"],
  ["run out", { text: codeOf({ x: 1 }) }, "DAY_PAST", "预约日期是 3月7日 周六，已经过去。请预约人重新预约。"],
  [
    "cancelled",
    { pack: aPack({ parties: [], revoked: [{ bookingId: LIN, reason: "CANCELLED" }] }) },
    "CANCELLED",
    "这条预约已取消，不能入场。请预约人重新预约。",
  ],
  [
    "of a closed slot",
    { pack: aPack({ revoked: [{ bookingId: LIN, reason: "CANCELLED", closedReason: "设备检修" }] }) },
    "CANCELLED",
    "这个场次已关闭（设备检修），预约已取消，不能入场。请预约人改约其他时间。",
  ],
  ["used up at another gate", { pack: inside }, "COMPLETE", "全部人员都已入场（最后一次 2026-03-07 08:50，西门，符安保），这个码已用完。多出的人请另行预约。"],
  [
    "more than are outside",
    { pack: aPack({ parties: [aParty({ headsEntered: 3 })] }), heads: 2 },
    "TOO_MANY_HEADS",
    "这条预约还能入场 1 人。请减少人数，多出的人请另行预约。",
  ],
])("M6 without network a code that is %s is refused with its sentence", (_, given, reason, message) => {
  expect(decide(given)).toMatchObject({ outcome: "REFUSED", reason, message });
});

test("F3 the refusal of a used code says when, where and by whom, by the list or by this phone's own scan", () => {
  expect(decide({ pack: inside })).toMatchObject({ lastEntry: { at: "2026-03-07T08:50:00.000+08:00", gateName: "西门", byName: "符安保" } });
  expect(decide({ scans: [aScan({ heads: 4 })] })).toMatchObject({
    reason: "COMPLETE",
    lastEntry: { at: minutesLater(NINE, 5), gateName: "东门", byName: "王门岗" },
  });
});

test("F1 a party enters in parts by one code: what went in here counts beside the list, each scan once", () => {
  const scans = [aScan({ heads: 3 })];
  expect(decide({ scans, heads: 1 })).toMatchObject({
    outcome: "ADMISSIBLE",
    party: { heads: 4, headsEntered: 3, listed: { name: "林晓燕", phoneTail: "0001" } },
  });
  expect(reasonOf(decide({ scans, heads: 2 }))).toBe("TOO_MANY_HEADS");
  // The list knows the same scan already.
  const listed = aPack({ parties: [aParty({ headsEntered: 3, entries: [anEntry({ heads: 3, entryId: scans[0]?.entryId as EntryId })] })] });
  expect(decide({ scans, pack: listed, heads: 1 })).toMatchObject({ outcome: "ADMISSIBLE", party: { headsEntered: 3 } });
  // An entry that the server took back, or that is in doubt, keeps nobody outside.
  const undone = aPack({ parties: [aParty({ headsEntered: 0, entries: [anEntry({ state: "UNDONE" })] })] });
  expect(decide({ pack: undone })).toMatchObject({ outcome: "ADMISSIBLE", party: { headsEntered: 0 } });
});

test("a genuine code of today that is on no list lets in as many as it says, not more, and names nobody", () => {
  const pack = aPack({ parties: [] });
  expect(decide({ pack })).toEqual({ outcome: "ADMISSIBLE", party: { bookingId: LIN, listed: undefined, heads: 4, headsEntered: 0 } });
  expect(reasonOf(decide({ pack, heads: 5 }))).toBe("TOO_MANY_HEADS");
  expect(reasonOf(decide({ pack, scans: [aScan({ heads: 4 })] }))).toBe("COMPLETE");
});

test("yesterday's list still reads codes and knows nobody of today", () => {
  const pack = aPack({ date: "2026-03-06" as LocalDate });
  expect(decide({ pack })).toMatchObject({ outcome: "ADMISSIBLE", party: { listed: undefined, heads: 4 } });
});

test("a phone whose clock is a day behind judges by the server's clock, as it was told with the list", () => {
  expect(reasonOf(decide({ clockOffMs: 24 * 3_600_000 }))).toBe("DAY_PAST");
});

test("a scan that was turned away or taken back keeps nobody outside", () => {
  expect(decide({ scans: [aScan({ refusedFor: "COMPLETE" }), aScan({ state: "UNDONE" }), aScan({ state: "CONFLICT" })] })).toMatchObject({
    outcome: "ADMISSIBLE",
    party: { headsEntered: 0 },
  });
});

function aScan(changes: Partial<LocalScan>): LocalScan {
  return {
    entryId: "entry-here-000001" as EntryId,
    facilityId: HERE,
    date: "2026-03-07" as LocalDate,
    gateName: "东门",
    operatorId: "wang-mengang",
    operatorName: "王门岗",
    sequence: 0,
    text: codeOf(),
    heads: 4,
    scannedAt: minutesLater(NINE, 5),
    at: minutesLater(NINE, 5),
    listAsOf: NINE,
    refusedFor: undefined,
    bookingId: LIN,
    who: "林晓燕",
    codeHeads: undefined,
    isAsked: false,
    state: "QUEUED",
    settledAt: undefined,
    message: undefined,
    conflictId: undefined,
    isAcknowledged: false,
    ...changes,
  };
}
