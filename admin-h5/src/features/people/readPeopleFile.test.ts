import { strToU8, zipSync } from "fflate";
import { IMPORT_BYTES_MAX } from "@app/contract/people/peopleImport.schema";
import { writeWorkbook } from "../../../../functions/engines/spreadsheet/writeWorkbook";
import type { Instant } from "@app/contract/kernel/time";
import { readPeopleFile } from "./readPeopleFile";

const HEADS = ["用户名", "姓名", "手机", "单位", "岗位", "固定电话", "邮箱"];
const fileOf = (bytes: Uint8Array, name = "people.xlsx") => ({ name, size: bytes.byteLength, arrayBuffer: async () => bytes.slice().buffer as ArrayBuffer });

async function workbook(rows: string[][], heads = HEADS): Promise<Uint8Array> {
  const columns = heads.map((header) => ({
    header,
    kind: "TEXT" as const,
    width: 10,
    ...(header === "单位" ? { choices: ["白沙门", "海口市生态环境局"] } : {}),
  }));
  const chunks: Buffer[] = [];
  const facts = [{ label: "怎么填", value: "一人一行" }];
  for await (const chunk of writeWorkbook(
    { name: "人员", title: "人员导入模板", facts, columns, pages: [rows], isForm: true },
    "2026-03-07T09:00:00.000+08:00" as Instant,
  ))
    chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
const sheet = (cells: string): Uint8Array =>
  zipSync({
    "[Content_Types].xml": strToU8("<Types/>"),
    "xl/workbook.xml": strToU8(
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    "xl/worksheets/sheet1.xml": strToU8(
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${cells}</sheetData></worksheet>`,
    ),
  });

it("reads the template as people fill it in: below the instructions, blanks cut, empty lines left out, with the numbers of the rows", async () => {
  const read = await readPeopleFile(
    fileOf(
      await workbook([
        ["zhang.san", " 张三 ", "13800000001", "白沙门", "门岗", "", "a@example.com"],
        ["", "", "", "", "", "", ""],
        ["li.si", "李四", "13800000002", "白沙门", "门岗、设施管理员", "", ""],
      ]),
    ),
  );
  const row = { organization: "白沙门", landline: "" };
  expect(read).toEqual({
    ok: true,
    value: [
      { ...row, rowNumber: 4, username: "zhang.san", name: "张三", phone: "13800000001", posts: "门岗", email: "a@example.com" },
      { ...row, rowNumber: 6, username: "li.si", name: "李四", phone: "13800000002", posts: "门岗、设施管理员", email: "" },
    ],
  });
});

it("a phone that was typed as a number is what was typed", async () => {
  const cells = HEADS.map((head, index) => `<c r="${"ABCDEFG"[index]}1" t="inlineStr"><is><t>${head}</t></is></c>`).join("");
  const read = await readPeopleFile(
    fileOf(sheet(`<row r="1">${cells}</row><row r="2"><c r="A2" t="inlineStr"><is><t>zhang.san</t></is></c><c r="C2"><v>13800000001</v></c></row>`)),
  );
  expect(read).toMatchObject({ ok: true, value: [{ rowNumber: 2, username: "zhang.san", phone: "13800000001" }] });
});

it.each<[string, () => Promise<{ name: string; size: number; arrayBuffer(): Promise<ArrayBuffer> }>, RegExp]>([
  ["a picture", async () => fileOf(new Uint8Array([0xff, 0xd8, 0xff, 0xe0])), /不是能读的 Excel/],
  ["nothing", async () => fileOf(new Uint8Array()), /不是能读的 Excel/],
  ["an archive of something else", async () => fileOf(zipSync({ "word/document.xml": strToU8("<a/>") })), /不是能读的 Excel/],
  ["an old .xls", async () => fileOf(new Uint8Array([0xd0, 0xcf]), "people.xls"), /另存为 .xlsx/],
  ["more than 2 MB", async () => ({ ...fileOf(new Uint8Array(4)), size: IMPORT_BYTES_MAX + 1 }), /超过 2 MB/],
  [
    "a zip bomb",
    async () => fileOf(zipSync({ "xl/workbook.xml": strToU8("<a/>"), "xl/worksheets/sheet1.xml": new Uint8Array(31 * 1024 * 1024) })),
    /解开后太大/,
  ],
  ["a formula", async () => fileOf(sheet('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>')), /表里有公式/],
  ["other heads", async () => fileOf(await workbook([["a", "b"]], ["姓名", "电话"])), /没有找到表头/],
  [
    "a head that is missing",
    async () =>
      fileOf(
        await workbook(
          [["a"]],
          HEADS.filter((head) => head !== "岗位"),
        ),
      ),
    /缺少「岗位」/,
  ],
  ["no rows", async () => fileOf(await workbook([])), /没有内容/],
  ["1 001 rows", async () => fileOf(await workbook(Array.from({ length: 1001 }, (_, n) => [`user${n}`]))), /最多导入 1000 行/],
])("%s is refused with a sentence", async (_, file, sentence) => {
  const read = await readPeopleFile(await file());
  expect(read).toMatchObject({ ok: false, refusal: { sentence: expect.stringMatching(sentence) } });
});
