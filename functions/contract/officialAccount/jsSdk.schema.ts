import { z } from "../kernel/zod";

export const JsSdkSignatureQuery = z.strictObject({
  /** The page's address as the browser has it; what stands behind # is not signed. */
  url: z.url({ protocol: /^https?$/, error: "请填写完整的网页地址" }).max(2000),
});
export type JsSdkSignatureQuery = z.infer<typeof JsSdkSignatureQuery>;

/** What `wx.config` takes: it lets one page use WeChat's scanner. */
export const JsSdkSignature = z
  .strictObject({
    appId: z.string(),
    timestamp: z.int(),
    nonceStr: z.string(),
    signature: z.string().regex(/^[0-9a-f]{40}$/),
  })
  .meta({ title: "JsSdkSignature" });
export type JsSdkSignature = z.infer<typeof JsSdkSignature>;
