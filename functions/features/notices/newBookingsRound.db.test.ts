import type { Instant } from "@app/contract/kernel/time";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { aFacility, aSlot, BAISHAMEN_PATH, hongsha, HONGSHA_PATH, putItems } from "../../testing/visitBuilders";
import { beginNewBookingsRounds, nextRoundAt, settleNewBookingsRound } from "./newBookingsRound";

const WANG = "13900000401";
const LI = "13900000402";
const HUANG = "13900000403";
const SLOT = aSlot({ capacityHeads: 100 });
const SANYA_SLOT = aSlot({ facility: hongsha() });

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), hongsha(), SLOT, SANYA_SLOT]);
  const add = (username: string, phone: string, orgPath: string) =>
    test.addAccount({ username, password: "x", displayName: username, phone, grants: [grantAt("FACILITY_ADMIN", orgPath)] });
  await add("wang", WANG, BAISHAMEN_PATH);
  await add("li", LI, BAISHAMEN_PATH);
  await add("huang", HUANG, HONGSHA_PATH);
  await test.settle();
});
afterEach(() => test.stop());

const moment = (time: string): Instant => `2026-03-07T${time}:00.000+08:00` as Instant;
let people = 0;
async function book(slot = SLOT): Promise<string> {
  const client = await test.as({ personId: `p-${(people += 1)}` });
  const body = {
    requestId: newRequestId() as never,
    slotId: slot.slotId,
    contactName: "林晓燕",
    contactPhone: "13900000001",
    heads: 2,
    safetyNoticeAccepted: true as const,
  };
  const answer = await client.call(visitRoutes.submitBooking, { body });
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.value.bookingId;
}
const texts = (phone: string): string[] => test.sandbox.inboxes.of(`phone:${phone}`).map((message) => (message.kind === "SMS" ? message.text : "card"));
async function at(time: string): Promise<void> {
  test.clock.set(moment(time));
  await test.settle();
}
const waiting = (count: number, name = "海口市白沙门污水处理厂（一期）") => `${name}：${count} 个新预约待确认。请在预约管理里确认。请登录管理后台查看。`;

it("twenty bookings in an hour make one message an admin, at the full hour and not a second before, and none to other facilities", async () => {
  for (let n = 0; n < 20; n += 1) await book();
  test.clock.set("2026-03-07T09:59:59.999+08:00" as Instant);
  await test.settle();
  expect(texts(WANG)).toEqual([]);
  await at("10:00");
  expect([texts(WANG), texts(LI), texts(HUANG)]).toEqual([[waiting(20)], [waiting(20)], []]);
  await at("10:59");
  await at("11:00");
  expect(texts(WANG)).toHaveLength(1);
  await book(SANYA_SLOT);
  await book();
  await at("12:00");
  expect([texts(WANG), texts(HUANG)]).toEqual([[waiting(20), waiting(1)], [waiting(1, "三亚市红沙污水处理厂")]]);
});

it("what was decided meanwhile is not told", async () => {
  const bookingId = await book();
  const admin = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
  await admin.call(visitRoutes.confirmBooking, { params: { bookingId: bookingId as never }, body: { requestId: newRequestId() as never } });
  await at("10:00");
  expect(texts(WANG)).toEqual([]);
});

it("R8 a round that is cut off, or done by two sweeps at once, tells once", async () => {
  await book();
  test.clock.set(moment("10:00"));
  const round = await test.store.get({ pk: "NOTICE_ROUND#NEW_BOOKINGS", sk: "STATE" });
  if (round === undefined) throw new Error("no round");
  let left = 1;
  const cutOff = {
    ...test.store,
    query: test.store.query.bind(test.store),
    transact: (writes: never) => ((left -= 1) < 0 ? Promise.reject(new Error("the power went")) : test.store.transact(writes)),
  };
  await expect(settleNewBookingsRound({ store: cutOff as never, clock: test.clock }, round)).rejects.toThrow("the power went");
  await Promise.all([1, 2].map(() => settleNewBookingsRound({ store: test.store, clock: test.clock }, round)));
  await beginNewBookingsRounds({ store: test.store, clock: test.clock });
  await test.settle();
  expect([texts(WANG), texts(LI)]).toEqual([[waiting(1)], [waiting(1)]]);
});

it.each([
  ["2026-03-07T09:00:00.000+08:00", "2026-03-07T10:00:00.000+08:00"],
  ["2026-03-07T09:59:59.999+08:00", "2026-03-07T10:00:00.000+08:00"],
  ["2026-03-07T21:30:00.000+08:00", "2026-03-07T22:00:00.000+08:00"],
  ["2026-03-07T22:00:00.000+08:00", "2026-03-08T07:00:00.000+08:00"],
  ["2026-03-07T23:59:00.000+08:00", "2026-03-08T07:00:00.000+08:00"],
  ["2026-03-08T05:59:00.000+08:00", "2026-03-08T07:00:00.000+08:00"],
  ["2026-03-08T06:30:00.000+08:00", "2026-03-08T07:00:00.000+08:00"],
])("after %s comes the round of %s", (now, next) => {
  expect(nextRoundAt(now as Instant)).toBe(next);
});
