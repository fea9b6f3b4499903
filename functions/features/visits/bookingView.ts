import { clearedWords } from "@app/contract/engines/retentionHold";
import { availableActions } from "@app/contract/engines/workflow";
import { mayAt, SYSTEM_ACTOR, type Actor } from "@app/contract/kernel/actor";
import { maskName, maskPhone } from "@app/contract/kernel/mask";
import { addDays, epochMsOf, type Instant, instantLabel, localDateOf, startOfDay } from "@app/contract/kernel/time";
import { ATTENTION_ADVICE, ATTENTION_REASON_LABELS } from "@app/contract/visits/attention.schema";
import { BOOKING_FLAG_LABELS, BOOKING_STATUS_LABELS, type BookingDetail, type BookingFlag, type BookingSummary } from "@app/contract/visits/booking.schema";
import { BOOKING_EVENT_LABELS, bookingWorkflowOf, type BookingEventType, type BookingParty } from "@app/contract/visits/booking.workflow";
import { BOOKING_KIND_LABELS, BOOKING_MEANS_LABELS } from "@app/contract/visits/bookingKind.schema";
import { BOOKING_CODE_PREFIX, type BookingCodePayload } from "@app/contract/visits/bookingCode";
import type { CodePort } from "../../engines/codes/codePort";
import { ASKED_BY_PERSON, BY_PERSON, BY_RULE } from "../../engines/retention/tombstones";
import { isDisputed, toBookingEntry } from "./bookingEntries";
import { attentionOf } from "./attentionRepository";
import type { BookingHistoryEntry, BookingItem, TeamFacts } from "./bookingRepository";
import type { VisitDeps } from "./visitDeps";

/** Who the actor is to this booking. */
export function bookingParties(booking: Pick<BookingItem, "personId" | "orgPath">, actor: Actor): BookingParty[] {
  const parties: BookingParty[] = [];
  if (actor.kind === "SYSTEM") return ["SYSTEM"];
  if (actor.personId !== undefined && actor.personId === booking.personId) parties.push("BOOKER");
  if (mayAt(actor, "bookings.decide", booking.orgPath)) parties.push("FACILITY_DECIDER");
  if (mayAt(actor, "checkIns.record", booking.orgPath)) parties.push("GATE");
  if (mayAt(actor, "checkIns.supervise", booking.orgPath)) parties.push("SUPERVISOR");
  if (mayAt(actor, "teamVisits.report", booking.orgPath)) parties.push("REPORTER");
  if (mayAt(actor, "teamVisits.audit", booking.orgPath)) parties.push("AUDITOR");
  return parties;
}

export function maySeeBooking(booking: Pick<BookingItem, "personId" | "orgPath">, actor: Actor): boolean {
  return (actor.personId !== undefined && actor.personId === booking.personId) || mayAt(actor, "bookings.read", booking.orgPath);
}

const isOwn = (booking: Pick<BookingItem, "personId">, actor: Actor): boolean => actor.personId !== undefined && actor.personId === booking.personId;

/** Who receives the visitors greets them by name; everybody else sees masked names, and only here is it decided. */
function seesName(booking: Pick<BookingItem, "personId" | "orgPath">, actor: Actor): boolean {
  return isOwn(booking, actor) || mayAt(actor, "checkIns.record", booking.orgPath);
}

/** What reaches a person, and the names of those who come along, only the booker sees unasked (promise R18); staff ask for them with a reason. */
export type Shown = "MASKED" | "WHOLE";

const awaitsReport = ({ kind, status }: Pick<BookingItem, "kind" | "status">): boolean => kind === "TEAM" && (status === "CONFIRMED" || status === "RETURNED");

export function bookingFlags(
  booking: Pick<BookingItem, "kind" | "status" | "date" | "handleBy" | "heads" | "headsEntered" | "entries" | "reportBy">,
  now: Instant,
): BookingFlag[] {
  const flags: BookingFlag[] = [];
  if (booking.status === "PENDING" && now >= booking.handleBy) flags.push("OVERDUE");
  if (booking.status === "CHECKED_IN" && booking.headsEntered < booking.heads) flags.push("PARTLY_ENTERED");
  if (awaitsReport(booking) && localDateOf(now) >= booking.date) {
    flags.push(booking.reportBy !== undefined && now >= booking.reportBy ? "REPORT_OVERDUE" : "REPORT_DUE");
  }
  if (isDisputed(booking)) flags.push("DISPUTED");
  return flags;
}

