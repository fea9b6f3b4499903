import type { FacilityId } from "@app/contract/kernel/ids";
import type { Instant, LocalDate } from "@app/contract/kernel/time";
import { FIGURE_COLUMNS } from "@app/contract/statistics/statisticsRows";
import { addFigures, ZERO_FIGURES, type VisitFigures } from "@app/contract/statistics/visitFigures.schema";
import type { RecountedFacility } from "@app/contract/statistics/visitRecount.schema";
import type { EventRecord } from "../../engines/events/event";
import { figuresOfEvent } from "./figureEvents";

/** What recounting needs of an event, and what both kinds of payload have. */
export type RecountedEvent = Pick<EventRecord, "eventType" | "payload" | "at">;
type PlaceAndDay = { readonly facilityId: string; readonly facilityName: string; readonly date: LocalDate };

interface Sums {
  readonly facilityName: string;
  recounted: VisitFigures;
  asOf: VisitFigures;
  readonly days: Map<LocalDate, VisitFigures>;
}

/**
 * Adds events up by facility and day, however they come, and beside it those that came before a moment: the figure as it stood then (promise F7). Pure.
 */
export class Recount {
  readonly #before: Instant | undefined;
  readonly #facilities = new Map<string, Sums>();

  constructor(before: Instant | undefined) {
    this.#before = before;
  }

  /** Answers what the event adds when it is a correction of the chosen moment: it came at or after it. */
  add(event: RecountedEvent): VisitFigures | undefined {
    const gained = figuresOfEvent(event);
    if (gained === undefined) return undefined;
    const { facilityId, facilityName, date } = event.payload as unknown as PlaceAndDay;
    const sums = this.#facilities.get(facilityId) ?? { facilityName, recounted: ZERO_FIGURES, asOf: ZERO_FIGURES, days: new Map<LocalDate, VisitFigures>() };
    this.#facilities.set(facilityId, sums);
    sums.recounted = addFigures(sums.recounted, gained);
    sums.days.set(date, addFigures(sums.days.get(date) ?? ZERO_FIGURES, gained));
    if (this.#before === undefined) return undefined;
    if (event.at >= this.#before) return gained;
    sums.asOf = addFigures(sums.asOf, gained);
    return undefined;
  }

  /**
   * Everybody who has a figure, kept or recounted, in the order given by `names` and then by id.
   * @param kept what is shown of the whole range: by month where a month is whole, so that both grains are compared
   */
  compare(
    kept: { readonly ranges: ReadonlyMap<string, VisitFigures>; readonly days: ReadonlyMap<string, ReadonlyMap<LocalDate, VisitFigures>> },
    names: ReadonlyMap<string, string>,
  ): RecountedFacility[] {
    const ids = new Set([...names.keys(), ...[...kept.ranges.keys(), ...kept.days.keys(), ...this.#facilities.keys()].sort()]);
    return [...ids].flatMap((facilityId) => {
      const sums = this.#facilities.get(facilityId);
      const keptRange = kept.ranges.get(facilityId) ?? ZERO_FIGURES;
      const recounted = sums?.recounted ?? ZERO_FIGURES;
      const keptDays = kept.days.get(facilityId) ?? new Map<LocalDate, VisitFigures>();
      const dates = [...new Set([...keptDays.keys(), ...(sums?.days.keys() ?? [])])].sort();
      const days = dates
        .map((date) => ({ date, kept: keptDays.get(date) ?? ZERO_FIGURES, recounted: sums?.days.get(date) ?? ZERO_FIGURES }))
        .filter((day) => !sameFigures(day.kept, day.recounted));
      const isEqual = days.length === 0 && sameFigures(keptRange, recounted);
      if (isEqual && sums === undefined) return [];
      return {
        facilityId: facilityId as FacilityId,
        facilityName: names.get(facilityId) ?? sums?.facilityName ?? facilityId,
        kept: keptRange,
        recounted,
        ...(this.#before === undefined ? {} : { asOf: sums?.asOf ?? ZERO_FIGURES }),
        isEqual,
        days,
      };
    });
  }
}

export function sameFigures(left: VisitFigures, right: VisitFigures): boolean {
  return FIGURE_COLUMNS.every((column) => left[column] === right[column]);
}
