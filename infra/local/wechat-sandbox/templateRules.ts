import type { DemoTemplate } from "./demoTemplates";

/**
 * What each kind of template field may hold, as WeChat documents it (订阅消息参数值内容限制). Written apart from the product's own shortening on purpose:
 * the two check each other.
 */
const HAN = "\\p{Script=Han}";
const MOMENT = "(?:\\d{4}(?:年|-|/)\\d{1,2}(?:月|-|/)\\d{1,2}日?\\s?)?\\d{1,2}:\\d{2}(?::\\d{2})?";
const DAY = "\\d{4}(?:年|-|/)\\d{1,2}(?:月|-|/)\\d{1,2}日?(?:\\s?\\d{1,2}:\\d{2}(?::\\d{2})?)?";

const ALLOWED: Readonly<Record<string, RegExp>> = {
  thing: /^.{1,20}$/s,
  short_thing: /^.{1,5}$/s,
  const: /^.{1,20}$/s,
  number: /^(?=.{1,32}$)-?\d+(?:\.\d+)?$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[^\p{L}\p{N}\s]{1,5}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
  time: new RegExp(`^${MOMENT}(?:\\s?~\\s?${MOMENT})?$`),
  date: new RegExp(`^${DAY}(?:\\s?~\\s?${DAY})?$`),
  amount: /^\p{Sc}?\d{1,10}(?:\.\d+)?元?$/u,
  phone_number: /^[\d+\-() ]{1,17}$/,
  car_number: /^.{1,8}$/s,
  name: new RegExp(`^(?:[\\p{L}· ]{1,10}|(?!.*${HAN})[\\p{L}· ]{1,20})$`, "u"),
  phrase: new RegExp(`^${HAN}{1,5}$`, "u"),
};

/** The first field that breaks a rule, in WeChat's words; undefined when the message may go out. */
export function templateProblem(template: DemoTemplate, data: unknown): string | undefined {
  const given = typeof data === "object" && data !== null ? (data as Readonly<Record<string, unknown>>) : {};
  for (const field of Object.keys(template.fields)) {
    const value = valueOf(given[field]);
    if (value === undefined || value === "") return ` data.${field}.value is empty`;
    if (/[\r\n]/.test(value) || ALLOWED[kindOf(field)]?.test(value) !== true) return ` data.${field}.value invalid`;
  }
  return undefined;
}

/** A card's lines: label and value, in the template's order. */
export function cardFields(template: DemoTemplate, data: unknown): { label: string; value: string }[] {
  const given = data as Readonly<Record<string, unknown>>;
  return Object.entries(template.fields).map(([field, label]) => ({ label, value: valueOf(given[field]) ?? "" }));
}

export function kindOf(field: string): string {
  return field.replace(/\d+$/, "");
}

function valueOf(entry: unknown): string | undefined {
  const value = typeof entry === "object" && entry !== null ? (entry as { readonly value?: unknown }).value : undefined;
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
}
