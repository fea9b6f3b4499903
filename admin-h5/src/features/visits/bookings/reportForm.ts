import type { FieldProblem } from "@app/contract/kernel/errors";
import { AttachmentId } from "@app/contract/kernel/ids";
import { z } from "@app/contract/kernel/zod";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import { ReportTeamVisit } from "@app/contract/visits/teamVisit.schema";
import { visitErrors } from "@app/contract/visits/visits.errors";

/** What the dialog holds while it is being filled in; kept as a draft, so it is parsed when read back. */
export const ReportForm = z.object({ heads: z.number().nullable(), remark: z.string(), photos: z.array(AttachmentId) });
export type ReportForm = z.infer<typeof ReportForm>;

/** What was filed before, after a return; else who came through the gate, and when nobody was scanned, who had booked. */
export function reportOf(booking: Pick<BookingDetail, "heads" | "headsEntered" | "report">): ReportForm {
  const { report } = booking;
  if (report !== undefined) return { heads: report.heads, remark: report.remark ?? "", photos: report.photos.map(({ attachmentId }) => attachmentId) };
  return { heads: booking.headsEntered > 0 ? booking.headsEntered : booking.heads, remark: "", photos: [] };
}

/** The command without its request id; what is empty is left out, and the contract says what is missing. */
export function contentOf({ heads, remark, photos }: ReportForm) {
  const said = remark.trim();
  return { ...(heads === null ? {} : { heads }), ...(said === "" ? {} : { remark: said }), photos };
}

/** How many had booked; only of a team that did. */
export function headsBookedOf(booking: Pick<BookingDetail, "heads" | "means" | "report">): number | undefined {
  if (booking.means !== "BOOKED") return undefined;
  return booking.report?.headsBooked ?? booking.heads;
}

/** All that is against the form, at once. The id is a stand-in: it is made when the form is sent. */
export function problemsOf(form: ReportForm, headsBooked: number | undefined): FieldProblem[] {
  const content = contentOf(form);
  const checked = ReportTeamVisit.safeParse({ ...content, requestId: "0".repeat(16) });
  const problems = checked.success ? [] : checked.error.issues.map((issue) => ({ path: ["body", ...issue.path].join("."), message: issue.message }));
  const tells = content.remark !== undefined;
  if (form.heads === null || headsBooked === undefined || form.heads <= headsBooked || tells) return problems;
  return [...problems, { path: "body.remark", message: visitErrors.REPORT_REMARK_REQUIRED.sentence({ heads: form.heads, headsBooked }) }];
}
