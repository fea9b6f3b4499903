import type { FieldProblem } from "@app/contract/kernel/errors";
import { AttachmentId } from "@app/contract/kernel/ids";
import { LocalDate } from "@app/contract/kernel/time";
import { z } from "@app/contract/kernel/zod";
import { BACK_FILL_YEARS_BACK, BackFillTeamVisit } from "@app/contract/visits/teamVisit.schema";
import { visitErrors } from "@app/contract/visits/visits.errors";

/** What the page holds while it is being filled in; kept as a draft, so it is parsed when read back. */
export const BackFillForm = z.object({
  date: LocalDate.nullable(),
  period: z.enum(["MORNING", "AFTERNOON"]).nullable(),
  teamName: z.string(),
  heads: z.number().nullable(),
  purpose: z.string(),
  contactName: z.string(),
  contactPhone: z.string(),
  remark: z.string(),
  photos: z.array(AttachmentId),
});
export type BackFillForm = z.infer<typeof BackFillForm>;

export const BLANK_BACK_FILL: BackFillForm = {
  date: null,
  period: null,
  teamName: "",
  heads: null,
  purpose: "",
  contactName: "",
  contactPhone: "",
  remark: "",
  photos: [],
};

const OPTIONAL: readonly string[] = ["contactName", "contactPhone", "remark"];

/** The command without its request id; what is not filled in is left out, and the contract says what is missing. */
export function contentOf(form: BackFillForm): Partial<Omit<BackFillTeamVisit, "requestId">> {
  return Object.fromEntries(
    Object.entries(form).filter(([name, value]) => value !== null && !(OPTIONAL.includes(name) && typeof value === "string" && value.trim() === "")),
  );
}

/** The first day that may be back-filled still. */
export function earliestDay(today: LocalDate): LocalDate {
  return `${Number(today.slice(0, 4)) - BACK_FILL_YEARS_BACK}-01-01` as LocalDate;
}

/** All that is against the form, at once. The id is a stand-in: it is made when the form is sent. */
export function problemsOf(form: BackFillForm, today: LocalDate): FieldProblem[] {
  const checked = BackFillTeamVisit.safeParse({ ...contentOf(form), requestId: "0".repeat(16) });
  const problems = checked.success ? [] : checked.error.issues.map((issue) => ({ path: ["body", ...issue.path].join("."), message: issue.message }));
  return [
    ...problems.map((problem) => (form.date === null && problem.path === "body.date" ? { ...problem, message: "请选择参观日期" } : problem)),
    ...dayProblems(form.date, today),
  ];
}

function dayProblems(date: LocalDate | null, today: LocalDate): FieldProblem[] {
  const from = earliestDay(today);
  if (date === null) return [];
  if (date > today) return [{ path: "body.date", message: visitErrors.BACK_FILL_IN_FUTURE.sentence({ date }) }];
  return date < from ? [{ path: "body.date", message: visitErrors.BACK_FILL_TOO_OLD.sentence({ from }) }] : [];
}
