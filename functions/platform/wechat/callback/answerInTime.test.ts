import fastify from "fastify";
import { ok } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import { callbackSignature } from "./callbackSignature";
import { OFFICIAL_ACCOUNT_CALLBACK_PATH, registerOfficialAccountCallback } from "./registerOfficialAccountCallback";
import { writeWechatXml } from "./wechatXml";

const NOW = "2026-03-07T09:00:00.000+08:00" as Instant;
const config = { appId: "wx0", mode: "plain", token: "AAAAA", encodingAesKey: "A".repeat(43) } as const;

it("R16 a store that does not answer keeps WeChat waiting no longer than it may: it is told that nothing is said, and the work goes on to its end", async () => {
  const logged: string[] = [];
  let finish: () => void = () => undefined;
  let isDone = false;
  const app = fastify();
  registerOfficialAccountCallback(app, {
    config,
    clock: { now: () => NOW },
    log: { info: () => undefined, warn: (message) => void logged.push(message), error: (message) => void logged.push(message) },
    answerWithinMs: 1,
    receive: async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      isDone = true;
      return ok(null);
    },
  });
  const [timestamp, nonce] = [String(Date.parse(NOW) / 1000), "1"];
  const query = { timestamp, nonce, signature: callbackSignature([config.token, timestamp, nonce]) };
  const body = writeWechatXml([
    ["ToUserName", "gh_1"],
    ["FromUserName", "oOpenid"],
    ["CreateTime", Number(timestamp)],
    ["MsgType", "text"],
    ["Content", "预约"],
    ["MsgId", 1],
  ]);
  const origin = await app.listen({ port: 0, host: "127.0.0.1" });
  const answer = await fetch(`${origin}${OFFICIAL_ACCOUNT_CALLBACK_PATH}?${new URLSearchParams(query)}`, {
    method: "POST",
    headers: { "content-type": "text/xml" },
    body,
  });
  expect([answer.status, await answer.text(), isDone, logged]).toEqual([200, "success", false, ["official account message answered late"]]);
  finish();
  await new Promise((resolve) => setImmediate(resolve));
  expect(isDone).toBe(true);
  await app.close();
});
