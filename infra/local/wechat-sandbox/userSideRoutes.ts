import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { PERSON_COOKIE } from "./authorizeRoute";
import { parseJsonObject } from "./endpoint";
import { FAULT_KINDS, type FaultKind } from "./faults";
import type { Received } from "./inboxes";
import { openidOf, unionidOf } from "./people";
import type { WechatSandbox } from "./sandboxState";

/** Endpoints whose answers can be spoilt, with the words of the page. */
export const FAULT_ENDPOINTS = {
  "*": "全部接口",
  "/sns/jscode2session": "小程序登录 jscode2session",
  "/sns/oauth2/access_token": "网页登录 oauth2/access_token",
  "/wxa/business/getuserphonenumber": "手机号 getuserphonenumber",
  "/cgi-bin/stable_token": "调用凭据 stable_token",
  "/cgi-bin/message/subscribe/send": "小程序订阅消息 subscribe/send",
  "/cgi-bin/message/subscribe/bizsend": "公众号订阅通知 subscribe/bizsend",
  "/cgi-bin/message/template/send": "公众号模板消息 template/send",
  "/cgi-bin/ticket/getticket": "网页签名票据 ticket/getticket",
  "/cgi-bin/menu/create": "公众号菜单 menu/create",
  "/cgi-bin/menu/delete": "公众号菜单 menu/delete",
  "/cgi-bin/qrcode/create": "公众号二维码 qrcode/create",
  "/wxa/getwxacodeunlimit": "小程序码 getwxacodeunlimit",
  "/wxa/msg_sec_check": "文字检查 msg_sec_check",
  "/wxa/media_check_async": "图片检查 media_check_async",
  "/sms/send": "腾讯云短信 SendSms",
  "/sms/status": "腾讯云短信 拉取状态",
} as const;

const FAULT_TIMES_MAX = 1000;

