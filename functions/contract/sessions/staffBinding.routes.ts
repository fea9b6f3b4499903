import { RequestId } from "../kernel/ids";
import { CodeRequested, MobilePhone } from "../kernel/phone";
import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { Me, SessionAnswer } from "./session.schema";
import { staffBindingErrors, wechatPhoneErrors } from "./staffBinding.errors";
import { BindStaffBySms, BindStaffByWechatPhone, ReadWechatPhone, RequestBindingCode } from "./staffBinding.schema";

const NOTHING = z.strictObject({});
const bindings = { tag: "sessions", params: NOTHING, query: NOTHING, errors: staffBindingErrors, access: "SESSION" } as const;
const CommandBody = z.strictObject({ requestId: RequestId });

export const staffBindingRoutes = {
  requestBindingCode: defineRoute({
    ...bindings,
    id: "requestBindingCode",
    method: "POST",
    path: "/api/sessions/staff-bindings/phone-codes",
    summary: "获取绑定工作账号的验证码（只发给登记的手机）",
    body: RequestBindingCode,
    output: CodeRequested,
  }),
  bindStaffBySms: defineRoute({
    ...bindings,
    id: "bindStaffBySms",
    method: "POST",
    path: "/api/sessions/staff-bindings/sms",
    summary: "用登记的姓名、手机号和短信验证码绑定工作账号",
    body: BindStaffBySms,
    output: SessionAnswer,
  }),
  bindStaffByWechatPhone: defineRoute({
    ...bindings,
    id: "bindStaffByWechatPhone",
    method: "POST",
    path: "/api/sessions/staff-bindings/wechat-phone",
    summary: "用登记的姓名和微信手机号绑定工作账号",
    body: BindStaffByWechatPhone,
    output: SessionAnswer,
  }),
  unbindStaff: defineRoute({
    ...bindings,
    id: "unbindStaff",
    method: "DELETE",
    path: "/api/sessions/staff-bindings/current",
    summary: "解除自己的绑定",
    body: undefined,
    output: Me,
  }),
  unbindStaffOf: defineRoute({
    ...bindings,
    id: "unbindStaffOf",
    method: "POST",
    path: "/api/sessions/staff-bindings/{username}/unbind",
    summary: "管理员解除一个账号的微信绑定",
    access: { permission: "people.edit" },
    params: z.strictObject({ username: z.string().min(1).max(64) }),
    body: CommandBody,
    output: z.strictObject({ unbound: z.literal(true) }),
  }),
  readWechatPhone: defineRoute({
    ...bindings,
    id: "readWechatPhone",
    method: "POST",
    path: "/api/sessions/wechat-phone",
    summary: "微信手机号（按钮授权一次，填入表单）",
    errors: wechatPhoneErrors,
    body: ReadWechatPhone,
    output: z.strictObject({ phone: MobilePhone }),
  }),
} as const;
