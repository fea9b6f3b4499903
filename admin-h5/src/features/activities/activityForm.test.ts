import type { AttachmentId } from "@app/contract/kernel/ids";
import type { LocalDate } from "@app/contract/kernel/time";
import { BLANK_REPORT, contentOf, problemAt, problemsOf, withForm, type ReportForm } from "./activityForm";

const TODAY = "2026-03-07" as LocalDate;
const FILLED: ReportForm = {
  ...BLANK_REPORT,
  name: "云上看污水变清",
  form: "VIDEO",
  channel: "DOUYIN",
  channelName: "海口环保",
  startDate: "2026-03-01" as LocalDate,
  endDate: "2026-03-02" as LocalDate,
  audience: 800,
  resources: 2,
  minutes: 90,
  videoScreenshots: ["shot-1" as AttachmentId],
  playsScreenshots: ["shot-2" as AttachmentId],
};

test("an empty form says all that is missing at once, in Chinese, each at its field", () => {
  const problems = problemsOf(BLANK_REPORT, TODAY);
  expect(problems.map(({ path }) => path.slice("body.".length))).toEqual([
    "name",
    "form",
    "channel",
    "channelName",
    "startDate",
    "endDate",
    "audience",
    "resources",
    "minutes",
    "videoScreenshots",
    "playsScreenshots",
  ]);
  for (const { message } of problems) expect(message).toMatch(/^\p{Script=Han}/u);
  expect(problemAt(problems, "startDate", "endDate")).toBe("请选择活动时间");
});

test("a filled form has no problem, and leaves out what is optional and empty", () => {
  expect(problemsOf(FILLED, TODAY)).toEqual([]);
  expect(Object.keys(contentOf(FILLED))).not.toEqual(expect.arrayContaining(["organizers"]));
  expect(contentOf({ ...FILLED, note: "备注" })).toHaveProperty("note", "备注");
});

test("what depends on today is said before anything is sent", () => {
  expect(problemsOf({ ...FILLED, startDate: "2026-03-08" as LocalDate, endDate: "2026-03-08" as LocalDate }, TODAY)).toEqual([
    { path: "body.startDate", message: "活动还没有开始，请在开始当天及以后上报" },
  ]);
});

test("VR fills its minutes with 0, and another form gives them back empty", () => {
  const vr = withForm(FILLED, "VR");
  expect(vr.minutes).toBe(0);
  expect(withForm(vr, "LIVESTREAM").minutes).toBeNull();
  expect(withForm(FILLED, "LIVESTREAM").minutes).toBe(90);
});
