import { BOOKING_GROUP_STATUSES, type BookingDetail, type BookingStatus, type BookingSummary } from "@app/contract/visits/booking.schema";
import { momentLabel } from "../momentLabel";

const VISIT_OVER = "参观已完成，感谢您的到来。";
const ALL_ENTERED = "全部人员都已入场，祝您参观愉快。";
const partlyEntered = (headsOutside: number): string => `还有 ${headsOutside} 人未入场，可继续用同一个入场码入场。`;

/** What the status means for the booker and what comes next; the status's own word is the contract's. */
const NEXT: Readonly<Record<BookingStatus, (booking: BookingDetail) => string>> = {
  PENDING: ({ handleBy }) => `开放单位一般在 2 个工作日内答复，最晚 ${momentLabel(handleBy)}。确认后，这里会出现入场码。`,
  CONFIRMED: ({ startsAt, heads, headsEntered }) =>
    // A team that entered stays confirmed until the facility reports its visit.
    headsEntered === 0
      ? `请在参观当天 ${startsAt} 前到达，向工作人员出示下面的入场码。`
      : headsEntered < heads
        ? partlyEntered(heads - headsEntered)
        : ALL_ENTERED,
  DECLINED: () => "很抱歉，这次没有约上。您可以选择其他日期或其他单位。",
  CANCELLED: ({ timeline }) =>
    timeline.some(({ eventType }) => eventType === "BOOKING_CLOSED_OUT")
      ? "很抱歉，开放单位临时关闭了这个场次。您可以改约其他时间。"
      : "这次预约已取消，名额已还给其他人。",
  EXPIRED: () => "开放单位没有在规定时间内答复，预约已自动取消。很抱歉，请选择其他日期。",
  CHECKED_IN: ({ heads, headsEntered }) => (headsEntered < heads ? partlyEntered(heads - headsEntered) : ALL_ENTERED),
  NO_SHOW: () => "参观当天没有入场记录，这次预约已结束。",
  // What the facility and the bureau settle between them afterwards does not concern the visitor.
  REPORTED: () => VISIT_OVER,
  COUNTED: () => VISIT_OVER,
  RETURNED: () => VISIT_OVER,
};

export function nextStepText(booking: BookingDetail): string {
  return NEXT[booking.status](booking);
}

/** Under the words of the status: a team knows its visit by its own name. */
export function partyLabel(booking: Pick<BookingDetail, "kindLabel" | "teamName">): string {
  return booking.teamName === undefined ? booking.kindLabel : `${booking.kindLabel} · ${booking.teamName}`;
}

/** The visit will not happen, and the booker may well want another one. */
export function isTurnedAway(booking: Pick<BookingDetail, "status">): boolean {
  return booking.status === "CANCELLED" || booking.status === "DECLINED" || booking.status === "EXPIRED";
}

/** Been there, or nothing more will come of it: then one may book again. */
export function isOver(booking: Pick<BookingDetail, "status">): boolean {
  return !(BOOKING_GROUP_STATUSES.UPCOMING as readonly BookingStatus[]).includes(booking.status);
}

/** The facility's page with the same party: as what they came, and how many. */
export function againQuery(booking: Pick<BookingSummary, "facilityId" | "kind" | "heads">): Readonly<Record<"facilityId" | "kind" | "heads", string>> {
  return { facilityId: booking.facilityId, kind: booking.kind, heads: String(booking.heads) };
}
