/** Excel and LibreOffice keep no longer text in a cell. Counted in UTF-16 units, as they count. */
export const CELL_TEXT_MAX = 32_767;

/** What XML 1.0 cannot carry, and carriage returns, which every XML reader turns into newlines. */

const UNWRITABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;
/** Reads as an escape although somebody typed it. */
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;
const HALF_PAIR = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const NEEDS_WORK = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff\ud800-\udfff&<>]|_x/;

/**
 * A cell's text as XML content that reads back the same: control characters as `_x0001_` (ECMA-376, ST_Xstring), half a surrogate pair as U+FFFD. A text
 * beyond the limit is cut and ends in 「…」.
 */
export function cellText(text: string): string {
  const whole = text.length > CELL_TEXT_MAX ? cut(text) : text;
  if (!NEEDS_WORK.test(whole)) return whole;
  return escapeXml(
    whole
      .replace(HALF_PAIR, "\ufffd")
      .replace(LOOKS_ESCAPED, "_x005F_")
      .replace(UNWRITABLE, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`),
  );
}

export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A text that a spreadsheet would take for a formula if somebody typed it there (ASVS 1.2.10). */
export function looksLikeFormula(text: string): boolean {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text);
}

function cut(text: string): string {
  const kept = text.slice(0, CELL_TEXT_MAX - 1);
  // Half of a pair at the cut would become a character that nobody wrote.
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}
