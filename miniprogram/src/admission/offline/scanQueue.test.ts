import type { LocalDate } from "@app/contract/kernel/time";
import { partyOfBooking } from "./gateDesk";
import { aBooking, aPhone, codeOf, minutesLater, NINE, NO_NETWORK, rest } from "./gateBench.case";
import { wantsEyes } from "./localScan";
import { waitingForOthers } from "./scanQueue";

const party = partyOfBooking(aBooking());

async function offlinePhone() {
  const phone = aPhone();
  await phone.desk.refresh();
  phone.server.refusal = NO_NETWORK;
  await phone.desk.refresh();
  return phone;
}

it("M7 scans made without network outlive a kill and a reboot and go up once, in order, with their own time and the phone's clock", async () => {
  const phone = await offlinePhone();
  await phone.desk.admit(codeOf(), party, 1);
  await phone.pass(60_000);
  await phone.desk.admit(codeOf(), party, 2);
  phone.restart();
  expect(phone.queue.state().scans).toMatchObject([
    { state: "QUEUED", heads: 1, scannedAt: NINE },
    { state: "QUEUED", heads: 2, scannedAt: minutesLater(NINE, 1) },
  ]);
  await phone.desk.admit(codeOf(), party, 1);
  await phone.pass(10 * 60_000);
  phone.server.refusal = undefined;
  await Promise.all([phone.queue.upload(), phone.queue.upload(), phone.desk.refresh()]);
  expect(phone.server.uploads).toMatchObject([
    {
      deviceId: "device-east",
      deviceNow: minutesLater(NINE, 11),
      gateName: "东门",
      scans: [
        { sequence: 0, heads: 1, scannedAt: NINE, listAsOf: NINE },
        { sequence: 1, heads: 2, scannedAt: minutesLater(NINE, 1) },
        { sequence: 2, heads: 1, scannedAt: minutesLater(NINE, 1) },
      ],
    },
  ]);
  phone.restart();
  await phone.queue.upload();
  expect(phone.server.uploads).toHaveLength(1);
  expect(phone.server.headsInside()).toBe(4);
});

it("M7 a phone killed in the middle of asking or sending keeps the scan and sends the same nonce", async () => {
  const phone = aPhone();
  await phone.desk.refresh();
  phone.server.wire = "ANSWER_LOST";
  void phone.desk.admit(codeOf(), party, 4);
  await rest();
  const [asking] = phone.queue.state().scans;
  expect(asking).toMatchObject({ state: "ASKING" });
  phone.restart();
  expect(phone.queue.state().scans).toMatchObject([{ entryId: asking?.entryId, state: "QUEUED" }]);
  void phone.queue.upload();
  await rest();
  expect(phone.queue.state().scans).toMatchObject([{ state: "SENDING" }]);
  phone.restart();
  phone.server.wire = "WHOLE";
  await phone.queue.upload();
  expect(phone.queue.state().scans).toMatchObject([{ entryId: asking?.entryId, state: "DONE" }]);
  expect(phone.server.headsInside()).toBe(4);
});

it("a lost answer of the upload leaves everything in line; the repeat is told that the server has it", async () => {
  const phone = await offlinePhone();
  await phone.desk.admit(codeOf(), party, 4);
  await phone.queue.upload();
  expect(phone.queue.state()).toMatchObject({ scans: [{ state: "QUEUED" }], problem: { code: "NETWORK" }, upload: undefined });
  phone.server.refusal = undefined;
  await phone.queue.upload();
  expect(phone.queue.state()).toMatchObject({ scans: [{ state: "DONE" }], problem: undefined });
});

it("201 scans go up in two batches, the oldest first; another gate's name begins a new batch", async () => {
  const phone = await offlinePhone();
  for (let n = 0; n < 201; n += 1) phone.queue.add({ ...aScan(n), gateName: n === 0 ? "西门" : "东门" });
  phone.server.refusal = undefined;
  await phone.queue.upload();
  expect(phone.server.uploads.map(({ gateName, scans }) => [gateName, scans.length, scans[0]?.sequence])).toEqual([
    ["西门", 1, 0],
    ["东门", 200, 1],
  ]);
});

