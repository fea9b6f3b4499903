import { Secret, TOTP } from "otpauth";
import type { TotpPort } from "../../engines/codes/totpPort";

const PERIOD_SECONDS = 30;
const ISSUER = "城市环境共治平台";

/** A phone's clock may be half a minute off. */
const WINDOW_STEPS = 1;

export const totp: TotpPort = {
  newSecret: () => new Secret({ size: 20 }).base32,
  address: (secret, accountLabel) => totpOf(secret, accountLabel).toString(),
  stepOf(secret, code, nowEpochMs) {
    const delta = totpOf(secret, "").validate({ token: code, timestamp: nowEpochMs, window: WINDOW_STEPS });
    return delta === null ? undefined : Math.floor(nowEpochMs / 1000 / PERIOD_SECONDS) + delta;
  },
};

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: ISSUER, label, algorithm: "SHA1", digits: 6, period: PERIOD_SECONDS, secret: Secret.fromBase32(secret) });
}
