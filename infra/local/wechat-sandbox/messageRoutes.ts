import type { FastifyInstance } from "fastify";
import { qrPng } from "../../../functions/platform/codes/qrPng";
import type { SandboxApp } from "./demoApps";
import { defineEndpoint, jsonAnswer, parseJsonObject, type Answer, type Call } from "./endpoint";
import type { NoticeCard } from "./inboxes";
import type { WechatSandbox } from "./sandboxState";
import { cardFields, templateProblem } from "./templateRules";
import { wechatError } from "./wechatErrors";

/** What an app does with its access_token: messages of both apps, and mini-program codes. */
export function registerMessageRoutes(scope: FastifyInstance, sandbox: WechatSandbox): void {
  const { miniProgram, officialAccount } = sandbox.apps;

  withToken("/cgi-bin/message/subscribe/send", miniProgram, (body) => deliver(miniProgram, "MINI_PROGRAM", body, pageOf(body)));

  withToken("/cgi-bin/message/subscribe/bizsend", officialAccount, (body) => {
    const target = body["miniprogram"];
    const linked = typeof target === "object" && target !== null ? (target as { readonly appid?: unknown; readonly pagepath?: unknown }) : undefined;
    if (linked === undefined) return deliver(officialAccount, "OFFICIAL_ACCOUNT", body, { page: textOf(body["page"]) });
    // Only a mini-program bound to the account may be opened from its notices.
    if (linked.appid !== miniProgram.appId) return jsonAnswer(wechatError(40013));
    return deliver(officialAccount, "OFFICIAL_ACCOUNT", body, pageOf({ page: linked.pagepath }));
  });

  /** Template messages reach followers alone; of one openid and one client_msg_id a single one is sent within ten minutes. */
  const sentUnder = new Map<string, { readonly messageId: string; readonly untilEpochMs: number }>();
  withToken("/cgi-bin/message/template/send", officialAccount, (body) => {
    const person = sandbox.people.byOpenid(officialAccount.appId, textOf(body["touser"]) ?? "");
    if (person !== undefined && !sandbox.inboxes.follows(person.id)) return jsonAnswer(wechatError(43004));
    const once = textOf(body["client_msg_id"]);
    const key = `${String(body["touser"])} ${once}`;
    const before = once === undefined ? undefined : sentUnder.get(key);
    if (before !== undefined && sandbox.nowEpochMs() < before.untilEpochMs) return jsonAnswer({ errcode: 0, errmsg: "ok", msgid: Number(before.messageId) });
    const target = body["miniprogram"];
    const linked = typeof target === "object" && target !== null ? (target as { readonly appid?: unknown; readonly pagepath?: unknown }) : undefined;
    if (linked !== undefined && linked.appid !== miniProgram.appId) return jsonAnswer(wechatError(40013));
    const page = linked === undefined ? { page: textOf(body["url"]) } : pageOf({ page: linked.pagepath });
    const answer = deliver(officialAccount, "OFFICIAL_ACCOUNT", body, page, { asksConsent: false });
    const { msgid } = JSON.parse(String(answer.body)) as { readonly msgid?: number };
    if (once !== undefined && msgid !== undefined) sentUnder.set(key, { messageId: String(msgid), untilEpochMs: sandbox.nowEpochMs() + 600_000 });
    return answer;
  });

  withToken("/wxa/getwxacodeunlimit", miniProgram, async (body, call) => {
    const { scene, page, width } = body;
    if (typeof scene !== "string" || scene.length < 1 || scene.length > 32) return jsonAnswer(wechatError(40169));
    if (!/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/.test(scene)) return jsonAnswer(wechatError(40129));
    const pagePath = page === undefined ? "pages/index/index" : page;
    if (typeof pagePath !== "string" || pagePath.includes("?") || !pageExists(pagePath, body["check_path"] !== false)) {
      return jsonAnswer(wechatError(41030));
    }
    const codeWidth = typeof width === "number" ? Math.min(1280, Math.max(280, Math.floor(width))) : 430;
    return { status: 200, contentType: "image/png", body: qrPng(sandbox.codeTargetUrl({ origin: call.origin, page: pagePath, scene }), codeWidth) };
  });

  function withToken(path: string, app: SandboxApp, handle: (body: Readonly<Record<string, unknown>>, call: Call) => Answer | Promise<Answer>): void {
    defineEndpoint(scope, sandbox, { method: "POST", path, faultName: path }, (call) => {
      const token = call.query["access_token"];
      if (token === undefined || token === "") return jsonAnswer(wechatError(41001));
      const outcome = sandbox.tokens.check(token);
      if (outcome.kind !== "APP") return jsonAnswer(wechatError(outcome.kind === "EXPIRED" ? 42001 : 40001));
      if (outcome.appId !== app.appId) return jsonAnswer(wechatError(48001));
      const body = parseJsonObject(call.rawBody);
      return body === undefined ? jsonAnswer(wechatError(47001)) : handle(body, call);
    });
  }

  function deliver(
    app: SandboxApp,
    from: NoticeCard["from"],
    body: Readonly<Record<string, unknown>>,
    target: { page: string | undefined } | "UNKNOWN",
    { asksConsent } = { asksConsent: true },
  ): Answer {
    const person = sandbox.people.byOpenid(app.appId, textOf(body["touser"]) ?? "");
    if (person === undefined) return jsonAnswer(wechatError(40003));
    const template = sandbox.templates.find((candidate) => candidate.templateId === body["template_id"]);
    if (template === undefined) return jsonAnswer(wechatError(40037));
    const problem = templateProblem(template, body["data"]);
    if (problem !== undefined) return jsonAnswer(wechatError(47003, problem));
    if (target === "UNKNOWN") return jsonAnswer(wechatError(41030));
    if (asksConsent) {
      const left = sandbox.inboxes.subscriptions(person.id, template.templateId);
      if (!sandbox.inboxes.accepts(person.id) || left === 0) return jsonAnswer(wechatError(43101));
      if (left !== undefined) sandbox.inboxes.setSubscriptions(person.id, template.templateId, left - 1);
    }
    const messageId = sandbox.inboxes.deliver(person.id, {
      kind: "NOTICE",
      from,
      templateId: template.templateId,
      title: template.title,
      fields: cardFields(template, body["data"]),
      page: target.page ?? null,
      receivedAtEpochMs: sandbox.nowEpochMs(),
    });
    return jsonAnswer({ errcode: 0, errmsg: "ok", msgid: Number(messageId) });
  }

  function pageOf(body: Readonly<Record<string, unknown>>): { page: string | undefined } | "UNKNOWN" {
    const page = textOf(body["page"]);
    return page === undefined || pageExists(page.split("?")[0]!, true) ? { page } : "UNKNOWN";
  }

  /** A page is named as in app.json: no leading slash. */
  function pageExists(page: string, checkPublished: boolean): boolean {
    if (!/^[\w-]+(\/[\w-]+)*$/.test(page)) return false;
    return !checkPublished || sandbox.publishedPages === undefined || sandbox.publishedPages.includes(page);
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