/** @param shown WHOLE for somebody whose reason stands on the record already */
export function toBookingSummary(booking: BookingItem, actor: Actor, now: Instant, shown: Shown = "MASKED"): BookingSummary {
  const isWhole = isOwn(booking, actor) || shown === "WHOLE";
  // The office's task, not the visitor's worry: they are told when something is decided.
  const attention = isOffice(booking, actor) ? attentionOf(booking, now) : [];
  return {
    bookingId: booking.bookingId,
    kind: booking.kind,
    kindLabel: BOOKING_KIND_LABELS[booking.kind],
    means: booking.means,
    meansLabel: BOOKING_MEANS_LABELS[booking.means],
    ...(booking.team === undefined ? {} : { teamName: booking.team.teamName }),
    bookingNumber: booking.bookingId.slice(-8),
    facilityId: booking.facilityId,
    facilityName: booking.facilityName,
    cityCode: booking.cityCode,
    cityName: booking.cityName,
    date: booking.date,
    period: booking.period,
    periodLabel: booking.periodLabel,
    heads: booking.heads,
    headsEntered: booking.headsEntered,
    status: booking.status,
    statusLabel: BOOKING_STATUS_LABELS[booking.status],
    flags: [...bookingFlags(booking, now), ...(attention.length === 0 ? [] : (["NEEDS_ATTENTION"] as const))].map((flag) => ({
      flag,
      label: BOOKING_FLAG_LABELS[flag],
    })),
    ...(attention.length === 0
      ? {}
      : { attention: attention.map((reason) => ({ reason, label: ATTENTION_REASON_LABELS[reason], advice: ATTENTION_ADVICE[reason] })) }),
    // A back-fill may have neither.
    contactName: isWhole || seesName(booking, actor) || booking.contactName === "" ? booking.contactName : maskName(booking.contactName),
    contactPhone: isWhole ? booking.contactPhone : maskPhone(booking.contactPhone),
    submittedAt: booking.submittedAt,
    handleBy: booking.handleBy,
    ...(booking.reportBy !== undefined && awaitsReport(booking) ? { reportBy: booking.reportBy } : {}),
    version: booking.version,
  };
}

/** Without the report, which a gate and a booker's form have no use for: see `toReportedDetail`. */
export function toBookingDetail(booking: BookingItem, actor: Actor, now: Instant, codes: CodePort): BookingDetail {
  const { note, statusReason } = booking;
  const code = actor.personId === booking.personId ? bookingCode(booking, codes) : undefined;
  return {
    ...toBookingSummary(booking, actor, now),
    ...(booking.means === "BACK_FILLED" ? {} : { slotId: booking.slotId }),
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    facilityAddress: booking.facilityAddress,
    facilityPhone: booking.facilityPhone,
    ...(note === undefined ? {} : { note }),
    ...(booking.team === undefined ? {} : { team: teamShown(booking.team, isOwn(booking, actor)) }),
    ...(statusReason === undefined ? {} : { statusReason }),
    confirmBy: booking.confirmBy,
    cancelBy: booking.cancelBy,
    ...(code === undefined ? {} : { code }),
    ...(mayAt(actor, "checkIns.record", booking.orgPath) ? { entries: booking.entries.map(toBookingEntry) } : {}),
    ...retentionShown(booking, actor),
    timeline: historyShown(booking, actor).map((entry) => ({
      eventType: entry.eventType,
      label: BOOKING_EVENT_LABELS[entry.eventType],
      at: entry.at,
      byName: nameShown(entry.byName, booking, actor),
      ...(typeof entry["remark"] === "string" ? { remark: entry["remark"] } : {}),
      ...(typeof entry["heads"] === "number" ? { heads: entry["heads"] } : {}),
    })),
    availableActions: availableActions(bookingWorkflowOf(booking), booking, bookingParties(booking, actor), now),
  };
}

