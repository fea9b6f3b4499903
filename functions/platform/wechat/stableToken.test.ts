import { ok, refuse } from "@app/contract/kernel/result";
import { createMemoryTokenStore, createStableToken } from "./stableToken";

const START_MS = Date.parse("2026-03-07T09:00:00+08:00");

function aToken() {
  const clock = { nowMs: START_MS };
  const calls = { count: 0, failing: false };
  const store = createMemoryTokenStore();
  const create = () =>
    createStableToken({
      store,
      nowEpochMs: () => clock.nowMs,
      fetchToken: async () => {
        calls.count += 1;
        const number = calls.count;
        await new Promise((resolve) => setImmediate(resolve));
        return calls.failing ? refuse({ code: "UNAVAILABLE", detail: "HTTP 500" } as const) : ok({ token: `token-${number}`, expiresInSeconds: 7200 });
      },
    });
  return { clock, calls, store, create };
}

test("a failure is not remembered: the next call asks again", async () => {
  const { calls, create } = aToken();
  const token = create();
  calls.failing = true;
  expect(await token.current()).toEqual(refuse({ code: "UNAVAILABLE", detail: "HTTP 500" }));
  calls.failing = false;
  expect(await token.current()).toEqual(ok("token-2"));
});

test("a batch that meets an empty cache asks WeChat once", async () => {
  const { calls, create } = aToken();
  const token = create();
  const answers = await Promise.all(Array.from({ length: 100 }, () => token.current()));
  expect(new Set(answers.map((answer) => answer.ok && answer.value))).toEqual(new Set(["token-1"]));
  expect(calls.count).toBe(1);
});

test("a batch whose token is refused renews it once", async () => {
  const { calls, create } = aToken();
  const token = create();
  await token.current();
  await Promise.all(Array.from({ length: 100 }, () => token.replace("token-1")));
  expect(calls.count).toBe(2);
  expect(await token.replace("token-1")).toEqual(ok("token-2"));
  expect(calls.count).toBe(2);
});

test("a token that another process renewed is taken from the store", async () => {
  const { calls, create } = aToken();
  const here = create();
  const there = create();
  await here.current();
  expect(await there.current()).toEqual(ok("token-1"));
  await there.replace("token-1");
  expect(await here.replace("token-1")).toEqual(ok("token-2"));
  expect(calls.count).toBe(2);
});

test.each([
  [7_139_999, "token-1"],
  [7_140_000, "token-2"],
])("after %d ms the token is %s: it is renewed a minute before its end", async (laterMs, expected) => {
  const { clock, create } = aToken();
  const token = create();
  await token.current();
  clock.nowMs = START_MS + laterMs;
  expect(await token.current()).toEqual(ok(expected));
});
