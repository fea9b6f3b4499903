import { BOOKING_STATUSES, type BookingDetail } from "@app/contract/visits/booking.schema";
import { isOver, isTurnedAway, nextStepText, partyLabel } from "./bookingProgress";

const cancelled = (eventType: string) => ({ status: "CANCELLED", timeline: [{ eventType: "BOOKING_SUBMITTED" }, { eventType }] }) as BookingDetail;

test("M5 who was cancelled by a closing reads that it was the facility, and where to go on", () => {
  expect(nextStepText(cancelled("BOOKING_CLOSED_OUT"))).toBe("很抱歉，开放单位临时关闭了这个场次。您可以改约其他时间。");
  expect(nextStepText(cancelled("BOOKING_CANCELLED"))).toBe("这次预约已取消，名额已还给其他人。");
});

test.each([
  [0, "请在参观当天 09:00 前到达，向工作人员出示下面的入场码。"],
  [12, "还有 28 人未入场，可继续用同一个入场码入场。"],
  [40, "全部人员都已入场，祝您参观愉快。"],
])("a team of 40 with %i inside stays confirmed and reads what is left to do", (headsEntered, text) => {
  expect(nextStepText({ status: "CONFIRMED", startsAt: "09:00", heads: 40, headsEntered } as BookingDetail)).toBe(text);
});

test("a team reads its own name, a family its kind", () => {
  expect(partyLabel({ kindLabel: "团队", teamName: "海口市第一中学" })).toBe("团队 · 海口市第一中学");
  expect(partyLabel({ kindLabel: "家庭(个人)" })).toBe("家庭(个人)");
});

test("another time is offered to exactly those who were turned away", () => {
  expect(BOOKING_STATUSES.filter((status) => isTurnedAway({ status }))).toEqual(["DECLINED", "CANCELLED", "EXPIRED"]);
});

test("again is offered to everybody but those who still wait or go", () => {
  expect(BOOKING_STATUSES.filter((status) => !isOver({ status }))).toEqual(["PENDING", "CONFIRMED"]);
});
