import { randomFillSync } from "node:crypto";
import type { Ids } from "../../engines/context/ids";

// Crockford's base 32: no I, L, O, U, so that an id read aloud over the phone is not mistaken.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 10;
/** Asking the system for chance costs the same for 10 bytes as for thousands, and a request needs three ids. */
const POOL_BYTES = 4000;

/** 10 characters of the millisecond and 10 random ones (50 bits): two ids of one millisecond collide once in 10^15 pairs, and then a write's `absent` refuses. */
export function createTimeOrderedIds(nowEpochMs: () => number): Ids {
  const pool = Buffer.alloc(POOL_BYTES);
  let used = POOL_BYTES;
  return {
    next() {
      let time = nowEpochMs();
      let text = "";
      for (let index = 0; index < TIME_CHARACTERS; index += 1) {
        text = ALPHABET.charAt(time % 32) + text;
        time = Math.floor(time / 32);
      }
      if (used + RANDOM_CHARACTERS > POOL_BYTES) {
        randomFillSync(pool);
        used = 0;
      }
      for (const end = used + RANDOM_CHARACTERS; used < end; used += 1) text += ALPHABET.charAt((pool[used] ?? 0) & 31);
      return text;
    },
  };
}
