import { choosable, hidingStyle, type TableColumn } from "./tableColumns";

const COLUMNS: readonly TableColumn[] = [
  { label: "" },
  { label: "序号" },
  { label: "开放单位", isFixed: true },
  { label: "人数" },
  { label: "详细", isFixed: true },
];

test("ticks and fixed columns are not offered", () => {
  expect(choosable(COLUMNS)).toEqual(["序号", "人数"]);
});

test.each([
  [[], ""],
  [["人数"], "#t tr > :nth-child(4) { display: none; }"],
  [["序号", "人数"], "#t tr > :nth-child(2), #t tr > :nth-child(4) { display: none; }"],
  [["没有这一列"], ""],
])("hidden %j: %s", (hidden, style) => {
  expect(hidingStyle("t", COLUMNS, hidden)).toBe(style);
});
