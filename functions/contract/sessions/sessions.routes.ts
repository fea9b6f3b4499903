import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { sessionErrors } from "./session.errors";
import { AuthorizeUrl, AuthorizeUrlQuery, Me, PasswordLogIn, SessionAnswer, WechatLogIn } from "./session.schema";

const NOTHING = z.strictObject({});
const sessions = { tag: "sessions", params: NOTHING, query: NOTHING, body: undefined, errors: sessionErrors } as const;

export const sessionRoutes = {
  getWechatAuthorizeUrl: defineRoute({
    ...sessions,
    id: "getWechatAuthorizeUrl",
    method: "GET",
    path: "/api/sessions/wechat/authorize-url",
    summary: "微信网页授权地址（H5 登录用）",
    access: "PUBLIC",
    query: AuthorizeUrlQuery,
    output: AuthorizeUrl,
  }),
  logInWithWechat: defineRoute({
    ...sessions,
    id: "logInWithWechat",
    method: "POST",
    path: "/api/sessions/wechat",
    summary: "微信登录（小程序或网页授权）",
    access: "PUBLIC",
    body: WechatLogIn,
    output: SessionAnswer,
  }),
  logInWithPassword: defineRoute({
    ...sessions,
    id: "logInWithPassword",
    method: "POST",
    path: "/api/sessions/password",
    summary: "后台账号密码登录",
    access: "PUBLIC",
    body: PasswordLogIn,
    output: SessionAnswer,
  }),
  bindStaffAccount: defineRoute({
    ...sessions,
    id: "bindStaffAccount",
    method: "POST",
    path: "/api/sessions/staff-bindings",
    summary: "在小程序里绑定工作账号",
    access: "SESSION",
    body: PasswordLogIn,
    output: SessionAnswer,
  }),
  getMe: defineRoute({ ...sessions, id: "getMe", method: "GET", path: "/api/sessions/current", summary: "当前登录的人", access: "SESSION", output: Me }),
  logOut: defineRoute({
    ...sessions,
    id: "logOut",
    method: "DELETE",
    path: "/api/sessions/current",
    summary: "退出登录",
    access: "SESSION",
    output: z.strictObject({ loggedOut: z.literal(true) }),
  }),
} as const;
