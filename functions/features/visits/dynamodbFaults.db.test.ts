import { startDynamodbLocal, type DynamodbLocal } from "../../../infra/local/dynamodb/startDynamodbLocal";
import { dynamodbClient, openDynamodbStore, type DynamodbStore } from "../../platform/store/dynamodb/dynamodbStore";
import { createTableIfMissing } from "../../platform/store/dynamodb/tableDefinition";
import { startFaultProxy, type Fault, type FaultProxy } from "../../testing/faultProxy";
import { startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { book, bookingsOf, decide, enter, confirmedBooking, eventCounts, inParallel, onDay, requestId, seatsOf, valueOf } from "../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, putItems } from "../../testing/visitBuilders";
import { compareVisitFigures } from "../statistics/rebuildVisitFigures";

/** The promises of the visits on the other store, through a proxy that fails as the cloud does. */
const CONNECTION = { region: "cn-north-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };

let local: DynamodbLocal;
let proxy: FaultProxy;
let store: DynamodbStore;
let test: TestProduct;
let fault: (operation: string, requestNumber: number) => Fault = () => "none";

beforeAll(async () => {
  local = await startDynamodbLocal();
  proxy = await startFaultProxy({ target: local.endpoint, rule: (operation, requestNumber) => fault(operation, requestNumber) });
}, 120_000);
afterAll(async () => {
  await proxy.stop();
  await local.stop();
});

let tables = 0;
beforeEach(async () => {
  fault = () => "none";
  const tableName = `visits-${(tables += 1)}`;
  const client = dynamodbClient({ ...CONNECTION, endpoint: local.endpoint });
  await createTableIfMissing(client, tableName);
  client.destroy();
  store = openDynamodbStore({ tableName, ...CONNECTION, endpoint: proxy.endpoint, random: () => 0.1 });
  test = await startTestProduct({ store });
  await putItems(test.store, [aFacility()]);
});
afterEach(async () => {
  await test.stop();
  await store.close();
});

/** Every fifth transaction meets another one: the same faults in every run, whatever the order of the callers. */
const oneInFive = (kind: Fault): typeof fault => {
  let transactions = 0;
  return (operation) => (operation === "TransactWriteItems" && (transactions += 1) % 5 === 0 ? kind : "none");
};

it("T2 60 people race for 20 places while 20 % of the transactions conflict: exactly 20 are sold, the others hear sold out", async () => {
  const slot = aSlot({ capacityHeads: 20 });
  await putItems(test.store, [slot]);
  fault = oneInFive("conflict");
  const answers = await inParallel(60, (n) => book(test, slot, { personId: `p-${n}` }));
  fault = () => "none";
  expect(proxy.dealt.conflict).toBeGreaterThan(5);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(20);
  expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal]))).toEqual(Array(40).fill({ code: "SLOT_FULL", headsLeft: 0 }));
  expect(await seatsOf(test.store, slot)).toEqual({ bookedHeads: 20, heldHeads: 0, headsLeft: 0 });
  expect(await eventCounts(test.store)).toEqual({ BOOKING_SUBMITTED: 20 });
}, 40_000);

it("R2 a booking, its cancel, and a check-in, each sent 10 times at once while answers are lost: one effect, one answer", async () => {
  const slot = aSlot({ capacityHeads: 20 });
  await putItems(test.store, [slot]);
  const { booking, code } = await confirmedBooking(test, slot, { personId: "p-party", heads: 4 });
  fault = oneInFive("dropAfter");

  const bookId = requestId();
  const booked = await inParallel(10, () => book(test, slot, { personId: "p-lin", heads: 2, requestId: bookId }));
  const first = await valueOf(book(test, slot, { personId: "p-lin", heads: 2, requestId: bookId }));
  expect(booked).toEqual(Array(10).fill({ ok: true, value: first }));
  const other = await book(test, slot, { personId: "p-lin", heads: 3, requestId: bookId });
  expect(other).toEqual({ ok: false, refusal: { code: "REQUEST_ID_REUSED" } });

  const cancelId = requestId();
  const booker = { kind: "USER" as const, id: "p-lin", name: "访客", personId: "p-lin", grants: [] };
  const cancelled = await inParallel(10, () => decide(test, first.bookingId, "CANCEL", { actor: booker, requestId: cancelId }));
  expect(new Set(cancelled.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(cancelled[0]).toMatchObject({ ok: true, value: { status: "CANCELLED" } });

  test.clock.set(onDay("2026-03-14", "09:20:00.000"));
  const enterId = requestId();
  const entered = await inParallel(10, () => enter(test, booking, { code, heads: 3, requestId: enterId }));
  expect(new Set(entered.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(entered[0]).toMatchObject({ ok: true, value: { headsEntered: 3 } });

  await test.settle();
  fault = () => "none";
  expect(proxy.dealt.dropAfter).toBeGreaterThan(2);
  expect(await eventCounts(test.store)).toEqual({ BOOKING_SUBMITTED: 2, BOOKING_CONFIRMED: 1, BOOKING_CANCELLED: 1, BOOKING_CHECKED_IN: 1 });
  expect(await seatsOf(test.store, slot)).toEqual({ bookedHeads: 4, heldHeads: 0, headsLeft: 16 });
  expect((await bookingsOf(test.store)).map((item) => item.status).sort()).toEqual(["CANCELLED", "CHECKED_IN"]);
  expect(await compareVisitFigures(test.store)).toEqual([]);
  const day = await test.store.get({ pk: `FIGURES#VISITS#${BAISHAMEN}`, sk: "DAY#2026-03-14" });
  expect({ visits: day?.["familyVisits"], heads: day?.["familyHeads"] }).toEqual({ visits: 1, heads: 3 });
}, 40_000);
