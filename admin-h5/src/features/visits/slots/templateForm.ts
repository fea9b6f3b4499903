import type { FieldProblem } from "@app/contract/kernel/errors";
import { LocalDate, TimeOfDay } from "@app/contract/kernel/time";
import { z } from "@app/contract/kernel/zod";
import { BOOKING_KINDS, BookingKind } from "@app/contract/visits/bookingKind.schema";
import { SlotPeriod } from "@app/contract/visits/slot.schema";
import { SlotTemplateContent, Weekday, type SlotTemplate } from "@app/contract/visits/slotTemplate.schema";

/** What the drawer holds while it is being filled in; kept as a draft, so it is parsed when read back. */
export const TemplateForm = z.object({
  weekdays: z.array(Weekday),
  period: SlotPeriod,
  startsAt: TimeOfDay,
  endsAt: TimeOfDay,
  capacityHeads: z.number().nullable(),
  partyMin: z.number().nullable(),
  partyMax: z.number().nullable(),
  kinds: z.array(BookingKind),
  validFrom: LocalDate,
  validTo: LocalDate.nullable(),
  everyWeeks: z.union([z.literal(1), z.literal(2)]),
  skipHolidays: z.boolean(),
});
export type TemplateForm = z.infer<typeof TemplateForm>;

/** The usual hours of each period; what somebody changed by hand is theirs. */
export const PERIOD_TIMES: Readonly<Record<SlotPeriod, { readonly startsAt: TimeOfDay; readonly endsAt: TimeOfDay }>> = {
  MORNING: { startsAt: "09:00" as TimeOfDay, endsAt: "11:30" as TimeOfDay },
  AFTERNOON: { startsAt: "14:00" as TimeOfDay, endsAt: "16:30" as TimeOfDay },
  TIMED: { startsAt: "12:00" as TimeOfDay, endsAt: "13:30" as TimeOfDay },
};

/** @param tomorrow nothing opens earlier */
export function blankTemplate(tomorrow: LocalDate): TemplateForm {
  return {
    weekdays: [6],
    period: "MORNING",
    ...PERIOD_TIMES.MORNING,
    capacityHeads: 30,
    partyMin: 1,
    partyMax: 6,
    kinds: [...BOOKING_KINDS],
    validFrom: tomorrow,
    validTo: null,
    everyWeeks: 1,
    skipHolidays: false,
  };
}

export function templateFormOf(template: SlotTemplate): TemplateForm {
  return {
    weekdays: template.weekdays,
    period: template.period,
    startsAt: template.startsAt,
    endsAt: template.endsAt,
    capacityHeads: template.capacityHeads,
    partyMin: template.partyMin,
    partyMax: template.partyMax,
    kinds: template.kinds,
    validFrom: template.validFrom,
    validTo: template.validTo ?? null,
    everyWeeks: template.everyWeeks,
    skipHolidays: template.skipHolidays,
  };
}

export function templateContentOf(form: TemplateForm): SlotTemplateContent {
  const { validTo, capacityHeads, partyMin, partyMax, ...rest } = form;
  return { ...rest, capacityHeads: capacityHeads ?? 0, partyMin: partyMin ?? 0, partyMax: partyMax ?? 0, ...(validTo === null ? {} : { validTo }) };
}

/** All that the contract has against the form, at once. */
export function templateProblemsOf(form: TemplateForm): FieldProblem[] {
  const checked = SlotTemplateContent.safeParse(templateContentOf(form));
  return checked.success ? [] : checked.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
}
