import type { TemplateData } from "../../engines/messaging/wechatPort";

/**
 * Kinds of template field and what they hold (订阅消息参数值内容限制). A value outside its limit loses the whole message (47003), so a facility's
 * long name would silently cost its visitors their confirmation; a shortened name costs nobody anything.
 */
const TEXT_LENGTH_MAX = { thing: 20, letter: 32, symbol: 5, character_string: 32, phone_number: 17, short_thing: 5, const: 20 } as const;
const NUMBER_DIGITS_MAX = 32;
const PHRASE_LENGTH_MAX = 5;
const NAME_HAN_MAX = 10;
const NAME_LETTERS_MAX = 20;

/** WeChat refuses an empty value as well. */
const NOTHING = "无";

export type TemplateFieldKind = keyof typeof TEXT_LENGTH_MAX | "number" | "time" | "date" | "amount" | "name" | "phrase";

/**
 * The longest beginning of `text` that the kind of field may hold, ending in … when something was left off. Lengths count UTF-16 units, the stricter
 * reading for emoji; none is cut in half. Times, dates and amounts have a form that shortening would turn into another value: they pass unchanged.
 */
export function fitTemplateValue(kind: TemplateFieldKind, text: string): string {
  // A line break inside a value is one of the ways to a 47003.
  const oneLine = text.replace(/\s+/gu, " ").trim();
  switch (kind) {
    case "time":
    case "date":
    case "amount":
      return oneLine;
    case "number":
      return numberText(oneLine);
    case "phrase":
      // Han characters only, so no … either.
      return cut(oneLine.replace(/[^\p{Script=Han}]/gu, ""), PHRASE_LENGTH_MAX, "") || NOTHING;
    case "name":
      return nameText(oneLine);
    case "letter":
      return cut(oneLine.replace(/[^A-Za-z]/g, ""), TEXT_LENGTH_MAX.letter, "") || "-";
    case "symbol":
      return cut(oneLine.replace(/[\p{L}\p{N}\s]/gu, ""), TEXT_LENGTH_MAX.symbol, "") || "-";
    case "character_string":
      // Digits, letters and ASCII signs; … is none of them.
      return cut(oneLine.replace(/[^\x20-\x7e]/g, ""), TEXT_LENGTH_MAX.character_string, "") || "-";
    case "phone_number":
      return cut(oneLine.replace(/[^\d+\-() ]/g, ""), TEXT_LENGTH_MAX.phone_number, "") || "-";
    case "thing":
    case "short_thing":
    case "const":
      return cut(oneLine, TEXT_LENGTH_MAX[kind], "…") || NOTHING;
  }
}

/** Each field by the kind its name tells: `thing1` is a thing. A name of no known kind passes unchanged, and WeChat will say so. */
export function fitTemplateData(data: TemplateData): Record<string, { readonly value: string }> {
  return Object.fromEntries(
    Object.entries(data).map(([field, text]) => {
      const kind = field.replace(/\d+$/, "");
      return [field, { value: isTemplateFieldKind(kind) ? fitTemplateValue(kind, text) : text }];
    }),
  );
}

function isTemplateFieldKind(kind: string): kind is TemplateFieldKind {
  return kind in TEXT_LENGTH_MAX || ["number", "time", "date", "amount", "name", "phrase"].includes(kind);
}

/** 「4 人」 → 4: the unit belongs to the template's title, the field takes digits and one point only. */
function numberText(text: string): string {
  const digits = /-?\d+(\.\d+)?/.exec(text.replace(/,/g, ""))?.[0] ?? "0";
  return digits.slice(0, NUMBER_DIGITS_MAX);
}

/** At most 10 characters with Han among them, 20 of letters alone; digits and signs are not allowed in a name. */
function nameText(text: string): string {
  const letters = text.replace(/[^\p{L}· ]/gu, "").trim();
  return cut(letters, /\p{Script=Han}/u.test(letters) ? NAME_HAN_MAX : NAME_LETTERS_MAX, "") || NOTHING;
}

function cut(whole: string, lengthMax: number, ending: "…" | ""): string {
  const text = whole.trim();
  if (text.length <= lengthMax) return text;
  let kept = "";
  for (const character of text) {
    if (kept.length + character.length + ending.length > lengthMax) break;
    kept += character;
  }
  return kept.trimEnd() + ending;
}
