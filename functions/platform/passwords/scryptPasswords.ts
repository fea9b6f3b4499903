import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import type { PasswordPort } from "../../engines/codes/passwordPort";

// OWASP's second choice for scrypt (N = 2^16, r = 8, p = 2 wants 64 MB a log-in; this one 32 MB), about 100 ms on a small server.
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 } as const;
const KEY_BYTES = 32;
const NOBODY = { salt: Buffer.alloc(16), key: Buffer.alloc(KEY_BYTES) };

/** Stored as `scrypt$salt$key`, both base64url. The cost can be lowered for tests that log in hundreds of times. */
export function createScryptPasswords(cost: { N: number; r: number; p: number; maxmem: number } = COST): PasswordPort {
  const derive = (password: string, salt: Buffer): Promise<Buffer> =>
    new Promise((resolve, reject) =>
      scrypt(password.normalize("NFKC"), salt, KEY_BYTES, cost, (error, key) => (error === null ? resolve(key) : reject(error))),
    );
  return {
    async hash(password) {
      const salt = randomBytes(16);
      return `scrypt$${salt.toString("base64url")}$${(await derive(password, salt)).toString("base64url")}`;
    },
    async matches(password, stored) {
      const [, salt, key] = stored?.split("$") ?? [];
      const read = { salt: Buffer.from(salt ?? "", "base64url"), key: Buffer.from(key ?? "", "base64url") };
      const known = read.key.length === KEY_BYTES ? read : NOBODY;
      const derived = await derive(password, known.salt);
      return timingSafeEqual(derived, known.key) && known !== NOBODY;
    },
  };
}
