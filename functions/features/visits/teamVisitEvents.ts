import { COUNTED_BOOKING_STATUSES, type BookingStatus } from "@app/contract/visits/booking.schema";
import type { NewEvent } from "../../engines/events/event";
import { bookingChanges } from "./bookingChanges";
import { bookingPk, type BookingItem } from "./bookingRepository";
import { countedListEntries } from "./countedRepository";
import type { TeamVisitStepped } from "./public";

const isCounted = ({ kind, status }: Pick<BookingItem, "kind" | "status">): boolean =>
  (COUNTED_BOOKING_STATUSES[kind] as readonly BookingStatus[]).includes(status);

/**
 * What happened to a team's visit, complete, and what the figures gain or lose by it: they are the sum over these events, and a correction is a row of its own
 * (promise F7).
 * @param before absent when the visit begins with its report
 */
export function teamVisitEvent(before: BookingItem | undefined, next: BookingItem, remark: string | undefined): NewEvent {
  const countedBefore = before !== undefined && isCounted(before);
  const payload: TeamVisitStepped = {
    facilityId: next.facilityId,
    facilityName: next.facilityName,
    orgPath: next.orgPath,
    cityCode: next.cityCode,
    provinceCode: next.provinceCode,
    date: next.date,
    periodLabel: next.periodLabel,
    means: next.means,
    teamName: next.team?.teamName ?? "",
    heads: next.heads,
    status: next.status,
    visitsGained: Number(isCounted(next)) - Number(countedBefore),
    headsGained: (isCounted(next) ? next.heads : 0) - (countedBefore ? before.heads : 0),
    ...(next.report === undefined ? {} : { photos: [...next.report.photos] }),
    ...(next.reportBy === undefined ? {} : { reportBy: next.reportBy }),
    ...(remark === undefined ? {} : { remark }),
  };
  const { facilityId, cityCode, date, bookingId } = next;
  const last = next.history[next.history.length - 1];
  const changesFigures = payload.visitsGained !== 0 || payload.headsGained !== 0;
  return {
    eventType: last?.eventType ?? "TEAM_VISIT_REPORTED",
    caseKind: "booking",
    caseId: bookingId,
    casePk: bookingPk(bookingId),
    sequence: next.version,
    caseName: next.facilityName,
    payload,
    ...(before === undefined ? {} : { changed: bookingChanges(before, next) }),
    ...(changesFigures && last !== undefined ? countedListEntries({ facilityId, cityCode, date, at: last.at, bookingId, sequence: next.version }) : {}),
  };
}
