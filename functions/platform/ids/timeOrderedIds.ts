import { randomBytes } from "node:crypto";
import type { Ids } from "../../engines/context/ids";

// Crockford's base 32: no I, L, O, U, so that an id read aloud over the phone is not mistaken.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 10;

/** 10 characters of the millisecond and 10 random ones (50 bits): two ids of one millisecond collide once in 10^15 pairs, and then a write's `absent` refuses. */
export function createTimeOrderedIds(nowEpochMs: () => number): Ids {
  return {
    next() {
      let time = nowEpochMs();
      let text = "";
      for (let index = 0; index < TIME_CHARACTERS; index += 1) {
        text = ALPHABET.charAt(time % 32) + text;
        time = Math.floor(time / 32);
      }
      const random = randomBytes(RANDOM_CHARACTERS);
      for (const byte of random) text += ALPHABET.charAt(byte & 31);
      return text;
    },
  };
}
