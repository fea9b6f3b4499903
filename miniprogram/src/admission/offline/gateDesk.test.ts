import { refuse } from "@app/contract/kernel/result";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import { aPhone, anEntry, aParty, aPack, codeOf, NO_NETWORK, rest } from "./gateBench.case";
import { partyOfBooking } from "./gateDesk";
import { aBooking } from "./gateBench.case";
import { partiesOf } from "./gateList";

const party = partyOfBooking(aBooking());

/** At the gate with today's list. */
async function openedPhone() {
  const phone = aPhone();
  await phone.desk.refresh();
  return phone;
}
type Phone = Awaited<ReturnType<typeof openedPhone>>;

const insideOnScreen = (phone: Phone): number => {
  const kept = phone.desk.state().kept;
  return kept === undefined ? 0 : (partiesOf(kept.pack, phone.queue.state().scans, "device-east")[0]?.headsEntered ?? 0);
};

async function admitted(phone: Phone, heads: number) {
  const asked = phone.desk.admit(codeOf(), party, heads);
  await rest();
  await phone.pass(2_000);
  return asked;
}

/** Back in the net: the list, the queue, the list again. */
async function backOnline(phone: Phone) {
  phone.server.wire = "WHOLE";
  phone.server.refusal = undefined;
  await phone.pass(60_000);
  await phone.desk.refresh();
}

describe("F4 the four ways in which an answer may fail to come", () => {
  it("the server answered and the phone recorded: inside once, nothing waits", async () => {
    const phone = await openedPhone();
    const asked = await phone.desk.admit(codeOf(), party, 4);
    expect(asked).toMatchObject({ kind: "ADMITTED", by: "SERVER", heads: 4 });
    expect(phone.desk.state().mode).toBe("ONLINE");
    expect(phone.queue.state().scans).toMatchObject([{ state: "DONE", heads: 4 }]);
    await phone.pass(1_000);
    await phone.desk.refresh();
    expect(phone.server.uploads).toEqual([]);
    expect(insideOnScreen(phone)).toBe(4);
  });

  it("the server never heard: the phone decides after two seconds and uploads the same nonce, which then counts", async () => {
    const phone = await openedPhone();
    phone.server.wire = "QUESTION_LOST";
    const asked = phone.desk.admit(codeOf(), party, 4);
    await rest();
    await phone.pass(1_999);
    expect(phone.desk.state().mode).toBe("ONLINE");
    await phone.pass(1);
    const { entryId } = (await asked) as { entryId: EntryId };
    expect(await asked).toMatchObject({ kind: "ADMITTED", by: "PHONE", party: { headsEntered: 4 } });
    expect(phone.desk.state().mode).toBe("OFFLINE");
    expect(phone.server.headsInside()).toBe(0);
    expect(insideOnScreen(phone)).toBe(4);
    await backOnline(phone);
    expect(phone.server.uploads.map(({ scans }) => scans.map((scan) => scan.entryId))).toEqual([[entryId]]);
    expect(phone.server.headsInside()).toBe(4);
    expect(phone.queue.state().scans).toMatchObject([{ entryId, state: "DONE" }]);
    expect(insideOnScreen(phone)).toBe(4);
    expect(phone.desk.state().mode).toBe("ONLINE");
  });

  it("the server recorded but its answer was lost: the same nonce goes up again and is counted once", async () => {
    const phone = await openedPhone();
    phone.server.wire = "ANSWER_LOST";
    expect(await admitted(phone, 4)).toMatchObject({ kind: "ADMITTED", by: "PHONE" });
    expect(phone.server.headsInside()).toBe(4);
    await backOnline(phone);
    expect(phone.server.uploads).toHaveLength(1);
    expect(phone.server.headsInside()).toBe(4);
    expect(insideOnScreen(phone)).toBe(4);
    expect(phone.queue.state().scans).toMatchObject([{ state: "DONE", message: undefined }]);
  });

  it("neither: the phone has no room to record and no network, so nobody is told to go in", async () => {
    const phone = await openedPhone();
    phone.server.wire = "QUESTION_LOST";
    phone.storage.isFull = true;
    expect(await admitted(phone, 4)).toEqual({
      kind: "PROBLEM",
      message: "手机存储已满，离线核销记不下来，请先不要放行。请清理手机存储，或连上网络后重试。",
    });
    await backOnline(phone);
    expect(phone.server.headsInside()).toBe(0);
    expect(phone.queue.state().scans).toEqual([]);
  });
});

