import { randomBytes } from "node:crypto";

export type TokenOutcome = { readonly kind: "APP"; readonly appId: string } | { readonly kind: "INVALID" | "EXPIRED" };

export interface AccessTokens {
  /** Normal mode: the same token until its last five minutes; then a new one, while the old one lives on to its end. */
  obtain(appId: string, mode: "NORMAL" | "FORCE_REFRESH"): { readonly token: string; readonly expiresInSeconds: number };
  check(token: string): TokenOutcome;
  /** As if WeChat had renewed every token behind the product's back. */
  revokeAll(): void;
}

const TOKEN_LIFE_MS = 7_200_000;
const OVERLAP_MS = 300_000;

interface IssuedToken {
  readonly token: string;
  readonly appId: string;
  readonly endsAtEpochMs: number;
}

export function createAccessTokens(nowEpochMs: () => number): AccessTokens {
  /** Newest last. An ended token stays for a while, to be told from one that never was. */
  let issued: IssuedToken[] = [];
  return {
    obtain(appId, mode) {
      const now = nowEpochMs();
      if (mode === "FORCE_REFRESH") issued = issued.filter((token) => token.appId !== appId);
      const newest = issued.findLast((token) => token.appId === appId);
      if (newest !== undefined && newest.endsAtEpochMs - now > OVERLAP_MS) {
        return { token: newest.token, expiresInSeconds: Math.floor((newest.endsAtEpochMs - now) / 1000) };
      }
      // Real tokens are long; one that fits into 512 characters here may hide a column that is too short there.
      const token = `${appId.slice(-4)}_${randomBytes(96).toString("base64url")}`;
      issued = [...issued.slice(-20), { token, appId, endsAtEpochMs: now + TOKEN_LIFE_MS }];
      return { token, expiresInSeconds: TOKEN_LIFE_MS / 1000 };
    },
    check(token) {
      const known = issued.find((candidate) => candidate.token === token);
      if (known === undefined) return { kind: "INVALID" };
      return known.endsAtEpochMs > nowEpochMs() ? { kind: "APP", appId: known.appId } : { kind: "EXPIRED" };
    },
    revokeAll() {
      issued = [];
    },
  };
}
