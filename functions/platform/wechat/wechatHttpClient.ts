import { randomBytes } from "node:crypto";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { CONTENT_SUGGESTIONS, type ContentVerdict } from "../../engines/messaging/contentCheckPort";
import type {
  CodeImage,
  MenuEntry,
  MenuTap,
  OfficialAccountNotice,
  SentNotice,
  SubscribeMessage,
  TemplateMessage,
  UnlimitedCode,
  WechatIdentity,
  WechatPort,
  WechatRefusal,
} from "../../engines/messaging/wechatPort";
import { fitTemplateData } from "./fitTemplateValue";
import { jsSdkSignature } from "./jsSdkSignature";
import { createMemoryTokenStore, createStableToken, type StableToken, type WechatTokenStore } from "./stableToken";
import { isTokenErrcode, refusalOfErrcode } from "./wechatErrcodes";
import { askWechat, readWechatJson, unavailable, type WechatAnswer } from "./wechatTransport";

export interface WechatApp {
  readonly appId: string;
  readonly appSecret: string;
}

export interface WechatHttpClientOptions {
  /** `https://api.weixin.qq.com`, or the sandbox's address; no trailing slash. */
  readonly apiBaseUrl: string;
  /** What the visitor's browser opens: `https://open.weixin.qq.com`, or the sandbox's public address; no trailing slash. */
  readonly authorizeBaseUrl: string;
  readonly miniProgram: WechatApp;
  readonly officialAccount: WechatApp & {
    /**
     * `snsapi_userinfo` (default) asks the person once and tells the unionid, which joins this account to the mini-program's; `snsapi_base` is silent
     * and usually tells the openid alone.
     */
    readonly scope?: "snsapi_userinfo" | "snsapi_base";
  };
  /** Which edition of the mini-program a tapped message opens. */
  readonly miniProgramState?: "formal" | "trial" | "developer";
  /** One store per app: their tokens differ. */
  readonly tokenStores?: {
    readonly miniProgram: WechatTokenStore;
    readonly officialAccount: WechatTokenStore;
    /** The ticket that signs the official account's pages lives and is shared like a token. */
    readonly pageTicket?: WechatTokenStore;
  };
  /** Of one request. A command that sends a message may take two of them, and a log-in must answer within five seconds. */
  readonly timeoutMs?: number;
  readonly nowEpochMs: () => number;
  readonly wait?: (ms: number) => Promise<void>;
  readonly fetch?: typeof fetch;
}

/** 评论, among WeChat's scenes of what the public writes. */
const COMMENT_SCENE = 2;
const PICTURE_MEDIA = 2;

const TIMEOUT_MS_DEFAULT = 3_000;
/** menu/delete where there is none. */
const NO_MENU = 46003;

