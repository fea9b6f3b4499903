import { BOOKING_CODE_PREFIX, BookingCodePayload, POSTER_CODE_PREFIX, PosterCodePayload } from "@app/contract/visits/bookingCode";
import { splitSignedText } from "@app/contract/kernel/signedText";
import type { CodePort } from "../../engines/codes/codePort";

/** What a scanned text is: a booking's code, a gate's poster, a forgery of either, or something else entirely. */
export type ScannedCode =
  | { readonly kind: "BOOKING"; readonly bookingId: string; readonly facilityId: string }
  | { readonly kind: "POSTER"; readonly facilityId: string }
  | { readonly kind: "FORGED" }
  | { readonly kind: "OTHER" };

// WeChat allows 32 characters in a scene: too few for a signature, enough for `<facility>~<mark>`.
const SCENE_LENGTH_MAX = 32;

/** What the mini-program code on a poster carries. Throws when the facility's id is too long for it: ids are given by us, at most 23 characters. */
export function posterScene(facilityId: string, codes: CodePort): string {
  const scene = `${facilityId}~${codes.shortMark(`poster ${facilityId}`)}`;
  if (scene.length > SCENE_LENGTH_MAX) throw new Error(`facility id ${facilityId} is too long for a WeChat scene`);
  return scene;
}

export function readScannedCode(text: string, codes: CodePort): ScannedCode {
  const split = splitSignedText(text);
  if (split === undefined) {
    const scene = /^([a-z0-9-]{1,23})~([A-Za-z0-9_-]{8})$/.exec(text.trim());
    if (scene === null) return { kind: "OTHER" };
    return scene[1] !== undefined && codes.shortMark(`poster ${scene[1]}`) === scene[2] ? { kind: "POSTER", facilityId: scene[1] } : { kind: "FORGED" };
  }
  const payload = codes.verify(split.prefix, split.payloadBase64Url, split.signatureBase64Url);
  if (payload === undefined) return { kind: "FORGED" };
  if (split.prefix === BOOKING_CODE_PREFIX) {
    const booking = BookingCodePayload.safeParse(payload);
    return booking.success ? { kind: "BOOKING", bookingId: booking.data.b, facilityId: booking.data.f } : { kind: "FORGED" };
  }
  if (split.prefix === POSTER_CODE_PREFIX) {
    const poster = PosterCodePayload.safeParse(payload);
    return poster.success ? { kind: "POSTER", facilityId: poster.data.f } : { kind: "FORGED" };
  }
  return { kind: "OTHER" };
}
