import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { Instant } from "@app/contract/kernel/time";
import type { FacilityList } from "@app/contract/visits/facility.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { newRequestId, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { aFacility, aSlot, BAISHAMEN, HONGSHA, hongsha, putItems } from "../../../testing/visitBuilders";
import type { FacilityItem } from "../facilityRepository";

let test: TestProduct;
let visitor: ApiClient;
const monitoring = (): FacilityItem =>
  aFacility({
    facilityId: "haikou-monitoring" as FacilityItem["facilityId"],
    orgPath: "CN/46/4601/460106/haikou-monitoring" as FacilityItem["orgPath"],
    name: "海南省生态环境监测中心",
    category: "MONITORING",
    districtName: "龙华区",
    place: { latitude: 20.02, longitude: 110.33, sourceSystem: "GCJ-02", approximate: true },
  });
const applying = (): FacilityItem =>
  aFacility({
    facilityId: "danzhou-applying" as FacilityItem["facilityId"],
    orgPath: "CN/46/4604/460400/danzhou-applying" as FacilityItem["orgPath"],
    status: "APPLYING",
  });

beforeAll(async () => {
  test = await startTestProduct();
  visitor = test.anonymous();
  await putItems(test.store, [
    aFacility(),
    monitoring(),
    { ...hongsha(), place: { latitude: 18.27, longitude: 109.55, sourceSystem: "GCJ-02", approximate: true } },
    applying(),
    // Today is 7 March. Baishamen: full on the 9th, places on the 12th. Monitoring: the first places on the 20th. Hongsha: none within thirty days.
    aSlot({ date: "2026-03-09", capacityHeads: 6 }),
    aSlot({ date: "2026-03-12", capacityHeads: 20 }),
    aSlot({ date: "2026-03-12", startsAt: "14:00", endsAt: "16:30", capacityHeads: 15 }),
    aSlot({ facility: monitoring(), date: "2026-03-20" }),
    aSlot({ facility: hongsha(), date: "2026-05-01" }),
  ]);
  const booker = await test.as({ personId: "p-lin" });
  const slotId = aSlot({ date: "2026-03-09" }).slotId;
  await booker.call(visitRoutes.holdPlaces, { body: { requestId: newRequestId(), slotId, heads: 6 } });
});
afterAll(() => test.stop());

async function list(query: Parameters<typeof ask>[0]): Promise<FacilityList> {
  const answered = await ask(query);
  if (!answered.ok) throw new Error(answered.refusal.message);
  return answered.value;
}
const ask = (query: {
  cityCode?: string;
  category?: "MONITORING" | "SEWAGE";
  placesWithinDays?: "7" | "30";
  latitude?: number;
  longitude?: number;
  limit?: number;
  cursor?: string;
}) => visitor.call(visitRoutes.listFacilities, { query });
const idsOf = (found: FacilityList): string[] => found.items.map((facility) => facility.facilityId);

describe("the public list of facilities", () => {
  it("a cursor that is none of ours is refused", async () => {
    expect(await ask({ cursor: "x1" })).toMatchObject({ ok: false, refusal: { status: 400, code: "CURSOR_INVALID" } });
  });

  it("shows those open to the public in the order of the tree, their cities once, and none that still applies", async () => {
    const found = await list({});
    expect(idsOf(found)).toEqual(["haikou-monitoring", BAISHAMEN, HONGSHA]);
    expect(found.cities).toEqual([
      { code: "4601", name: "海口市" },
      { code: "4602", name: "三亚市" },
    ]);
    expect(await visitor.call(visitRoutes.getFacility, { params: { facilityId: "danzhou-applying" } })).toMatchObject({ ok: false, refusal: { status: 404 } });
  });

  it("names the provinces that have something open, and none where everything still applies", async () => {
    const elsewhere = { provinceCode: "33", cityCode: "3301", cityName: "杭州市", districtName: "上城区" };
    await putItems(test.store, [
      aFacility({ facilityId: "hangzhou-applying" as never, orgPath: "CN/33/3301/330102/hangzhou-applying" as never, status: "APPLYING", ...elsewhere }),
    ]);
    const provinces = async () => {
      const answer = await visitor.call(visitRoutes.listFacilityProvinces, {});
      return answer.ok ? answer.value.items : [];
    };
    expect(await provinces()).toEqual([{ code: "46", name: "海南省" }]);
    await putItems(test.store, [aFacility({ facilityId: "hangzhou-open" as never, orgPath: "CN/33/3301/330105/hangzhou-open" as never, ...elsewhere })]);
    expect(await provinces()).toEqual([
      { code: "33", name: "浙江省" },
      { code: "46", name: "海南省" },
    ]);
  });

  it("names the next day with places, all its slots together; a full day is passed over and a far one is not named", async () => {
    const found = await list({});
    expect(found.items.map(({ nextBookableDate, headsLeftOnNextDate }) => [nextBookableDate, headsLeftOnNextDate])).toEqual([
      ["2026-03-20", 20],
      ["2026-03-12", 35],
      [undefined, undefined],
    ]);
  });

  it("filters by city, by category and by places within 7 or 30 days", async () => {
    expect(idsOf(await list({ cityCode: "4602" }))).toEqual([HONGSHA]);
    expect(idsOf(await list({ category: "MONITORING" }))).toEqual(["haikou-monitoring"]);
    expect(idsOf(await list({ placesWithinDays: "7" }))).toEqual([BAISHAMEN]);
    expect(idsOf(await list({ placesWithinDays: "30" }))).toEqual(["haikou-monitoring", BAISHAMEN]);
    expect(idsOf(await list({ category: "MONITORING", placesWithinDays: "7" }))).toEqual([]);
  });

  it("nearest first when a place is given, with the way in metres", async () => {
    const found = await list({ latitude: 18.25, longitude: 109.51 });
    expect(idsOf(found)).toEqual([HONGSHA, "haikou-monitoring", BAISHAMEN]);
    expect(found.items.map((facility) => Math.round((facility.distanceMeters ?? 0) / 1000))).toEqual([5, 215, 221]);
  });

  it("pages by cursor without missing or repeating one", async () => {
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, cursor: first.next ?? "" });
    expect([...idsOf(first), ...idsOf(second)]).toEqual(["haikou-monitoring", BAISHAMEN, HONGSHA]);
    expect(second.next).toBeUndefined();
  });

  it("a slot is bookable from 28 days before until the day before, to the second", async () => {
    const bookability = async (at: string): Promise<string | undefined> => {
      test.clock.set(at as Instant);
      const found = await visitor.call(visitRoutes.listSlots, { params: { facilityId: BAISHAMEN }, query: { from: "2026-03-12", to: "2026-03-12" } });
      return found.ok ? found.value.items[0]?.bookability : undefined;
    };
    expect(await bookability("2026-02-11T23:59:59.000+08:00")).toBe("NOT_YET_OPEN");
    expect(await bookability("2026-02-12T00:00:00.000+08:00")).toBe("BOOKABLE");
    expect(await bookability("2026-03-11T23:59:59.000+08:00")).toBe("BOOKABLE");
    expect(await bookability("2026-03-12T00:00:00.000+08:00")).toBe("BOOKING_ENDED");
  });
});
