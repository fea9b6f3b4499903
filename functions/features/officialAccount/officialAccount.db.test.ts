import fc from "fast-check";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { createApiClient } from "@app/contract/kernel/apiClient";
import type { Instant } from "@app/contract/kernel/time";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { seal, openReply, pushXml } from "../../../infra/local/wechat-sandbox/callbackEnvelope";
import { demoCallback } from "../../../infra/local/wechat-sandbox/demoApps";
import { openidOf } from "../../../infra/local/wechat-sandbox/people";
import { callbackSignature } from "../../platform/wechat/callback/callbackSignature";
import { fetchTransport } from "../../testing/fetchTransport";
import { grantAt, newRequestId, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { aFacility, aSlot, BAISHAMEN_PATH, hongsha, putItems } from "../../testing/visitBuilders";
import { followerKey } from "./followerRepository";

const LIN = "lin-xiaoyan";
const CARD = {
  title: "海口市白沙门污水处理厂（一期）",
  text: "海口市 · 城市污水处理\n点开看开放时间，免费预约参观。",
  url: "http://localhost:8080/#/features/visits/facility/index?facilityId=haikou-baishamen",
};
const HOME = "http://localhost:8080/#/pages/home/index";

const logged: string[] = [];
let running: TestProduct;
let secrets: { token: string; encodingAesKey: string; appId: string };
let openid: string;
const start = async (callbackMode: "encrypted" | "plain" = "encrypted"): Promise<void> => {
  const record = (message: string, facts?: Readonly<Record<string, unknown>>): void =>
    void logged.push(`${message} ${String(facts?.["code"] ?? facts?.["error"])}`);
  running = await startTestProduct({ callbackMode, log: { info: () => undefined, warn: record, error: record } });
  await putItems(running.store, [aFacility(), hongsha()]);
  secrets = { ...demoCallback, appId: running.sandbox.apps.officialAccount.appId };
  openid = openidOf(secrets.appId, LIN);
};
beforeEach(async () => {
  logged.length = 0;
  await start();
});
afterEach(() => running.stop());

const nowMs = (): number => Date.parse(running.clock.now());
const aMessage = (fields: Readonly<Record<string, string | number>>, sentAt = Math.floor(nowMs() / 1000)): string =>
  pushXml({ ToUserName: "gh_sandbox", FromUserName: openid, CreateTime: sentAt, ...fields });
const EVENT = { MsgType: "event", EventKey: "" };
const FOLLOW = { ...EVENT, Event: "subscribe" };
const LEAVE = { ...EVENT, Event: "unsubscribe" };

async function post(sealed: { readonly query: string; readonly body: string | Uint8Array }): Promise<{ status: number; text: string; type: string }> {
  const response = await fetch(`${running.baseUrl}/wechat/official-account?${sealed.query}`, {
    method: "POST",
    headers: { "content-type": "text/xml" },
    body: sealed.body,
  });
  return { status: response.status, text: await response.text(), type: response.headers.get("content-type") ?? "" };
}
const send = (message: string) => post(seal(secrets, message, nowMs()));
const shown = (answer: { text: string }) => openReply(secrets, answer.text, openid);
const said = async (text: string) => shown(await send(aMessage({ MsgType: "text", Content: text, MsgId: String(nextId++) })));
let nextId = 1;
const follower = async () => (await running.store.get(followerKey(openid)))?.["following"];
const eventsOf = async () =>
  (await running.store.query({ index: "primary", pk: followerKey(openid).pk, range: { beginsWith: "EVENT#" }, limit: 100 })).items.map(
    (item) => item["eventType"],
  );

describe("R16 what is not WeChat's is refused and logged, and changes nothing", () => {
  const signedPlain = (body: string) => {
    const [timestamp, nonce] = [String(nowMs() / 1000), "1"];
    return { query: new URLSearchParams({ timestamp, nonce, signature: callbackSignature([secrets.token, timestamp, nonce]) }).toString(), body };
  };
  const sealed = (changes: Partial<typeof secrets> = {}, atMs = nowMs()) => seal({ ...secrets, ...changes }, aMessage(FOLLOW), atMs);
  test.each([
    ["forged: another token", () => sealed({ token: "anotherToken" }), "CALLBACK_FORGED"],
    ["another app's", () => sealed({ appId: "wx5a4db0c000000009" }), "CALLBACK_FORGED"],
    ["another key", () => sealed({ encodingAesKey: "B".repeat(43) }), "CALLBACK_FORGED"],
    ["the body of another message", () => ({ query: sealed().query, body: sealed().body }), "CALLBACK_FORGED"],
    ["301 s old", () => sealed({}, nowMs() - 301_000), "CALLBACK_OLD"],
    ["unsigned", () => ({ ...sealed(), query: "" }), "CALLBACK_UNSIGNED"],
    ["plain under a right plain signature", () => signedPlain(aMessage(FOLLOW)), "CALLBACK_UNSIGNED"],
    ["a body of nothing", () => ({ ...sealed(), body: "" }), "CALLBACK_UNREADABLE"],
  ])("%s", async (_, make, code) => {
    const answer = await post(make());
    expect([answer.status, JSON.parse(answer.text).code, logged]).toEqual([
      code === "CALLBACK_UNREADABLE" ? 400 : 403,
      code,
      [`official account callback refused ${code}`],
    ]);
    expect([await follower(), await eventsOf()]).toEqual([undefined, []]);
  });

  test("plain mode: a signature that served one message serves no other, and the same message again gets its first answer", async () => {
    await running.stop();
    await start("plain");
    const first = signedPlain(aMessage(FOLLOW));
    expect((await post(first)).status).toBe(200);
    expect((await post(first)).status).toBe(200);
    const other = await post({ query: first.query, body: aMessage(LEAVE) });
    expect([other.status, JSON.parse(other.text).code, await follower(), await eventsOf()]).toEqual([
      403,
      "CALLBACK_REPLAYED",
      true,
      ["OFFICIAL_ACCOUNT_FOLLOWED"],
    ]);
    expect(logged).toEqual(["official account callback refused CALLBACK_REPLAYED"]);
  });
});

test("WeChat asks whether the address is ours: its text comes back as plain text, a forged question is refused", async () => {
  const timestamp = String(nowMs() / 1000);
  const ask = (token: string) =>
    fetch(
      `${running.baseUrl}/wechat/official-account?${new URLSearchParams({ timestamp, nonce: "9", signature: callbackSignature([token, timestamp, "9"]), echostr: "<b>1" })}`,
    );
  const good = await ask(secrets.token);
  expect([good.status, await good.text(), good.headers.get("content-type")]).toEqual([200, "<b>1", "text/plain; charset=utf-8"]);
  expect((await ask("wrong")).status).toBe(403);
});

describe("R2 exactly once", () => {
  test("a message sent a hundred times at once has one effect and one answer", async () => {
    const message = aMessage({ ...FOLLOW, EventKey: "qrscene_facility_haikou-baishamen" });
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(message)));
    expect(new Set(answers.map((answer) => `${answer.status} ${JSON.stringify(shown(answer))}`))).toEqual(new Set([`200 ${JSON.stringify(CARD)}`]));
    expect([await follower(), await eventsOf(), logged]).toEqual([true, ["OFFICIAL_ACCOUNT_FOLLOWED", "OFFICIAL_ACCOUNT_SCANNED"], []]);
  });

  test("a leave that comes late does not undo a newer follow", async () => {
    const now = nowMs() / 1000;
    await send(aMessage(FOLLOW, now - 60));
    await send(aMessage(FOLLOW, now));
    await send(aMessage(LEAVE, now - 30));
    expect([await follower(), await eventsOf()]).toEqual([true, ["OFFICIAL_ACCOUNT_FOLLOWED"]]);
    await send(aMessage(LEAVE, now + 1));
    expect([await follower(), await eventsOf()]).toEqual([false, ["OFFICIAL_ACCOUNT_FOLLOWED", "OFFICIAL_ACCOUNT_UNFOLLOWED"]]);
  });

  test("whoever writes is a follower, also when their follow was lost", async () => {
    await said("帮助");
    expect([await follower(), await eventsOf()]).toEqual([true, ["OFFICIAL_ACCOUNT_FOLLOWED"]]);
  });
});

