/**
 * 成员名单 as people paste it: a column of a spreadsheet, a chat message, a numbered list. One name a line, or between commas; numbers, bullets and blank lines
 * fall away.
 */
export function memberNames(pasted: string): string[] {
  return pasted
    .split(/[\n\r,，;；、\t]+/)
    .map((part) => part.replace(/^\s*(?:[-•*]|[（(]?\d+[)）.．:：]?)\s*/, "").trim())
    .filter((name) => name !== "");
}
