import type { FastifyInstance } from "fastify";
import { openReply, pushXml, seal } from "./callbackEnvelope";
import { parseJsonObject } from "./endpoint";
import { openidOf } from "./people";
import type { WechatSandbox } from "./sandboxState";

/** WeChat waits that long for an answer, and asks three times in all. */
const PATIENCE_MS = 5_000;
const TRIES = 3;
const SAID_LENGTH_MAX = 1_024;

/** What a person does with the official account in their own WeChat. Each is pushed to the product, and what it answers stands in their inbox. */
export function registerFollowerRoutes(scope: FastifyInstance, sandbox: WechatSandbox): void {
  scope.post("/people/:id/official-account", async (request, reply) => {
    const person = sandbox.people.byId((request.params as { readonly id: string }).id);
    if (person === undefined) return reply.code(404).send({ message: "没有这位演示人员" });
    const asked = typeof request.body === "string" ? (parseJsonObject(request.body) ?? {}) : {};
    const said = asked["said"];
    const push = pushOf(asked["act"], typeof said === "string" ? said.slice(0, SAID_LENGTH_MAX) : "", sandbox.inboxes.follows(person.id));
    if (typeof push === "string") return reply.code(400).send({ message: push });
    if (sandbox.callbackUrl() === undefined) return reply.code(409).send({ message: "沙箱不知道产品的回调地址" });
    if (push.follows !== undefined) sandbox.inboxes.setFollows(person.id, push.follows);
    const answered = await deliverPush(person.id, push.fields);
    return { follows: sandbox.inboxes.follows(person.id), answered };
  });

  /** What the account's console would show: its menu, and its codes, the newest first. */
  scope.get("/official-account", async () => ({
    menu: sandbox.account.menu() ?? null,
    codes: Object.entries(sandbox.account.codes())
      .map(([scene, code]) => ({ scene, ...code }))
      .reverse(),
  }));

  async function deliverPush(personId: string, fields: Readonly<Record<string, string | number>>): Promise<string> {
    const secrets = { ...sandbox.callback, appId: sandbox.apps.officialAccount.appId };
    const openid = openidOf(secrets.appId, personId);
    const createTime = Math.floor(sandbox.nowEpochMs() / 1000);
    const message = pushXml({ ToUserName: "gh_sandbox", FromUserName: openid, CreateTime: createTime, ...fields });
    let answer: string | undefined;
    for (let tries = 0; tries < TRIES && answer === undefined; tries += 1) answer = await push(seal(secrets, message, sandbox.nowEpochMs()));
    const shown = answer === undefined ? "BROKEN" : openReply(secrets, answer, openid);
    if (shown === undefined) return "SILENCE";
    // What WeChat itself says when an account does not answer as it should.
    const { title, text, url } = shown === "BROKEN" ? { title: "公众号回复", text: "该公众号提供的服务出现故障，请稍后再试", url: undefined } : shown;
    sandbox.inboxes.deliver(personId, {
      kind: "NOTICE",
      from: "OFFICIAL_ACCOUNT",
      templateId: "CHAT",
      title,
      fields: [{ label: "", value: text }],
      page: url ?? null,
      receivedAtEpochMs: sandbox.nowEpochMs(),
    });
    return shown === "BROKEN" ? "BROKEN" : "REPLY";
  }

  /** Undefined when there was no answer in time: only then WeChat asks again. Any status but 200 is a broken account. */
  async function push(sealed: { readonly query: string; readonly body: string }): Promise<string | undefined> {
    try {
      const response = await fetch(`${sandbox.callbackUrl()}?${sealed.query}`, {
        method: "POST",
        headers: { "content-type": "text/xml" },
        body: sealed.body,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const text = await response.text();
      return response.status === 200 ? text : "BROKEN";
    } catch {
      return undefined;
    }
  }

  let messageNumber = 0;
  /** Text when WeChat would not let them do it. */
  function pushOf(
    act: unknown,
    said: string,
    follows: boolean,
  ): string | { readonly fields: Readonly<Record<string, string | number>>; readonly follows?: boolean } {
    switch (act) {
      case "follow":
        return { fields: { MsgType: "event", Event: "subscribe", EventKey: said === "" ? "" : `qrscene_${said}` }, follows: true };
      case "unfollow":
        return follows ? { fields: { MsgType: "event", Event: "unsubscribe", EventKey: "" }, follows: false } : "还没有关注公众号";
      case "scan":
        if (said === "") return "请填写二维码的内容，例如 facility_haikou-baishamen";
        // Scanning the code of an account that one does not follow offers to follow it.
        return follows
          ? { fields: { MsgType: "event", Event: "SCAN", EventKey: said, Ticket: "sandbox-ticket" } }
          : { fields: { MsgType: "event", Event: "subscribe", EventKey: `qrscene_${said}`, Ticket: "sandbox-ticket" }, follows: true };
      case "click":
        return follows ? { fields: { MsgType: "event", Event: "CLICK", EventKey: said } } : "先关注公众号才有菜单";
      case "view":
        return follows ? { fields: { MsgType: "event", Event: "VIEW", EventKey: said } } : "先关注公众号才有菜单";
      case "text":
        messageNumber += 1;
        if (said === "") return "请填写要说的话";
        return follows ? { fields: { MsgType: "text", Content: said, MsgId: `${sandbox.nowEpochMs()}${messageNumber}` } } : "先关注公众号才能发消息";
      default:
        return "act 应为 follow、unfollow、scan、click、view 或 text";
    }
  }
}
