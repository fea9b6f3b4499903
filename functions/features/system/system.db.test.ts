import type { ApiClient } from "@app/contract/kernel/apiClient";
import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import { MINUTE_MS } from "@app/contract/kernel/time";
import type { DeadLetter, UndeliveredNotice } from "@app/contract/system/system.schema";
import { systemRoutes } from "@app/contract/system/system.routes";
import { productConsumers } from "../../entrypoints/composeProduct";
import { createConsumerRunner, CONSUMER_ATTEMPTS_MAX, type Consumer } from "../../engines/events/consumers";
import { recordJobRun } from "../../engines/deadlines/jobRuns";
import { eventWrite } from "../../engines/events/event";
import type { ItemKey } from "../../engines/store/storePort";
import { grantAt, newRequestId, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { eventWords } from "../audit/public";
import { queuedNotice, workReminder } from "../notices/public";
import { backlogOf, calendarAt } from "./systemStatus";
import { deadlineLabel, consumerLabel, withoutPersonalData } from "./systemWords";

const TALLY: ItemKey = { pk: "TALLY", sk: "A" };
let isPoisoned: boolean;
let isEverythingPoisoned: boolean;
/** Counts what it is given, once its cause of failure is gone; beside it one that never fails. */
const delicate: Consumer = {
  name: "statistics",
  handles: {
    BOOKING_CHECKED_IN: async (event) => {
      if (isEverythingPoisoned || (isPoisoned && event.caseId === "bad")) throw new Error("cannot count 林晓燕 13900000001 of case bad");
      return [{ kind: "update", tag: "tally", key: TALLY, add: { [`of-${event.caseId}`]: 1 } }];
    },
  },
};
const sturdy: Consumer = {
  name: "notices",
  handles: { BOOKING_CHECKED_IN: async (event) => [{ kind: "update", tag: "told", key: { pk: "TOLD", sk: event.caseId }, add: { times: 1 } }] },
};

let test: TestProduct;
let platform: ApiClient;
let second: ApiClient;
beforeEach(async () => {
  isPoisoned = true;
  isEverythingPoisoned = false;
  test = await startTestProduct();
  platform = await test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "赵敏" });
  second = await test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "钱伟" });
});
afterEach(() => test.stop());

const runner = () => createConsumerRunner({ store: test.store, clock: test.clock, consumers: [delicate, sturdy], onFailure: () => undefined });
async function happen(caseId: string): Promise<void> {
  const event = { eventType: "BOOKING_CHECKED_IN", caseKind: "booking", caseId, casePk: `CASE#${caseId}`, sequence: 1, payload: {} };
  const context = { eventId: `01EVENT${caseId}`, at: NOW, actor: SYSTEM_ACTOR, requestId: undefined, consumersOf: () => ["statistics", "notices"] };
  await test.store.transact([eventWrite(event, context)]);
}
async function died(): Promise<DeadLetter> {
  await happen("bad");
  await happen("good");
  for (let time = 1; time <= CONSUMER_ATTEMPTS_MAX; time += 1) await runner().drain();
  const [letter] = await letters();
  if (letter === undefined) throw new Error("nothing died");
  return letter;
}
async function letters(client: ApiClient = platform): Promise<readonly DeadLetter[]> {
  const answer = await client.call(systemRoutes.listDeadLetters, {});
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.items;
}
const retry = async (client: ApiClient, { deadLetterId }: DeadLetter, requestId = newRequestId()): Promise<string> => {
  const answer = await client.call(systemRoutes.retryDeadLetter, { params: { deadLetterId }, body: { requestId } });
  return answer.ok ? "DONE" : answer.refusal.code;
};
const counted = async (caseId: string): Promise<unknown> => (await test.store.get(TALLY))?.[`of-${caseId}`] ?? 0;
const told = async (caseId: string): Promise<unknown> => (await test.store.get({ pk: "TOLD", sk: caseId }))?.["times"] ?? 0;
const status = async () => {
  const answer = await platform.call(systemRoutes.getSystemStatus, {});
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
};
async function retries(): Promise<unknown[]> {
  const { items } = await test.store.query({ index: "index1", pk: "DEAD_LETTER_RETRIES#2026-03", limit: 10 });
  return items.map((item) => [(item["by"] as { name: string }).name, (item["payload"] as { eventId: string }).eventId]);
}

