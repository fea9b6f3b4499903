import type { FieldProblem } from "@app/contract/kernel/errors";
import type { FacilityId } from "@app/contract/kernel/ids";
import { LocalDate, TimeOfDay } from "@app/contract/kernel/time";
import { z } from "@app/contract/kernel/zod";
import { OpenSlots, SLOT_PERIODS, type SlotPeriod } from "@app/contract/visits/slot.schema";

const PeriodForm = z.object({ isOn: z.boolean(), startsAt: TimeOfDay, endsAt: TimeOfDay, capacityHeads: z.number().nullable() });
export type PeriodForm = z.infer<typeof PeriodForm>;

/** What the drawer holds while it is being filled in; kept as a draft, so it is parsed when read back. */
export const OpenSlotsForm = z.object({
  dates: z.array(LocalDate),
  periods: z.object({ MORNING: PeriodForm, AFTERNOON: PeriodForm, TIMED: PeriodForm }),
  partyMin: z.number().nullable(),
  partyMax: z.number().nullable(),
});
export type OpenSlotsForm = z.infer<typeof OpenSlotsForm>;

const period = (isOn: boolean, startsAt: string, endsAt: string): PeriodForm => ({
  isOn,
  startsAt: startsAt as TimeOfDay,
  endsAt: endsAt as TimeOfDay,
  capacityHeads: 30,
});
export const BLANK_OPEN_SLOTS: OpenSlotsForm = {
  dates: [],
  periods: { MORNING: period(true, "09:00", "11:30"), AFTERNOON: period(true, "14:00", "16:30"), TIMED: period(false, "12:00", "13:30") },
  partyMin: 1,
  partyMax: 6,
};

/** The command without its request id. */
export type OpenSlotsContent = Omit<z.input<typeof OpenSlots>, "requestId">;

export function contentOf(form: OpenSlotsForm): OpenSlotsContent {
  return {
    dates: form.dates,
    periods: chosenPeriods(form).map((name) => {
      const { startsAt, endsAt, capacityHeads } = form.periods[name];
      return { period: name, startsAt, endsAt, capacityHeads: capacityHeads ?? 0 };
    }),
    partyMin: form.partyMin ?? 0,
    partyMax: form.partyMax ?? 0,
  };
}

export function chosenPeriods(form: OpenSlotsForm): SlotPeriod[] {
  return SLOT_PERIODS.filter((name) => form.periods[name].isOn);
}

/** All that the contract has against the form, at once. The id is a stand-in: it is made when the form is sent. */
export function problemsOf(form: OpenSlotsForm): FieldProblem[] {
  const checked = OpenSlots.safeParse({ ...contentOf(form), requestId: "0".repeat(16) });
  return checked.success ? [] : checked.error.issues.map((issue) => ({ path: ["body", ...issue.path].join("."), message: issue.message }));
}

export function problemAt(problems: readonly FieldProblem[], path: string): string | undefined {
  return problems.find((problem) => problem.path === path || problem.path.startsWith(`${path}.`))?.message;
}

export function draftName(facilityId: FacilityId): string {
  return `open-slots.${facilityId}`;
}
