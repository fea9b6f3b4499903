import { randomBytes } from "node:crypto";

export type CodeOutcome = { readonly kind: "PERSON"; readonly personId: string; readonly scope: string } | { readonly kind: "UNKNOWN" | "EXPIRED" | "USED" };

export interface LoginCodes {
  issue(login: { readonly appId: string; readonly personId: string; readonly scope: string }): string;
  /** Single use: the second exchange is `USED`, whatever became of the first. */
  exchange(code: string, appId: string): CodeOutcome;
}

const CODE_LIFE_MS = 5 * 60_000;
/** Old enough to tell "used" from "never heard of", and bounded. */
const CODES_KEPT_MAX = 10_000;

interface IssuedCode {
  readonly appId: string;
  readonly personId: string;
  readonly scope: string;
  readonly issuedAtEpochMs: number;
  used: boolean;
}

export function createLoginCodes(nowEpochMs: () => number): LoginCodes {
  const issued = new Map<string, IssuedCode>();
  return {
    issue(login) {
      const code = randomBytes(24).toString("base64url");
      issued.set(code, { ...login, issuedAtEpochMs: nowEpochMs(), used: false });
      if (issued.size > CODES_KEPT_MAX) issued.delete(issued.keys().next().value!);
      return code;
    },
    exchange(code, appId) {
      const known = issued.get(code);
      if (known === undefined || known.appId !== appId) return { kind: "UNKNOWN" };
      if (known.used) return { kind: "USED" };
      if (nowEpochMs() - known.issuedAtEpochMs >= CODE_LIFE_MS) return { kind: "EXPIRED" };
      known.used = true;
      return { kind: "PERSON", personId: known.personId, scope: known.scope };
    },
  };
}