describe("R8 a poison event is shown in the back office", () => {
  it("R8 it is listed in words and without personal data; the rest has flowed on", async () => {
    const letter = await died();
    expect(letter).toEqual({
      deadLetterId: expect.any(String),
      consumer: "statistics",
      consumerLabel: "计入统计",
      eventType: "BOOKING_CHECKED_IN",
      eventLabel: "核销入场",
      caseKind: "booking",
      caseId: "bad",
      happenedAt: NOW,
      failedAt: NOW,
      message: "cannot count *** *** of case bad",
    });
    expect([await counted("bad"), await counted("good"), await told("bad"), await told("good")]).toEqual([0, 1, 1, 1]);
    expect((await status()).deadLetters).toEqual({ count: 1, isMore: false, oldestAt: NOW });
  });

  it("R8 retried while the cause is still there it dies again, and again can be retried", async () => {
    expect(await retry(platform, await died())).toBe("DONE");
    expect(await letters()).toEqual([]);
    for (let time = 1; time < CONSUMER_ATTEMPTS_MAX; time += 1) await runner().drain();
    expect(await letters()).toEqual([]);
    await runner().drain();
    expect(await letters()).toHaveLength(1);
    expect(await counted("bad")).toBe(0);
  });

  it("R8 the cause removed, a retry has its effect once, with who pressed in the record; the other consumer is not asked again", async () => {
    const letter = await died();
    isPoisoned = false;
    expect(await retry(platform, letter)).toBe("DONE");
    expect((await status()).outbox).toEqual({ count: 1, isMore: false, oldestAt: NOW });
    await Promise.all([runner().drain(), runner().drain(), runner().drain()]);
    expect([await counted("bad"), await told("bad")]).toEqual([1, 1]);
    expect(await letters()).toEqual([]);
    expect((await status()).outbox).toEqual({ count: 0, isMore: false });
    expect(await retries()).toEqual([["赵敏", "01EVENTbad"]]);
  });

  it("R8 R2 pressed twice it is retried once: the same press gets the first answer, another one is told", async () => {
    const letter = await died();
    isPoisoned = false;
    const requestId = newRequestId();
    expect(await retry(platform, letter, requestId)).toBe("DONE");
    await runner().drain();
    expect(await retry(platform, letter, requestId)).toBe("DONE");
    expect(await retry(second, letter)).toBe("DEAD_LETTER_GONE");
    await runner().drain();
    expect(await counted("bad")).toBe(1);
    expect(await retries()).toHaveLength(1);
  });

  it("R8 eight people who press at once: one retries, seven are told, one effect", async () => {
    const letter = await died();
    isPoisoned = false;
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => retry(n % 2 === 0 ? platform : second, letter)));
    expect(answers.sort()).toEqual([...Array(7).fill("DEAD_LETTER_GONE"), "DONE"]);
    await runner().drain();
    expect(await counted("bad")).toBe(1);
    expect(await retries()).toHaveLength(1);
  });

  it("R8 a runner that read the event before the retry does not take it out of the outbox unseen", async () => {
    await happen("bad");
    const before = await test.store.get({ pk: "CASE#bad", sk: "EVENT#00000001" });
    if (before === undefined) throw new Error("no event");
    // The statistics die; the notices still wait, and a slow runner holds the event as it was then.
    const waitsForNotices = { ...before, awaiting: { notices: true } };
    const broken: Consumer = { ...sturdy, handles: { BOOKING_CHECKED_IN: () => Promise.reject(new Error("away")) } };
    await test.store.transact([{ kind: "update", tag: "failures", key: before, set: { failures: { statistics: CONSUMER_ATTEMPTS_MAX - 1 } } }]);
    const half = createConsumerRunner({ store: test.store, clock: test.clock, consumers: [delicate, broken], onFailure: () => undefined });
    await half.drain();
    const [letter] = await letters();
    if (letter === undefined) throw new Error("nothing died");
    isPoisoned = false;
    expect(await retry(platform, letter)).toBe("DONE");
    await runner().apply(waitsForNotices);
    await runner().drain();
    expect([await counted("bad"), await told("bad")]).toEqual([1, 1]);
    expect((await status()).outbox.count).toBe(0);
  });

  it("R8 pages go from the latest to the oldest, and a made-up cursor or number is refused in words", async () => {
    await died();
    test.clock.advanceMs(MINUTE_MS);
    isEverythingPoisoned = true;
    await happen("later");
    for (let time = 1; time <= CONSUMER_ATTEMPTS_MAX; time += 1) await runner().drain();
    const page = async (cursor?: string) => platform.call(systemRoutes.listDeadLetters, { query: { limit: 1, ...(cursor === undefined ? {} : { cursor }) } });
    const first = await page();
    if (!first.ok) throw new Error(first.refusal.code);
    const next = await page(first.value.next);
    if (!next.ok) throw new Error(next.refusal.code);
    expect([...first.value.items, ...next.value.items].map(({ caseId }) => caseId)).toEqual(["later", "bad"]);
    expect(next.value.next).toBeUndefined();
    expect(await page("%%%")).toMatchObject({ ok: false, refusal: { code: "CURSOR_INVALID" } });
    for (const deadLetterId of ["0000000000000.x.y", "nonsense"]) {
      const made = await platform.call(systemRoutes.retryDeadLetter, { params: { deadLetterId }, body: { requestId: newRequestId() } });
      expect(made).toMatchObject({ ok: false, refusal: { code: "DEAD_LETTER_GONE", message: "这件事已经有人重新处理过了，请刷新列表查看。" } });
    }
  });
});

