import { instantAt, localDateOf, MINUTE_MS, type TimeOfDay } from "@app/contract/kernel/time";
import { StoreUnavailable, type ScannableStore, type Store, type Write } from "../../engines/store/storePort";
import { grantAt, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { listJobDays } from "../../engines/deadlines/jobRuns";
import { PARAMETERS_KEY } from "../../engines/settings/parameters";
import { accountItem } from "../sessions/public";
import { accountsAudience } from "./audiences";
import { continueFanOut, fanOutKey, fanOutStarted, type Audience } from "./fanOut";
import { noticesByDay } from "./noticeFigures";
import { queuedNotice } from "./noticeRepository";
import { workReminder } from "./noticeTexts";

const PEOPLE = 203;
const words = workReminder({ matter: "汛期值守", unit: "海南省", hint: "请安排人员值守", text: "请安排人员值守。", opens: "/" });
const phoneOf = (number: number): string => `138${String(number).padStart(8, "0")}`;

let test: TestProduct;
/** The process dies beside a transaction: nothing of the product is stored any more, nor sent. */
let diesAt: { readonly tag: string; readonly when: "BEFORE" | "BEHIND" } | undefined;
let isDead = false;
const die = (): void => {
  isDead = true;
  test.sandbox.faults.inject({ endpoint: "*", kind: "500", times: 1_000 });
};
const dying = (store: ScannableStore): ScannableStore => ({
  get: (key) => store.get(key),
  getMany: (keys) => store.getMany(keys),
  query: (input) => store.query(input),
  scan: (input) => store.scan(input),
  async transact(writes: readonly Write[]) {
    const isThis = writes.some(({ tag }) => tag.endsWith(` ${diesAt?.tag}`));
    if (isThis && diesAt?.when === "BEFORE") die();
    if (isDead) throw new StoreUnavailable("the power went");
    const outcome = await store.transact(writes);
    if (isThis) die();
    return outcome;
  },
});
beforeEach(async () => {
  [diesAt, isDead] = [undefined, false];
  test = await startTestProduct({ wrapStore: dying });
  const accounts = Array.from({ length: PEOPLE }, (_, number) =>
    accountItem({
      accountId: `acc-${String(number).padStart(5, "0")}`,
      username: `user${number}`,
      displayName: `用户${number}`,
      phone: phoneOf(number),
      passwordHash: "none",
      grants: [grantAt("FACILITY_ADMIN", "CN/46/4601/460106/x")],
    }),
  );
  for (let first = 0; first < PEOPLE; first += 50)
    await test.store.transact(accounts.slice(first, first + 50).map((item, index) => ({ kind: "put", tag: `account ${index}`, item })));
  await test.store.transact([fanOutStarted({ fanOutId: "flood", audience: "ACCOUNTS", filter: { province: "46" }, words, at: NOW })]);
});
afterEach(() => test.stop());

const job = async () => {
  const item = await test.store.get(fanOutKey("flood"));
  if (item === undefined) throw new Error("no job");
  return item;
};
const go = async (store: Store = test.store, audience: Audience = accountsAudience(store)) =>
  continueFanOut({ store, clock: test.clock, audiences: [audience] }, await job());
const notices = async () => {
  const found: string[] = [];
  for (let number = 0; number < PEOPLE; number += 1)
    if ((await test.store.get({ pk: `NOTICE#flood.ACCOUNT#user${number}`, sk: "STATE" })) !== undefined) found.push(`user${number}`);
  return found.length;
};
const texts = () => Array.from({ length: PEOPLE }, (_, number) => test.sandbox.inboxes.of(`phone:${phoneOf(number)}`).length);

it("R8 everybody is told once, page by page, and the job ends", async () => {
  for (let round = 0; round < 20; round += 1) {
    await test.product.sweep();
    test.clock.advanceMs(2_000);
  }
  expect(await job()).toMatchObject({ told: PEOPLE });
  expect((await job()).index4).toBeUndefined();
  expect(texts()).toEqual(Array.from({ length: PEOPLE }, () => 1));
});

it("R8 cut off at any write it goes on behind its last page; nobody is left out or told twice", async () => {
  for (const writes of [0, 1, 3]) {
    let rest = writes;
    const cutOff: Store = { ...test.store, transact: (all) => ((rest -= 1) < 0 ? Promise.reject(new Error("the power went")) : test.store.transact(all)) };
    await go(cutOff).catch(() => undefined);
  }
  const before = await notices();
  expect([before % 40, before]).toEqual([0, 160]);
  await Promise.all([go(), go(), go()]);
  await go();
  expect([await notices(), (await job())["told"]]).toEqual([PEOPLE, PEOPLE]);
  await test.settle();
  await go();
  await test.settle();
  expect(Math.max(...texts())).toBe(1);
});

it("R8 who stands in two pages, because the list moved, is told once and keeps what became of it", async () => {
  const pages = [
    ["user1", "user2"],
    ["user2", "user3"],
  ];
  let isMoved = false;
  const moving: Audience = {
    name: "ACCOUNTS",
    page: async ({ cursor }) => {
      const page = Number(cursor ?? 0);
      if (page === 1 && !isMoved) {
        isMoved = true;
        await test.product.sendBulkNotices();
      }
      const to = (pages[page] ?? []).map((username) => ({ kind: "ACCOUNT", username }) as const);
      return page === 0 ? { to, next: "1" } : { to };
    },
  };
  await go(test.store, moving);
  await test.settle();
  expect(texts().slice(0, 5)).toEqual([0, 1, 1, 1, 0]);
});

it("R7 a thousand announcements wait apart: somebody's own message leaves with the next sweep", async () => {
  await go();
  const { page = "", ...own } = words;
  const to = { kind: "PHONE", phone: "13900000777" } as const;
  await test.store.transact([{ kind: "put", tag: "own", item: queuedNotice({ cause: "own", to, page, ...own, createdAt: test.clock.now() }) }]);
  const order: string[] = [];
  const deliver = test.sandbox.inboxes.deliver.bind(test.sandbox.inboxes);
  test.sandbox.inboxes.deliver = (owner, message) => {
    order.push(owner);
    return deliver(owner, message);
  };
  await test.product.sendNotices();
  expect(order).toEqual(["phone:13900000777"]);
});

describe("R8 what was made is sent page by page, and the sender dies", () => {
  /** Two full pages and a part of one. */
  const SOME = 65;
  const goToSome = async (): Promise<void> => {
    const to = Array.from({ length: SOME }, (_, number) => ({ kind: "ACCOUNT", username: `user${number}` }) as const);
    const half: Audience = { name: "ACCOUNTS", page: async ({ cursor }) => (cursor === undefined ? { to: to.slice(0, 33), next: "2" } : { to: to.slice(33) }) };
    await go(test.store, half);
  };
  it.each([
    { at: "before its page is claimed", diesAt: { tag: "claim", when: "BEFORE" }, sent: 0 },
    { at: "behind the claim", diesAt: { tag: "claim", when: "BEHIND" }, sent: 0 },
    { at: "behind the first message", messages: 1, sent: 1 },
    { at: "in the middle of the page", messages: 13, sent: 13 },
    { at: "when all are out and none is settled", diesAt: { tag: "notice", when: "BEFORE" }, sent: 30 },
    { at: "behind the page's end", diesAt: { tag: "notice", when: "BEHIND" }, sent: 30 },
  ] as const)("$at: nobody is told twice, nobody is left out, and the figures are those of the messages", async (death) => {
    await goToSome();
    diesAt = "diesAt" in death ? death.diesAt : undefined;
    const deliver = test.sandbox.inboxes.deliver.bind(test.sandbox.inboxes);
    let delivered = 0;
    test.sandbox.inboxes.deliver = (owner, message) => {
      delivered += 1;
      if ("messages" in death && delivered === death.messages) die();
      return deliver(owner, message);
    };
    await test.product.sendBulkNotices();
    // What was on its way when it died may still arrive.
    const out = texts().reduce((sum, count) => sum + count, 0);
    expect([out >= death.sent, out <= 30]).toEqual([true, true]);
    if ("diesAt" in death) expect(out).toBe(death.sent);

    [diesAt, isDead] = [undefined, false];
    test.sandbox.faults.clear();
    for (let look = 0; look < 10; look += 1) await test.product.sendBulkNotices();
    test.clock.advanceMs(2 * MINUTE_MS);
    await test.settle();
    expect(texts().slice(0, SOME)).toEqual(Array.from({ length: SOME }, () => 1));
    const days = await noticesByDay(test.store, localDateOf(NOW), localDateOf(NOW));
    expect(days.map(({ figures }) => [figures.SMS, figures.UNDELIVERED])).toEqual([[SOME, 0]]);
  });

  it("two senders share the pages: each message goes once", async () => {
    await goToSome();
    const sender = async (): Promise<void> => {
      for (let look = 0; look < 8; look += 1) await test.product.sendBulkNotices();
    };
    await Promise.all([sender(), sender()]);
    await test.settle();
    expect(texts().slice(0, SOME)).toEqual(Array.from({ length: SOME }, () => 1));
  });

  it("a provider that takes ten seconds a message: whose turn does not come within the minute is given back and sent at the next look", async () => {
    await goToSome();
    const deliver = test.sandbox.inboxes.deliver.bind(test.sandbox.inboxes);
    test.sandbox.inboxes.deliver = (owner, message) => {
      test.clock.advanceMs(10_000);
      return deliver(owner, message);
    };
    await test.product.sendBulkNotices();
    const first = texts().reduce((sum, count) => sum + count, 0);
    expect([first >= 6, first < 30]).toEqual([true, true]);
    test.sandbox.inboxes.deliver = deliver;
    await test.settle();
    expect(texts().slice(0, SOME)).toEqual(Array.from({ length: SOME }, () => 1));
  });

  it("one that cannot be sent is reported and leaves the others of its page alone", async () => {
    await goToSome();
    const broken = { pk: "NOTICE#flood.ACCOUNT#user7", sk: "STATE" };
    await test.store.transact([{ kind: "update", tag: "broken", key: broken, set: { template: "NO_SUCH_KIND" } }]);
    await test.settle();
    const without = Array.from({ length: SOME }, (_, number) => (number === 7 ? 0 : 1));
    expect(texts().slice(0, SOME)).toEqual(without);
    expect(await test.store.get(broken)).toMatchObject({ state: "QUEUED", attempts: 0 });
    expect((await listJobDays(test.store, "NOTICE_BULK", 1))[0]).toMatchObject({ settled: SOME - 1 });
  });

  it("by night the page waits for the morning as one", async () => {
    const quiet = { ...PARAMETERS_KEY, values: { "messages.quietFrom": "08:00", "messages.quietUntil": "10:00" }, version: 1 };
    await test.store.transact([{ kind: "put", tag: "quiet", item: quiet }]);
    await goToSome();
    const before = test.clock.now();
    await test.settle();
    expect(texts().some((count) => count > 0)).toBe(false);
    test.clock.set(instantAt(localDateOf(before), "10:00" as TimeOfDay));
    await test.settle();
    await test.settle();
    expect(texts().slice(0, SOME)).toEqual(Array.from({ length: SOME }, () => 1));
  });
});
