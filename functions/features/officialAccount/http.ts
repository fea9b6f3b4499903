import type { officialAccountRoutes } from "@app/contract/officialAccount/officialAccount.routes";
import { ok, refuse } from "@app/contract/kernel/result";
import type { Handlers } from "../../engines/http/handler";
import type { WechatPort } from "../../engines/messaging/wechatPort";

export function officialAccountHandlers(deps: {
  readonly wechat: WechatPort;
  readonly allowedRedirectOrigins: readonly string[];
}): Handlers<typeof officialAccountRoutes> {
  return {
    getJsSdkSignature: async ({ input }) => {
      // Only for our own pages: a signature would let somebody else's page act in the account's name.
      if (!deps.allowedRedirectOrigins.includes(new URL(input.query.url).origin)) return refuse({ code: "PAGE_NOT_OURS" });
      const signed = await deps.wechat.signOfficialAccountPage(input.query.url);
      return signed.ok ? ok(signed.value) : refuse({ code: "WECHAT_UNAVAILABLE" });
    },
  };
}
