import type { Instant } from "@app/contract/kernel/time";
import { afterTheNight, offerEndsAt } from "./offerHours";

const at = (text: string): Instant => `2026-03-${text}.000+08:00` as Instant;
const FAR = at("20T00:00:00");

test.each([
  ["by day four hours", "07T09:00:00", "07T13:00:00"],
  ["until the last moment of the day", "07T18:00:00", "07T22:00:00"],
  ["the evening's rest goes over to the morning", "07T20:30:00", "08T09:30:00"],
  ["one second before the night", "07T21:59:59", "08T10:59:59"],
  ["as the night begins", "07T22:00:00", "08T11:00:00"],
  ["at midnight", "08T00:00:00", "08T11:00:00"],
  ["one second before the morning", "08T06:59:59", "08T11:00:00"],
  ["as the morning begins", "08T07:00:00", "08T11:00:00"],
])("M10 an offer stands %s: made %s, ends %s", (_, madeAt, endsAt) => {
  expect(offerEndsAt(at(madeAt), FAR)).toBe(at(endsAt));
});

test("M10 an offer never outlasts the end of booking", () => {
  expect(offerEndsAt(at("07T23:00:00"), at("08T00:00:00"))).toBe(at("08T00:00:00"));
  expect(offerEndsAt(at("07T09:00:00"), at("07T13:00:00"))).toBe(at("07T13:00:00"));
  expect(offerEndsAt(at("07T09:00:00"), at("07T12:59:59"))).toBe(at("07T12:59:59"));
});

test.each([
  ["07T06:59:59", "07T07:00:00"],
  ["07T07:00:00", "07T07:00:00"],
  ["07T21:59:59", "07T21:59:59"],
  ["07T22:00:00", "08T07:00:00"],
])("M10 a message of %s goes out at %s", (moment, sentAt) => {
  expect(afterTheNight(at(moment))).toBe(at(sentAt));
});
