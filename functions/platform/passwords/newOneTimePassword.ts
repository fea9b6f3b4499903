import { randomInt } from "node:crypto";

/** Read aloud and typed once: no letter or digit that looks like another one. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz";
const DIGITS = "23456789";
const GROUPS = 3;

/** Three groups of three letters and a digit: some 50 bits, which is plenty behind a lock-out, for the hours until it is replaced. */
export function newOneTimePassword(): string {
  const one = (alphabet: string): string => alphabet[randomInt(alphabet.length)] ?? "";
  return Array.from({ length: GROUPS }, () => one(LETTERS) + one(LETTERS) + one(LETTERS) + one(DIGITS)).join("-");
}
