import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { LocalDate, TimeOfDay } from "@app/contract/kernel/time";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, HONGSHA, hongsha, putItems } from "../../../testing/visitBuilders";

const MORNING = { period: "MORNING" as const, startsAt: "09:00" as TimeOfDay, endsAt: "11:30" as TimeOfDay, capacityHeads: 30 };
const AFTERNOON = { period: "AFTERNOON" as const, startsAt: "14:00" as TimeOfDay, endsAt: "16:30" as TimeOfDay, capacityHeads: 25 };

let test: TestProduct;
let admin: ApiClient;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), hongsha()]);
  admin = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
});
afterEach(() => test.stop());

const open = (dates: string[], periods: (typeof MORNING | typeof AFTERNOON)[] = [MORNING], facilityId: string = BAISHAMEN) =>
  admin.call(visitRoutes.openSlots, { params: { facilityId }, body: { requestId: newRequestId(), dates: dates as LocalDate[], periods } });

describe("opening slots", () => {
  it("refuses today, the past, more than a year ahead, and another facility", async () => {
    expect(await open(["2026-03-08", "2026-03-07"])).toMatchObject({
      refusal: { status: 422, code: "SLOT_DATE_PAST", message: "3月7日 周六 不能再开放，请选择明天及以后的日期。", fields: [{ path: "body.dates" }] },
    });
    expect((await open(["2027-03-08"])).ok).toBe(true);
    expect(await open(["2027-03-09"])).toMatchObject({ refusal: { code: "SLOT_DATE_TOO_FAR", message: "3月9日 周二 太远，最多可提前开放 366 天。" } });
    expect(await open(["2026-03-14"], [MORNING], HONGSHA)).toMatchObject({ refusal: { status: 404, code: "NOT_FOUND" } });
  });

  it("refuses periods that end before they begin, and too many days at once, at their fields", async () => {
    expect(await open(["2026-03-14"], [{ ...MORNING, endsAt: "09:00" as TimeOfDay }])).toMatchObject({
      refusal: { code: "INPUT_INVALID", fields: [{ path: "body.periods", message: "结束时间应晚于开始时间" }] },
    });
    const days = Array.from({ length: 32 }, (_, day) => `2026-${day < 24 ? "03" : "04"}-${String(day < 24 ? day + 8 : day - 23).padStart(2, "0")}`);
    expect(await open(days)).toMatchObject({ refusal: { fields: [{ path: "body.dates", message: "一次最多开放 31 天，请分批操作" }] } });
  });

  it("a suspended facility opens nothing", async () => {
    await putItems(test.store, [aFacility({ status: "SUSPENDED" })]);
    expect(await open(["2026-03-14"])).toMatchObject({ refusal: { code: "FACILITY_NOT_OPEN" } });
  });

  it("opens several days and periods in one step; a slot that is there stays as it is and is named", async () => {
    const there = aSlot({ date: "2026-03-14", capacityHeads: 8 });
    await putItems(test.store, [there]);
    const opened = await open(["2026-03-21", "2026-03-14", "2026-03-14"], [MORNING, AFTERNOON]);
    if (!opened.ok) throw new Error(opened.refusal.message);
    expect(opened.value.items.map((slot) => [slot.date, slot.periodLabel, slot.capacityHeads, slot.headsLeft])).toEqual([
      ["2026-03-14", "下午 14:00-16:30", 25, 25],
      ["2026-03-21", "上午 09:00-11:30", 30, 30],
      ["2026-03-21", "下午 14:00-16:30", 25, 25],
    ]);
    expect(opened.value.skipped).toEqual([there.slotId]);
    expect(await test.store.get({ pk: there.pk, sk: there.sk })).toMatchObject({ capacityHeads: 8 });
  });
});