it("one scan that the server cannot read holds up none of the others and stands on the screen", async () => {
  const phone = await offlinePhone();
  for (let n = 0; n < 3; n += 1) phone.queue.add(aScan(n));
  phone.server.refusal = undefined;
  const { upload } = phone.server;
  const unreadable = { ...NO_NETWORK, status: 400, code: "INPUT_INVALID", message: "有些内容填写得不对" };
  const answer = phone.server.answer.bind(phone.server);
  phone.server.answer = (async (work: () => unknown) => {
    let isRefused = false;
    phone.server.upload = (body) => {
      isRefused = body.scans.some(({ heads }) => heads === 2);
      return isRefused ? { serverNow: NINE, results: [] } : upload(body);
    };
    const answered = await answer(work);
    return isRefused ? { ok: false, refusal: unreadable } : answered;
  }) as typeof phone.server.answer;
  await phone.queue.upload();
  expect(phone.queue.state().scans.map(({ heads, state, message }) => [heads, state, message])).toEqual([
    [1, "DONE", undefined],
    [2, "REFUSED", "有些内容填写得不对"],
    [3, "DONE", undefined],
  ]);
});

it("F2 a conflict and a refusal stand until somebody acknowledges them, also over midnight and a restart", async () => {
  const phone = await offlinePhone();
  const first = phone.queue.add(aScan(0));
  const second = phone.queue.add(aScan(1));
  phone.queue.add(aScan(2));
  phone.server.refusal = undefined;
  phone.server.resultOf = (entryId) =>
    entryId === first?.entryId
      ? { outcome: "CONFLICT", message: "两处入场", conflictId: first.entryId }
      : entryId === second?.entryId
        ? { outcome: "REFUSED", message: "预约已取消" }
        : undefined;
  await phone.queue.upload();
  phone.restart();
  phone.queue.dropSettled("2026-03-08" as LocalDate);
  expect(phone.queue.state().scans.filter(wantsEyes)).toMatchObject([
    { state: "CONFLICT", message: "两处入场", conflictId: first?.entryId },
    { state: "REFUSED", message: "预约已取消" },
  ]);
  phone.queue.change(first?.entryId ?? "", { isAcknowledged: true });
  phone.queue.dropSettled("2026-03-08" as LocalDate);
  expect(phone.queue.state().scans).toHaveLength(1);
});

it("F22 unsent scans are never dropped to make room; settled ones are", async () => {
  const phone = await offlinePhone();
  phone.queue.add(aScan(0));
  const done = phone.queue.add(aScan(1));
  phone.queue.change(done?.entryId ?? "", { state: "DONE" });
  phone.storage.isFull = true;
  expect(phone.queue.add(aScan(2))).toBe(undefined);
  expect(phone.queue.state().scans).toMatchObject([{ state: "QUEUED", heads: 1 }]);
  phone.restart();
  expect(phone.queue.state().scans).toMatchObject([{ state: "QUEUED", heads: 1 }]);
});

it("what one guard scanned is not uploaded in another's name", async () => {
  const phone = await offlinePhone();
  await phone.desk.admit(codeOf(), party, 4);
  phone.server.refusal = undefined;
  phone.logInAs("fu-anbao");
  await phone.queue.upload();
  expect(phone.server.uploads).toEqual([]);
  expect(waitingForOthers(phone.queue.state().scans, "fu-anbao")).toHaveLength(1);
  phone.logInAs("wang-mengang");
  await phone.queue.upload();
  expect(phone.server.headsInside()).toBe(4);
});

function aScan(n: number) {
  return {
    entryId: `entry-of-the-test-${n}`,
    facilityId: "haikou-baishamen",
    date: "2026-03-07",
    gateName: "东门",
    operatorId: "wang-mengang",
    operatorName: "王门岗",
    text: codeOf(),
    heads: n + 1,
    scannedAt: NINE,
    at: NINE,
    listAsOf: NINE,
    refusedFor: undefined,
    bookingId: "booking-lin",
    who: "林晓燕",
    codeHeads: undefined,
    isAsked: false,
    state: "QUEUED",
  } as Parameters<ReturnType<typeof aPhone>["queue"]["add"]>[0];
}
