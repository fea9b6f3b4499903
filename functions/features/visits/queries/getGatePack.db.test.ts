import { createPublicKey, verify } from "node:crypto";
import { splitSignedText, signedPart } from "@app/contract/kernel/signedText";
import { startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { anAccount, aVisitor, book, confirmedBooking, decide, enter, onDay, refusalOf, upload, offlineScan, valueOf } from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, hongsha, HONGSHA_PATH, putItems } from "../../../testing/visitBuilders";
import { getGatePack } from "./getGatePack";

const SLOT = aSlot();
const AFTERNOON = aSlot({ startsAt: "14:00", endsAt: "16:30" });
const STAFF = anAccount("FACILITY_STAFF", BAISHAMEN_PATH, "王门岗");

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), hongsha(), SLOT, AFTERNOON, aSlot({ date: "2026-03-15" })]);
});
afterEach(() => test.stop());

const pack = (actor = STAFF, date?: Parameters<typeof getGatePack>[3]) =>
  getGatePack({ store: test.store, clock: test.clock, codes: test.codes }, actor, BAISHAMEN, date);

it("M6 the key of the pack verifies a visitor's code with no network, and no other text", async () => {
  const { code } = await confirmedBooking(test, SLOT, { personId: "p-lin", heads: 2 });
  const { publicKey } = await valueOf(pack());
  const raw = Buffer.from(publicKey, "base64url");
  expect(raw).toHaveLength(32);
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
  const split = splitSignedText(code);
  if (split === undefined) throw new Error("no code");
  const signature = Buffer.from(split.signatureBase64Url, "base64url");
  expect(verify(null, Buffer.from(signedPart(split.prefix, split.payloadBase64Url)), key, signature)).toBe(true);
  expect(verify(null, Buffer.from(signedPart("CGP1", split.payloadBase64Url)), key, signature)).toBe(false);
});

it("M6 the day's parties may enter, every other booking of the day is revoked with its reason, no other day is named", async () => {
  const coming = await confirmedBooking(test, SLOT, { personId: "p-coming", heads: 2 });
  const half = await confirmedBooking(test, SLOT, { personId: "p-half", heads: 3 });
  const pending = await valueOf(book(test, SLOT, { personId: "p-pending" }));
  const declined = await valueOf(book(test, SLOT, { personId: "p-declined" }));
  await valueOf(decide(test, declined.bookingId, "DECLINE"));
  const cancelled = await confirmedBooking(test, SLOT, { personId: "p-cancelled" });
  await valueOf(decide(test, cancelled.booking.bookingId, "CANCEL", { actor: aVisitor("p-cancelled") }));
  const closing = await confirmedBooking(test, AFTERNOON, { personId: "p-closing" });
  await test.store.transact([
    { kind: "update", tag: "closed", key: { pk: AFTERNOON.pk, sk: AFTERNOON.sk }, set: { status: "CLOSED", closedReason: "设备检修" } },
  ]);
  await confirmedBooking(test, aSlot({ date: "2026-03-15" }), { personId: "p-tomorrow" });
  test.clock.set(onDay("2026-03-14", "09:30:00.000"));
  await valueOf(enter(test, half.booking, { code: half.code, heads: 2 }));

  const { parties: listed, revoked, ...head } = await valueOf(pack());
  // Ids of one moment come in any order.
  const parties = [...listed].sort((left, right) => left.heads - right.heads);
  const now = "2026-03-14T09:30:00.000+08:00";
  expect(head).toEqual({
    facilityId: BAISHAMEN,
    facilityName: "海口市白沙门污水处理厂（一期）",
    date: "2026-03-14",
    serverNow: now,
    asOf: now,
    publicKey: test.codes.publicKeyBase64Url,
  });
  expect(parties.map(({ bookingId, headsEntered, heads, status, phoneTail }) => ({ bookingId, headsEntered, heads, status, phoneTail }))).toEqual([
    { bookingId: coming.booking.bookingId, headsEntered: 0, heads: 2, status: "CONFIRMED", phoneTail: "0001" },
    { bookingId: half.booking.bookingId, headsEntered: 2, heads: 3, status: "CHECKED_IN", phoneTail: "0001" },
  ]);
  expect(parties[1]?.entries).toMatchObject([{ heads: 2, at: now, gateName: "东门", byName: "王门岗", deviceId: "device-000001", state: "COUNTED" }]);
  const reasons = [
    { bookingId: pending.bookingId, reason: "NOT_CONFIRMED" },
    { bookingId: declined.bookingId, reason: "DECLINED" },
    { bookingId: cancelled.booking.bookingId, reason: "CANCELLED" },
    { bookingId: closing.booking.bookingId, reason: "CANCELLED", closedReason: "设备检修" },
  ];
  const byId = (left: { bookingId: string }, right: { bookingId: string }): number => (left.bookingId < right.bookingId ? -1 : 1);
  expect([...revoked].sort(byId)).toEqual(reasons.sort(byId));
});

it("F3 a phone that fetches the list again learns of what the other gate brought back", async () => {
  const { booking, code } = await confirmedBooking(test, SLOT, { personId: "p-lin", heads: 2 });
  test.clock.set(onDay("2026-03-14", "09:30:00.000"));
  expect((await valueOf(pack())).parties).toMatchObject([{ entries: [] }]);
  await valueOf(upload(test, [offlineScan(code, { heads: 2 })], { gateName: "西门" }));
  expect((await valueOf(pack())).parties).toMatchObject([
    { bookingId: booking.bookingId, headsEntered: 2, entries: [{ at: "2026-03-14T09:20:00.000+08:00", gateName: "西门", byName: "符安保", offline: true }] },
  ]);
});

it.each([
  ["another facility's staff", anAccount("FACILITY_STAFF", HONGSHA_PATH)],
  ["the city above", anAccount("CITY_ADMIN", "CN/46/4601")],
  ["a visitor", aVisitor("p-lin")],
])("R12 the pack is for the facility's own gate, not for %s", async (_, actor) => {
  await confirmedBooking(test, SLOT, { personId: "p-lin", heads: 2 });
  expect(await refusalOf(pack(actor))).toEqual({ code: "NOT_FOUND", what: "家开放单位" });
});
