import { cellText, escapeXml } from "./xmlText";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Positions in `cellXfs` below. */
export const STYLES = {
  title: 1,
  factLabel: 2,
  fact: 3,
  head: 4,
  text: 5,
  /** Keeps its text when somebody edits the cell or saves it anew, as a leading apostrophe would. */
  guardedText: 6,
  number: 7,
  date: 8,
  moment: 9,
  totalText: 10,
  totalNumber: 11,
} as const;

const FORMATS = { general: 0, integer: 1, text: 49, date: 164, moment: 165 } as const;

function format(numberFormat: number, font = 0, more = ""): string {
  return `<xf numFmtId="${numberFormat}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"${more}/>`;
}

const FONT = '<name val="等线"/><family val="2"/><charset val="134"/>';

const STYLE_SHEET = `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="${FORMATS.date}" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="${FORMATS.moment}" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>${[
  `<fonts count="3"><font><sz val="11"/>${FONT}</font><font><b/><sz val="16"/>${FONT}</font><font><b/><sz val="11"/>${FONT}</font></fonts>`,
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE4F3EC"/><bgColor indexed="64"/></patternFill></fill></fills>',
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF9DB3A9"/></bottom><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="12">',
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  format(FORMATS.general, 1),
  format(FORMATS.general, 2),
  format(FORMATS.text),
  '<xf numFmtId="0" fontId="2" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center"/></xf>',
  format(FORMATS.text),
  format(FORMATS.text, 0, ' quotePrefix="1"'),
  format(FORMATS.integer),
  format(FORMATS.date),
  format(FORMATS.moment),
  format(FORMATS.text, 2),
  format(FORMATS.integer, 2),
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
].join("")}`;

/** The parts of a workbook that do not depend on its rows. @param secondSheet the name of another one, if there is one */
export function fixedParts(sheetName: string, secondSheet?: string): { readonly name: string; readonly content: readonly string[] }[] {
  // With the numbers of their relationships below.
  const sheets: readonly (readonly [name: string, relationship: number])[] = [
    [sheetName, 1],
    ...(secondSheet === undefined ? [] : [[secondSheet, 4] as const]),
  ];
  return [
    {
      name: "[Content_Types].xml",
      content: [
        `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`,
        `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${sheets.map((_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`).join("")}`,
        `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPE}.sharedStrings+xml"/></Types>`,
      ],
    },
    { name: "_rels/.rels", content: [relationships([`${OFFICE}/officeDocument`, "xl/workbook.xml"])] },
    {
      name: "xl/workbook.xml",
      content: [
        `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.map(([name, id], index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${id}"/>`).join("")}</sheets></workbook>`,
      ],
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: [
        relationships(
          [`${OFFICE}/worksheet`, "worksheets/sheet1.xml"],
          [`${OFFICE}/styles`, "styles.xml"],
          [`${OFFICE}/sharedStrings`, "sharedStrings.xml"],
          ...(secondSheet === undefined ? [] : ([[`${OFFICE}/worksheet`, "worksheets/sheet2.xml"]] as const)),
        ),
      ],
    },
    { name: "xl/styles.xml", content: [STYLE_SHEET] },
  ];
}

function relationships(...targets: readonly (readonly [type: string, target: string])[]): string {
  const lines = targets.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`);
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${lines.join("")}</Relationships>`;
}

export function sharedTextsXml(texts: readonly string[]): string {
  const items = texts.map((text) => `<si><t xml:space="preserve">${cellText(text)}</t></si>`);
  return `${DECLARATION}<sst xmlns="${MAIN}" count="${texts.length}" uniqueCount="${texts.length}">${items.join("")}</sst>`;
}
