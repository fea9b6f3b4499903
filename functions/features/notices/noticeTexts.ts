import { dateLabel, instantAt, instantLabel, type Instant, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import { smsText, type SmsParameters } from "../../engines/messaging/smsTemplates";
import type { BookingDecided, NoShowDecided, SlotsOpenedWords, WaitingChanged } from "../visits/public";
import { NOTICE_KINDS, type NoticeKindName } from "./noticeKinds";

export interface NoticeText {
  /** The row of `noticeKinds.ts` that says by which ways and templates it goes. */
  readonly template: NoticeKindName;
  /** WeChat's template field → text. */
  readonly fields: Readonly<Record<string, string>>;
  /** The variables of the SMS; absent on a kind that has none. */
  readonly sms?: SmsParameters;
  /** The whole of it, for the person's own list and for e-mail. */
  readonly text: string;
  /** The page of the mini-program it opens. */
  readonly page?: string;
  /** Not before then; at once when it is not said. */
  readonly sendAt?: Instant;
  /** From then on it would mislead, and is not sent any more; absent on what is true for good. */
  readonly usefulUntil?: Instant;
  /** The page of the back office it opens on the official account's card; for people who work there. */
  readonly backOfficePath?: string;
}
const FACILITY_PAGE = "features/visits/facility/index";
const WAITING_PAGE = "features/visits/waiting/index";

export const NOTICE_TEMPLATES = [
  "BOOKING_CONFIRMED",
  "BOOKING_DECLINED",
  "BOOKING_EXPIRED",
  "BOOKING_CLOSED_OUT",
  "BOOKING_REMINDED",
  "WAITING_OFFER",
  "WAITING_ENDED",
  "SLOTS_OPENED",
  "NO_SHOW",
  "WORK_REMINDER",
] as const;
export type NoticeTemplate = (typeof NOTICE_TEMPLATES)[number];

export interface WorkReminder {
  /** 「团队参观待上报」; on a card up to 20 characters, as `hint` and `unit`. */
  readonly matter: string;
  readonly unit: string;
  /** What to do. */
  readonly hint: string;
  /** The whole of it, for those who have more room than a card or an SMS. */
  readonly text: string;
  /** Path in the back office, e.g. `/bookings?status=PENDING`. */
  readonly opens: string;
}

/** What an office is told. All such notices share one template, for WeChat grants few. */
export function workReminder({ matter, unit, hint, text, opens }: WorkReminder): NoticeText {
  return {
    template: "WORK_REMINDER",
    fields: { thing1: matter, thing2: unit, thing3: hint },
    sms: { matter, unit, hint },
    text,
    page: "pages/me/index",
    backOfficePath: opens,
  };
}

/** An office tells many: the list names it by its title, the SMS only that there is one. */
export function announcementNotice(words: {
  readonly announcementId: string;
  readonly title: string;
  readonly orgName: string;
  /** 「请查看」 or 「请尽快查阅」. */
  readonly hint: string;
  readonly text: string;
}): NoticeText {
  const { announcementId, title, orgName, hint, text } = words;
  return {
    template: "ANNOUNCEMENT",
    fields: { thing1: title, thing2: orgName, thing3: hint },
    sms: { matter: "公文通告", unit: orgName, hint },
    text,
    page: `features/announcements/detail/index?announcementId=${announcementId}`,
    backOfficePath: `/announcements?announcement=${announcementId}`,
  };
}

/** Something was done to an account that its holder must know of at once, by night too. */
export function accountSecurityNotice(words: WorkReminder): NoticeText {
  return { ...workReminder(words), template: "ACCOUNT_SECURITY" };
}

/** The words that a notice and its SMS share are written once, in the SMS. */
function sameAsSms(template: NoticeKindName, sms: SmsParameters, more = ""): Pick<NoticeText, "template" | "sms" | "text"> {
  return { template, sms, text: `${smsText(NOTICE_KINDS[template].sms, sms)}${more}` };
}

/** What each event says to the visitor: an entry of a template in WeChat, and the variables of an SMS. An event without a line is not told. */
export const BOOKING_NOTICES: Readonly<Record<string, (booking: BookingDecided) => NoticeText>> = {
  BOOKING_CONFIRMED: (booking) => ({
    ...sameAsSms(
      "BOOKING_CONFIRMED",
      { facility: booking.facilityName, day: visitDay(booking), heads: String(booking.heads) },
      withRemark("单位提示", booking),
    ),
    fields: {
      thing1: booking.facilityName,
      time2: visitTime(booking),
      number3: String(booking.heads),
      thing4: remarkOf(booking) ?? "请按时到达，入场时出示参观码",
    },
  }),
  BOOKING_DECLINED: (booking) => ({
    ...sameAsSms("BOOKING_DECLINED", { facility: booking.facilityName, day: visitDay(booking), reason: remarkOf(booking) ?? "开放单位未能接待" }),
    fields: { thing1: booking.facilityName, time2: visitTime(booking), thing3: remarkOf(booking) ?? "开放单位未能接待", thing4: "可在小程序改约其他场次" },
  }),
  BOOKING_EXPIRED: (booking) => ({
    ...sameAsSms("BOOKING_EXPIRED", { facility: booking.facilityName, day: visitDay(booking) }),
    fields: { thing1: booking.facilityName, time2: visitTime(booking), thing3: "单位未在规定时间内确认", thing4: "可在小程序改约其他场次" },
  }),
  BOOKING_REMINDED: (booking) => ({
    ...sameAsSms("BOOKING_REMINDED", { facility: booking.facilityName, day: visitDay(booking), heads: String(booking.heads) }),
    fields: {
      thing1: booking.facilityName,
      time2: visitTime(booking),
      number3: String(booking.heads),
      thing4: "请按时到达，入场时出示参观码",
    },
    usefulUntil: beginsAt(booking),
  }),
  // Opens the facility, not the booking: what the visitor wants now is another day (promise M5).
  BOOKING_CLOSED_OUT: (booking) => ({
    ...sameAsSms("BOOKING_CLOSED_OUT", { facility: booking.facilityName, day: visitDay(booking), reason: remarkOf(booking) ?? "开放单位临时关闭" }),
    fields: { thing1: booking.facilityName, time2: visitTime(booking), thing3: remarkOf(booking) ?? "开放单位临时关闭", thing4: "点开可改约其他时间" },
    page: `${FACILITY_PAGE}?facilityId=${booking.facilityId}`,
  }),
};

/** What the waiting list says to who waits (promise M10). */
export const WAITING_NOTICES: Readonly<Record<string, (waiting: WaitingChanged) => NoticeText>> = {
  WAITING_OFFERED: (waiting) => ({
    ...sameAsSms("WAITING_OFFER", {
      facility: waiting.facilityName,
      day: visitDay(waiting),
      heads: String(waiting.heads),
      until: instantLabel(offeredUntilOf(waiting)),
    }),
    fields: { thing1: waiting.facilityName, time2: visitTime(waiting), time3: chineseTime(offeredUntilOf(waiting)), thing4: "点开接受，或让给别人" },
    page: waitingPage(waiting),
    sendAt: waiting.tellAt as Instant,
    usefulUntil: offeredUntilOf(waiting),
  }),
  WAITING_LAPSED: (waiting) => ({
    ...sameAsSms("WAITING_LAPSED", { facility: waiting.facilityName, day: visitDay(waiting) }),
    fields: { thing1: waiting.facilityName, time2: visitTime(waiting), thing3: "没有在保留时间内接受", thing4: "可以重新加入候补" },
    page: waitingPage(waiting),
    sendAt: waiting.tellAt as Instant,
  }),
  WAITING_ENDED: (waiting) => ({
    ...sameAsSms("WAITING_ENDED", { facility: waiting.facilityName, day: visitDay(waiting), reason: String(waiting["reason"] ?? "没有空出的名额") }),
    fields: { thing1: waiting.facilityName, time2: visitTime(waiting), thing3: String(waiting["reason"] ?? "候补已结束"), thing4: "可以改约其他时间" },
    page: `${FACILITY_PAGE}?facilityId=${waiting.facilityId}`,
    sendAt: waiting.tellAt as Instant,
  }),
};

const NO_SHOWS_PAGE = "features/visits/no-shows/index";

/** Said of a visit to which nobody came, and of what a bureau answered to an appeal (promise F6). */
export function noShowNotice(missed: Pick<NoShowDecided, "facilityName" | "date">, said: { thing: string; hint: string; text: string }): NoticeText {
  const [year, month, day] = missed.date.split("-");
  return {
    template: "NO_SHOW",
    sms: { facility: missed.facilityName, day: dateLabel(missed.date as LocalDate), matter: said.thing, hint: said.hint },
    fields: { thing1: missed.facilityName, time2: `${year}年${Number(month)}月${Number(day)}日`, thing3: said.thing, thing4: said.hint },
    text: `您预约的「${missed.facilityName}」${dateLabel(missed.date as LocalDate)}参观${said.text}`,
    page: NO_SHOWS_PAGE,
  };
}

/** What somebody is told of what they posted. */
export function contentNotice(said: Omit<WorkReminder, "opens"> & { readonly page: string }): NoticeText {
  const { matter, unit, hint, text, page } = said;
  return { template: "CONTENT_DECIDED", fields: { thing1: matter, thing2: unit, thing3: hint }, sms: { matter, unit, hint }, text, page };
}

/** What the followers of a facility are told when it opens slots (promise F5). */
export function slotsOpenedNotice(opening: SlotsOpenedWords): NoticeText {
  return {
    template: "SLOTS_OPENED",
    fields: { thing1: opening.facilityName, thing2: `${dateLabel(opening.firstDate)}起 ${opening.slotCount} 个场次`, thing3: "点开可以预约" },
    text: `您关注的「${opening.facilityName}」新开放了 ${opening.slotCount} 个场次，最早 ${dateLabel(opening.firstDate)}。请打开小程序预约。`,
    page: `${FACILITY_PAGE}?facilityId=${opening.facilityId}`,
  };
}

const waitingPage = (waiting: WaitingChanged): string => `${WAITING_PAGE}?slotId=${waiting.slotId}`;
const offeredUntilOf = (waiting: WaitingChanged): Instant => waiting["offeredUntil"] as Instant;
/** 「2026年3月7日 13:00」 */
function chineseTime(instant: Instant): string {
  const [year, month, day] = instant.slice(0, 10).split("-");
  return `${year}年${Number(month)}月${Number(day)}日 ${instant.slice(11, 16)}`;
}

/** 「2026年11月28日 09:00」, the form of WeChat's time field. */
function visitTime(booking: Pick<BookingDecided, "date" | "periodLabel">): string {
  const [year, month, day] = booking.date.split("-");
  return `${year}年${Number(month)}月${Number(day)}日 ${startOf(booking)}`.trim();
}
const startOf = ({ periodLabel }: Pick<BookingDecided, "periodLabel">): string => /\d{2}:\d{2}/.exec(periodLabel)?.[0] ?? "";
const beginsAt = (booking: Pick<BookingDecided, "date" | "periodLabel">): Instant =>
  instantAt(booking.date as LocalDate, (startOf(booking) || "23:59") as TimeOfDay);

function visitDay(booking: Pick<BookingDecided, "date" | "periodLabel">): string {
  return `${dateLabel(booking.date as LocalDate)} ${booking.periodLabel}`;
}

function remarkOf(booking: BookingDecided): string | undefined {
  const remark = booking["remark"];
  return typeof remark === "string" && remark !== "" ? remark : undefined;
}

function withRemark(label: string, booking: BookingDecided): string {
  const remark = remarkOf(booking);
  return remark === undefined ? "" : `${label}：${remark}。`;
}
