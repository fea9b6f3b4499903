import type { CallRefusal } from "@app/contract/kernel/apiClient";
import { SubmitBooking, TeamBookingContent } from "@app/contract/visits/booking.schema";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import type { BookingDraft } from "./bookingDraft";
import { memberNames } from "./memberNames";

/** What is sent, without the request id that names the sending. */
const FamilyBookingContent = SubmitBooking.omit({ requestId: true });
export type BookingContent =
  { readonly kind: "FAMILY"; readonly content: Omit<SubmitBooking, "requestId"> } | { readonly kind: "TEAM"; readonly content: TeamBookingContent };

const FORM_FIELDS = ["teamName", "purpose", "contactName", "contactPhone", "heads", "members", "transport", "note", "safetyNoticeAccepted"] as const;
export type FormField = (typeof FORM_FIELDS)[number];
/** Absent: nothing is wrong there. */
export type FieldProblems = Readonly<Partial<Record<FormField, string>>>;

/** Where each field stands on the page, in the order of the page. */
const FIELD_ELEMENTS: Readonly<Record<BookingKind, readonly (readonly [FormField, string])[]>> = {
  FAMILY: [
    ["heads", "heads-plus"],
    ["contactName", "contactName"],
    ["contactPhone", "contactPhone"],
    ["note", "note"],
    ["safetyNoticeAccepted", "safety-accept"],
  ],
  TEAM: [
    ["teamName", "teamName"],
    ["heads", "team-heads"],
    ["purpose", "purpose"],
    ["contactName", "contactName"],
    ["contactPhone", "contactPhone"],
    ["members", "members"],
    ["transport", "transport"],
    ["note", "note"],
    ["safetyNoticeAccepted", "safety-accept"],
  ],
};

/** The element of the topmost field that has a problem. */
export function elementOfFirst(problems: FieldProblems, kind: BookingKind): string | undefined {
  return FIELD_ELEMENTS[kind].find(([field]) => problems[field] !== undefined)?.[1];
}

/** The contract's own sentences, before anything is sent, all at once. */
export function readDraft(draft: BookingDraft): BookingContent | { readonly problems: FieldProblems } {
  const { kind } = draft;
  const parsed = kind === "TEAM" ? TeamBookingContent.safeParse(teamAnswers(draft)) : FamilyBookingContent.safeParse(answers(draft));
  if (parsed.success) return { kind, content: parsed.data } as BookingContent;
  const found = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  return { problems: firstOfEach(found, draft) };
}

function answers(draft: BookingDraft): object {
  return {
    slotId: draft.slot.slotId,
    ...(draft.hold === undefined ? {} : { holdId: draft.hold.holdId }),
    contactName: draft.contactName,
    contactPhone: draft.contactPhone,
    heads: draft.heads,
    ...(draft.note.trim() === "" ? {} : { note: draft.note }),
    safetyNoticeAccepted: draft.safetyNoticeAccepted,
  };
}

function teamAnswers(draft: BookingDraft): object {
  const members = memberNames(draft.members);
  return {
    ...answers(draft),
    // Nothing typed is not "too few".
    heads: draft.heads === 0 ? undefined : draft.heads,
    teamName: draft.teamName,
    purpose: draft.purpose,
    ...(members.length === 0 ? {} : { members }),
    ...(draft.transport.trim() === "" ? {} : { transport: draft.transport }),
  };
}

/** The server's problems carry a path from the input's root: `body.contactPhone`. */
export function problemsOf(refusal: CallRefusal, draft: BookingDraft): FieldProblems {
  return firstOfEach(
    refusal.fields.map(({ path, message }) => ({ path: path.replace(/^body\./, ""), message })),
    draft,
  );
}

function firstOfEach(found: readonly { readonly path: string; readonly message: string }[], draft: BookingDraft): FieldProblems {
  return Object.fromEntries(
    FORM_FIELDS.flatMap((field) => {
      const problem = found.find(({ path }) => path === field || path.startsWith(`${field}.`));
      return problem === undefined ? [] : [[field, field === "members" ? membersProblem(problem, draft) : problem.message]];
    }),
  );
}

/** In a list of fifty, which one. */
function membersProblem({ path, message }: { readonly path: string; readonly message: string }, draft: BookingDraft): string {
  const index = Number(path.split(".")[1] ?? "x");
  const name = Number.isInteger(index) ? memberNames(draft.members)[index] : undefined;
  return name === undefined ? message : `第 ${index + 1} 个「${name.slice(0, 10)}」：${message}`;
}
