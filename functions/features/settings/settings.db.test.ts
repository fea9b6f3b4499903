import type { ApiClient } from "@app/contract/kernel/apiClient";
import { isWorkingDay } from "@app/contract/engines/workingCalendar";
import { addMs, type LocalDate } from "@app/contract/kernel/time";
import { settingsRoutes } from "@app/contract/settings/settings.routes";
import { grantAt, newRequestId, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";

let test: TestProduct;
let zhao: ApiClient;
let qian: ApiClient;
beforeEach(async () => {
  test = await startTestProduct();
  zhao = await test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "赵敏" });
  qian = await test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "钱伟" });
});
afterEach(() => test.stop());

const date = (text: string): LocalDate => text as LocalDate;
const setLock = (by: ApiClient, version: number, minutes: number, requestId = newRequestId()) =>
  by.call(settingsRoutes.changeParameters, { body: { requestId, version, values: { "signIn.lockMinutes": minutes } } });
const setCalendar = (by: ApiClient, version: number, days: readonly { date: string; kind: "HOLIDAY" | "MAKE_UP"; name: string }[], year = "2027") =>
  by.call(settingsRoutes.changeCalendarYear, {
    params: { year },
    body: { requestId: newRequestId(), version, days: days.map((day) => ({ ...day, date: date(day.date) })) },
  });

describe("parameters", () => {
  it("what does not fit is refused field by field, and nothing of the same form is saved", async () => {
    const answer = await zhao.call(settingsRoutes.changeParameters, {
      body: { requestId: newRequestId(), version: 0, values: { "signIn.lockMinutes": 4, "messages.quietFrom": "25:00", "signIn.failuresBeforeLock": 6 } },
    });
    expect(answer).toMatchObject({
      ok: false,
      refusal: {
        code: "PARAMETER_INVALID",
        fields: [
          { path: "body.values.signIn.lockMinutes", message: "请填写 5 到 1440 之间的整数（分钟）" },
          { path: "body.values.messages.quietFrom", message: "请填写时间，如 22:00" },
        ],
      },
    });
    const now = await zhao.call(settingsRoutes.listParameters, {});
    expect(now.ok && now.value.version).toBe(0);
  });

  it("R5 of two who save one form the second hears who was first, and what they set stands", async () => {
    expect(await setLock(zhao, 0, 30)).toMatchObject({ ok: true });
    expect(await setLock(qian, 0, 60)).toMatchObject({ ok: false, refusal: { code: "SETTING_CHANGED", message: expect.stringContaining("「赵敏」") } });
    const both = await Promise.all([setLock(zhao, 1, 40), setLock(qian, 1, 50)]);
    expect(both.filter((answer) => answer.ok)).toHaveLength(1);
  });

  it("R2 sent twice it is one change; the history says who, when, before and after", async () => {
    const requestId = newRequestId();
    await Promise.all([setLock(zhao, 0, 30, requestId), setLock(zhao, 0, 30, requestId)]);
    const history = await qian.call(settingsRoutes.listSettingChanges, { query: { of: "PARAMETERS" } });
    expect(history).toMatchObject({
      ok: true,
      value: { items: [{ at: NOW, byName: "赵敏", changed: [{ label: "锁定多长时间", before: "15 分钟", after: "30 分钟" }] }] },
    });
    const list = await zhao.call(settingsRoutes.listParameters, {});
    expect(list.ok && list.value.parameters.find(({ name }) => name === "signIn.lockMinutes")).toMatchObject({
      value: 30,
      standard: 15,
      lastChange: { byName: "赵敏", at: NOW },
    });
  });
});

