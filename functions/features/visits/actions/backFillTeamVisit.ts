import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { BookingId, FacilityId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf, type Instant, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import { BOOKING_STATUS_LABELS, type BookingDetail } from "@app/contract/visits/booking.schema";
import { BOOKING_MEANS_LABELS } from "@app/contract/visits/bookingKind.schema";
import { SLOT_PERIOD_LABELS } from "@app/contract/visits/slot.schema";
import { BACK_FILL_YEARS_BACK, type BackFillTeamVisit } from "@app/contract/visits/teamVisit.schema";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import { runCommand } from "../../../engines/commands/runCommand";
import { absent, type Store } from "../../../engines/store/storePort";
import { claimAttachments } from "../../attachments/public";
import { backFillKey, takeBackFill, type BackFillGuardItem } from "../backFillRepository";
import {
  backFillPersonId,
  BOOKING_TAG,
  bookingItem,
  bookingNumberWrite,
  facilityPartOf,
  getBookingItem,
  listDayBookings,
  type BookingItem,
} from "../bookingRepository";
import { toReportedDetail } from "../bookingView";
import { getFacilityItem, type FacilityItem } from "../facilityRepository";
import { slotIdOf, slotKey } from "../slotRepository";
import { teamVisitEvent } from "../teamVisitEvents";
import { comparable } from "../textMatch";
import type { BookingDeps } from "../visitDeps";

type Refusal = VisitRefusal | KernelRefusal;
type HalfDay = BackFillTeamVisit["period"];

/** Offline nobody wrote down the minutes; a half-day stands in the lists where its first slot would. */
const HALF_DAY_TIMES = {
  MORNING: { startsAt: "09:00" as TimeOfDay, endsAt: "12:00" as TimeOfDay },
  AFTERNOON: { startsAt: "14:00" as TimeOfDay, endsAt: "17:00" as TimeOfDay },
} as const satisfies Record<HalfDay, unknown>;

/**
 * 数据补录 (seed 000, 三-3): a team that came without booking online. The record begins with its report and is counted from this commit on. One team's half-day at a
 * facility is filed once: a back-fill of it, or its online booking, is named to whoever files it again.
 */
export async function backFillTeamVisit(
  deps: BookingDeps,
  input: { actor: Actor; facilityId: FacilityId; command: BackFillTeamVisit },
): Promise<Result<BookingDetail, Refusal>> {
  const { engine } = deps;
  const { command } = input;
  return runCommand<BookingDetail, Refusal>(engine, {
    actor: input.actor,
    requestId: command.requestId,
    command: "backFillTeamVisit",
    asked: [input.facilityId, command],
    decide: async ({ actor, now, newId }) => {
      const facility = await getFacilityItem(engine.store, input.facilityId);
      if (facility === undefined || !mayAt(actor, "teamVisits.report", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
      const wrongDay = refuseDay(command.date, localDateOf(now));
      if (wrongDay !== undefined) return refuse(wrongDay);
      const known = await knownVisit(engine.store, facility, command);
      if (known !== undefined) return refuse(alreadyKnown(known, command));
      const bookingId = newId() as BookingId;
      const claims = await claimAttachments(engine.store, {
        caseKind: "booking",
        caseId: bookingId,
        ids: command.photos,
        purpose: "TEAM_VISIT_PHOTO",
        actor,
      });
      if (!claims.ok) return claims;
      const booking = backFilled({ bookingId, facility, command, byName: actor.name, now });
      return ok({
        // Filed twice at once, the second decides again, meets the first one's guard and names it.
        writes: [
          { kind: "put", tag: BOOKING_TAG, item: booking, condition: absent } as const,
          bookingNumberWrite(booking),
          takeBackFill(backFillKey({ facilityId: facility.facilityId, ...command }), bookingId),
          ...claims.value,
        ],
        events: [teamVisitEvent(undefined, booking, command.remark)],
        answer: await toReportedDetail(booking, actor, now, deps),
      });
    },
  });
}

function refuseDay(date: LocalDate, today: LocalDate): VisitRefusal | undefined {
  if (date > today) return { code: "BACK_FILL_IN_FUTURE", date };
  const from = `${String(Number(today.slice(0, 4)) - BACK_FILL_YEARS_BACK).padStart(4, "0")}-01-01` as LocalDate;
  return date < from ? { code: "BACK_FILL_TOO_OLD", from } : undefined;
}

/** The record of this team's half-day, if there is one: back-filled, or booked online and not over otherwise. */
async function knownVisit(store: Store, facility: FacilityItem, command: BackFillTeamVisit): Promise<BookingItem | undefined> {
  const guard = (await store.get(backFillKey({ facilityId: facility.facilityId, ...command }))) as BackFillGuardItem | undefined;
  const filed = guard === undefined ? undefined : await getBookingItem(store, guard.bookingId);
  if (filed !== undefined) return filed;
  const ofDay = await listDayBookings(store, facility.facilityId, command.date, ["CONFIRMED", "REPORTED", "COUNTED", "RETURNED"], ["TEAM"]);
  return ofDay.find((booking) => halfDayOf(booking) === command.period && comparable(booking.team?.teamName ?? "") === comparable(command.teamName));
}

function halfDayOf({ period, startsAt }: Pick<BookingItem, "period" | "startsAt">): HalfDay {
  if (period !== "TIMED") return period;
  return startsAt < "12:00" ? "MORNING" : "AFTERNOON";
}

function alreadyKnown(known: BookingItem, { date, period }: BackFillTeamVisit): VisitRefusal {
  return {
    code: "TEAM_VISIT_KNOWN",
    date,
    periodLabel: SLOT_PERIOD_LABELS[period],
    teamName: known.team?.teamName ?? "",
    meansLabel: BOOKING_MEANS_LABELS[known.means],
    bookingNumber: known.bookingId.slice(-8),
    statusLabel: BOOKING_STATUS_LABELS[known.status],
  };
}

/** A visit that begins with its report. */
export function backFilled(made: {
  bookingId: BookingId;
  facility: FacilityItem;
  command: Omit<BackFillTeamVisit, "requestId">;
  byName: string;
  now: Instant;
}): BookingItem {
  const { bookingId, facility, command, byName, now } = made;
  const { date, period, heads } = command;
  const times = HALF_DAY_TIMES[period];
  const slot = slotKey(facility.facilityId, date, times.startsAt);
  return bookingItem({
    bookingId,
    kind: "TEAM",
    means: "BACK_FILLED",
    personId: backFillPersonId(bookingId),
    slotId: slotIdOf(facility.facilityId, date, times.startsAt),
    slotPk: slot.pk,
    slotSk: slot.sk,
    ...facilityPartOf(facility),
    date,
    period,
    periodLabel: SLOT_PERIOD_LABELS[period],
    ...times,
    heads,
    headsEntered: 0,
    entries: [],
    contactName: command.contactName ?? "",
    contactPhone: command.contactPhone ?? "",
    status: "REPORTED",
    team: { teamName: command.teamName, purpose: command.purpose, members: [], transport: "" },
    report: { heads, headsBooked: 0, remark: command.remark ?? "", photos: command.photos, reportedAt: now, byName },
    submittedAt: now,
    // Nothing was asked, so nothing was to be answered: the moments of a request are that of the filing.
    handleBy: now,
    confirmBy: now,
    cancelBy: now,
    history: [{ eventType: "TEAM_VISIT_BACK_FILLED", at: now, byName, heads, ...(command.remark === undefined ? {} : { remark: command.remark }) }],
    version: 1,
  });
}
