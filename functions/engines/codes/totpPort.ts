/** Six figures that change every half minute and that only the holder of a secret can tell (RFC 6238, SHA-1, as authenticator apps expect). */
export interface TotpPort {
  /** 160 random bits, base32. */
  newSecret(): string;
  /** What an authenticator app reads from the QR code. */
  address(secret: string, accountLabel: string): string;
  /** The half minute whose code this is, the one before or after now included; undefined when it is none. */
  stepOf(secret: string, code: string, nowEpochMs: number): number | undefined;
}
