import { hazardCategoryLabel } from "@app/contract/organizations/hazardCategories";
import { REGISTRATION_KIND_ROWS, type RegistrationKind } from "@app/contract/registrations/registrationKinds";

/** What is known already stands in the letter; the rest is a line to write on. */
export interface LetterFacts {
  readonly kind: RegistrationKind;
  readonly organizationName: string;
  readonly principalName: string;
  readonly username: string;
  readonly regions: readonly string[];
  readonly categories: readonly string[];
}

const BLANK = "　　　　　　　　";
const or = (text: string): string => (text.trim() === "" ? BLANK : text.trim());

/** The paragraphs of 授权书: to be printed, sealed, and scanned or photographed. */
export function letterParagraphs(facts: LetterFacts): readonly { readonly text: string; readonly style: "TITLE" | "BODY" | "RIGHT" }[] {
  const row = REGISTRATION_KIND_ROWS[facts.kind];
  const scope = [
    `${row.regionsLabel}：${facts.regions.length === 0 ? BLANK : facts.regions.join("、")}`,
    ...(row.asksCategories ? [`管控类别：${facts.categories.length === 0 ? BLANK : facts.categories.map(hazardCategoryLabel).join("、")}`] : []),
  ];
  return [
    { style: "TITLE", text: row.letterLabel },
    { style: "BODY", text: "城市环境共治平台主管部门：" },
    {
      style: "BODY",
      text: `兹授权我单位 ${or(facts.principalName)}（身份证号：${BLANK}${BLANK}）为${row.principalLabel}，在城市环境共治平台以用户名 ${or(facts.username)} 办理与本单位职责有关的事项。`,
    },
    ...scope.map((text) => ({ style: "BODY" as const, text })),
    { style: "BODY", text: "我单位对注册时填写的内容的真实性负责；负责人变更时，及时在平台上办理变更。" },
    { style: "RIGHT", text: `单位（盖章）：${or(facts.organizationName)}` },
    { style: "RIGHT", text: "年　　月　　日" },
  ];
}

/** The letter as a .docx, made here: nothing of it leaves the computer before it is sealed and uploaded. */
export function letterDocument(facts: LetterFacts): Uint8Array<ArrayBuffer> {
  const paragraphs = letterParagraphs(facts).map(({ text, style }) => paragraph(text, style));
  return storedZip([
    [
      "[Content_Types].xml",
      `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    ],
    [
      "_rels/.rels",
      `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    ],
    [
      "word/document.xml",
      `${XML}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs.join("")}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1531" w:bottom="1440" w:left="1531"/></w:sectPr></w:body></w:document>`,
    ],
  ]);
}
export const LETTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Half points; a title of 22 pt, a text of 16 pt, as offices print. */
const STYLES = {
  TITLE: { paragraph: '<w:jc w:val="center"/><w:spacing w:after="600"/>', size: 44, isBold: true },
  BODY: { paragraph: '<w:spacing w:line="560" w:lineRule="exact" w:after="120"/><w:ind w:firstLine="640"/>', size: 32, isBold: false },
  RIGHT: { paragraph: '<w:jc w:val="right"/><w:spacing w:before="480"/>', size: 32, isBold: false },
} as const;

function paragraph(text: string, style: keyof typeof STYLES): string {
  const { paragraph: properties, size, isBold } = STYLES[style];
  const run = `<w:rPr><w:rFonts w:eastAsia="FangSong" w:ascii="FangSong" w:hAnsi="FangSong"/>${isBold ? "<w:b/>" : ""}<w:sz w:val="${size}"/></w:rPr>`;
  return `<w:p><w:pPr>${properties}</w:pPr><w:r>${run}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
}

/** Control characters have no place in XML, and a name is typed by a stranger. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}

/** A ZIP without packing: three small parts, and a browser has no tool for it of its own. */
function storedZip(parts: readonly (readonly [name: string, text: string])[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const chunks: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, text] of parts) {
    const [nameBytes, bytes] = [encoder.encode(name), encoder.encode(text)];
    // Version, UTF-8 names, stored, no date worth telling (1980-01-01), crc, sizes, name.
    const about = [
      [2, 20],
      [2, 0x0800],
      [2, 0],
      [2, 0],
      [2, 0x21],
      [4, crc32(bytes)],
      [4, bytes.length],
      [4, bytes.length],
      [2, nameBytes.length],
      [2, 0],
    ] as const;
    const header = [numbers([4, 0x04034b50], ...about), nameBytes, bytes];
    directory.push(numbers([4, 0x02014b50], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), nameBytes);
    chunks.push(...header);
    offset += header.reduce((sum, { length }) => sum + length, 0);
  }
  const directoryBytes = directory.reduce((sum, { length }) => sum + length, 0);
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, parts.length], [2, parts.length], [4, directoryBytes], [4, offset], [2, 0]);
  return joined([...chunks, ...directory, end]);
}

function numbers(...fields: readonly (readonly [width: 2 | 4, value: number])[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return bytes;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