describe("F4 what a lost answer left behind repairs itself", () => {
  it("a late yes settles the waiting scan, which is then not uploaded", async () => {
    const phone = await openedPhone();
    phone.server.wire = "ANSWER_LATE";
    expect(await admitted(phone, 4)).toMatchObject({ kind: "ADMITTED", by: "PHONE" });
    expect(phone.queue.state().scans).toMatchObject([{ state: "QUEUED" }]);
    phone.server.release();
    await rest();
    expect(phone.queue.state().scans).toMatchObject([{ state: "DONE" }]);
    await backOnline(phone);
    expect(phone.server.uploads).toEqual([]);
    expect(insideOnScreen(phone)).toBe(4);
  });

  it("server said OK, device said used: a late yes turns the phone's refusal into an entry", async () => {
    const phone = await openedPhone();
    const asked = usedMeanwhile(phone, "ANSWER_LATE");
    expect(await asked).toMatchObject({ kind: "REFUSED", reason: "COMPLETE", by: "PHONE" });
    expect(phone.queue.state().scans).toMatchObject([{ state: "QUEUED", refusedFor: "COMPLETE" }]);
    phone.server.release();
    await rest();
    expect(phone.queue.state().scans).toMatchObject([{ state: "DONE", refusedFor: undefined }]);
  });

  it("server said OK, device said used, and no late answer: the upload finds out and says it on the screen", async () => {
    const phone = await openedPhone();
    expect(await usedMeanwhile(phone, "ANSWER_LOST")).toMatchObject({ kind: "REFUSED", reason: "COMPLETE" });
    await backOnline(phone);
    expect(phone.queue.state().scans).toMatchObject([
      { state: "DONE", refusedFor: undefined, message: "网络超时时本机提示不能入场，但系统已经记为 4 人入场。如果人没有进去，请撤销。" },
    ]);
    expect(phone.server.headsInside()).toBe(4);
  });

  it("a list that already knows this very scan does not call the code used", async () => {
    const phone = await openedPhone();
    phone.server.wire = "ANSWER_LOST";
    const asked = phone.desk.admit(codeOf(), party, 4);
    await rest();
    phone.server.wire = "WHOLE";
    await phone.desk.refresh();
    expect(insideOnScreen(phone)).toBe(4);
    await phone.pass(2_000);
    expect(await asked).toMatchObject({ kind: "ADMITTED", heads: 4 });
    expect(phone.queue.state().scans).toMatchObject([{ state: "DONE" }]);
    expect(insideOnScreen(phone)).toBe(4);
  });

  it("a late no changes nothing: they are inside, and the upload says so", async () => {
    const phone = await openedPhone();
    let say: (answer: never) => void = () => undefined;
    phone.server.answer = (() => new Promise((done) => (say = done))) as never;
    expect(await admitted(phone, 4)).toMatchObject({ kind: "ADMITTED", by: "PHONE" });
    say(refuse({ ...NO_NETWORK, status: 409, code: "CHECK_IN_REFUSED", message: "已取消" }) as never);
    await rest();
    expect(phone.queue.state().scans).toMatchObject([{ state: "QUEUED", refusedFor: undefined }]);
  });

  /** The whole party enters at another gate while our own question is under way; the list that says so arrives before our answer. */
  function usedMeanwhile(phone: Phone, wire: "ANSWER_LATE" | "ANSWER_LOST") {
    phone.server.wire = wire;
    const asked = phone.desk.admit(codeOf(), party, 4);
    return (async () => {
      await rest();
      const { answer, freshPack, release } = phone.server;
      phone.server.wire = "WHOLE";
      phone.server.freshPack = () => aPack({ parties: [aParty({ headsEntered: 4, entries: [anEntry()] })] });
      await phone.desk.refresh();
      Object.assign(phone.server, { answer, freshPack, release, wire });
      await phone.pass(2_000);
      return asked;
    })();
  }
});

