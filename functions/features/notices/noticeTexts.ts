import { dateLabel, instantLabel, type Instant, type LocalDate } from "@app/contract/kernel/time";
import type { BookingDecided, NoShowDecided, SlotsOpenedWords, WaitingChanged } from "../visits/public";

export interface NoticeText {
  /** Key of the template; which id WeChat gave it is configuration. */
  readonly template: NoticeTemplate;
  readonly fields: Readonly<Record<string, string>>;
  readonly text: string;
  /** The page of the mini-program it opens. */
  readonly page?: string;
  /** Not before then; at once when it is not said. */
  readonly sendAt?: Instant;
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
  /** The whole of it in one sentence, for SMS. */
  readonly text: string;
  /** Path in the back office, e.g. `/bookings?status=PENDING`. */
  readonly opens: string;
}

/** What an office is told. All such notices share one template, for WeChat grants few. */
export function workReminder({ matter, unit, hint, text, opens }: WorkReminder): NoticeText {
  return { template: "WORK_REMINDER", fields: { thing1: matter, thing2: unit, thing3: hint }, text, page: "pages/me/index", backOfficePath: opens };
}

/** What each event says to the visitor: an entry of a template in WeChat, and one sentence for SMS. An event without a line is not told. */
export const BOOKING_NOTICES: Readonly<Record<string, (booking: BookingDecided) => NoticeText>> = {
  BOOKING_CONFIRMED: (booking) => ({
    template: "BOOKING_CONFIRMED",
    fields: {
      thing1: booking.facilityName,
      time2: visitTime(booking),
      number3: String(booking.heads),
      thing4: remarkOf(booking) ?? "请按时到达，入场时出示参观码",
    },
    text: `您预约的「${booking.facilityName}」${visitDay(booking)}参观（${booking.heads} 人）已确认。入场时请出示小程序「我的预约」里的参观码。${withRemark("单位提示", booking)}`,
  }),
  BOOKING_DECLINED: (booking) => ({
    template: "BOOKING_DECLINED",
    fields: { thing1: booking.facilityName, time2: visitTime(booking), thing3: remarkOf(booking) ?? "开放单位未能接待", thing4: "可在小程序改约其他场次" },
    text: `您预约的「${booking.facilityName}」${visitDay(booking)}参观未通过。${withRemark("原因", booking)}您可以在小程序里改约其他场次。`,
  }),
  BOOKING_EXPIRED: (booking) => ({
    template: "BOOKING_EXPIRED",
    fields: { thing1: booking.facilityName, time2: visitTime(booking), thing3: "单位未在规定时间内确认", thing4: "可在小程序改约其他场次" },
    text: `很抱歉，「${booking.facilityName}」没有在规定时间内确认您 ${visitDay(booking)}的参观预约，系统已自动取消。您可以在小程序里改约其他场次。`,
  }),
  BOOKING_REMINDED: (booking) => ({
    template: "BOOKING_REMINDED",
    fields: {
      thing1: booking.facilityName,
      time2: visitTime(booking),
      number3: String(booking.heads),
      thing4: "请按时到达，入场时出示参观码",
    },
    text: `提醒：您预约了 ${visitDay(booking)}参观「${booking.facilityName}」（${booking.heads} 人）。入场时请出示小程序「我的预约」里的参观码。不能前往的，请尽早取消或致电开放单位。`,
  }),
  // Opens the facility, not the booking: what the visitor wants now is another day (promise M5).
  BOOKING_CLOSED_OUT: (booking) => ({
    template: "BOOKING_CLOSED_OUT",
    fields: { thing1: booking.facilityName, time2: visitTime(booking), thing3: remarkOf(booking) ?? "开放单位临时关闭", thing4: "点开可改约其他时间" },
    text: `很抱歉，「${booking.facilityName}」临时关闭了 ${visitDay(booking)}的场次，您的参观预约已取消。${withRemark("原因", booking)}您可以在小程序里改约其他时间。`,
    page: `${FACILITY_PAGE}?facilityId=${booking.facilityId}`,
  }),
};

/** What the waiting list says to who waits (promise M10). */
export const WAITING_NOTICES: Readonly<Record<string, (waiting: WaitingChanged) => NoticeText>> = {
  WAITING_OFFERED: (waiting) => ({
    template: "WAITING_OFFER",
    fields: { thing1: waiting.facilityName, time2: visitTime(waiting), time3: chineseTime(offeredUntilOf(waiting)), thing4: "点开接受，或让给别人" },
    text: `您候补的「${waiting.facilityName}」${visitDay(waiting)}参观有名额了（${waiting.heads} 人），为您保留到 ${instantLabel(offeredUntilOf(waiting))}。请打开小程序「我的预约」里的「候补」接受，或让给别人。`,
    page: waitingPage(waiting),
    sendAt: waiting.tellAt as Instant,
  }),
  WAITING_LAPSED: (waiting) => ({
    template: "WAITING_ENDED",
    fields: { thing1: waiting.facilityName, time2: visitTime(waiting), thing3: "没有在保留时间内接受", thing4: "可以重新加入候补" },
    text: `您候补的「${waiting.facilityName}」${visitDay(waiting)}名额没有在保留时间内接受，已让给下一组。您可以在小程序里重新加入候补。`,
    page: waitingPage(waiting),
    sendAt: waiting.tellAt as Instant,
  }),
  WAITING_ENDED: (waiting) => ({
    template: "WAITING_ENDED",
    fields: { thing1: waiting.facilityName, time2: visitTime(waiting), thing3: String(waiting["reason"] ?? "候补已结束"), thing4: "可以改约其他时间" },
    text: `您候补的「${waiting.facilityName}」${visitDay(waiting)}参观已结束候补：${String(waiting["reason"] ?? "没有空出的名额")}。您可以在小程序里改约其他时间。`,
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
    fields: { thing1: missed.facilityName, time2: `${year}年${Number(month)}月${Number(day)}日`, thing3: said.thing, thing4: said.hint },
    text: `您预约的「${missed.facilityName}」${dateLabel(missed.date as LocalDate)}参观${said.text}`,
    page: NO_SHOWS_PAGE,
  };
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
  const startsAt = /\d{2}:\d{2}/.exec(booking.periodLabel)?.[0] ?? "";
  return `${year}年${Number(month)}月${Number(day)}日 ${startsAt}`.trim();
}

function visitDay(booking: Pick<BookingDecided, "date" | "periodLabel">): string {
  return `${dateLabel(booking.date as LocalDate)} ${booking.periodLabel} `;
}

function remarkOf(booking: BookingDecided): string | undefined {
  const remark = booking["remark"];
  return typeof remark === "string" && remark !== "" ? remark : undefined;
}

function withRemark(label: string, booking: BookingDecided): string {
  const remark = remarkOf(booking);
  return remark === undefined ? "" : `${label}：${remark}。`;
}
