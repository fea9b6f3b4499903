import { addFigures, ZERO_FIGURES, type VisitFigures } from "@app/contract/statistics/visitFigures.schema";
import type { EventRecord } from "../../engines/events/event";
import { figuresOfEntry } from "./reactions";
import { figuresOfTeamVisit } from "./teamFigures";

/** What one event adds to the figures of its visit's day, whichever kind of visit it is; undefined when nothing. Consumer, script and recount count by it alike. */
export function figuresOfEvent(event: Pick<EventRecord, "eventType" | "payload">): VisitFigures | undefined {
  const gained = figuresOfEntry(event) ?? figuresOfTeamVisit(event);
  return gained === undefined ? undefined : addFigures(ZERO_FIGURES, { ...ZERO_FIGURES, ...gained });
}