/** What a person does in their own WeChat, and what the page shows: no counterpart in WeChat's interfaces. */
export function registerUserSideRoutes(scope: FastifyInstance, sandbox: WechatSandbox): void {
  scope.get("/people", async () => ({
    people: sandbox.people.all.map((person) => ({
      ...person,
      openid: openidOf(sandbox.apps.miniProgram.appId, person.id),
      officialAccountOpenid: openidOf(sandbox.apps.officialAccount.appId, person.id),
      unionid: unionidOf(person.id),
      ...inboxSummary(person.id),
      accepts: sandbox.inboxes.accepts(person.id),
      follows: sandbox.inboxes.follows(person.id),
      isReachable: !sandbox.sms.unreachable.has(person.phone),
    })),
    // SMS to numbers that belong to nobody in the list would otherwise be lost to the eye.
    strangers: sandbox.inboxes
      .owners()
      .filter((owner) => owner.startsWith("phone:") || owner.startsWith("mail:"))
      .map((owner) => ({
        id: owner,
        phone: owner.slice(owner.indexOf(":") + 1),
        isReachable: !sandbox.sms.unreachable.has(owner.slice(owner.indexOf(":") + 1)),
        ...inboxSummary(owner),
      })),
  }));

  /** What the person answered when the mini-program asked for one-time subscriptions: each accepted template may be sent once more. */
  scope.post("/people/:id/subscriptions", async (request, reply) => {
    const person = sandbox.people.byId(idOf(request));
    if (person === undefined) return refuse(reply, 404, "没有这位演示人员");
    const { templateIds, answer } = bodyOf(request) ?? {};
    if (!Array.isArray(templateIds) || templateIds.length > 3 || (answer !== "accept" && answer !== "reject"))
      return refuse(reply, 400, "templateIds 最多三个，answer 应为 accept 或 reject");
    for (const templateId of templateIds.map(String)) {
      const left = sandbox.inboxes.subscriptions(person.id, templateId) ?? 0;
      sandbox.inboxes.setSubscriptions(person.id, templateId, left + Number(answer === "accept"));
    }
    return Object.fromEntries(templateIds.map((templateId) => [String(templateId), answer]));
  });

  scope.post("/people/:id/miniprogram-code", async (request, reply) => issueCode(request, reply, sandbox.apps.miniProgram.appId));
  scope.post("/people/:id/official-account-code", async (request, reply) => issueCode(request, reply, sandbox.apps.officialAccount.appId));

  /** What a tap on the 手机号快速验证 button gives. */
  scope.post("/people/:id/phone-code", async (request, reply) => {
    const person = sandbox.people.byId(idOf(request));
    if (person === undefined) return refuse(reply, 404, "没有这位演示人员");
    return { code: sandbox.phoneCodes.issue({ appId: sandbox.apps.miniProgram.appId, personId: person.id, scope: "" }) };
  });

  scope.post("/people/:id/consent", async (request, reply) => {
    const consent = bodyOf(request)?.["consent"];
    if (consent !== "accept" && consent !== "refuse") return refuse(reply, 400, "consent 应为 accept 或 refuse");
    const person = sandbox.people.byId(idOf(request));
    if (person === undefined) return refuse(reply, 404, "没有这位演示人员");
    sandbox.inboxes.setAccepts(person.id, consent === "accept");
    return { consent };
  });

  scope.get("/people/:id/inbox", async (request, reply) => {
    const owner = ownerOf(request);
    if (owner === undefined) return refuse(reply, 404, "没有这位演示人员");
    return { accepts: sandbox.inboxes.accepts(owner), received: sandbox.inboxes.of(owner) };
  });

  scope.post("/people/:id/inbox/read", async (request, reply) => {
    const owner = ownerOf(request);
    if (owner === undefined) return refuse(reply, 404, "没有这位演示人员");
    sandbox.inboxes.markRead(owner);
    return { unread: 0 };
  });

  scope.delete("/people/:id/inbox", async (request, reply) => {
    const owner = ownerOf(request);
    if (owner === undefined) return refuse(reply, 404, "没有这位演示人员");
    sandbox.inboxes.clear(owner);
    return { received: [] };
  });

  /** Makes this browser that person's phone: the log-in page offers them first. With `page`, as a tap on a card does. */
  scope.get("/people/:id/open", async (request, reply) => {
    const person = sandbox.people.byId(idOf(request));
    if (person === undefined) return refuse(reply, 404, "没有这位演示人员");
    const { page } = request.query as { readonly page?: unknown };
    const target = typeof page === "string" && /^[\w-]/.test(page) ? sandbox.pageUrl(page) : sandbox.productUrl;
    // The path comes from the mount point, so that the cookie never reaches the product's own pages.
    const mountPath = request.url.slice(0, request.url.indexOf("/api/people/"));
    return reply
      .header("set-cookie", `${PERSON_COOKIE}=${person.id}; Path=${mountPath}; SameSite=Lax; Max-Age=2592000`)
      .header("cache-control", "no-store")
      .redirect(target, 302);
  });

  scope.get("/sms", async (request) => {
    const { phone } = request.query as { readonly phone?: unknown };
    const all = sandbox.inboxes
      .owners()
      .flatMap((owner) => sandbox.inboxes.of(owner))
      .filter((received: Received) => received.kind === "SMS");
    return { sms: all.filter((sms) => phone === undefined || sms.phone === phone).sort((a, b) => Number(a.id) - Number(b.id)) };
  });

  scope.get("/faults", async () => ({ faults: sandbox.faults.list() }));

  scope.post("/faults", async (request, reply) => {
    const { endpoint, kind, times = 1 } = bodyOf(request) ?? {};
    if (typeof endpoint !== "string" || !(endpoint in FAULT_ENDPOINTS))
      return refuse(reply, 400, `endpoint 应为 ${Object.keys(FAULT_ENDPOINTS).join("、")} 之一`);
    if (!isFaultKind(kind)) return refuse(reply, 400, `kind 应为 ${FAULT_KINDS.join("、")} 之一`);
    if (typeof times !== "number" || !Number.isInteger(times) || times < 1 || times > FAULT_TIMES_MAX)
      return refuse(reply, 400, `times 应为 1 到 ${FAULT_TIMES_MAX} 的整数`);
    sandbox.faults.inject({ endpoint, kind, times });
    return { faults: sandbox.faults.list() };
  });

  scope.delete("/faults", async () => {
    sandbox.faults.clear();
    return { faults: [] };
  });

  scope.post("/tokens/revoke", async () => {
    sandbox.tokens.revokeAll();
    return { revoked: true };
  });

  function inboxSummary(owner: string): { unread: number; receivedCount: number; lastReceivedAtEpochMs: number | null } {
    const received = sandbox.inboxes.of(owner);
    return { unread: sandbox.inboxes.unreadCount(owner), receivedCount: received.length, lastReceivedAtEpochMs: received.at(-1)?.receivedAtEpochMs ?? null };
  }

  function issueCode(request: FastifyRequest, reply: FastifyReply, appId: string): FastifyReply | { code: string } {
    const person = sandbox.people.byId(idOf(request));
    if (person === undefined) return refuse(reply, 404, "没有这位演示人员");
    return { code: sandbox.codes.issue({ appId, personId: person.id, scope: "snsapi_userinfo" }) };
  }

  function ownerOf(request: FastifyRequest): string | undefined {
    const owner = idOf(request);
    return sandbox.people.byId(owner) !== undefined || /^(phone:\d{1,20}|mail:[^\s/]{3,320})$/.test(owner) ? owner : undefined;
  }
}

function idOf(request: FastifyRequest): string {
  return (request.params as { readonly id: string }).id;
}

function bodyOf(request: FastifyRequest): Readonly<Record<string, unknown>> | undefined {
  return typeof request.body === "string" ? parseJsonObject(request.body) : undefined;
}

function isFaultKind(kind: unknown): kind is FaultKind {
  return FAULT_KINDS.some((known) => known === kind);
}

function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).send({ message });
}
