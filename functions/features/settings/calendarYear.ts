import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { dateLabel, weekdayOf, type LocalDate } from "@app/contract/kernel/time";
import type { SettingsRefusal } from "@app/contract/settings/settings.errors";
import { CALENDAR_DAY_KIND_LABELS, type CalendarDay, type CalendarYear, type ChangeCalendarYear } from "@app/contract/settings/settings.schema";
import { runCommand, type CommandEngine } from "../../engines/commands/runCommand";
import { CALENDAR_KEY, type CalendarItem, type OfficeYear } from "../../engines/settings/officeCalendar";
import { absent, versionIs, type Store } from "../../engines/store/storePort";
import { settingEvent } from "./settingsRepository";

type Refusal = SettingsRefusal | KernelRefusal;

export async function getCalendarYear(store: Store, year: number): Promise<Result<CalendarYear, never>> {
  return ok(toYear(await read(store), year));
}

/** Sets a year whole. Deadlines that run already keep their end; those computed from now on follow the new days. */
export function changeCalendarYear(engine: CommandEngine, actor: Actor, year: number, command: ChangeCalendarYear): Promise<Result<CalendarYear, Refusal>> {
  return runCommand<CalendarYear, Refusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "changeCalendarYear",
    asked: { year, ...command },
    decide: async ({ now }) => {
      const before = await read(engine.store);
      if (before.version !== command.version) {
        const last = Object.values(before.years).reduce<OfficeYear | undefined>(
          (latest, set) => (latest === undefined || set.at > latest.at ? set : latest),
          undefined,
        );
        return refuse({ code: "SETTING_CHANGED", byName: last?.byName, at: last?.at });
      }
      const wrong = command.days.flatMap((day) => whyNot(day, year)).at(0);
      if (wrong !== undefined) return refuse({ code: "CALENDAR_DAY_INVALID", ...wrong });
      const days = [...command.days].sort((a, b) => (a.date < b.date ? -1 : 1));
      const daysBefore = toYear(before, year).days;
      if (year in before.years && JSON.stringify(daysBefore) === JSON.stringify(days)) {
        return ok({ writes: [], events: [], answer: toYear(before, year) });
      }
      const after: CalendarItem = {
        ...before,
        years: { ...before.years, [year]: { days, byName: actor.name, at: now } },
        version: before.version + 1,
      };
      return ok({
        writes: [{ kind: "put", tag: "calendar", item: after, condition: before.version === 0 ? absent : versionIs(before.version) }],
        events: [settingEvent("CALENDAR_CHANGED", "CALENDAR", after.version, differences(year, daysBefore, days))],
        answer: toYear(after, year),
      });
    },
  });
}

/** A make-up day makes a weekend day a working day; on a weekday it would say nothing, and whoever set it meant something else. */
function whyNot({ date, kind }: CalendarDay, year: number): { date: string; why: string }[] {
  if (Number(date.slice(0, 4)) !== year) return [{ date, why: `不在 ${year} 年内，请检查日期。` }];
  if (kind === "MAKE_UP" && weekdayOf(date) <= 5) return [{ date, why: "本来就是工作日，不用设为调休上班。" }];
  return [];
}

function differences(year: number, before: readonly CalendarDay[], after: readonly CalendarDay[]) {
  const words = (days: readonly CalendarDay[]): Map<string, string> =>
    new Map(days.map(({ date, kind, name }) => [date, `${CALENDAR_DAY_KIND_LABELS[kind]}（${name}）`]));
  const [old, now] = [words(before), words(after)];
  const dates = [...new Set([...old.keys(), ...now.keys()])].sort();
  const changed = dates
    .filter((date) => old.get(date) !== now.get(date))
    .map((date) => ({ label: `${year}年${dateLabel(date as LocalDate)}`, before: old.get(date) ?? "按周末规则", after: now.get(date) ?? "按周末规则" }));
  // A year set for the first time without a day of its own: whoever set it says that there is none.
  return changed.length > 0 ? changed : [{ label: `${year}年`, before: "没有安排", after: "按周末规则" }];
}

async function read(store: Store): Promise<CalendarItem> {
  const item = (await store.get(CALENDAR_KEY)) as CalendarItem | undefined;
  return item ?? { ...CALENDAR_KEY, years: {}, version: 0 };
}

function toYear(item: CalendarItem, year: number): CalendarYear {
  const office = item.years[year];
  const days = (office?.days ?? fromStateCouncil(year)) as CalendarDay[];
  return {
    year,
    source: office !== undefined ? "OFFICE" : WORKING_CALENDAR.years.includes(year) ? "STATE_COUNCIL" : "NONE",
    days: [...days],
    version: item.version,
    ...(office === undefined ? {} : { lastChange: { byName: office.byName, at: office.at } }),
    years: [...new Set([...WORKING_CALENDAR.years, ...Object.keys(item.years).map(Number)])].sort((a, b) => a - b),
  };
}

function fromStateCouncil(year: number): CalendarDay[] {
  const of = (dates: Readonly<Record<string, string>>, kind: CalendarDay["kind"]): CalendarDay[] =>
    Object.entries(dates)
      .filter(([date]) => date.startsWith(`${year}-`))
      .map(([date, name]) => ({ date: date as LocalDate, kind, name }));
  return [...of(WORKING_CALENDAR.holidays, "HOLIDAY"), ...of(WORKING_CALENDAR.makeUpWorkingDays, "MAKE_UP")].sort((a, b) => (a.date < b.date ? -1 : 1));
}
