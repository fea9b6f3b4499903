import { dateLabel, type LocalDate } from "@app/contract/kernel/time";
import type { BookingDecided } from "../visits/public";

export interface NoticeText {
  /** Key of the template; which id WeChat gave it is configuration. */
  readonly template: NoticeTemplate;
  readonly fields: Readonly<Record<string, string>>;
  readonly text: string;
  /** The page of the mini-program it opens. */
  readonly page?: string;
  /** The page of the back office it opens on the official account's card; for people who work there. */
  readonly backOfficePath?: string;
}
const FACILITY_PAGE = "features/visits/facility/index";

export const NOTICE_TEMPLATES = ["BOOKING_CONFIRMED", "BOOKING_DECLINED", "BOOKING_EXPIRED", "BOOKING_CLOSED_OUT", "WORK_REMINDER"] as const;
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
  // Opens the facility, not the booking: what the visitor wants now is another day (promise M5).
  BOOKING_CLOSED_OUT: (booking) => ({
    template: "BOOKING_CLOSED_OUT",
    fields: { thing1: booking.facilityName, time2: visitTime(booking), thing3: remarkOf(booking) ?? "开放单位临时关闭", thing4: "点开可改约其他时间" },
    text: `很抱歉，「${booking.facilityName}」临时关闭了 ${visitDay(booking)}的场次，您的参观预约已取消。${withRemark("原因", booking)}您可以在小程序里改约其他时间。`,
    page: `${FACILITY_PAGE}?facilityId=${booking.facilityId}`,
  }),
};

/** 「2026年11月28日 09:00」, the form of WeChat's time field. */
function visitTime(booking: BookingDecided): string {
  const [year, month, day] = booking.date.split("-");
  const startsAt = /\d{2}:\d{2}/.exec(booking.periodLabel)?.[0] ?? "";
  return `${year}年${Number(month)}月${Number(day)}日 ${startsAt}`.trim();
}

function visitDay(booking: BookingDecided): string {
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
