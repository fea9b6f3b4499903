import type { FastifyInstance } from "fastify";
import type { SandboxApp } from "./demoApps";
import { defineEndpoint, jsonAnswer, parseJsonObject, TEXT_TYPE, type Answer, type Call } from "./endpoint";
import { openidOf, unionidOf } from "./people";
import type { WechatSandbox } from "./sandboxState";
import { wechatError, type WechatError } from "./wechatErrors";

/** Log-in of the mini-program, log-in of the official account's web pages, and the app's own token. */
export function registerLoginRoutes(scope: FastifyInstance, sandbox: WechatSandbox): void {
  defineEndpoint(scope, sandbox, { method: "GET", path: "/sns/jscode2session", faultName: "/sns/jscode2session" }, (call) => {
    const login = exchange(call, sandbox.apps.miniProgram, "js_code");
    if ("errcode" in login) return jsonAnswer(login, TEXT_TYPE);
    return jsonAnswer({ session_key: "c2FuZGJveC1zZXNzaW9uLWtleQ==", openid: login.openid, unionid: unionidOf(login.personId) }, TEXT_TYPE);
  });

  defineEndpoint(scope, sandbox, { method: "GET", path: "/sns/oauth2/access_token", faultName: "/sns/oauth2/access_token" }, (call) => {
    const login = exchange(call, sandbox.apps.officialAccount, "code");
    if ("errcode" in login) return jsonAnswer(login, TEXT_TYPE);
    return jsonAnswer(
      {
        // A token of this person for this page; it is no access_token of the app and opens none of its interfaces.
        access_token: `OAUTH_${login.personId}`,
        expires_in: 7200,
        refresh_token: `OAUTH_REFRESH_${login.personId}`,
        openid: login.openid,
        scope: login.scope,
        // The silent scope does not tell who the person is in other apps.
        ...(login.scope === "snsapi_userinfo" ? { unionid: unionidOf(login.personId) } : {}),
      },
      TEXT_TYPE,
    );
  });

  defineEndpoint(scope, sandbox, { method: "POST", path: "/cgi-bin/stable_token", faultName: "/cgi-bin/stable_token" }, (call) => stableToken(call));

  const phonePath = "/wxa/business/getuserphonenumber";
  defineEndpoint(scope, sandbox, { method: "POST", path: phonePath, faultName: phonePath }, (call) => {
    const token = call.query["access_token"];
    if (token === undefined || token === "") return jsonAnswer(wechatError(41001));
    const holder = sandbox.tokens.check(token);
    if (holder.kind !== "APP") return jsonAnswer(wechatError(holder.kind === "EXPIRED" ? 42001 : 40001));
    const { appId } = sandbox.apps.miniProgram;
    if (holder.appId !== appId) return jsonAnswer(wechatError(48001));
    const body = parseJsonObject(call.rawBody);
    if (body === undefined) return jsonAnswer(wechatError(47001));
    // Used, old, made up, or the code of a log-in: this interface answers all of them alike.
    const outcome = sandbox.phoneCodes.exchange(typeof body["code"] === "string" ? body["code"] : "", appId);
    const person = outcome.kind === "PERSON" ? sandbox.people.byId(outcome.personId) : undefined;
    if (person === undefined) return jsonAnswer(wechatError(40029));
    return jsonAnswer({
      errcode: 0,
      errmsg: "ok",
      phone_info: {
        phoneNumber: person.phone,
        purePhoneNumber: person.phone,
        countryCode: "86",
        watermark: { timestamp: Math.floor(sandbox.nowEpochMs() / 1000), appid: appId },
      },
    });
  });

  function exchange(call: Call, app: SandboxApp, codeParameter: "js_code" | "code"): WechatError | { personId: string; openid: string; scope: string } {
    const { appid, secret, grant_type: grantType, [codeParameter]: code } = call.query;
    if (appid !== app.appId) return wechatError(40013);
    if (secret !== app.appSecret) return wechatError(40125);
    if (grantType !== "authorization_code") return wechatError(40002);
    if (code === undefined || code === "") return wechatError(41008);
    const outcome = sandbox.codes.exchange(code, app.appId);
    if (outcome.kind === "USED") return wechatError(40163);
    // The two interfaces differ in how they name an old code.
    if (outcome.kind === "EXPIRED") return wechatError(codeParameter === "code" ? 42003 : 40029);
    if (outcome.kind !== "PERSON") return wechatError(40029);
    if (!sandbox.loginQuota.take(`${app.appId} ${outcome.personId}`)) return wechatError(45011);
    return { personId: outcome.personId, openid: openidOf(app.appId, outcome.personId), scope: outcome.scope };
  }

  function stableToken(call: Call): Answer {
    const body = parseJsonObject(call.rawBody);
    if (body === undefined) return jsonAnswer(wechatError(47001));
    if (body["grant_type"] !== "client_credential") return jsonAnswer(wechatError(40002));
    const app = Object.values(sandbox.apps).find((candidate: SandboxApp) => candidate.appId === body["appid"]);
    if (app === undefined) return jsonAnswer(wechatError(40013));
    if (body["secret"] !== app.appSecret) return jsonAnswer(wechatError(40125));
    const { token, expiresInSeconds } = sandbox.tokens.obtain(app.appId, body["force_refresh"] === true ? "FORCE_REFRESH" : "NORMAL");
    return jsonAnswer({ access_token: token, expires_in: expiresInSeconds });
  }
}
