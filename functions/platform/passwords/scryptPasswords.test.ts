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
  const fast = createScryptPasswords({ N: 2, r: 1, p: 1, maxmem: 1024 * 1024 });
  for (const stored of [undefined, "", "scrypt", "scrypt$", "scrypt$$", "plain"]) expect(await fast.matches("", stored).catch(() => "throws")).toBe(false);
});

it("many at once are all answered, each rightly, and the event loop is not held up meanwhile", async () => {
  const passwords = createScryptPasswords({ N: 2 ** 12, r: 8, p: 1, maxmem: 64 * 1024 * 1024 });
  const stored = await passwords.hash("baishamen@2026");
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 1);
  const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => passwords.matches(index % 2 === 0 ? "baishamen@2026" : "wrong", stored)));
  clearInterval(counting);
  expect(answers).toEqual(Array.from({ length: 40 }, (_, index) => index % 2 === 0));
  expect(turns).toBeGreaterThan(0);
});
