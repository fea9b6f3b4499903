import type { CallRefusal } from "@app/contract/kernel/apiClient";
import { SubmitBooking } from "@app/contract/visits/booking.schema";
import type { BookingDraft } from "./bookingDraft";

/** What is sent, without the request id that names the sending. */
export const BookingContent = SubmitBooking.omit({ requestId: true });
export type BookingContent = Omit<SubmitBooking, "requestId">;

const FORM_FIELDS = ["contactName", "contactPhone", "heads", "note", "safetyNoticeAccepted"] as const;
export type FormField = (typeof FORM_FIELDS)[number];
/** Absent: nothing is wrong there. */
export type FieldProblems = Readonly<Partial<Record<FormField, string>>>;

/** Where each field stands on the page, in the order of the page. */
const FIELD_ELEMENTS: readonly (readonly [FormField, string])[] = [
  ["heads", "heads-plus"],
  ["contactName", "contactName"],
  ["contactPhone", "contactPhone"],
  ["note", "note"],
  ["safetyNoticeAccepted", "safety-accept"],
];

/** The element of the topmost field that has a problem. */
export function elementOfFirst(problems: FieldProblems): string | undefined {
  return FIELD_ELEMENTS.find(([field]) => problems[field] !== undefined)?.[1];
}

/** The contract's own sentences, before anything is sent, all at once. */
export function readDraft(draft: BookingDraft): { readonly content: BookingContent } | { readonly problems: FieldProblems } {
  const parsed = BookingContent.safeParse({
    slotId: draft.slot.slotId,
    ...(draft.hold === undefined ? {} : { holdId: draft.hold.holdId }),
    contactName: draft.contactName,
    contactPhone: draft.contactPhone,
    heads: draft.heads,
    ...(draft.note.trim() === "" ? {} : { note: draft.note }),
    safetyNoticeAccepted: draft.safetyNoticeAccepted,
  });
  if (parsed.success) return { content: parsed.data };
  return { problems: firstOfEach(parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }))) };
}

/** The server's problems carry a path from the input's root: `body.contactPhone`. */
export function problemsOf(refusal: CallRefusal): FieldProblems {
  return firstOfEach(refusal.fields.map(({ path, message }) => ({ path: path.replace(/^body\./, ""), message })));
}

function firstOfEach(found: readonly { readonly path: string; readonly message: string }[]): FieldProblems {
  return Object.fromEntries(
    FORM_FIELDS.flatMap((field) => {
      const problem = found.find(({ path }) => path === field);
      return problem === undefined ? [] : [[field, problem.message]];
    }),
  );
}
