import { arrivalsMatching } from "./arrivalSearch";

const parties = [
  { contactName: "林小燕", phoneTail: "0001", bookingNumber: "7K2M9XQA" },
  { contactName: "王芳", phoneTail: "5678", bookingNumber: "AB12CD34" },
  { contactName: "符老师", teamName: "海口市第九小学", phoneTail: "", bookingNumber: "ZZ12CD99" },
];

test.each([
  ["", ["林小燕", "王芳", "符老师"]],
  ["  ", ["林小燕", "王芳", "符老师"]],
  ["小燕", ["林小燕"]],
  ["第九小学", ["符老师"]],
  ["5678", ["王芳"]],
  ["78", ["王芳"]],
  ["13812345678", ["王芳"]],
  ["1234", []],
  ["9xqa", ["林小燕"]],
  ["李", []],
])("%p finds %p", (words, expected) => {
  expect(arrivalsMatching(parties, words).map(({ contactName }) => contactName)).toEqual(expected);
});
