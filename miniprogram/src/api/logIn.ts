import type { CallRefusal } from "@app/contract/kernel/apiClient";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { startLogin, takeReturnedLogin } from "../platform/login";
import type { LoginOutcome } from "../platform/loginOutcome";
import { newRequestId } from "../platform/requestId";
import { agreedVersion, agreementGiven } from "./agreement";
import { api } from "./apiClient";
import { currentSession, forgetSession, keepSession } from "./session";

export type LogIn =
  | { readonly kind: "LOGGED_IN" }
  /** The browser left for WeChat; this page is about to vanish, so nothing more is to be said on it. */
  | { readonly kind: "LEAVING" }
  | { readonly kind: "FAILED"; readonly message: string };

const AGREEMENT_NEEDED = "登录需要先同意个人信息保护说明和用户协议；您也可以继续浏览开放单位。";
const WECHAT_SILENT = "没有连接上微信，请稍后再点一次登录。";

/**
 * Read while the application starts, before its router: the browser has come back from WeChat with a code in the address, and the page that the
 * person had left is put back there.
 */
const returned = takeReturnedLogin();
const returnedLogIn: Promise<LogIn | undefined> = returned === undefined ? Promise.resolve(undefined) : exchange(returned);

/** True once when the application started by coming back from WeChat's authorize page. */
export const cameBackFromLogIn: boolean = returned !== undefined;

/** How the log-in ended that the browser came back with; undefined when it was none. */
export function returnedLogInOutcome(): Promise<LogIn | undefined> {
  return returnedLogIn;
}

export async function logIn(): Promise<LogIn> {
  // Nothing is asked of anybody before they know what for (promise R18).
  if (!(await agreementGiven())) return { kind: "FAILED", message: AGREEMENT_NEEDED };
  let refusal: CallRefusal | undefined;
  const outcome = await startLogin({
    authorizeUrlFor: async (redirectUri) => {
      const answer = await api.call(sessionRoutes.getWechatAuthorizeUrl, { query: { redirectUri, state: newRequestId() } });
      if (answer.ok) return answer.value.url;
      refusal = answer.refusal;
      return undefined;
    },
  });
  return refusal === undefined ? exchange(outcome) : { kind: "FAILED", message: refusal.message };
}

/** For an action that needs to know who acts: logs in first when nobody is. */
export async function logInIfNeeded(): Promise<LogIn> {
  await returnedLogIn;
  return currentSession() === undefined ? logIn() : { kind: "LOGGED_IN" };
}

export async function logOut(): Promise<void> {
  // The phone forgets in any case; the server's own record runs out by itself.
  if (currentSession() !== undefined) await api.call(sessionRoutes.logOut, {});
  forgetSession();
}

async function exchange(outcome: LoginOutcome): Promise<LogIn> {
  if (outcome.kind === "REDIRECTING") return { kind: "LEAVING" };
  if (outcome.kind === "FAILED") return { kind: "FAILED", message: WECHAT_SILENT };
  const via = outcome.channel === "MINI_PROGRAM" ? "MINIPROGRAM" : "OFFICIAL_ACCOUNT";
  const version = agreedVersion();
  const answer = await api.call(sessionRoutes.logInWithWechat, {
    body: { via, code: outcome.code, ...(version === undefined ? {} : { agreedVersion: version }) },
  });
  if (!answer.ok) return { kind: "FAILED", message: answer.refusal.message };
  keepSession(answer.value);
  return { kind: "LOGGED_IN" };
}