export function createWechatHttpClient(options: WechatHttpClientOptions): WechatPort {
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS_DEFAULT;
  const send = options.fetch ?? fetch;
  const timing = { nowEpochMs: options.nowEpochMs, ...(options.wait === undefined ? {} : { wait: options.wait }) };
  const miniProgramToken = tokenOf(options.miniProgram, options.tokenStores?.miniProgram);
  const officialAccountToken = tokenOf(options.officialAccount, options.tokenStores?.officialAccount);

  const pageTicket = createStableToken({
    store: options.tokenStores?.pageTicket ?? createMemoryTokenStore(),
    ...timing,
    fetchToken: fetchPageTicket,
  });

  function tokenOf(app: WechatApp, store: WechatTokenStore = createMemoryTokenStore()): StableToken {
    return createStableToken({ store, ...timing, fetchToken: () => fetchToken(app) });
  }

  async function fetchToken(app: WechatApp): Promise<Result<{ token: string; expiresInSeconds: number }, WechatRefusal>> {
    const body = { grant_type: "client_credential", appid: app.appId, secret: app.appSecret };
    const answer = await askWechat({ method: "POST", body }, `${options.apiBaseUrl}/cgi-bin/stable_token`, { timeoutMs, fetch: send });
    const json = acceptJson(answer);
    if (!json.ok) return json;
    const { access_token: token, expires_in: expiresInSeconds } = json.value;
    if (typeof token !== "string" || typeof expiresInSeconds !== "number") return refuse(unavailable("stable_token without a token"));
    return ok({ token, expiresInSeconds });
  }

  /** Counted by the day at WeChat, hence kept until it ends and asked for once at a time. */
  async function fetchPageTicket(): Promise<Result<{ token: string; expiresInSeconds: number }, WechatRefusal>> {
    const json = acceptJson(await askWithToken(officialAccountToken, "/cgi-bin/ticket/getticket", { method: "GET" }, { type: "jsapi" }));
    if (!json.ok) return json;
    const { ticket, expires_in: expiresInSeconds } = json.value;
    if (typeof ticket !== "string" || ticket === "" || typeof expiresInSeconds !== "number") return refuse(unavailable("getticket without a ticket"));
    return ok({ token: ticket, expiresInSeconds });
  }

  const postWithToken = (token: StableToken, path: string, body: object): Promise<Result<WechatAnswer, WechatRefusal>> =>
    askWithToken(token, path, { method: "POST", body });

  /** `UNAVAILABLE` is never repeated here: after a time-out WeChat may have sent the message, and only the caller knows whether twice is worse than never. */
  async function askWithToken(
    token: StableToken,
    path: string,
    request: Parameters<typeof askWechat>[0],
    query: Readonly<Record<string, string>> = {},
  ): Promise<Result<WechatAnswer, WechatRefusal>> {
    const ask = (accessToken: string): Promise<Result<WechatAnswer, WechatRefusal>> =>
      askWechat(request, `${options.apiBaseUrl}${path}?${new URLSearchParams({ access_token: accessToken, ...query })}`, { timeoutMs, fetch: send });
    const first = await token.current();
    if (!first.ok) return first;
    const answer = await ask(first.value);
    if (!answer.ok || !isTokenRefused(answer.value)) return answer;
    // A refused token means that nothing was done, so this one repeat is safe.
    const second = await token.replace(first.value);
    return second.ok ? ask(second.value) : second;
  }

  async function exchangeCode(path: string, query: Record<string, string>): Promise<Result<WechatIdentity, WechatRefusal>> {
    const json = acceptJson(await askWechat({ method: "GET" }, `${options.apiBaseUrl}${path}?${new URLSearchParams(query)}`, { timeoutMs, fetch: send }));
    if (!json.ok) return json;
    const { openid, unionid, is_snapshotuser: isSnapshotUser } = json.value;
    // WeChat shows a preview ("快照页") under a made-up openid when it distrusts the page; an account made of it could never be used again.
    if (isSnapshotUser === 1) return refuse({ code: "USER_BLOCKED", detail: "snapshot user" });
    if (typeof openid !== "string" || openid === "") return refuse(unavailable("log-in answer without openid"));
    return ok(typeof unionid === "string" && unionid !== "" ? { openid, unionid } : { openid });
  }

  async function sendNotice(token: StableToken, path: string, body: object): Promise<Result<SentNotice, WechatRefusal>> {
    const json = acceptJson(await postWithToken(token, path, body));
    if (!json.ok) return json;
    const { msgid } = json.value;
    return ok(typeof msgid === "number" || typeof msgid === "string" ? { messageId: String(msgid) } : {});
  }

  /** For what WeChat answers with nothing but `errcode` 0. */
  async function done(asked: Promise<Result<WechatAnswer, WechatRefusal>>): Promise<Result<undefined, WechatRefusal>> {
    const json = acceptJson(await asked);
    return json.ok ? ok(undefined) : json;
  }

  const menuButton = (entry: MenuEntry): object => ("below" in entry ? { name: entry.name, sub_button: entry.below.map(menuTap) } : menuTap(entry));

  function menuTap(tap: MenuTap): object {
    const { name } = tap;
    switch (tap.opens) {
      case "WEB":
        return { type: "view", name, url: tap.url };
      case "MINI_PROGRAM":
        return { type: "miniprogram", name, url: tap.url, appid: options.miniProgram.appId, pagepath: withoutLeadingSlash(tap.page) };
      case "REPLY":
        return { type: "click", name, key: tap.key };
    }
  }

  return {
    codeToSession: (code) =>
      // The answer's session_key stays here: nothing of ours decrypts client data, and it must never reach a client.
      exchangeCode("/sns/jscode2session", {
        appid: options.miniProgram.appId,
        secret: options.miniProgram.appSecret,
        js_code: code,
        grant_type: "authorization_code",
      }),

    officialAccountCodeToIdentity: (code) =>
      exchangeCode("/sns/oauth2/access_token", {
        appid: options.officialAccount.appId,
        secret: options.officialAccount.appSecret,
        code,
        grant_type: "authorization_code",
      }),

    async phoneNumberOf(phoneCode) {
      const json = acceptJson(await postWithToken(miniProgramToken, "/wxa/business/getuserphonenumber", { code: phoneCode }));
      if (!json.ok) return json;
      const { purePhoneNumber, countryCode } = (json.value["phone_info"] ?? {}) as Readonly<Record<string, unknown>>;
      if (typeof purePhoneNumber !== "string" || purePhoneNumber === "") return refuse(unavailable("getuserphonenumber without a number"));
      return ok(countryCode === undefined || countryCode === "86" ? purePhoneNumber : `+${String(countryCode)}${purePhoneNumber}`);
    },

    officialAccountAuthorizeUrl({ redirectUri, state }) {
      // WeChat's page reads the parameters in this order and wants the fragment.
      const query = new URLSearchParams([
        ["appid", options.officialAccount.appId],
        ["redirect_uri", redirectUri],
        ["response_type", "code"],
        ["scope", options.officialAccount.scope ?? "snsapi_userinfo"],
        ["state", state],
      ]);
      return `${options.authorizeBaseUrl}/connect/oauth2/authorize?${query}#wechat_redirect`;
    },

    sendSubscribeMessage: (message: SubscribeMessage) =>
      sendNotice(miniProgramToken, "/cgi-bin/message/subscribe/send", {
        touser: message.openid,
        template_id: message.templateId,
        ...(message.page === undefined ? {} : { page: withoutLeadingSlash(message.page) }),
        data: fitTemplateData(message.data),
        miniprogram_state: options.miniProgramState ?? "formal",
        lang: "zh_CN",
      }),

    sendOfficialAccountNotice: (notice: OfficialAccountNotice) =>
      sendNotice(officialAccountToken, "/cgi-bin/message/subscribe/bizsend", {
        touser: notice.openid,
        template_id: notice.templateId,
        ...(notice.page === undefined ? {} : { page: notice.page }),
        ...(notice.miniProgramPage === undefined
          ? {}
          : { miniprogram: { appid: options.miniProgram.appId, pagepath: withoutLeadingSlash(notice.miniProgramPage) } }),
        data: fitTemplateData(notice.data),
      }),

    sendTemplateMessage: (message: TemplateMessage) =>
      sendNotice(officialAccountToken, "/cgi-bin/message/template/send", {
        touser: message.openid,
        template_id: message.templateId,
        ...(message.page === undefined ? {} : { url: message.page }),
        ...(message.miniProgramPage === undefined
          ? {}
          : { miniprogram: { appid: options.miniProgram.appId, pagepath: withoutLeadingSlash(message.miniProgramPage) } }),
        // WeChat's 防重入: of one openid and one such id it sends one message.
        client_msg_id: message.requestId,
        data: fitTemplateData(message.data),
      }),

    async signOfficialAccountPage(url) {
      const ticket = await pageTicket.current();
      if (!ticket.ok) return ticket;
      const timestamp = Math.floor(options.nowEpochMs() / 1000);
      const nonceStr = randomBytes(8).toString("hex");
      return ok({ appId: options.officialAccount.appId, timestamp, nonceStr, signature: jsSdkSignature({ ticket: ticket.value, nonceStr, timestamp, url }) });
    },

    publishMenu: (buttons) => done(postWithToken(officialAccountToken, "/cgi-bin/menu/create", { button: buttons.map(menuButton) })),

    async removeMenu() {
      const removed = await done(askWithToken(officialAccountToken, "/cgi-bin/menu/delete", { method: "GET" }));
      return !removed.ok && removed.refusal.errcode === NO_MENU ? ok(undefined) : removed;
    },

    async createSceneCode({ scene, lastsSeconds }) {
      const isPermanent = lastsSeconds === undefined;
      const json = acceptJson(
        await postWithToken(officialAccountToken, "/cgi-bin/qrcode/create", {
          ...(isPermanent ? {} : { expire_seconds: lastsSeconds }),
          action_name: isPermanent ? "QR_LIMIT_STR_SCENE" : "QR_STR_SCENE",
          action_info: { scene: { scene_str: scene } },
        }),
      );
      if (!json.ok) return json;
      const { ticket, url } = json.value;
      if (typeof ticket !== "string" || typeof url !== "string" || url === "") return refuse(unavailable("qrcode/create without a code"));
      return ok({ ticket, url });
    },

    async checkText({ openid, content }): Promise<Result<ContentVerdict, WechatRefusal>> {
      const json = acceptJson(await postWithToken(miniProgramToken, "/wxa/msg_sec_check", { version: 2, scene: COMMENT_SCENE, openid, content }));
      if (!json.ok) return json;
      const { suggest, label } = (json.value["result"] ?? {}) as Readonly<Record<string, unknown>>;
      const known = CONTENT_SUGGESTIONS.find((suggestion) => suggestion === suggest);
      return known === undefined ? refuse(unavailable("msg_sec_check without a result")) : ok({ suggest: known, label: typeof label === "number" ? label : 0 });
    },

    async startPictureCheck({ openid, url }): Promise<Result<{ traceId: string }, WechatRefusal>> {
      const body = { version: 2, scene: COMMENT_SCENE, openid, media_url: url, media_type: PICTURE_MEDIA };
      const json = acceptJson(await postWithToken(miniProgramToken, "/wxa/media_check_async", body));
      if (!json.ok) return json;
      const { trace_id: traceId } = json.value;
      return typeof traceId === "string" && traceId !== "" ? ok({ traceId }) : refuse(unavailable("media_check_async without a trace"));
    },

    async createUnlimitedCode({ scene, page, envVersion }: UnlimitedCode): Promise<Result<CodeImage, WechatRefusal>> {
      const answer = await postWithToken(miniProgramToken, "/wxa/getwxacodeunlimit", {
        scene,
        page: withoutLeadingSlash(page),
        env_version: envVersion,
        // A page that is not published yet can be checked by nobody but its trial user.
        check_path: envVersion === "release",
      });
      if (!answer.ok) return answer;
      const { mediaType, bytes } = answer.value;
      // A refusal comes as JSON with the same status 200: saved unseen it would be printed on a poster.
      if (mediaType === "image/png" || mediaType === "image/jpeg") return ok({ bytes, mediaType });
      const json = acceptJson(answer);
      return json.ok ? refuse(unavailable(`code image of type ${mediaType || "unknown"}`)) : json;
    },
  };
}

/** `errcode` is absent on some successes and 0 on others. */
function acceptJson(answer: Result<WechatAnswer, WechatRefusal>): Result<Readonly<Record<string, unknown>>, WechatRefusal> {
  if (!answer.ok) return answer;
  const json = readWechatJson(answer.value);
  if (!json.ok) return json;
  const errcode = errcodeOf(json.value);
  return errcode === 0 ? json : refuse(refusalOfErrcode(errcode, String(json.value["errmsg"] ?? "")));
}

function isTokenRefused(answer: WechatAnswer): boolean {
  if (answer.mediaType.startsWith("image/")) return false;
  const json = readWechatJson(answer);
  return json.ok && isTokenErrcode(errcodeOf(json.value));
}

function errcodeOf(json: Readonly<Record<string, unknown>>): number {
  return typeof json["errcode"] === "number" ? json["errcode"] : 0;
}

/** App pages are known without it; with it WeChat answers 41030. */
function withoutLeadingSlash(page: string): string {
  return page.replace(/^\/+/, "");
}
