import type { LocalDate } from "../kernel/time";
import { ACTIVITY_FORMS, dayProblems, SubmitActivity, type ActivityForm } from "./activity.schema";

const GOOD = {
  requestId: "0".repeat(16),
  name: "云上看污水变清",
  form: "LIVESTREAM",
  channel: "DOUYIN",
  channelName: "海口环保",
  startDate: "2026-03-01",
  endDate: "2026-03-02",
  audience: 800,
  resources: 2,
  minutes: 90,
  videoScreenshots: ["shot-1"],
  playsScreenshots: ["shot-2"],
};
const problemsOf = (changes: object): string[] => {
  const parsed = SubmitActivity.safeParse({ ...GOOD, ...changes });
  return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
};
const shots = (count: number): string[] => Array.from({ length: count }, (_, n) => `shot-${n}`);

it("says everything that is missing from an empty form at once, each beside its field", () => {
  const parsed = SubmitActivity.safeParse({ requestId: GOOD.requestId });
  expect(parsed.error?.issues.map((issue) => issue.path.join("."))).toEqual([
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
});

it.each([
  [{}, []],
  [{ name: " " }, ["name: 请填写活动名称"]],
  [{ name: "长".repeat(101) }, ["name: 活动名称最多 100 个字"]],
  [{ form: "RADIO" }, ["form: 请选择线上开放形式"]],
  [{ channel: "" }, ["channel: 请选择线上渠道类型"]],
  [{ endDate: "2026-02-28" }, ["endDate: 结束日期不能早于开始日期"]],
  [{ endDate: "2026-03-01" }, []],
  [{ endDate: "2027-03-01" }, []],
  [{ endDate: "2027-03-02" }, ["endDate: 活动时间最长 366 天，更长的请分次上报"]],
  [{ startDate: "2016-12-31", endDate: "2017-01-01" }, ["startDate: 开始日期不能早于 2017-01-01，请检查"]],
  [{ audience: 0 }, ["audience: 受众总人数至少 1 人"]],
  [{ audience: 1.5 }, ["audience: 受众总人数应为整数"]],
  [{ audience: "800" }, ["audience: 请填写受众总人数（数字）"]],
  [{ audience: 1_000_000_001 }, ["audience: 受众总人数太大，请检查"]],
  [{ resources: 0 }, ["resources: 资源数量至少 1 个"]],
  [{ minutes: -1 }, ["minutes: 视频总时长不能是负数"]],
  [{ form: "VR", minutes: 1 }, ["minutes: VR 全景的视频总时长填 0"]],
  [{ form: "VR", minutes: 0 }, []],
  [{ form: "VIDEO", minutes: 0 }, ["minutes: 直播、视频请填写总时长，不足 1 分钟按 1 分钟填"]],
  [{ form: "ARTICLE", minutes: 0 }, []],
  [{ videoScreenshots: [] }, ["videoScreenshots: 请至少上传 1 张照片"]],
  [{ videoScreenshots: shots(5) }, []],
  [{ playsScreenshots: shots(6) }, ["playsScreenshots: 最多上传 5 张照片，请删去多余的"]],
  [{ note: "长".repeat(1001) }, ["note: 备注最多 1000 个字"]],
  [
    { name: "", endDate: "2026-02-28", minutes: 0 },
    ["name: 请填写活动名称", "endDate: 结束日期不能早于开始日期", "minutes: 直播、视频请填写总时长，不足 1 分钟按 1 分钟填"],
  ],
  [{ status: "COUNTED" }, [': Unrecognized key: "status"']],
] as const)("%j → %j", (changes, problems) => {
  expect(problemsOf(changes)).toEqual(problems);
});

const TODAY = "2026-03-07" as LocalDate;
const daysOf = (form: ActivityForm, startDate: string, endDate: string): string[] =>
  dayProblems({ form, startDate: startDate as LocalDate, endDate: endDate as LocalDate }, TODAY).map(({ path }) => path);

it.each(ACTIVITY_FORMS)("a %s is reported from its first day on; only a livestream must be over", (form) => {
  expect(daysOf(form, "2026-03-08", "2026-03-08")).toEqual(["startDate"]);
  expect(daysOf(form, "2026-03-07", "2026-03-07")).toEqual([]);
  expect(daysOf(form, "2026-03-07", "2026-03-08")).toEqual(form === "LIVESTREAM" ? ["endDate"] : []);
});
