import type { RequestId } from "@app/contract/kernel/ids";

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

/**
 * Names one intention of one person: make it when the form opens, keep it with the form, send it with each try. It guards against repeats and not
 * against guessing, so plain randomness does; the mini-program has no other that answers at once.
 */
export function newRequestId(): RequestId {
  let text = Date.now().toString(36);
  while (text.length < 28) text += ALPHABET.charAt(Math.floor(Math.random() * ALPHABET.length));
  return text as RequestId;
}
