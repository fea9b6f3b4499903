import type { BookingSummary } from "@app/contract/visits/booking.schema";
import { arrivalsMatching } from "./arrivalSearch";

const items = [
  { contactName: "林小燕", contactPhone: "13900000001", bookingNumber: "7K2M9XQA" },
  { contactName: "王芳", contactPhone: "13812345678", bookingNumber: "AB12CD34" },
] as BookingSummary[];

test.each([
  ["", ["林小燕", "王芳"]],
  ["  ", ["林小燕", "王芳"]],
  ["小燕", ["林小燕"]],
  ["5678", ["王芳"]],
  ["1234", []],
  ["9xqa", ["林小燕"]],
  ["李", []],
])("%p finds %p", (words, expected) => {
  expect(arrivalsMatching(items, words).map(({ contactName }) => contactName)).toEqual(expected);
});
