import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import { SYSTEM_ACTOR, type Actor } from "@app/contract/kernel/actor";
import type { AttachmentId, BookingId } from "@app/contract/kernel/ids";
import { addDays, addMs, instantAt, MINUTE_MS, startOfDay, type Instant, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { bookingWorkflowOf, type BookingEventType } from "@app/contract/visits/booking.workflow";
import { eventWrite, readEvent, type EventRecord, type NewEvent } from "../../../functions/engines/events/event";
import { trailWrites } from "../../../functions/engines/events/trail";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import { backFilled } from "../../../functions/features/visits/actions/backFillTeamVisit";
import { afterTransition, noticeFacts, type DecidedAction } from "../../../functions/features/visits/actions/decideBooking";
import { afterReport } from "../../../functions/features/visits/actions/reportTeamVisit";
import { handleBy } from "../../../functions/features/visits/actions/submitBooking";
import { backFillKey } from "../../../functions/features/visits/backFillRepository";
import { bookingItem, bookingNumberItem, bookingPk, visitOf, type BookingItem } from "../../../functions/features/visits/bookingRepository";
import { personDayKey } from "../../../functions/features/visits/personDayRepository";
import { reminderOf, reportBy, reportReminderOf } from "../../../functions/features/visits/reportDeadlines";
import { newSlotItem } from "../../../functions/features/visits/slotRepository";
import { teamVisitEvent } from "../../../functions/features/visits/teamVisitEvents";
import { demoAccounts } from "./accounts";
import { idAt } from "./bookingLife";
import { demoPictureItem, type DemoPicture } from "./demoPictures";
import { demoFacility } from "./facilities";
import { hostsOf } from "./hosts";
import { chanceOf } from "./seededChance";

/** Where a team's visit stands, and how it came there. */
type Course = "PENDING" | "CONFIRMED" | "DECLINED" | "ABSENT" | "REPORTED" | "COUNTED" | "RETURNED" | "DISCARDED";
interface DemoTeam {
  readonly facilityId: string;
  /** From today: less than none lies in the past. */
  readonly day: number;
  readonly teamName: string;
  readonly heads: number;
  /** Who came, where that differs. */
  readonly came?: number;
  readonly purpose: string;
  readonly contactName: string;
  readonly course: Course;
  readonly backFilled?: true;
}

const baishamen = "haikou-baishamen";
const hongsha = "sanya-hongsha";
const monitoring = "hainan-monitoring";
const yanchunling = "haikou-yanchunling";

/** Every status, also what is late; what is counted lies in the year behind. */
const TEAMS: readonly DemoTeam[] = [
  { facilityId: baishamen, day: 6, teamName: "海口市第九中学环保社", heads: 36, purpose: "环保课外实践", contactName: "周老师", course: "PENDING" },
  { facilityId: hongsha, day: 8, teamName: "三亚市吉阳区社区志愿者", heads: 20, purpose: "志愿者培训", contactName: "黎海英", course: "PENDING" },
  { facilityId: baishamen, day: 10, teamName: "海南大学环境科学专业", heads: 42, purpose: "专业认识实习", contactName: "陈教授", course: "CONFIRMED" },
  { facilityId: monitoring, day: 9, teamName: "琼台师范学院", heads: 30, purpose: "师范生科普培训", contactName: "王老师", course: "CONFIRMED" },
  { facilityId: baishamen, day: -1, teamName: "海口市滨海九小", heads: 45, purpose: "四年级综合实践", contactName: "符老师", course: "CONFIRMED" },
  { facilityId: baishamen, day: -20, teamName: "海口市美兰区老干部局", heads: 25, purpose: "参观治水成果", contactName: "吴清海", course: "CONFIRMED" },
  { facilityId: monitoring, day: -4, teamName: "海南中学生物兴趣组", heads: 28, purpose: "监测实验体验", contactName: "林老师", course: "DECLINED" },
  { facilityId: hongsha, day: -15, teamName: "三亚学院", heads: 40, purpose: "给排水专业参观", contactName: "郑老师", course: "ABSENT" },
  { facilityId: baishamen, day: -3, teamName: "海口经济学院", heads: 50, came: 47, purpose: "工程认识实习", contactName: "李老师", course: "REPORTED" },
  { facilityId: yanchunling, day: -5, teamName: "秀英区机关干部", heads: 32, purpose: "垃圾分类培训", contactName: "何主任", course: "REPORTED" },
  { facilityId: hongsha, day: -4, teamName: "三亚市第四中学", heads: 38, purpose: "研学", contactName: "麦老师", course: "REPORTED", backFilled: true },
  {
    facilityId: baishamen,
    day: -9,
    teamName: "海甸街道居民代表",
    heads: 18,
    purpose: "公众开放日",
    contactName: "王秀兰",
    course: "REPORTED",
    backFilled: true,
  },
  { facilityId: baishamen, day: -18, teamName: "海口市英才小学", heads: 44, purpose: "研学", contactName: "云老师", course: "RETURNED" },
  { facilityId: yanchunling, day: -26, teamName: "华侨中学高二年级", heads: 55, purpose: "研学", contactName: "许老师", course: "RETURNED", backFilled: true },
  { facilityId: monitoring, day: -40, teamName: "省直机关青年", heads: 22, purpose: "主题党日", contactName: "曾凡", course: "DISCARDED", backFilled: true },
  ...[-33, -61, -94, -128, -160, -197, -231, -268, -300, -333].flatMap((day, index): DemoTeam[] => [
    {
      facilityId: [baishamen, monitoring, hongsha, yanchunling][index % 4] ?? baishamen,
      day,
      teamName: ["海南师范大学", "海口市第一中学", "三亚市第一小学", "海口市琼山中学", "海南医学院"][index % 5] ?? "海南师范大学",
      heads: 30 + ((index * 7) % 25),
      purpose: "环保教育实践",
      contactName: "张老师",
      course: "COUNTED",
      ...(index % 3 === 2 ? { backFilled: true as const } : {}),
    },
  ]),
];

const TEAM_TIME = { period: "TIMED", startsAt: "09:30" as TimeOfDay, endsAt: "11:30" as TimeOfDay, capacityHeads: 60 } as const;
/** On its own hour, beside the families' half-days; a back-fill has no slot. */
const slotFor = (facilityId: string, date: LocalDate) =>
  newSlotItem(demoFacility(facilityId).item, { date, ...TEAM_TIME, partyMin: 1, partyMax: 6, kinds: ["TEAM"] });

export interface DemoTeams {
  readonly items: readonly StoredItem[];
  /** Those that the figures are made of. */
  readonly events: readonly EventRecord[];
  readonly pictures: readonly DemoPicture[];
}

/** The teams with their slots, events and pictures, as the commands would have left them. Nothing of it lies after the beginning of today. */
export function demoTeams({ seed, today }: { readonly seed: number; readonly today: LocalDate }): DemoTeams {
  const lived = TEAMS.map((team, index) => live(team, index, seed, today));
  return {
    items: lived.flatMap(({ items }) => items),
    events: lived.flatMap(({ events }) => events),
    pictures: lived.flatMap(({ pictures }) => pictures),
  };
}

function live(team: DemoTeam, index: number, seed: number, today: LocalDate): DemoTeams {
  const chance = chanceOf(seed, "team", String(index));
  const facility = demoFacility(team.facilityId);
  const { admin } = hostsOf(facility);
  const city = bureauOf(facility.item.orgPath);
  const date = addDays(today, team.day);
  const until = startOfDay(today);
  const slot = slotFor(team.facilityId, date);
  const items: StoredItem[] = [];
  const submittedAt = team.backFilled === true ? officeHour(date, 2, until) : officeHour(date, team.day > 0 ? -team.day - 1 : -12, until);
  const bookingId = idAt(submittedAt, chance) as BookingId;
  const pictures = hasReport(team.course)
    ? [0, 1].map((n): DemoPicture => {
        return {
          attachmentId: idAt(addMs(submittedAt, n), chance) as AttachmentId,
          purpose: "TEAM_VISIT_PHOTO",
          uploadedBy: admin.id,
          at: submittedAt,
          of: { caseKind: "booking", caseId: bookingId },
          drawing: "VISIT",
          hue: chance.integer(0, 359),
        };
      })
    : [];
  const photos = pictures.map(({ attachmentId }) => attachmentId);
  const { teamName, purpose, contactName, heads } = team;
  const contactPhone = `1390001${String(9000 + index)}`;
  let booking: BookingItem;
  const record = (event: NewEvent, at: Instant, actor: Actor): void => {
    const context = { eventId: idAt(at, chance), at, requestId: undefined, consumersOf: () => [] };
    const from = { address: `10.46.${index % 8}.${20 + index}`, device: "Windows · Chrome" };
    for (const write of [eventWrite(event, { ...context, actor }), ...trailWrites(event, { ...context, actor: { ...actor, from } })]) {
      if (write.kind === "put") items.push(write.item);
    }
  };
  const step = (action: DecidedAction, at: Instant, actor: Actor, remark?: string): void => {
    if (at >= until) return;
    const row = bookingWorkflowOf(booking).table[booking.status][action];
    if (row === undefined) throw new Error(`a team that is ${booking.status} cannot ${action}`);
    const before = booking;
    const event = row.event as BookingEventType;
    booking = afterTransition(before, { to: row.to, event, remark, now: at, byName: actor.name, calendar: WORKING_CALENDAR });
    record(event.startsWith("TEAM_") ? teamVisitEvent(before, booking, remark) : decidedEvent(booking, remark), at, actor);
  };

  if (team.backFilled === true) {
    const command = { date, period: "MORNING" as const, teamName, heads, purpose, contactName, contactPhone, photos };
    booking = backFilled({ bookingId, facility: facility.item, command, byName: admin.name, now: submittedAt });
    record(teamVisitEvent(undefined, booking, undefined), submittedAt, admin);
  } else {
    const personId = `p-team-${index}`;
    booking = bookingItem({
      bookingId,
      kind: "TEAM",
      means: "BOOKED",
      personId,
      ...visitOf(facility.item, slot),
      heads,
      headsEntered: 0,
      entries: [],
      contactName,
      contactPhone,
      team: { teamName, purpose, members: [], transport: "" },
      reportBy: reportBy(date, WORKING_CALENDAR),
      status: "PENDING",
      submittedAt,
      handleBy: handleBy(submittedAt, slot.confirmBy, WORKING_CALENDAR),
      history: [{ eventType: "BOOKING_SUBMITTED", at: submittedAt, byName: contactName }],
      version: 1,
    });
    const payload = { kind: "TEAM", facilityId: booking.facilityId, date, heads, slotId: slot.slotId };
    record({ ...caseOf(booking), eventType: "BOOKING_SUBMITTED", payload }, submittedAt, booker(personId));
    if (team.course === "DECLINED") step("DECLINE", addMs(submittedAt, 90 * MINUTE_MS), admin, "当日有设备检修，请改约下周");
    else if (team.course !== "PENDING") step("CONFIRM", addMs(submittedAt, 90 * MINUTE_MS), admin);
    if (booking.remindAt !== undefined && reminderOf(date) < until) step("REMIND", addMs(reminderOf(date), 2000), SYSTEM_ACTOR);
    if (team.course === "ABSENT") step("MARK_ABSENT", officeHour(date, 1, until), admin, "电话联系，临时不能来");
    if (team.course === "CONFIRMED") {
      step("REMIND_REPORT", addMs(reportReminderOf(booking), 2000), SYSTEM_ACTOR);
      step("FLAG_REPORT_OVERDUE", addMs(booking.reportBy ?? until, 2000), SYSTEM_ACTOR);
    }
    if (hasReport(team.course)) {
      const before = booking;
      const at = addMs(instantAt(date, TEAM_TIME.endsAt), 4 * 60 * MINUTE_MS);
      const came = team.came ?? heads;
      booking = afterReport(before, { to: "REPORTED", heads: came, headsBooked: heads, remark: undefined, photos, now: at, byName: admin.name });
      record(teamVisitEvent(before, booking, undefined), at, admin);
    }
  }
  if (team.course === "COUNTED") step("AUDIT", officeHour(date, 6, until), city);
  if (team.course === "RETURNED" || team.course === "DISCARDED")
    step("RETURN", officeHour(date, team.backFilled === true ? 6 : -team.day - 1, until), city, "照片看不出是这次参观，请补充合影");
  if (team.course === "RETURNED") step("FLAG_REPORT_OVERDUE", addMs(booking.reportBy ?? until, 2000), SYSTEM_ACTOR);
  if (team.course === "DISCARDED") step("DISCARD", officeHour(date, 15, until), admin, "与线上预约重复");

  const isAhead = date >= today && (booking.status === "PENDING" || booking.status === "CONFIRMED");
  const guard = { [bookingId]: { startsAt: slot.startsAt, endsAt: slot.endsAt, facilityName: booking.facilityName } };
  const taken = booking.status === "DECLINED" ? 0 : heads;
  return {
    items: [
      ...(team.backFilled === true ? [] : [{ ...slot, headsLeft: slot.capacityHeads - taken }]),
      ...(isAhead ? [{ ...personDayKey(booking.personId, date), bookings: guard, version: 1 }] : []),
      ...(team.backFilled === true && booking.status !== "CANCELLED" ? [{ ...backFillKey({ ...booking, teamName }), bookingId }] : []),
      booking,
      bookingNumberItem(booking),
      ...items,
      ...pictures.map(demoPictureItem),
    ],
    events: items.flatMap((item) => readEvent(item) ?? []),
    pictures,
  };
}

const hasReport = (course: Course): boolean => ["REPORTED", "COUNTED", "RETURNED", "DISCARDED"].includes(course);
const booker = (personId: string): Actor => ({ kind: "USER", id: personId, name: "微信用户", personId, grants: [] });
const caseOf = (booking: BookingItem) =>
  ({ caseKind: "booking", caseId: booking.bookingId, casePk: bookingPk(booking.bookingId), sequence: booking.version }) as const;

function decidedEvent(booking: BookingItem, remark: string | undefined): NewEvent {
  const eventType = booking.history[booking.history.length - 1]?.eventType ?? "BOOKING_CONFIRMED";
  return { ...caseOf(booking), eventType, payload: { ...noticeFacts(booking), ...(remark === undefined ? {} : { remark }) } };
}

/** Ten in the morning, that many days after the visit, but never today. */
function officeHour(date: LocalDate, days: number, until: Instant): Instant {
  const at = instantAt(addDays(date, days), "10:00" as TimeOfDay);
  return at < until ? at : addMs(until, -30 * MINUTE_MS);
}

/** Who audits there: the demonstration's account of the city, else of the province. */
function bureauOf(orgPath: OrgPath): Actor {
  const account =
    demoAccounts.find(({ grant }) => grant.role === "CITY_ADMIN" && orgPath.startsWith(`${grant.orgPath}/`)) ??
    demoAccounts.find(({ grant }) => grant.role === "PROVINCE_ADMIN");
  if (account === undefined) throw new Error("the demonstration has no bureau");
  const { accountId, displayName, grant } = account;
  return { kind: "USER", id: accountId, name: displayName, accountId, grants: [{ role: grant.role, orgPath: grant.orgPath }] };
}