describe("F24 what reached nobody", () => {
  async function undelivered(): Promise<readonly UndeliveredNotice[]> {
    const answer = await platform.call(systemRoutes.listUndeliveredNotices, {});
    if (!answer.ok) throw new Error(answer.refusal.code);
    return answer.value.items;
  }
  async function queue(cause: string): Promise<void> {
    const { page = "", ...words } = workReminder({ matter: "手机号已更换", unit: "白沙门", hint: "请核对", text: "您的手机号已更换。", opens: "/" });
    await test.store.transact([
      { kind: "put", tag: "notice", item: queuedNotice({ cause, to: { kind: "PHONE", phone: "13900000777" }, ...words, page, createdAt: NOW }) },
    ]);
  }
  async function failedNotice(): Promise<UndeliveredNotice> {
    test.sandbox.faults.inject({ endpoint: "*", kind: "500", times: 1000 });
    await queue("cause-1");
    // The last try falls into the night and waits for the morning.
    for (const minutes of [0, 1, 5, 30, 120, 720, 600]) {
      test.clock.advanceMs(minutes * MINUTE_MS);
      await test.settle();
    }
    const [notice] = await undelivered();
    if (notice === undefined) throw new Error("nothing is undelivered");
    return notice;
  }
  const sendAgain = async (client: ApiClient, { undeliveredId }: UndeliveredNotice, requestId = newRequestId()): Promise<string> => {
    const answer = await client.call(systemRoutes.sendNoticeAgain, { params: { undeliveredId }, body: { requestId } });
    return answer.ok ? "DONE" : answer.refusal.code;
  };
  const received = () => test.sandbox.inboxes.of("phone:13900000777").length;

  it("F24 R7 it is listed with its kind, a masked phone and why, and nothing else of the person", async () => {
    const notice = await failedNotice();
    expect(notice).toEqual({
      undeliveredId: expect.stringMatching(/^\d{13}\.[\w-]{43}$/),
      kindLabel: "工作提醒：手机号已更换",
      recipientLabel: "原手机号",
      maskedPhone: "139****0777",
      failureLabel: "通道没有应答",
      attempts: 6,
      tries: Array.from({ length: 6 }, () => ({ at: expect.any(String), channelLabel: "短信", failureLabel: "通道没有应答" })),
      createdAt: NOW,
      failedAt: test.clock.now(),
    });
    expect((await status()).undeliveredNotices).toEqual({ count: 1, isMore: false, oldestAt: test.clock.now() });
  });

  it("F24 R7 sent again it arrives once, however often and by whomever it is pressed", async () => {
    const notice = await failedNotice();
    test.sandbox.faults.clear();
    const requestId = newRequestId();
    const answers = await Promise.all([sendAgain(platform, notice, requestId), sendAgain(platform, notice, requestId), sendAgain(second, notice)]);
    expect(answers.filter((answer) => answer === "DONE").length).toBeGreaterThanOrEqual(1);
    expect(await undelivered()).toEqual([]);
    await test.settle();
    expect(await sendAgain(second, notice)).toBe("NOTICE_NOT_UNDELIVERED");
    test.clock.advanceMs(60 * MINUTE_MS);
    await test.settle();
    expect(received()).toBe(1);
    expect((await status()).undeliveredNotices).toEqual({ count: 0, isMore: false });
  });

  it("F24 sent again while everything is still away, it comes back to the list after all its tries", async () => {
    const notice = await failedNotice();
    expect(await sendAgain(platform, notice)).toBe("DONE");
    // The last try falls into the night and waits for the morning.
    for (const minutes of [0, 1, 5, 30, 120, 720, 600]) {
      test.clock.advanceMs(minutes * MINUTE_MS);
      await test.settle();
    }
    const [again] = await undelivered();
    expect(again).toMatchObject({ attempts: 6, failedAt: test.clock.now() });
    expect(again?.undeliveredId).not.toBe(notice.undeliveredId);
  });
});

