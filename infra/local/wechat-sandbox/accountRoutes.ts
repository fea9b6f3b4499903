import type { FastifyInstance } from "fastify";
import { codeOfScene, type SandboxMenuEntry } from "./accountConsole";
import { defineEndpoint, jsonAnswer, parseJsonObject, type Answer } from "./endpoint";
import type { WechatSandbox } from "./sandboxState";
import { wechatError, type WechatErrcode } from "./wechatErrors";

/** The official account's menu and its codes with a scene. */
export function registerAccountRoutes(scope: FastifyInstance, sandbox: WechatSandbox): void {
  const { miniProgram, officialAccount } = sandbox.apps;
  const OK = jsonAnswer({ errcode: 0, errmsg: "ok" });

  withToken("POST", "/cgi-bin/menu/create", (body) => {
    const problem = menuProblem(body["button"], miniProgram.appId);
    if (problem !== undefined) return jsonAnswer(wechatError(problem));
    sandbox.account.setMenu(body["button"] as readonly SandboxMenuEntry[]);
    return OK;
  });

  withToken("GET", "/cgi-bin/menu/delete", () => {
    if (sandbox.account.menu() === undefined) return jsonAnswer(wechatError(46003));
    sandbox.account.setMenu(undefined);
    return OK;
  });

  withToken("POST", "/cgi-bin/qrcode/create", (body) => {
    const { action_name: action, action_info: info, expire_seconds: lasts } = body;
    const scene = (info as { readonly scene?: { readonly scene_str?: unknown } } | undefined)?.scene?.scene_str;
    if (action !== "QR_STR_SCENE" && action !== "QR_LIMIT_STR_SCENE") return jsonAnswer(wechatError(40097));
    if (typeof scene !== "string" || scene.length < 1 || scene.length > 64) return jsonAnswer(wechatError(40097));
    const made = codeOfScene(scene);
    if (action === "QR_LIMIT_STR_SCENE") {
      sandbox.account.setCode(scene, made);
      return jsonAnswer(made);
    }
    if (typeof lasts !== "number" || lasts < 1 || lasts > 2_592_000) return jsonAnswer(wechatError(40097));
    sandbox.account.setCode(scene, { ...made, expiresAtEpochMs: sandbox.nowEpochMs() + lasts * 1000 });
    return jsonAnswer({ ...made, expire_seconds: lasts });
  });

  function withToken(method: "GET" | "POST", path: string, handle: (body: Readonly<Record<string, unknown>>) => Answer): void {
    defineEndpoint(scope, sandbox, { method, path, faultName: path }, (call) => {
      const token = call.query["access_token"];
      if (token === undefined || token === "") return jsonAnswer(wechatError(41001));
      const outcome = sandbox.tokens.check(token);
      if (outcome.kind !== "APP") return jsonAnswer(wechatError(outcome.kind === "EXPIRED" ? 42001 : 40001));
      if (outcome.appId !== officialAccount.appId) return jsonAnswer(wechatError(48001));
      const body = method === "GET" ? {} : parseJsonObject(call.rawBody);
      return body === undefined ? jsonAnswer(wechatError(47001)) : handle(body);
    });
  }
}

const bytesOf = (value: unknown): number => (typeof value === "string" ? Buffer.byteLength(value) : 0);

/** As strict as WeChat: it refuses the whole menu for one entry. */
function menuProblem(buttons: unknown, miniProgramId: string): WechatErrcode | undefined {
  if (!Array.isArray(buttons) || buttons.length < 1 || buttons.length > 3) return 40016;
  for (const button of buttons as readonly SandboxMenuEntry[]) {
    if (bytesOf(button.name) < 1 || bytesOf(button.name) > 16) return 40018;
    if (button.sub_button === undefined) {
      const problem = tapProblem(button, miniProgramId, { type: 40017, key: 40019, url: 40020 });
      if (problem !== undefined) return problem;
      continue;
    }
    if (!Array.isArray(button.sub_button) || button.sub_button.length < 1 || button.sub_button.length > 5) return 40023;
    for (const sub of button.sub_button as readonly SandboxMenuEntry[]) {
      if (bytesOf(sub.name) < 1 || bytesOf(sub.name) > 60) return 40025;
      const problem = tapProblem(sub, miniProgramId, { type: 40024, key: 40026, url: 40027 });
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

function tapProblem(
  tap: SandboxMenuEntry,
  miniProgramId: string,
  codes: { readonly type: WechatErrcode; readonly key: WechatErrcode; readonly url: WechatErrcode },
): WechatErrcode | undefined {
  if (tap.type === "click") return bytesOf(tap.key) < 1 || bytesOf(tap.key) > 128 ? codes.key : undefined;
  if (tap.type !== "view" && tap.type !== "miniprogram") return codes.type;
  if (bytesOf(tap.url) < 1 || bytesOf(tap.url) > 1024 || !/^https?:\/\//.test(tap.url ?? "")) return codes.url;
  return tap.type === "miniprogram" && (tap.appid !== miniProgramId || bytesOf(tap.pagepath) < 1) ? 45064 : undefined;
}
