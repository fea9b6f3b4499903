import {
  ActivityChannel,
  type ActivityDetail,
  ActivityForm,
  dayProblems,
  MINUTES_RULES,
  SubmitActivity,
  type ActivityContent,
} from "@app/contract/activities/activity.schema";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { AttachmentId } from "@app/contract/kernel/ids";
import { LocalDate } from "@app/contract/kernel/time";
import { z } from "@app/contract/kernel/zod";

/** What the page holds while it is being filled in; kept as a draft, so it is parsed when read back. */
export const ReportForm = z.object({
  name: z.string(),
  organizers: z.string(),
  form: ActivityForm.nullable(),
  channel: ActivityChannel.nullable(),
  channelName: z.string(),
  startDate: LocalDate.nullable(),
  endDate: LocalDate.nullable(),
  audience: z.number().nullable(),
  resources: z.number().nullable(),
  minutes: z.number().nullable(),
  videoScreenshots: z.array(AttachmentId),
  playsScreenshots: z.array(AttachmentId),
  address: z.string(),
  note: z.string(),
  unit: z.string(),
});
export type ReportForm = z.infer<typeof ReportForm>;

export const BLANK_REPORT: ReportForm = {
  name: "",
  organizers: "",
  form: null,
  channel: null,
  channelName: "",
  startDate: null,
  endDate: null,
  audience: null,
  resources: null,
  minutes: null,
  videoScreenshots: [],
  playsScreenshots: [],
  address: "",
  note: "",
  unit: "",
};

export function reportOf(activity: ActivityDetail): ReportForm {
  const { name, form, channel, channelName, startDate, endDate, audience, resources, minutes } = activity;
  return {
    ...BLANK_REPORT,
    ...{ name, form, channel, channelName, startDate, endDate, audience, resources, minutes },
    organizers: activity.organizers ?? "",
    address: activity.address ?? "",
    note: activity.note ?? "",
    videoScreenshots: activity.videoScreenshots.map(({ attachmentId }) => attachmentId),
    playsScreenshots: activity.playsScreenshots.map(({ attachmentId }) => attachmentId),
  };
}

/** VR 类填 0: filled in and locked, and given back empty when another form is chosen. */
export function withForm(report: ReportForm, form: ActivityForm): ReportForm {
  const wasLocked = report.form !== null && MINUTES_RULES[report.form] === "NONE";
  return { ...report, form, minutes: MINUTES_RULES[form] === "NONE" ? 0 : wasLocked ? null : report.minutes };
}

/** The command without its request id. What is not chosen yet is left out, and the contract says what is missing. */
export type ActivityFormContent = Partial<ActivityContent>;
export function contentOf(report: ReportForm): ActivityFormContent {
  const { unit: _unit, ...fields } = report;
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => value !== null && !(OPTIONAL.includes(name) && value === "")),
  ) as ActivityFormContent;
}
const OPTIONAL: readonly string[] = ["organizers", "address", "note"];

const WORDS_FOR_MISSING_DAYS: Readonly<Record<string, string>> = { "body.startDate": "请选择活动时间", "body.endDate": "请选择活动时间" };

/** All that the contract has against the form, at once. The id is a stand-in: it is made when the form is sent. */
export function problemsOf(report: ReportForm, today: LocalDate): FieldProblem[] {
  const content = contentOf(report);
  const checked = SubmitActivity.safeParse({ ...content, requestId: "0".repeat(16) });
  const problems = checked.success ? [] : checked.error.issues.map((issue) => ({ path: ["body", ...issue.path].join("."), message: issue.message }));
  const { form, startDate, endDate } = report;
  const ofDays = form === null || startDate === null || endDate === null ? [] : dayProblems({ form, startDate, endDate }, today);
  return [
    ...problems.map(({ path, message }) => ({ path, message: (startDate === null ? WORDS_FOR_MISSING_DAYS[path] : undefined) ?? message })),
    ...ofDays.map(({ path, message }) => ({ path: `body.${path}`, message })),
  ];
}

export function problemAt(problems: readonly FieldProblem[], ...names: readonly string[]): string | undefined {
  return problems.find(({ path }) => names.some((name) => path === `body.${name}` || path.startsWith(`body.${name}.`)))?.message;
}