describe("dictionaries", () => {
  it("an office's own words replace the standard ones for everybody who fills in a form", async () => {
    const clerk = await test.as({ grants: [grantAt("FACILITY_ADMIN", "CN/46/4601/460108/haikou-baishamen")] });
    const before = await clerk.call(settingsRoutes.getDictionary, { params: { dictionary: "CLOSURE_REASONS" } });
    expect(before.ok && before.value.entries).toHaveLength(4);
    const changed = await zhao.call(settingsRoutes.changeDictionary, {
      params: { dictionary: "CLOSURE_REASONS" },
      body: { requestId: newRequestId(), version: 0, entries: ["台风停开", "设施检修"] },
    });
    expect(changed).toMatchObject({ ok: true, value: { isStandard: false, version: 1, lastChange: { byName: "赵敏" } } });
    expect(await clerk.call(settingsRoutes.getDictionary, { params: { dictionary: "CLOSURE_REASONS" } })).toMatchObject({
      ok: true,
      value: { entries: ["台风停开", "设施检修"] },
    });
  });

  it("the same words twice are refused", async () => {
    const answer = await zhao.call(settingsRoutes.changeDictionary, {
      params: { dictionary: "CLOSURE_REASONS" },
      body: { requestId: newRequestId(), version: 0, entries: ["设施检修", "设施检修"] },
    });
    expect(answer).toMatchObject({ ok: false, refusal: { code: "INPUT_INVALID", fields: [{ path: "body.entries", message: "有重复的内容，请删除一条" }] } });
  });
});

describe("the working calendar", () => {
  it.each([
    { day: { date: "2026-10-01", kind: "HOLIDAY", name: "国庆节" }, says: "2026-10-01 不在 2027 年内，请检查日期。" },
    { day: { date: "2027-01-04", kind: "MAKE_UP", name: "元旦" }, says: "2027-01-04 本来就是工作日，不用设为调休上班。" },
  ] as const)("$day.date $day.kind is refused", async ({ day, says }) => {
    expect(await setCalendar(zhao, 0, [day])).toMatchObject({ ok: false, refusal: { code: "CALENDAR_DAY_INVALID", message: says } });
  });

  it("F14 a year that an office sets is known within half a minute: its holidays, its make-up days, and which years are there", async () => {
    const { engine } = test.product;
    expect((await engine.calendar()).years).not.toContain(2027);
    const set = await setCalendar(zhao, 0, [
      { date: "2027-10-01", kind: "HOLIDAY", name: "国庆节" },
      { date: "2027-09-26", kind: "MAKE_UP", name: "国庆节" },
    ]);
    expect(set).toMatchObject({ ok: true, value: { source: "OFFICE", version: 1, lastChange: { byName: "赵敏", at: NOW } } });
    test.clock.set(addMs(NOW, 30_000));
    const calendar = await engine.calendar();
    expect(calendar.years).toContain(2027);
    expect(["2027-10-01", "2027-09-26", "2027-10-04", "2027-10-03"].map((day) => isWorkingDay(date(day), calendar))).toEqual([false, true, true, false]);
    // What the release knows of other years stays.
    expect(isWorkingDay(date("2026-10-01"), calendar)).toBe(false);
  });

  it("a day taken out of a year that the release knows is a day of the week again; the history names it", async () => {
    const year = await zhao.call(settingsRoutes.getCalendarYear, { params: { year: "2026" } });
    if (!year.ok) throw new Error("no calendar");
    expect(year.value.source).toBe("STATE_COUNCIL");
    const kept = year.value.days.filter((day) => day.date !== "2026-10-01");
    expect(await setCalendar(zhao, 0, kept, "2026")).toMatchObject({ ok: true });
    const history = await zhao.call(settingsRoutes.listSettingChanges, { query: { of: "CALENDAR" } });
    expect(history).toMatchObject({
      ok: true,
      value: { items: [{ byName: "赵敏", changed: [{ label: "2026年10月1日 周四", before: "放假（国庆节）", after: "按周末规则" }] }] },
    });
    test.clock.set(addMs(NOW, 30_000));
    expect(isWorkingDay(date("2026-10-01"), await test.product.engine.calendar())).toBe(true);
  });
});
