import type { ApiClient } from "@app/contract/kernel/apiClient";
import { instantFromEpochMs, epochMsOf, MINUTE_MS } from "@app/contract/kernel/time";
import type { Instant } from "@app/contract/kernel/time";
import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { grantAt, newRequestId, NOW, startTestProduct, type TestProduct } from "../startTestProduct";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, hongsha, putItems } from "../visitBuilders";

const SLOT = aSlot();
const AFTERNOON = aSlot({ startsAt: "14:00", endsAt: "16:30" });
const VISIT_DAY_MORNING = "2026-03-14T09:20:00.000+08:00" as Instant;
const DEVICE = "device-000001";

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), hongsha(), SLOT, AFTERNOON, aSlot({ facility: hongsha() })]);
});
afterEach(() => test.stop());

async function value<T>(result: Promise<{ ok: true; value: T } | { ok: false; refusal: { code: string; message: string } }>): Promise<T> {
  const answered = await result;
  if (!answered.ok) throw new Error(`${answered.refusal.code}: ${answered.refusal.message}`);
  return answered.value;
}

const booking = (heads: number) => ({
  slotId: SLOT.slotId,
  contactName: "林晓燕",
  contactPhone: "13900000001",
  heads,
  safetyNoticeAccepted: true as const,
  requestId: newRequestId(),
});

describe("a family books a visit, is scanned in and is counted", () => {
  it("F1 M2 one code lets four in, then two, statistics say four, then six, then the code refuses", async () => {
    const visitor = await test.as({ personId: "p-lin" });
    const admin = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
    const gate = await test.as({ grants: [grantAt("FACILITY_STAFF", BAISHAMEN_PATH)], name: "王门岗" });
    const city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "市局" });

    const hold = await value(visitor.call(visitRoutes.holdPlaces, { body: { requestId: newRequestId(), slotId: SLOT.slotId, heads: 6 } }));
    expect(hold.slot.headsLeft).toBe(14);
    expect(hold.expiresAt).toBe(instantFromEpochMs(epochMsOf(NOW) + 10 * MINUTE_MS));

    const submitted = await value(visitor.call(visitRoutes.submitBooking, { body: { ...booking(6), holdId: hold.holdId } }));
    expect(submitted.status).toBe("PENDING");
    expect(submitted.availableActions.map((available) => available.action)).toEqual(["CANCEL", "CHANGE_HEADS"]);
    expect(submitted.code).toBeUndefined();
    const [slot] = (await value(test.anonymous().call(visitRoutes.listSlots, { params: { facilityId: BAISHAMEN } }))).items;
    expect(slot?.headsLeft).toBe(14);

    const pending = await value(admin.call(visitRoutes.listBookings, { query: { status: "PENDING" } }));
    expect(pending.items.map((item) => item.bookingId)).toEqual([submitted.bookingId]);
    const confirmed = await value(
      admin.call(visitRoutes.confirmBooking, { params: { bookingId: submitted.bookingId }, body: { requestId: newRequestId(), version: 1 } }),
    );
    expect(confirmed.status).toBe("CONFIRMED");
    await test.settle();
    expect(test.sandbox.inboxes).toBeDefined();

    test.clock.set(VISIT_DAY_MORNING);
    const shown = await value(visitor.call(visitRoutes.getBooking, { params: { bookingId: submitted.bookingId } }));
    expect(shown.code).toMatch(/^CG1\./);
    const text = shown.code ?? "";
    const inspected = await value(gate.call(visitRoutes.inspectCode, { body: { requestId: newRequestId(), text, gateFacilityId: BAISHAMEN } }));
    expect(inspected).toMatchObject({ outcome: "ADMISSIBLE", headsOutside: 6 });

    const enter = (heads: number) =>
      gate.call(visitRoutes.checkIn, {
        params: { bookingId: submitted.bookingId },
        body: { requestId: newRequestId(), text, heads, gateFacilityId: BAISHAMEN, gateName: "东门", deviceId: DEVICE },
      });
    const heads = async () => (await value(city.call(statisticsRoutes.getVisitStatistics, { query: { from: "2026-03-14", to: "2026-03-14" } }))).total;
    expect((await value(enter(4))).flags.map((flag) => flag.flag)).toEqual(["PARTLY_ENTERED"]);
    await test.settle();
    expect(await heads()).toMatchObject({ familyVisits: 1, familyHeads: 4 });

    expect(await enter(3)).toMatchObject({
      ok: false,
      refusal: { code: "CHECK_IN_REFUSED", message: "这条预约还能入场 2 人。请减少人数，多出的人请另行预约。" },
    });
    await value(enter(2));
    await test.settle();
    expect(await heads()).toMatchObject({ familyVisits: 1, familyHeads: 6, visitsTotal: 1, headsTotal: 6 });

    const refused = await value(gate.call(visitRoutes.inspectCode, { body: { requestId: newRequestId(), text, gateFacilityId: BAISHAMEN } }));
    expect(refused).toMatchObject({
      outcome: "REFUSED",
      refusal: { reason: "COMPLETE", lastEntry: { gateName: "东门", byName: "王门岗", at: VISIT_DAY_MORNING } },
    });

    const behind = await value(city.call(visitRoutes.listCheckIns, { query: { from: "2026-03-14", to: "2026-03-14" } }));
    expect(behind.items.map((item) => item.heads).sort()).toEqual([2, 4]);
    const latest = await value(city.call(statisticsRoutes.getLatestFigures, {}));
    expect(latest).toMatchObject({ facilities: 1, openDays: 1, familyHeads: 6, monthHeads: 6, todayHeads: 6, teamHeads: 0 });
  });

  it("R18 names in the history: the office for the visitor, the clerk for colleagues, the visitor masked for the bureau", async () => {
    const visitor = await test.as({ personId: "p-lin" });
    const admin = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
    const city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "市局" });
    const { bookingId } = await value(visitor.call(visitRoutes.submitBooking, { body: booking(2) }));
    await value(admin.call(visitRoutes.confirmBooking, { params: { bookingId }, body: { requestId: newRequestId() } }));
    const names = async (client: ApiClient) =>
      (await value(client.call(visitRoutes.getBooking, { params: { bookingId } }))).timeline.map((entry) => entry.byName);
    expect(await names(visitor)).toEqual(["林晓燕", "海口市白沙门污水处理厂（一期）"]);
    expect(await names(admin)).toEqual(["林晓燕", "王芳"]);
    expect(await names(city)).toEqual(["林*燕", "王芳"]);
    const decline = await value(visitor.call(visitRoutes.submitBooking, { body: { ...booking(2), slotId: AFTERNOON.slotId } }));
    const act = { params: { bookingId: decline.bookingId } };
    await value(admin.call(visitRoutes.declineBooking, { ...act, body: { requestId: newRequestId(), remark: "设备检修" } }));
    const message = async (refused: ReturnType<typeof visitor.call>) => {
      const answered = await refused;
      return answered.ok ? "" : answered.refusal.message;
    };
    expect(await message(visitor.call(visitRoutes.cancelBooking, { ...act, body: { requestId: newRequestId() } }))).toBe(
      "这张预约单现在是「未通过」（海口市白沙门污水处理厂（一期） 2026-03-07 09:00 未通过），不能再这样操作。请刷新后查看最新情况。",
    );
    expect(await message(admin.call(visitRoutes.confirmBooking, { ...act, body: { requestId: newRequestId() } }))).toBe(
      "这张预约单现在是「未通过」（王芳 2026-03-07 09:00 未通过），不能再这样操作。请刷新后查看最新情况。",
    );
  });
});
