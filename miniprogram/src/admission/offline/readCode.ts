import nacl from "tweetnacl";
import { BOOKING_CODE_PREFIX, BookingCodePayload, POSTER_CODE_PREFIX } from "@app/contract/visits/bookingCode";
import { signedPart, splitSignedText } from "@app/contract/kernel/signedText";
import { bytesOfBase64Url, textOfUtf8, utf8Bytes } from "./bytes";

/** What a scanned text is, as far as a phone alone can tell; the same kinds as the server's. */
export type ReadCode =
  { readonly kind: "BOOKING"; readonly payload: BookingCodePayload } | { readonly kind: "POSTER" } | { readonly kind: "FORGED" } | { readonly kind: "OTHER" };

/** The poster's mini-program code carries no signature that a phone could check; at a gate it is refused either way. */
const POSTER_SCENE = /^[a-z0-9-]{1,23}~[A-Za-z0-9_-]{8}$/;

/**
 * Reads a code without network (promise M6).
 * @param publicKeyBase64Url the Ed25519 key that came with the day's list
 */
export function readCode(text: string, publicKeyBase64Url: string): ReadCode {
  const split = splitSignedText(text);
  if (split === undefined) return { kind: POSTER_SCENE.test(text.trim()) ? "POSTER" : "OTHER" };
  const publicKey = bytesOfBase64Url(publicKeyBase64Url);
  const signature = bytesOfBase64Url(split.signatureBase64Url);
  if (publicKey?.length !== nacl.sign.publicKeyLength || signature?.length !== nacl.sign.signatureLength) return { kind: "FORGED" };
  if (!nacl.sign.detached.verify(utf8Bytes(signedPart(split.prefix, split.payloadBase64Url)), signature, publicKey)) return { kind: "FORGED" };
  if (split.prefix === POSTER_CODE_PREFIX) return { kind: "POSTER" };
  if (split.prefix !== BOOKING_CODE_PREFIX) return { kind: "OTHER" };
  const payload = BookingCodePayload.safeParse(jsonOf(split.payloadBase64Url));
  return payload.success ? { kind: "BOOKING", payload: payload.data } : { kind: "FORGED" };
}

function jsonOf(payloadBase64Url: string): unknown {
  const bytes = bytesOfBase64Url(payloadBase64Url);
  const text = bytes === undefined ? undefined : textOfUtf8(bytes);
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
