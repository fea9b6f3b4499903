import { CaptchaAnswer } from "../kernel/captcha";
import { PostId, RequestId } from "../kernel/ids";
import { MobilePhone, SmsCode } from "../kernel/phone";
import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";
import { OrgPath } from "../organizations/orgPath";
import { AUDIENCES, PERMISSIONS, ROLES } from "../organizations/roles";
import { NewPassword } from "./newPassword";

/** A token is bound to the client it was given to; `AUDIENCE_PERMISSIONS` says what that client may be used for (promise R13). */
export const Audience = z.enum(AUDIENCES).meta({ title: "Audience" });
export type Audience = z.infer<typeof Audience>;

export const Me = z
  .strictObject({
    name: z.string(),
    personId: z.string().optional(),
    /** The newest agreement this person agreed to; another than `AGREEMENT_VERSION` is asked for again. */
    agreedVersion: z.string().optional(),
    accountId: z.string().optional(),
    username: z.string().optional(),
    /** The phone on file, masked: to fill nothing in, only to recognise oneself. */
    phoneMasked: z.string().optional(),
    grants: z.array(
      z.strictObject({
        role: z.enum(ROLES),
        roleLabel: z.string(),
        orgPath: OrgPath,
        orgName: z.string(),
        /** The facility, when the grant is at one. */
        facilityId: z.string().optional(),
      }),
    ),
    /** 岗位; absent on an account whose grants were given directly. */
    posts: z.array(z.strictObject({ postId: z.string(), postName: z.string(), orgName: z.string() })).optional(),
    /** The one that the session works in; absent: all of them. */
    postId: z.string().optional(),
    permissions: z.array(z.enum(PERMISSIONS)),
    /** Until then a new password may be set without the old one: the session began with a code sent to the account's phone. */
    passwordResetUntil: Instant.optional(),
    /** What has to be done before anything else: the password has expired, or two-step log-in is demanded. */
    duty: z.enum(["NEW_PASSWORD", "SECOND_STEP"]).optional(),
  })
  .meta({ title: "Me" });
export type Me = z.infer<typeof Me>;

export const SessionAnswer = z.strictObject({ token: z.string(), audience: Audience, expiresAt: Instant, me: Me }).meta({ title: "SessionAnswer" });
export type SessionAnswer = z.infer<typeof SessionAnswer>;

export const AuthorizeUrlQuery = z.strictObject({
  redirectUri: z.url("回跳地址格式不正确").max(500),
  state: z.string().regex(/^[A-Za-z0-9]{8,64}$/, "state 应为 8-64 位字母数字"),
});
export const AuthorizeUrl = z.strictObject({ url: z.string() }).meta({ title: "AuthorizeUrl" });

/** MINIPROGRAM: the code of wx.login. OFFICIAL_ACCOUNT: the code that WeChat's web authorisation put in the address. */
export const WechatLogIn = z
  .strictObject({
    via: z.enum(["MINIPROGRAM", "OFFICIAL_ACCOUNT"]),
    code: z.string("缺少微信登录凭证").min(1, "缺少微信登录凭证").max(256),
    /** The version of the agreement that the person agreed to before they were asked who they are (promise R18). */
    agreedVersion: z.string().max(20).optional(),
  })
  .meta({ title: "WechatLogIn" });
export type WechatLogIn = z.infer<typeof WechatLogIn>;

export const PasswordLogIn = z
  .strictObject({
    username: z.string("请填写用户名").trim().min(1, "请填写用户名").max(64, "用户名太长"),
    password: z.string("请填写密码").min(1, "请填写密码").max(128, "密码太长"),
    /** Needed once CAPTCHA_NEEDED was answered. */
    captcha: CaptchaAnswer.optional(),
  })
  .meta({ title: "PasswordLogIn" });
export type PasswordLogIn = z.infer<typeof PasswordLogIn>;

export const RequestLogInCode = z.strictObject({ requestId: RequestId, phone: MobilePhone }).meta({ title: "RequestLogInCode" });
export type RequestLogInCode = z.infer<typeof RequestLogInCode>;

export const PhoneLogIn = z.strictObject({ requestId: RequestId, phone: MobilePhone, code: SmsCode }).meta({ title: "PhoneLogIn" });
export type PhoneLogIn = z.infer<typeof PhoneLogIn>;

export const SetPassword = z
  .strictObject({
    requestId: RequestId,
    /** Not needed for a quarter of an hour after a log-in by phone. */
    oldPassword: z.string("请填写当前密码").min(1, "请填写当前密码").max(128, "密码太长").optional(),
    newPassword: NewPassword,
  })
  .meta({ title: "SetPassword" });
export type SetPassword = z.infer<typeof SetPassword>;

/** 换岗: work in one of one's posts, or (without one) in all of them. */
export const SwitchPost = z.strictObject({ postId: PostId.nullable() }).meta({ title: "SwitchPost" });
export type SwitchPost = z.infer<typeof SwitchPost>;
