import { filterIn } from "./filterIn";

test.each([
  ["", ""],
  ["?booking=b1", ""],
  ["?status=ALL&from=2026-01-01&booking=b1", "?status=ALL&from=2026-01-01"],
  ["?keyword=%E6%B0%B4&activity=a1", "?keyword=%E6%B0%B4"],
])("of %j the filter is %j: what was opened in the list is no part of it", (search, filter) => {
  expect(filterIn(search)).toBe(filter);
});