describe("how the system is", () => {
  it("a quiet system: nothing waits, every kind of deadline has a name, the calendar lacks next year", async () => {
    await test.settle();
    const found = await status();
    expect(found).toMatchObject({ version: "0.1.0", storeKind: "ONE_MACHINE", serverTime: NOW, outbox: { count: 0, isMore: false } });
    expect(found.deadlines.map(({ label }) => label).filter((label) => /[A-Z_]/.test(label))).toEqual([]);
    expect(found.deadlines.every(({ count }) => count === 0)).toBe(true);
    expect(found.deadlines.length).toBe(new Set(found.deadlines.map(({ kind }) => kind)).size);
    expect(found.calendar.missingYear).toBe(2027);
  });

  it("what is overdue shows since when", async () => {
    await test.store.transact([{ kind: "put", tag: "late", item: { pk: "X", sk: "X", index4: { pk: "DUE#BOOKING", sk: "2026-03-07T08:30:00.000+08:00#x" } } }]);
    await test.store.transact([
      { kind: "put", tag: "later", item: { pk: "Y", sk: "Y", index4: { pk: "DUE#BOOKING", sk: "2026-03-07T09:30:00.000+08:00#y" } } },
    ]);
    const booking = (await status()).deadlines.find(({ kind }) => kind === "BOOKING");
    expect(booking).toEqual({ kind: "BOOKING", label: "办理到期的预约", count: 1, isMore: false, oldestAt: "2026-03-07T08:30:00.000+08:00" });
  });

  it("every consumer and every event that one of them wants has words", () => {
    const consumers = productConsumers(test.store, () => test.product.engine);
    const types = [...new Set(consumers.flatMap(({ handles }) => Object.keys(handles)))];
    expect(consumers.map(({ name }) => name).filter((name) => consumerLabel(name) === name)).toEqual([]);
    expect(types.filter((type) => eventWords(type) === type)).toEqual([]);
    expect(deadlineLabel("UNHEARD_OF")).toBe("UNHEARD_OF");
  });

  it("beyond a hundred it says that there are more", () => {
    const counted = (count: number, isMore: boolean, at?: string) => ({ count, isMore, first: at === undefined ? undefined : { pk: "p", sk: `${at}#x` } });
    expect(backlogOf([counted(100, true, "2026-03-02"), counted(0, false)], (item) => item.sk)).toEqual({ count: 100, isMore: true, oldestAt: "2026-03-02" });
    expect(backlogOf([counted(60, false, "2026-03-02"), counted(60, false, "2026-03-01")], (item) => item.sk)).toEqual({
      count: 100,
      isMore: true,
      oldestAt: "2026-03-01",
    });
    expect(backlogOf([counted(60, false, "2026-03-02"), counted(40, false)], (item) => item.sk)).toMatchObject({ count: 100, isMore: false });
  });

  it("the calendar: the first year that lacks is named, none when both are there", () => {
    expect(calendarAt(NOW, [2025, 2026, 2027]).missingYear).toBeUndefined();
    expect(calendarAt(NOW, [2025, 2026]).missingYear).toBe(2027);
    expect(calendarAt(NOW, [2025]).missingYear).toBe(2026);
  });

  it.each([
    ["phone 13900000001, id 460100199001011234", "phone ***, id ***"],
    ["openid oABCdefGHIjklMNOpqrSTUvwxYZa of 林晓燕", "openid *** of ***"],
    ["mail lin@example.com", "mail ***"],
    ["consumer statistics kept losing against tally, 8 times", "consumer statistics kept losing against tally, 8 times"],
  ])("R12 a program's words %s are shown as %s", (said, shown) => {
    expect(withoutPersonalData(said)).toBe(shown);
  });
});

it("任务记录 says how much each kind did, and in words without personal data what failed last", async () => {
  const run = { kind: "NOTICE", at: NOW, settled: 3, failed: 1, lastFailure: "cannot tell 林晓燕 13900000001" };
  await recordJobRun(test.store, run);
  const answer = await platform.call(systemRoutes.listJobs, {});
  if (!answer.ok) throw new Error(answer.refusal.code);
  const [first, ...others] = answer.value.jobs;
  expect(first).toMatchObject({ kind: "NOTICE", lastAt: NOW, days: [{ day: "2026-03-07", settled: 3, failed: 1 }] });
  expect(JSON.stringify(first?.lastFailure)).not.toMatch(/13900000001/);
  expect(others.every(({ days }) => days.length === 0)).toBe(true);
});
