import { BOOKING_STATUSES, type BookingDetail } from "@app/contract/visits/booking.schema";
import { isTurnedAway, nextStepText } from "./bookingProgress";

const cancelled = (eventType: string) => ({ status: "CANCELLED", timeline: [{ eventType: "BOOKING_SUBMITTED" }, { eventType }] }) as BookingDetail;

test("M5 who was cancelled by a closing reads that it was the facility, and where to go on", () => {
  expect(nextStepText(cancelled("BOOKING_CLOSED_OUT"))).toBe("很抱歉，开放单位临时关闭了这个场次。您可以改约其他时间。");
  expect(nextStepText(cancelled("BOOKING_CANCELLED"))).toBe("这次预约已取消，名额已还给其他人。");
});

test("another time is offered to exactly those who were turned away", () => {
  expect(BOOKING_STATUSES.filter((status) => isTurnedAway({ status }))).toEqual(["DECLINED", "CANCELLED", "EXPIRED"]);
});
