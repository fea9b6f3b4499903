import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { JsSdkSignature, JsSdkSignatureQuery } from "./jsSdk.schema";
import { officialAccountErrors } from "./officialAccount.errors";

export const officialAccountRoutes = {
  getJsSdkSignature: defineRoute({
    tag: "officialAccount",
    id: "getJsSdkSignature",
    method: "GET",
    path: "/api/wechat/js-sdk-signature",
    summary: "微信内网页的 JS-SDK 签名（H5 使用微信扫一扫）",
    access: "PUBLIC",
    params: z.strictObject({}),
    query: JsSdkSignatureQuery,
    body: undefined,
    output: JsSdkSignature,
    errors: officialAccountErrors,
  }),
} as const;
