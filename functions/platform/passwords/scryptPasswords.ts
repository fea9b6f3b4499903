import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { availableParallelism } from "node:os";
import type { PasswordPort } from "../../engines/codes/passwordPort";

// OWASP's second choice for scrypt (N = 2^16, r = 8, p = 2 wants 64 MB a log-in; this one 32 MB), about 100 ms on a small server.
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 } as const;
const KEY_BYTES = 32;
const NOBODY = { salt: Buffer.alloc(16), key: Buffer.alloc(KEY_BYTES) };

/** Half of the machine at most: a storm of log-ins waits in its line, and bookings go on beside it (`npm run bench -- --only logIns`). */
const AT_ONCE = Math.max(1, Math.floor(availableParallelism() / 2));

/**
 * Stored as `scrypt$salt$key`, both base64url. Hashed on the thread pool, never on the event loop. The cost can be lowered for tests that log in hundreds of times.
 */
export function createScryptPasswords(cost: { N: number; r: number; p: number; maxmem: number } = COST): PasswordPort {
  const inTurn = createLine(AT_ONCE);
  const derive = (password: string, salt: Buffer): Promise<Buffer> =>
    inTurn(
      () =>
        new Promise((resolve, reject) =>
          scrypt(password.normalize("NFKC"), salt, KEY_BYTES, cost, (error, key) => (error === null ? resolve(key) : reject(error))),
        ),
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

/** Work in the order it came, at most `atOnce` under way. */
function createLine(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  return async (work) => {
    if (underWay >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else underWay += 1;
    try {
      return await work();
    } finally {
      // Whoever is next takes the place over, so that nobody who comes just now goes before them.
      const next = waiting.shift();
      if (next === undefined) underWay -= 1;
      else next();
    }
  };
}