describe("what stands in the chat", () => {
  test.each([
    ["白沙门", CARD],
    ["我要预约白沙门", CARD],
    ["预约", { title: "公众号回复", text: `选一个环保设施，再选日期和场次，就能免费预约参观：\n${HOME}`, url: HOME }],
    [
      "失约了怎么办",
      {
        title: "公众号回复",
        text: "去不了请提前取消。预约了没有到，会记一次失约；多次失约会暂停预约一段时间。记录有误可以申诉，点这里查看：\nhttp://localhost:8080/#/features/visits/no-shows/index",
        url: "http://localhost:8080/#/features/visits/no-shows/index",
      },
    ],
    [
      "污水处理厂",
      {
        title: "公众号回复",
        text: "您要找的是哪一家？\n\n海口市白沙门污水处理厂（一期）\nhttp://localhost:8080/#/features/visits/facility/index?facilityId=haikou-baishamen\n\n三亚市红沙污水处理厂\nhttp://localhost:8080/#/features/visits/facility/index?facilityId=sanya-hongsha",
        url: CARD.url,
      },
    ],
    [
      "天气",
      { title: "公众号回复", text: `没有看懂您的话。您可以发「预约」「我的预约」「失约」「帮助」，或发设施的名字。也可以直接打开：\n${HOME}`, url: HOME },
    ],
  ])("%s", async (text, expected) => {
    expect(await said(text)).toEqual(expected);
  });

  test.each([
    ["a facility's code", { ...EVENT, Event: "SCAN", EventKey: "facility_haikou-baishamen" }, CARD.title],
    ["a code of nobody", { ...EVENT, Event: "SCAN", EventKey: "facility_nowhere" }, "公众号回复"],
    ["a booking's code", { ...EVENT, Event: "SCAN", EventKey: "booking_b1" }, "公众号回复"],
    ["the menu", { ...EVENT, Event: "CLICK", EventKey: "MY_BOOKINGS" }, "公众号回复"],
    ["a picture", { MsgType: "image", PicUrl: "http://x", MsgId: "77" }, undefined],
    ["leaving", LEAVE, undefined],
  ])("%s", async (_, fields, title) => {
    const reply = shown(await send(aMessage(fields)));
    expect(reply === "BROKEN" ? reply : reply?.title).toBe(title);
  });

  test("a facility that is not public is no card, neither by its code nor by its name", async () => {
    await putItems(running.store, [aFacility({ status: "APPLYING" })]);
    const byCode = shown(await send(aMessage({ ...EVENT, Event: "SCAN", EventKey: "facility_haikou-baishamen" })));
    expect([byCode, await said("白沙门")]).toMatchObject([{ title: "公众号回复" }, { title: "公众号回复" }]);
  });

  test("the answer is XML to WeChat", async () => {
    expect((await send(aMessage(FOLLOW))).type).toBe("text/xml; charset=utf-8");
  });
});

