import { z } from "../kernel/zod";
import { CreateSlotTemplate } from "./slotTemplate.schema";
import { FacilityContent, FacilityVisitRules } from "./managedFacility.schema";
import { EditSlots } from "./slot.schema";

const problemsOf = (schema: z.ZodType, input: unknown): string[] => {
  const checked = schema.safeParse(input);
  return checked.success ? [] : checked.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
};

describe("a template that cannot be", () => {
  const good = {
    requestId: "request-000000000001",
    weekdays: [3, 6],
    period: "MORNING",
    startsAt: "09:00",
    endsAt: "11:30",
    capacityHeads: 20,
    partyMin: 1,
    partyMax: 6,
    kinds: ["FAMILY"],
    validFrom: "2026-03-08",
    everyWeeks: 1,
    skipHolidays: false,
  };
  it("a good one has no problems, with and without an end", () => {
    expect([problemsOf(CreateSlotTemplate, good), problemsOf(CreateSlotTemplate, { ...good, validTo: "2026-03-08" })]).toEqual([[], []]);
  });
  it.each([
    { change: { validTo: "2026-03-07" }, problems: ["validTo: 结束日期不能早于开始日期"] },
    { change: { weekdays: [] }, problems: ["weekdays: 请至少选择一个星期几"] },
    { change: { weekdays: [3, 3] }, problems: ["weekdays: 同一个星期几只需选一次"] },
    { change: { endsAt: "09:00" }, problems: ["endsAt: 结束时间应晚于开始时间"] },
    { change: { partyMin: 5, partyMax: 4 }, problems: ["partyMax: 最多人数不能少于最少人数"] },
    { change: { capacityHeads: 0 }, problems: ["capacityHeads: 名额至少 1 人"] },
    { change: { kinds: [] }, problems: ["kinds: 请至少选择一类参观者"] },
    { change: { validFrom: "2026-02-29" }, problems: ["validFrom: 没有这一天"] },
  ])("$problems", ({ change, problems }) => {
    expect(problemsOf(CreateSlotTemplate, { ...good, ...change })).toEqual(problems);
  });
  it("says all its problems at once", () => {
    expect(problemsOf(CreateSlotTemplate, { ...good, endsAt: "08:00", partyMin: 6, partyMax: 1, validTo: "2026-03-01" })).toEqual([
      "endsAt: 结束时间应晚于开始时间",
      "partyMax: 最多人数不能少于最少人数",
      "validTo: 结束日期不能早于开始日期",
    ]);
  });
});

describe("slots that are changed", () => {
  const slots = [{ slotId: "haikou-baishamen~2026-03-14~0900", version: 1 }];
  const edit = { requestId: "request-000000000001", slots };
  it.each([
    { input: edit, problems: ["capacityHeads: 没有要修改的内容"] },
    { input: { ...edit, partyMin: 2 }, problems: ["partyMax: 请同时填写最少和最多人数"] },
    { input: { ...edit, partyMin: 4, partyMax: 3 }, problems: ["partyMax: 最多人数不能少于最少人数"] },
    { input: { ...edit, slots: [...slots, ...slots], capacityHeads: 5 }, problems: ["slots: 同一个场次只需选一次"] },
    { input: { ...edit, slots: [], capacityHeads: 5 }, problems: ["slots: 请选择要修改的场次"] },
    { input: { ...edit, capacityHeads: 5 }, problems: [] },
  ])("$problems", ({ input, problems }) => {
    expect(problemsOf(EditSlots, input)).toEqual(problems);
  });
});

describe("a facility's form", () => {
  const rules = { opensDaysAhead: 28, closesDaysAhead: 1, minimumNoticeMinutes: 60, cancelDaysAhead: 1, partyMin: 1, partyMax: 6 };
  it.each([
    { change: { opensDaysAhead: 61 }, problems: ["opensDaysAhead: 提前开放预约的天数应在 1 到 60 天之间"] },
    { change: { opensDaysAhead: 1, closesDaysAhead: 1 }, problems: ["closesDaysAhead: 截止应晚于开放：提前天数要小于提前开放的天数"] },
    { change: { partyMin: 3, partyMax: 2 }, problems: ["partyMax: 最多人数不能少于最少人数"] },
    { change: { partyMax: 7 }, problems: ["partyMax: 家庭最多人数应在 1 到 6 之间"] },
    { change: {}, problems: [] },
  ])("$problems", ({ change, problems }) => {
    expect(problemsOf(FacilityVisitRules, { ...rules, ...change })).toEqual(problems);
  });

  const content = {
    name: "海口市白沙门污水处理厂",
    category: "SEWAGE",
    address: "海口市美兰区海甸岛",
    place: { latitude: 20.07, longitude: 110.33, sourceSystem: "GCJ-02", approximate: true },
    phone: "0898-6600 1234",
    introduction: "污水在这里变清。",
    highlights: [],
    safetyNotice: ["请勿靠近池边"],
    transport: "公交可达",
    visitDurationMinutes: 90,
    photos: [],
    visitRules: rules,
  };
  it.each([
    {
      change: { place: { ...content.place, latitude: 110.33, longitude: 20.07 } },
      problems: ["place.latitude: 纬度应在 3 到 54 之间", "place.longitude: 经度应在 73 到 136 之间"],
    },
    { change: { phone: "打总机" }, problems: ["phone: 电话只能用数字、空格和横线，如 0898-66001234"] },
    { change: { safetyNotice: [] }, problems: ["safetyNotice: 请至少写一条安全须知，预约人须同意后才能提交"] },
    { change: { highlights: ["  "] }, problems: ["highlights.0: 请填写看点"] },
    { change: { photos: Array.from({ length: 10 }, (_, index) => `photo-${index}`) }, problems: ["photos: 最多上传 9 张照片，请删去多余的"] },
    { change: {}, problems: [] },
  ])("$problems", ({ change, problems }) => {
    expect(problemsOf(FacilityContent, { ...content, ...change })).toEqual(problems);
  });
});
