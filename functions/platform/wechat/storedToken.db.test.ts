import { startWechatSandbox, type RunningWechatSandbox } from "../../../infra/local/wechat-sandbox/startWechatSandbox";
import { openidOf } from "../../../infra/local/wechat-sandbox/people";
import { StoreUnavailable, type Store } from "../../engines/store/storePort";
import { interceptTransact, openTestStore } from "../../testing/openTestStore";
import { createAesSecretBox, newSecretBoxKey } from "../codes/aesSecretBox";
import { countStoreCost } from "../store/countStoreCost";
import { createStoredToken } from "./storedToken";
import { createWechatHttpClient } from "./wechatHttpClient";

/** Several processes of one product, each with its own memory, share a store and WeChat's sandbox. */
const START_MS = Date.parse("2026-03-07T09:00:00+08:00");
const PERSON = "lin-xiaoyan";
const NAME = "mini-program";

let running: RunningWechatSandbox;
let home: ReturnType<typeof openTestStore>;
let nowMs: number;
let asked: number;
let waited: number;
const secretBox = createAesSecretBox(newSecretBoxKey());

beforeEach(async () => {
  [nowMs, asked, waited] = [START_MS, 0, 0];
  running = await startWechatSandbox({ nowEpochMs: () => nowMs });
  home = openTestStore();
});
afterEach(async () => {
  await running.close();
  await home.close();
});

const tokenIn = (store: Store) => createStoredToken({ store, secretBox, nowEpochMs: () => nowMs, name: NAME });
function aProcess(store: Store = home.store, onTokenAsked: () => Promise<void> = async () => undefined) {
  const { miniProgram, officialAccount } = running.sandbox.apps;
  const client = createWechatHttpClient({
    apiBaseUrl: running.wechatBaseUrl,
    authorizeBaseUrl: running.wechatBaseUrl,
    miniProgram,
    officialAccount,
    nowEpochMs: () => nowMs,
    tokenStores: { miniProgram: tokenIn(store), officialAccount: tokenIn(store) },
    // The clock moves on while a process waits; real time is given to the calls that are under way.
    wait: async (ms) => {
      waited += 1;
      nowMs += ms;
      await new Promise((resolve) => setTimeout(resolve, 5));
    },
    fetch: async (url, init) => {
      if (String(url).endsWith("/cgi-bin/stable_token")) {
        asked += 1;
        await onTokenAsked();
      }
      return fetch(url, init);
    },
  });
  const message = {
    openid: openidOf(miniProgram.appId, PERSON),
    templateId: "TPL_BOOKING_CONFIRMED",
    data: { thing1: "白沙门", time2: "2026年3月7日 09:00", number3: "4", thing4: "请按时到达" },
  };
  return async (): Promise<boolean> => (await client.sendSubscribeMessage(message)).ok;
}
const received = () => running.sandbox.inboxes.of(PERSON).length;

it("a second process sends by the token of the first; what lies in the store tells nobody the token", async () => {
  const [one, other] = [aProcess(), aProcess()];
  expect([await one(), await other(), asked]).toEqual([true, true, 1]);
  const item = JSON.stringify(await home.store.get({ pk: `WECHAT_TOKEN#${NAME}`, sk: "STATE" }));
  const token = (await tokenIn(home.store).get())?.token ?? "";
  expect(token.length).toBeGreaterThan(100);
  expect(item).not.toContain(token.slice(5, 40));
});

it("many that begin at once ask WeChat once; each message goes out", async () => {
  const processes = Array.from({ length: 6 }, () => aProcess());
  expect(await Promise.all(processes.map((send) => send()))).toEqual(Array.from({ length: 6 }, () => true));
  expect([asked, received()]).toEqual([1, 6]);
});

it("a token that WeChat refuses (40001) is renewed by one; the others take what it brought, and nothing is sent twice", async () => {
  const processes = Array.from({ length: 4 }, () => aProcess());
  for (const send of processes) await send();
  running.sandbox.tokens.revokeAll();
  expect(await Promise.all(processes.map((send) => send()))).toEqual([true, true, true, true]);
  expect([asked, received()]).toEqual([2, 8]);
});

it("a process that knows a token reads no store, until the token's last minute", async () => {
  const { store, takeCost } = countStoreCost(home.store);
  const send = aProcess(store);
  await send();
  takeCost();
  for (let time = 0; time < 10; time += 1) await send();
  nowMs = START_MS + 7_139_999;
  await send();
  expect([takeCost().reads, takeCost().transactions, asked]).toEqual([0, 0, 1]);
  nowMs = START_MS + 7_140_000;
  expect([await send(), asked]).toEqual([true, 2]);
});

it("one that dies while it asks is followed by the next, after the time it had", async () => {
  let isDead = false;
  const dying = aProcess(home.store, async () => {
    isDead = true;
    throw new Error("the power went");
  });
  expect([await dying(), isDead, asked]).toEqual([false, true, 1]);
  expect([await aProcess()(), asked, nowMs - START_MS]).toEqual([true, 2, 5_000]);
});

it("an older token that arrives late does not take the newer one's place", async () => {
  const token = tokenIn(home.store);
  await token.put({ token: "newer", expiresAtEpochMs: START_MS + 7_200_000 });
  await token.put({ token: "older", expiresAtEpochMs: START_MS + 7_199_999 });
  expect(await token.get()).toEqual({ token: "newer", expiresAtEpochMs: START_MS + 7_200_000 });
});

it("a store that is away costs a call to WeChat and no message; one sealed with another key is asked anew", async () => {
  const away = (): Promise<never> => Promise.reject(new StoreUnavailable("away"));
  const send = aProcess({ ...interceptTransact(home.store, away), get: away });
  expect([await send(), await send(), asked, waited]).toEqual([true, true, 1, 0]);
  expect(received()).toBe(2);
  await tokenIn(home.store).put({ token: "x", expiresAtEpochMs: START_MS + 7_200_000 });
  const other = createStoredToken({ store: home.store, secretBox: createAesSecretBox(newSecretBoxKey()), nowEpochMs: () => nowMs, name: NAME });
  expect(await other.get()).toBeUndefined();
});
