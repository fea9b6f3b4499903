import { refusalEntry } from "./errors";
import { z } from "./zod";

/** What an office buys or applies for elsewhere, and may begin without. */
export const OUTSIDE_SERVICES = ["MINI_PROGRAM", "OFFICIAL_ACCOUNT", "SMS", "EMAIL"] as const;
export const OutsideService = z.enum(OUTSIDE_SERVICES).meta({ title: "OutsideService" });
export type OutsideService = z.infer<typeof OutsideService>;
export const OUTSIDE_SERVICE_LABELS = {
  MINI_PROGRAM: "微信小程序",
  OFFICIAL_ACCOUNT: "微信公众号",
  SMS: "短信",
  EMAIL: "电子邮件",
} as const satisfies Record<OutsideService, string>;
/** What is not possible without it. */
export const WITHOUT_SERVICE = {
  MINI_PROGRAM: "公众和工作人员不能用微信小程序登录，订阅消息不发送，评价由人工审核",
  OFFICIAL_ACCOUNT: "公众不能在网页上登录和预约，公众号消息不发送，菜单和带参数的二维码不能发布",
  SMS: "不能用短信验证码登录，新同事和忘记密码的人由管理员给一次性密码，短信通知不发送",
  EMAIL: "不发送邮件通知",
} as const satisfies Record<OutsideService, string>;

export const wechatNotSetUpErrors = {
  WECHAT_NOT_SET_UP: refusalEntry(409, "本平台的微信服务还没有开通，暂时不能用微信登录和预约。请过几天再来，或打电话联系开放单位。"),
} as const;
