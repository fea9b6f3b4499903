import { crc32 } from "node:zlib";
import { letterDocument, letterParagraphs, type LetterFacts } from "./letterDocument";

const FACTS: LetterFacts = {
  kind: "AGENCY",
  organizationName: "海口市<应急>&管理局",
  principalName: "刘国强",
  username: "lvyuan",
  regions: ["海南省海口市"],
  categories: ["FIRE"],
};

/** The parts of an archive that is stored as it is, read by its directory. */
function partsOf(zip: Uint8Array): Map<string, string> {
  const file = Buffer.from(zip);
  const end = file.lastIndexOf(Buffer.from("PK\x05\x06"));
  let at = file.readUInt32LE(end + 16);
  const parts = new Map<string, string>();
  for (let count = file.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [crc, size, nameLength, offset] = [file.readUInt32LE(at + 16), file.readUInt32LE(at + 24), file.readUInt16LE(at + 28), file.readUInt32LE(at + 42)];
    const name = file.subarray(at + 46, at + 46 + nameLength).toString();
    const begin = offset + 30 + file.readUInt16LE(offset + 26);
    const bytes = file.subarray(begin, begin + size);
    expect(crc32(bytes)).toBe(crc);
    parts.set(name, bytes.toString());
    at += 46 + nameLength;
  }
  return parts;
}

it("is a Word document whose parts are whole, and whose text is text whatever a name holds", () => {
  const parts = partsOf(letterDocument(FACTS));
  expect([...parts.keys()]).toEqual(["[Content_Types].xml", "_rels/.rels", "word/document.xml"]);
  expect(parts.get("word/document.xml")).toContain("海口市&lt;应急&gt;&amp;管理局");
});

it("says what is known and leaves a line for what is not", () => {
  expect(letterParagraphs(FACTS).map(({ text }) => text)).toEqual([
    "机构授权书",
    "城市环境共治平台主管部门：",
    "兹授权我单位 刘国强（身份证号：　　　　　　　　　　　　　　　　）为负责人，在城市环境共治平台以用户名 lvyuan 办理与本单位职责有关的事项。",
    "管控区域：海南省海口市",
    "管控类别：消防安全",
    "我单位对注册时填写的内容的真实性负责；负责人变更时，及时在平台上办理变更。",
    "单位（盖章）：海口市<应急>&管理局",
    "年　　月　　日",
  ]);
  const blank = letterParagraphs({ ...FACTS, kind: "CONTRACTOR", organizationName: "", principalName: " ", regions: [], categories: [] });
  expect(blank.map(({ text }) => text).filter((text) => text.includes("　　　　　　　　")).length).toBe(3);
  expect(blank.some(({ text }) => text.startsWith("管控类别"))).toBe(false);
});
