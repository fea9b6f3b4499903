import { z } from "../kernel/zod";

/**
 * The code on the visitor's screen: `CG1.<payload>.<signature>`, payload and Ed25519 signature in base64url. The payload is compact JSON so that the QR stays
 * coarse enough for an old phone. It carries no name and no phone. Signing and verifying live where the keys live; here is only the format, shared
 * by the server, the gate and the offline check (promise M6).
 */
export const BOOKING_CODE_PREFIX = "CG1";
export const POSTER_CODE_PREFIX = "CGP1";

export const BookingCodePayload = z.strictObject({
  /** Booking id. */
  b: z.string().min(1).max(64),
  /** Facility id. */
  f: z.string().min(1).max(64),
  /** Visit day. */
  d: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** Heads of the party when the code was made, for the offline gate. */
  n: z.number().int().min(1).max(2000),
  /** Expiry, epoch seconds. */
  x: z.number().int(),
});
export type BookingCodePayload = z.infer<typeof BookingCodePayload>;

export const PosterCodePayload = z.strictObject({ f: z.string().min(1).max(64) });
export type PosterCodePayload = z.infer<typeof PosterCodePayload>;
