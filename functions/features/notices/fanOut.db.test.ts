import type { Store } from "../../engines/store/storePort";
import { grantAt, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { accountItem } from "../sessions/public";
import { accountsAudience } from "./audiences";
import { continueFanOut, fanOutKey, fanOutStarted, type Audience } from "./fanOut";
import { queuedNotice } from "./noticeRepository";
import { workReminder } from "./noticeTexts";

const PEOPLE = 203;
const words = workReminder({ matter: "汛期值守", unit: "海南省", hint: "请安排人员值守", text: "请安排人员值守。", opens: "/" });
const phoneOf = (number: number): string => `138${String(number).padStart(8, "0")}`;

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
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
        await test.product.sendNotices();
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
  expect(order[0]).toBe("phone:13900000777");
});
