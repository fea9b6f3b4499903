import { factsOf, readWorkbook, readZip, tableOf, type ReadWorkbook } from "../../testing/readWorkbook";
import type { Instant } from "@app/contract/kernel/time";
import { columnName, type SheetColumn, type SheetRow } from "./sheetXml";
import { writeWorkbook, type Sheet } from "./writeWorkbook";
import { CELL_TEXT_MAX } from "./xmlText";

const AT = "2026-03-07T09:00:00.000+08:00" as Instant;
const TEXT: SheetColumn = { header: "内容", kind: "TEXT", width: 20 };
const COLUMNS: readonly SheetColumn[] = [
  { header: "序号", kind: "NUMBER", width: 8 },
  { ...TEXT, header: "开放单位" },
  { header: "日期", kind: "DATE", width: 12 },
  { header: "时间", kind: "MOMENT", width: 18 },
];

async function written(changes: Partial<Sheet>): Promise<Buffer> {
  const sheet: Sheet = { name: "明细", title: "预约明细", facts: [{ label: "筛选条件", value: "全部" }], columns: [TEXT], pages: [], ...changes };
  const pieces: Buffer[] = [];
  for await (const piece of writeWorkbook(sheet, AT)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function read(changes: Partial<Sheet>): Promise<ReadWorkbook> {
  return readWorkbook(await written(changes));
}

describe("T34 R15 a cell keeps its text and computes nothing", () => {
  const cases: readonly [string, string, boolean][] = [
    ["=", '=HYPERLINK("https://evil.example","点我")', true],
    ["= with a command", "=cmd|' /C calc'!A0", true],
    ["+", "+8613900000001", true],
    ["-", "-1+1", true],
    ["@", "@SUM(A1:A9)", true],
    ["a tab first", "\t=1+1", true],
    ["a newline first", "\n=1+1", true],
    ["a carriage return first", "\r=1+1", true],
    ["the wide =", "＝1+1", true],
    ["a formula in the middle", "a=1+1", false],
    ["quotes", "他说\"你好\"，她说'好'", false],
    ["newlines", "第一行\n第二行\r\n第三行", false],
    ["spaces at both ends", "  中间  ", false],
    ["markup", "<b>&amp;</b>]]><![CDATA[x]]>", false],
    ["emoji with joiners", "👨‍👩‍👧‍👦🇨🇳𠮷", false],
    ["an rtl override", "\u202eabc\u202c", false],
    ["control characters", "a\u0000b\u0001c\u001fd\u007fe\ufffef", false],
    ["what looks like an escape", "_x0041_ 与 _x005F_x0041_", false],
    ["digits with zeros in front", "0012345678901234567890", false],
    ["nothing", "", false],
    ["as long as a cell may be", "长".repeat(CELL_TEXT_MAX), false],
  ];
  it.each(cases)("%s", async (_, text, isGuarded) => {
    const workbook = await read({ pages: [[[text]]] });
    expect(workbook.hasFormula).toBe(false);
    expect(workbook.rows.at(-1)).toEqual([{ value: text, format: "49", bold: false, quotePrefix: isGuarded }]);
  });

  it("cuts what is longer than a cell, never inside a character", async () => {
    const [plain, paired] = tableOf(await read({ pages: [[["长".repeat(40_000)], [`a${"😀".repeat(20_000)}`]]] }))
      .slice(1)
      .flat() as [string, string];
    expect(plain).toBe(`${"长".repeat(CELL_TEXT_MAX - 1)}…`);
    expect(paired).toBe(`a${"😀".repeat(16_382)}…`);
  });

  it("writes half a surrogate pair as the replacement character", async () => {
    expect(tableOf(await read({ pages: [[["a\ud800b\udc00c"]]] }))[1]).toEqual(["a\ufffdb\ufffdc"]);
  });

  it("keeps all parts well-formed whatever the title, the facts and the heads say", async () => {
    const hostile = '=1+1<&>"\u0001';
    const workbook = await read({ title: hostile, facts: [{ label: hostile, value: hostile }], columns: [{ ...TEXT, header: hostile }], name: "a&b<c" });
    expect([workbook.rows[0]?.[0]?.value, workbook.rows[1]?.[1]?.value, workbook.rows[3]?.[0]?.value, workbook.hasFormula]).toEqual([
      hostile,
      hostile,
      hostile,
      false,
    ]);
  });
});

it("writes numbers as numbers, days and moments as real dates of China's clock", async () => {
  const workbook = await read({ columns: COLUMNS, pages: [[[1, "白沙门", "2026-03-07", "2026-03-07T23:59:30.000+08:00"]]] });
  expect(workbook.rows.at(-1)).toEqual([
    { value: 1, format: "1", bold: false, quotePrefix: false },
    { value: "白沙门", format: "49", bold: false, quotePrefix: false },
    { value: 46_088, format: "yyyy-mm-dd", bold: false, quotePrefix: false },
    { value: 46_088.99965278, format: "yyyy-mm-dd hh:mm", bold: false, quotePrefix: false },
  ]);
  expect(tableOf(workbook)[1]).toEqual([1, "白沙门", "2026-03-07", "2026-03-07 23:59"]);
});

it("leaves a day as text where spreadsheets count wrong", async () => {
  expect(tableOf(await read({ columns: COLUMNS, pages: [[[1, "a", "1900-02-28", "1900-03-01T00:00:00.000+08:00"]]] }))[1]).toEqual([
    1,
    "a",
    "1900-02-28",
    "1900-03-01 00:00",
  ]);
});

it("refuses what is no number", async () => {
  await expect(written({ columns: COLUMNS, pages: [[[Number.NaN]]] })).rejects.toThrow("A5 would hold NaN");
});

it("explains itself: title, facts, the number of rows, a frozen bold head, widths, a bold total", async () => {
  const pages = [
    [
      [1, "a"],
      [2, "b"],
    ],
    [],
    [[3, "c"]],
  ] satisfies SheetRow[][];
  const workbook = await read({ columns: COLUMNS, pages, total: () => [undefined, undefined, "合计"] });
  expect(workbook.sheetName).toBe("明细");
  expect(workbook.rows[0]?.map((cell) => [cell?.value, cell?.bold])).toEqual([["预约明细", true]]);
  expect(factsOf(workbook)).toEqual({ 筛选条件: "全部", 行数: "3 行（不含合计）" });
  expect([workbook.frozenRows, workbook.widths]).toEqual([4, [8, 20, 12, 18]]);
  expect(workbook.rows[3]?.map((cell) => cell?.bold)).toEqual([true, true, true, true]);
  expect(tableOf(workbook)).toEqual([
    ["序号", "开放单位", "日期", "时间"],
    [1, "a", undefined, undefined],
    [2, "b", undefined, undefined],
    [3, "c", undefined, undefined],
    [undefined, undefined, "合计", undefined],
  ]);
  expect(workbook.rows.at(-1)?.[2]).toMatchObject({ value: "合计", bold: true });
});

it("is a whole workbook without a single row", async () => {
  const workbook = await read({});
  expect([factsOf(workbook)["行数"], tableOf(workbook)]).toEqual(["0 行", [["内容"]]]);
  expect([...readZip(await written({})).keys()]).toEqual([
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
  ]);
});

it("lets others have their turn while it writes, and stops asking for rows when nobody reads on", async () => {
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 0);
  let asked = 0;
  function* pages(): Generator<SheetRow[]> {
    for (; asked < 200; asked += 1) yield Array.from({ length: 200 }, (_, row) => [row, `第 ${asked} 页`, "2026-03-07", AT]);
  }
  for await (const piece of writeWorkbook({ name: "a", title: "a", facts: [], columns: COLUMNS, pages: pages() }, AT))
    if (piece.length > 0 && asked >= 100) break;
  clearInterval(counting);
  expect(asked).toBeLessThan(110);
  expect(turns).toBeGreaterThan(10);
});

it("names columns as spreadsheets do", () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
});
