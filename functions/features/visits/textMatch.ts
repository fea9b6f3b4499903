/** What of a name counts when names are compared: letters and digits, of one width and case. 「白沙门 （一期）」 and "白沙门(一期)" are one; signs alone are nothing. */
export function comparable(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
