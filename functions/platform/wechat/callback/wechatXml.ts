/**
 * The XML that WeChat writes, and nothing more: elements without attributes, text without entities, CDATA. What may hurt in XML (a DOCTYPE, entities, processing
 * instructions, comments) has no place in it and is refused, so no library that knows all of XML is needed.
 */
const TOKEN = /<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][A-Za-z0-9_]{0,63})>|([^<&]+)/y;
const DEPTH_MAX = 6;
const ELEMENTS_MAX = 200;

/**
 * The texts of the root's own elements by name, and those of its `result` as `result.suggest`; undefined when it is not such a document. What else lies deeper is read
 * for its form alone. An element that holds others has no text and may come several times, as the rows of a list do.
 */
export function readWechatXml(document: string): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  const open: string[] = [];
  let text = "";
  let holdsElements = false;
  let isOver = false;
  let elements = 0;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < document.length) {
    const token = TOKEN.exec(document);
    if (token === null) return undefined;
    const [, cdata, slash, name, plain] = token;
    const characters = cdata ?? plain;
    if (characters !== undefined) {
      if (open.length === 0 && (cdata !== undefined || characters.trim() !== "")) return undefined;
      text += characters;
    } else if (name === undefined) return undefined;
    else if (slash === "") {
      elements += 1;
      if (isOver || elements > ELEMENTS_MAX || open.length >= DEPTH_MAX || (open.length === 0 && name !== "xml")) return undefined;
      open.push(name);
      holdsElements = false;
      text = "";
    } else {
      if (open.pop() !== name) return undefined;
      if (open.length === 0) isOver = true;
      const path = open.length === 2 ? `${open[1]}.${name}` : name;
      if (!holdsElements && (open.length === 1 || (open.length === 2 && open[1] === "result"))) {
        // Two of one name would let two readers see two messages.
        if (fields.has(path)) return undefined;
        fields.set(path, text);
      }
      holdsElements = true;
      text = "";
    }
  }
  return isOver ? fields : undefined;
}

/** An element's content: a text (in CDATA, whatever it holds), a number, or elements of its own. */
export type XmlContent = string | number | readonly (readonly [name: string, content: XmlContent])[];

export function writeWechatXml(fields: readonly (readonly [name: string, content: XmlContent])[]): string {
  return element("xml", fields);
}

function element(name: string, content: XmlContent): string {
  const inside =
    typeof content === "number"
      ? String(content)
      : typeof content === "string"
        ? `<![CDATA[${content.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`
        : content.map(([childName, child]) => element(childName, child)).join("");
  return `<${name}>${inside}</${name}>`;
}