describe("whoever left the account is not sought there", () => {
  test.each([
    ["never wrote", [], [{ kind: "NOTICE", from: "OFFICIAL_ACCOUNT" }]],
    ["left", ["follow", "unfollow"], [{ kind: "SMS" }]],
    ["came back", ["follow", "unfollow", "follow"], [{ kind: "NOTICE", from: "OFFICIAL_ACCOUNT" }]],
  ])("%s", async (_, acts, expected) => {
    await putItems(running.store, [aSlot()]);
    const code = running.sandbox.codes.issue({ appId: secrets.appId, personId: LIN, scope: "snsapi_userinfo" });
    const session = await running.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "OFFICIAL_ACCOUNT", code } });
    if (!session.ok) throw new Error(session.refusal.code);
    for (const act of acts) {
      running.clock.advanceMs(1000);
      const done = await fetch(`${running.baseUrl}/sandbox/api/people/${LIN}/official-account`, { method: "POST", body: JSON.stringify({ act }) });
      expect(done.status).toBe(200);
    }
    running.sandbox.inboxes.clear(LIN);
    const visitor = createApiClient({ baseUrl: running.baseUrl, transport: fetchTransport, sessionToken: () => session.value.token });
    const body = {
      requestId: newRequestId(),
      slotId: aSlot().slotId,
      contactName: "林晓燕",
      contactPhone: "13900000001",
      heads: 2,
      safetyNoticeAccepted: true as const,
    };
    const booking = await visitor.call(visitRoutes.submitBooking, { body: body as never });
    if (!booking.ok) throw new Error(booking.refusal.code);
    const admin = await running.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
    await admin.call(visitRoutes.confirmBooking, { params: { bookingId: booking.value.bookingId }, body: { requestId: newRequestId() } });
    await running.settle();
    expect(running.sandbox.inboxes.of(LIN)).toMatchObject(expected);
    expect(running.sandbox.inboxes.of(LIN)).toHaveLength(expected.length);
  });
});

test("R11 no body and no address ever breaks it, whether signed or not", async () => {
  const part = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.constantFrom("<xml>", "</xml>", "<MsgType>", "<![CDATA[", "]]>", "text", "<Encrypt>", "</Encrypt>", "&", "\0"),
  );
  const field = fc.tuple(
    fc.constantFrom("MsgType", "Event", "EventKey", "Content", "FromUserName", "CreateTime", "MsgId"),
    fc.string({ unit: "binary", maxLength: 60 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 12 }), fc.array(field, { maxLength: 6 }), fc.webQueryParameters(), async (parts, fields, query) => {
      const signed = await send(aMessage({ MsgType: "text", ...Object.fromEntries(fields) }));
      const spoilt = await send(parts.join(""));
      const unsigned = await post({ query, body: parts.join("") });
      expect([200, 400]).toContain(signed.status);
      expect([spoilt.status, unsigned.status < 500]).toEqual([400, true]);
    }),
    { seed: 20260307, numRuns: 60 },
  );
  expect(logged.filter((line) => !line.startsWith("official account callback refused"))).toEqual([]);
  expect((await post({ query: "", body: Buffer.alloc(65 * 1024) })).status).toBe(413);
});

test("a store that fails is no 5xx for the follower to see: it is logged and nothing is said", async () => {
  await running.stop();
  const record = (message: string): void => void logged.push(message);
  running = await startTestProduct({
    now: NOW as Instant,
    log: { info: () => undefined, warn: record, error: record },
    wrapStore: (store) => ({
      ...store,
      get: store.get.bind(store),
      query: store.query.bind(store),
      transact: () => Promise.reject(new Error("the disk is full")),
    }),
  });
  const answer = await send(aMessage(FOLLOW));
  expect([answer.status, answer.text, logged]).toEqual([200, "success", ["official account message failed"]]);
});
