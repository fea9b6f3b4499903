import { createHash } from "node:crypto";
import { epochMsOf, type Instant } from "@app/contract/kernel/time";
import type { SecretBox } from "../../engines/codes/secretBoxPort";
import type { TotpPort } from "../../engines/codes/totpPort";
import type { SecondStep } from "./accountSafety";

export const RECOVERY_CODES = 10;
/** Without 0, 1, I and O, which people confuse on paper. */
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** Ten of fifty bits each, as they are shown. */
export function newRecoveryCodes(newToken: () => string): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const bytes = Buffer.from(newToken(), "base64url");
    const letters = [...bytes.subarray(0, 10)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
    return `${letters.slice(0, 5)}-${letters.slice(5)}`;
  });
}

/** Fifty random bits need no salt and no slow hash. */
export function recoveryHash(code: string): string {
  return createHash("sha256").update(code.replace("-", "").toUpperCase()).digest("base64url");
}

/**
 * What the second step is after this code was taken; undefined when the code is wrong. A code of the app that was taken once opens nothing again, nor does one of a half
 * minute before it; a recovery code is struck out.
 */
export function takeCode(
  ports: { readonly totp: TotpPort; readonly secretBox: SecretBox },
  step: SecondStep,
  given: { readonly code: string; readonly now: Instant },
): SecondStep | undefined {
  if (/^\d{6}$/.test(given.code)) {
    const taken = ports.totp.stepOf(ports.secretBox.open(step.secretSealed), given.code, epochMsOf(given.now));
    return taken === undefined || taken <= step.lastStep ? undefined : { ...step, lastStep: taken };
  }
  const hash = recoveryHash(given.code);
  return step.recoveryHashes.includes(hash) ? { ...step, recoveryHashes: step.recoveryHashes.filter((kept) => kept !== hash) } : undefined;
}
