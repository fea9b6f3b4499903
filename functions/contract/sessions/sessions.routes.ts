import { CodeRequested } from "../kernel/phone";
import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { sessionErrors } from "./session.errors";
import { AuthorizeUrl, AuthorizeUrlQuery, Me, PasswordLogIn, PhoneLogIn, RequestLogInCode, SessionAnswer, SetPassword, WechatLogIn } from "./session.schema";

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
  requestLogInCode: defineRoute({
    ...sessions,
    id: "requestLogInCode",
    method: "POST",
    path: "/api/sessions/phone-codes",
    summary: "获取登录验证码（只发给后台账号登记的手机）",
    access: "PUBLIC",
    body: RequestLogInCode,
    output: CodeRequested,
  }),
  logInByPhone: defineRoute({
    ...sessions,
    id: "logInByPhone",
    method: "POST",
    path: "/api/sessions/phone",
    summary: "手机验证码登录后台",
    access: "PUBLIC",
    body: PhoneLogIn,
    output: SessionAnswer,
  }),
  setPassword: defineRoute({
    ...sessions,
    id: "setPassword",
    method: "PUT",
    path: "/api/sessions/current/password",
    summary: "设置新密码，其他设备上的登录随之失效",
    access: "SESSION",
    body: SetPassword,
    output: z.strictObject({ changed: z.literal(true) }),
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