function retentionShown(booking: BookingItem, actor: Actor): Pick<BookingDetail, "clearedNote" | "retentionHold" | "mayHoldRetention"> {
  const { cleared, retentionHold } = booking;
  const mayHold = mayAt(actor, "settings.read", booking.orgPath);
  return {
    ...(cleared === undefined
      ? {}
      : { clearedNote: `个人信息${clearedWords({ ...cleared, byName: cleared.because === ASKED_BY_PERSON ? BY_PERSON : BY_RULE })}` }),
    ...(retentionHold === undefined || !isOffice(booking, actor) ? {} : { retentionHold }),
    ...(mayHold && cleared === undefined ? { mayHoldRetention: true } : {}),
  };
}

/** The detail with what was reported; the links to its pictures are made for this answer and expire. */
export async function toReportedDetail(
  booking: BookingItem,
  actor: Actor,
  now: Instant,
  { codes, photos }: Pick<VisitDeps, "codes" | "photos">,
): Promise<BookingDetail> {
  const detail = toBookingDetail(booking, actor, now, codes);
  if (booking.report === undefined) return detail;
  const { heads, headsBooked, remark, reportedAt, byName } = booking.report;
  return {
    ...detail,
    report: {
      heads,
      ...(booking.means === "BACK_FILLED" ? {} : { headsBooked }),
      ...(remark === "" ? {} : { remark }),
      photos: await photos(booking.report.photos),
      reportedAt,
      byName: nameShown(byName, booking, actor),
    },
  };
}

function teamShown(team: TeamFacts, isWhole: boolean): BookingDetail["team"] {
  const { purpose, members, transport } = team;
  return { purpose, members: isWhole ? [...members] : members.map(maskName), ...(transport === "" ? {} : { transport }) };
}

const isOffice = (booking: Pick<BookingItem, "orgPath">, actor: Actor): boolean => mayAt(actor, "bookings.read", booking.orgPath);

const OFFICE_STEPS: readonly BookingEventType[] = ["BOOKING_FLAGGED", "BOOKING_FLAG_CLEARED", "BOOKING_RETENTION_HELD", "BOOKING_RETENTION_RELEASED"];
/** What the office has to look at again is in its own history only. */
function historyShown(booking: BookingItem, actor: Actor): readonly BookingHistoryEntry[] {
  return isOffice(booking, actor) ? booking.history : booking.history.filter((entry) => !OFFICE_STEPS.includes(entry.eventType));
}

/** A visitor reads which office acted, not which clerk; who may not see the visitor's name does not read it in the history either. The events keep who it was. */
function nameShown(byName: string, booking: BookingItem, actor: Actor): string {
  if (byName === booking.contactName) return seesName(booking, actor) ? byName : maskName(byName);
  const isBooker = actor.personId === booking.personId && !mayAt(actor, "bookings.read", booking.orgPath);
  return isBooker && byName !== SYSTEM_ACTOR.name ? booking.facilityName : byName;
}

/** 「王芳 2026-03-07 10:32 确认预约」: what another person did meanwhile (promise R5), by the name that this actor may read. */
export function lastChangeShown(booking: BookingItem, actor: Actor): string | undefined {
  const last = historyShown(booking, actor).at(-1);
  return last === undefined ? undefined : `${nameShown(last.byName, booking, actor)} ${instantLabel(last.at)} ${BOOKING_EVENT_LABELS[last.eventType]}`;
}

/** The code while it opens a gate: from the confirmation until the whole party is in or the day is over. */
export function bookingCode(
  booking: Pick<BookingItem, "bookingId" | "facilityId" | "date" | "heads" | "headsEntered" | "status">,
  codes: CodePort,
): string | undefined {
  const usable = booking.status === "CONFIRMED" || (booking.status === "CHECKED_IN" && booking.headsEntered < booking.heads);
  if (!usable) return undefined;
  const payload: BookingCodePayload = {
    b: booking.bookingId,
    f: booking.facilityId,
    d: booking.date,
    n: booking.heads,
    x: Math.floor(epochMsOf(startOfDay(addDays(booking.date, 1))) / 1000),
  };
  return codes.sign(BOOKING_CODE_PREFIX, payload);
}
