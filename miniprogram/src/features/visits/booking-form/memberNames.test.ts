import { memberNames } from "./memberNames";

test.each([
  ["林小燕\n王小明", ["林小燕", "王小明"]],
  ["1. 林小燕\r\n2、王小明\r\n\r\n（3）陈志强", ["林小燕", "王小明", "陈志强"]],
  ["林小燕，王小明、陈志强；阿依古丽·买买提", ["林小燕", "王小明", "陈志强", "阿依古丽·买买提"]],
  ["1\t林小燕\n2\t王小明", ["林小燕", "王小明"]],
  ["  \n ", []],
])("%j are %j", (pasted, names) => {
  expect(memberNames(pasted)).toEqual(names);
});
