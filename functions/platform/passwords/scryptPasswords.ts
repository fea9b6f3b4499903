import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { availableParallelism } from "node:os";
import { PasswordsBusy, type PasswordPort } from "../../engines/codes/passwordPort";
import type { DeriveKey } from "./backgroundScrypt";

// OWASP's second choice for scrypt (N = 2^16, r = 8, p = 2 wants 64 MB a log-in; this one 32 MB), about 100 ms on a small server.
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 } as const;
const KEY_BYTES = 32;
const NOBODY = { salt: Buffer.alloc(16), key: Buffer.alloc(KEY_BYTES) };

/** Half of the machine at most: a storm of log-ins waits in its line, and bookings go on beside it (`npm run bench -- --only logIns`). */
const AT_ONCE = Math.max(1, Math.floor(availableParallelism() / 2));
/** Whoever comes behind so many would look at a screen for longer than they wait: they are told when to come again. */
const WAITING_MAX = 40;
const COME_AGAIN_SECONDS = 10;

const inThreadPool: DeriveKey = ({ password, salt, keyBytes, cost }) =>
  new Promise((resolve, reject) => scrypt(password, salt, keyBytes, cost, (error, key) => (error === null ? resolve(key) : reject(error))));

/**
 * Stored as `scrypt$salt$key`, both base64url. Never hashed on the event loop: on the thread pool, or wherever `derive` does it. The cost can be lowered for tests that
 * log in hundreds of times.
 */
export function createScryptPasswords({
  cost = COST,
  derive: deriveKey = inThreadPool,
  waitingMax = WAITING_MAX,
}: {
  readonly cost?: { readonly N: number; readonly r: number; readonly p: number; readonly maxmem: number };
  readonly derive?: DeriveKey;
  readonly waitingMax?: number;
} = {}): PasswordPort {
  const inTurn = createLine(AT_ONCE, waitingMax);
  const derive = (password: string, salt: Buffer): Promise<Buffer> =>
    inTurn(() => deriveKey({ password: password.normalize("NFKC"), salt, keyBytes: KEY_BYTES, cost }));
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

/** Work in the order it came, at most `atOnce` under way; who finds `waitingMax` before them is sent away. */
function createLine(atOnce: number, waitingMax: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  return async (work) => {
    if (waiting.length >= waitingMax) throw new PasswordsBusy(COME_AGAIN_SECONDS);
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
