import { ok, refuse } from "@app/contract/kernel/result";
import type { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import type { Handlers } from "../../engines/http/handler";
import { bindStaffAccount } from "./actions/bindStaffAccount";
import { logInByPhone } from "./actions/logInByPhone";
import { logInWithPassword } from "./actions/logInWithPassword";
import { logInWithWechat } from "./actions/logInWithWechat";
import { requestLogInCode } from "./actions/requestLogInCode";
import { setPassword } from "./actions/setPassword";
import { switchPost } from "./actions/switchPost";
import { logOut } from "./actions/logOut";
import { findSession } from "./queries/findSession";
import { issueCaptcha } from "./captcha";
import type { SessionDeps } from "./sessionDeps";
import { toMe } from "./startSession";

export function sessionHandlers(deps: SessionDeps): Handlers<typeof sessionRoutes> {
  return {
    getWechatAuthorizeUrl: async ({ input }) => {
      // An open redirect would hand a log-in code to whoever wrote the link.
      if (!deps.allowedRedirectOrigins.includes(new URL(input.query.redirectUri).origin)) return refuse({ code: "REDIRECT_NOT_ALLOWED" });
      if (deps.missingServices.includes("OFFICIAL_ACCOUNT")) return refuse({ code: "WECHAT_NOT_SET_UP" });
      return ok({ url: deps.wechat.officialAccountAuthorizeUrl({ redirectUri: input.query.redirectUri, state: input.query.state }) });
    },
    logInWithWechat: ({ input, actor }) => logInWithWechat(deps, input.body, actor.from),
    getCaptcha: ({ clientAddress }) => issueCaptcha(deps, clientAddress),
    logInWithPassword: ({ input, actor }) => logInWithPassword(deps, { actor, command: input.body }),
    requestLogInCode: ({ input, actor, clientAddress }) => requestLogInCode(deps, { actor, clientAddress, command: input.body }),
    logInByPhone: ({ input, actor }) => logInByPhone(deps, { actor, command: input.body }),
    setPassword: ({ input, actor, sessionToken }) => setPassword(deps, { actor, sessionToken, command: input.body }),
    bindStaffAccount: ({ input, actor }) => bindStaffAccount(deps, actor, input.body),
    switchPost: ({ input, sessionToken }) => switchPost(deps, sessionToken, input.body),
    getMe: async ({ sessionToken }) => {
      const session = sessionToken === undefined ? undefined : await findSession(deps, sessionToken);
      return session === undefined ? refuse({ code: "SESSION_EXPIRED" }) : ok(toMe(session));
    },
    logOut: ({ actor, sessionToken }) => logOut(deps, { actor, sessionToken }),
  };
}
