import { fitTemplateData, fitTemplateValue } from "./fitTemplateValue";

describe("a value is shortened to what its field may hold", () => {
  test.each([
    ["thing", "海口市白沙门污水处理厂", "海口市白沙门污水处理厂"],
    ["thing", "一二三四五六七八九十一二三四五六七八九十", "一二三四五六七八九十一二三四五六七八九十"],
    ["thing", "一二三四五六七八九十一二三四五六七八九十一", "一二三四五六七八九十一二三四五六七八九…"],
    ["thing", "第一行\n第二行", "第一行 第二行"],
    ["thing", "  ", "无"],
    // The emoji takes the units 19 and 20: neither half of it may stay.
    ["thing", "一二三四五六七八九十一二三四五六七八🌱九十", "一二三四五六七八九十一二三四五六七八…"],
    ["number", "4 人", "4"],
    ["number", "1,200", "1200"],
    ["number", "若干", "0"],
    ["phrase", "已通过审核了吗", "已通过审核"],
    ["phrase", "OK", "无"],
    ["name", "阿卜杜拉·买买提江·吐尔逊", "阿卜杜拉·买买提江·"],
    ["name", "Alexandra Constantinopolous", "Alexandra Constantin"],
    ["character_string", "BK-2026-0307 已确认", "BK-2026-0307"],
    ["phone_number", "0898-66668888 转 8001", "0898-66668888  80"],
    ["short_thing", "请提前十分钟到", "请提前十…"],
    ["time", "2026年3月7日 09:00~11:30", "2026年3月7日 09:00~11:30"],
    ["date", "2026-03-07", "2026-03-07"],
    ["amount", "¥50.00", "¥50.00"],
  ] as const)("%s %j → %j", (kind, text, expected) => {
    expect(fitTemplateValue(kind, text)).toBe(expected);
  });
});

test("the field's name tells its kind; an unknown one passes unchanged", () => {
  expect(fitTemplateData({ thing1: "", number12: "4 人", car_number3: "琼A12345" })).toEqual({
    thing1: { value: "无" },
    number12: { value: "4" },
    car_number3: { value: "琼A12345" },
  });
});
