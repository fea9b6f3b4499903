import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism, getPriority } from "node:os";
import { PasswordsBusy } from "../../engines/codes/passwordPort";
import { createBackgroundScrypt } from "./backgroundScrypt";
import { createScryptPasswords } from "./scryptPasswords";

const PASSWORD = "白沙门 baishamen@2026";

it("R13 at its real cost: the right password matches, others do not, and what is stored tells nothing of it", async () => {
  const passwords = createScryptPasswords();
  const [stored, again] = await Promise.all([passwords.hash(PASSWORD), passwords.hash(PASSWORD)]);
  expect(stored).toMatch(/^scrypt\$[A-Za-z0-9_-]{22}\$[A-Za-z0-9_-]{43}$/);
  expect(stored).not.toBe(again);
  expect(stored).not.toContain(Buffer.from(PASSWORD).toString("base64url").slice(0, 12));
  expect(await passwords.matches(PASSWORD, stored)).toBe(true);
  expect(await passwords.matches(`${PASSWORD} `, stored)).toBe(false);
});

it("nothing matches an account that does not exist, not even the key of nobody", async () => {
  const fast = createScryptPasswords({ cost: { N: 2, r: 1, p: 1, maxmem: 1024 * 1024 } });
  for (const stored of [undefined, "", "scrypt", "scrypt$", "scrypt$$", "plain"]) expect(await fast.matches("", stored).catch(() => "throws")).toBe(false);
});

it("many at once are all answered, each rightly, and the event loop is not held up meanwhile", async () => {
  const passwords = createScryptPasswords({ cost: { N: 2 ** 12, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } });
  const stored = await passwords.hash("baishamen@2026");
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 1);
  const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => passwords.matches(index % 2 === 0 ? "baishamen@2026" : "wrong", stored)));
  clearInterval(counting);
  expect(answers).toEqual(Array.from({ length: 40 }, (_, index) => index % 2 === 0));
  expect(turns).toBeGreaterThan(0);
});

it("whoever finds too many before them is sent away at once; those who wait are answered in their turn", async () => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const derive = async (): Promise<Buffer> => {
    await opened;
    return Buffer.alloc(32);
  };
  const passwords = createScryptPasswords({ derive, waitingMax: 3 });
  const taken = Math.max(1, Math.floor(availableParallelism() / 2)) + 3;
  const first = Array.from({ length: taken }, () => passwords.hash("baishamen@2026"));
  const sentAway = await passwords.hash("baishamen@2026").catch((error: unknown) => error);
  expect(sentAway).toEqual(new PasswordsBusy(10));
  open();
  expect(await Promise.all(first)).toHaveLength(taken);
  expect(await passwords.hash("baishamen@2026")).toMatch(/^scrypt/);
});

describe("on a thread of its own", () => {
  const FAST = { N: 2 ** 10, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

  it("makes the keys of the thread pool, several at once, and goes on after one that failed", async () => {
    const derive = createBackgroundScrypt();
    const [there, here] = [createScryptPasswords({ cost: FAST, derive }), createScryptPasswords({ cost: FAST })];
    const stored = await here.hash("baishamen@2026");
    expect(await Promise.all(["baishamen@2026", "wrong", "baishamen@2026"].map((password) => there.matches(password, stored)))).toEqual([true, false, true]);
    await expect(derive({ password: "x", salt: Buffer.alloc(16), keyBytes: 32, cost: { N: 3 } })).rejects.toThrow();
    expect(await there.matches("baishamen@2026", stored)).toBe(true);
  });

  const onLinux = process.platform === "linux" ? it : it.skip;
  onLinux("stands behind everything else, and it alone does", async () => {
    const niceness = () =>
      readdirSync("/proc/self/task").map((thread) => {
        const stat = readFileSync(`/proc/self/task/${thread}/stat`, "utf8");
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]);
      });
    const [own, before] = [getPriority(), niceness().filter((nice) => nice === 10).length];
    await createScryptPasswords({ cost: FAST, derive: createBackgroundScrypt() }).hash("baishamen@2026");
    expect([getPriority(), niceness().filter((nice) => nice === 10).length]).toEqual([own, before + 1]);
  });
});