describe("F4 offline by itself", () => {
  it("a phone without network asks nobody twice: the next scan is decided at once, and the first answer brings it back", async () => {
    const phone = await openedPhone();
    phone.server.refusal = NO_NETWORK;
    expect(await phone.desk.inspect(codeOf())).toMatchObject({ kind: "ADMISSIBLE", by: "PHONE", party: { heads: 4, headsEntered: 0 } });
    expect(phone.desk.state().mode).toBe("OFFLINE");
    expect(await phone.desk.admit(codeOf(), party, 3)).toMatchObject({ kind: "ADMITTED", by: "PHONE" });
    expect(await phone.desk.inspect(codeOf())).toMatchObject({ kind: "ADMISSIBLE", party: { headsEntered: 3 } });
    await phone.desk.refresh();
    expect(phone.desk.state().mode).toBe("OFFLINE");
    phone.server.refusal = undefined;
    await phone.desk.refresh();
    expect(phone.desk.state().mode).toBe("ONLINE");
  });

  it("a server in trouble is no answer either; a definite no is one", async () => {
    const phone = await openedPhone();
    phone.server.refusal = { ...NO_NETWORK, status: 503, code: "STORE_UNAVAILABLE" };
    expect(await phone.desk.inspect(codeOf())).toMatchObject({ kind: "ADMISSIBLE", by: "PHONE" });
    const other = await openedPhone();
    other.server.refusal = { ...NO_NETWORK, status: 403, code: "FORBIDDEN", message: "您没有这项操作的权限" };
    expect(await other.desk.inspect(codeOf())).toMatchObject({ kind: "UNKNOWN", message: "您没有这项操作的权限" });
    expect(await other.desk.admit(codeOf(), party, 4)).toEqual({ kind: "PROBLEM", message: "您没有这项操作的权限" });
    expect(other.queue.state().scans).toEqual([]);
  });

  it("a refused scan goes up too, with its reason, and nobody enters by it", async () => {
    const phone = await openedPhone();
    phone.server.refusal = NO_NETWORK;
    expect(await phone.desk.inspect("https://example.com/")).toMatchObject({ kind: "REFUSED", reason: "NOT_A_CODE", by: "PHONE" });
    await backOnline(phone);
    expect(phone.server.uploads).toMatchObject([{ scans: [{ text: "https://example.com/", refusedFor: "NOT_A_CODE" }] }]);
    expect(phone.server.headsInside()).toBe(0);
  });

  it("without any list the phone says that it cannot tell", async () => {
    const phone = aPhone();
    phone.server.refusal = NO_NETWORK;
    expect(await phone.desk.inspect(codeOf())).toMatchObject({
      kind: "UNKNOWN",
      message: "网络不通，这部手机还没有下载过名单，无法离线核对。请到有网络的地方打开一次本页。",
    });
  });
});

describe("F22 a full phone", () => {
  it("a list that finds no room is used and is known to be gone with the application; unsent scans stay", async () => {
    const phone = await openedPhone();
    phone.server.wire = "QUESTION_LOST";
    await admitted(phone, 2);
    phone.server.wire = "WHOLE";
    phone.storage.isFull = true;
    phone.logInAs("another-guard");
    await phone.desk.refresh();
    expect(phone.desk.state().isListKept).toBe(false);
    expect(phone.queue.state().scans).toMatchObject([{ state: "QUEUED", heads: 2 }]);
  });
});
