import type { AttachmentId } from "@app/contract/kernel/ids";
import type { LocalDate } from "@app/contract/kernel/time";
import { BLANK_BACK_FILL, contentOf, problemsOf, type BackFillForm } from "./backFillContent";

const TODAY = "2026-03-07" as LocalDate;
const FILLED: BackFillForm = {
  ...BLANK_BACK_FILL,
  date: "2026-03-05" as LocalDate,
  period: "MORNING",
  teamName: "海南大学环境学院",
  heads: 30,
  purpose: "专业实习",
  photos: ["photo-0000000000000001" as AttachmentId],
};

test("an empty form says all that is missing at once, in Chinese, each at its field", () => {
  const problems = problemsOf(BLANK_BACK_FILL, TODAY);
  expect(problems.map(({ path }) => path)).toEqual(["body.date", "body.period", "body.teamName", "body.heads", "body.purpose", "body.photos"]);
  for (const { message } of problems) expect(message).toMatch(/^\p{Script=Han}/u);
  expect(problems[0]?.message).toBe("请选择参观日期");
});

test("a filled form has no problem; contact and remark may stay empty and are left out", () => {
  expect(problemsOf(FILLED, TODAY)).toEqual([]);
  expect(Object.keys(contentOf({ ...FILLED, remark: " " }))).toEqual(["date", "period", "teamName", "heads", "purpose", "photos"]);
  expect(problemsOf({ ...FILLED, contactPhone: "1390000" }, TODAY)).toEqual([{ path: "body.contactPhone", message: "手机号应为 11 位数字，请检查" }]);
});

test.each([
  ["2026-03-07", []],
  ["2026-03-08", ["3月8日 周日 还没有到，只能补录已经参观过的。以后的参观请让团队在小程序预约。"]],
  ["2025-01-01", []],
  ["2024-12-31", ["只能补录 2025-01-01 及以后的参观，更早的年度已经汇总。确有遗漏的，请联系上级管理员。"]],
])("a visit of %s, said before anything is sent", (date, said) => {
  expect(problemsOf({ ...FILLED, date: date as LocalDate }, TODAY).map(({ message }) => message)).toEqual(said);
});
