import type { LoginOutcome, LoginRequest } from "./loginOutcome";

const STATE_KEY = "civic-green:login-state";
const PAGE_KEY = "civic-green:login-page";

/**
 * Leaves for WeChat's authorize page. The page the person was on is kept here and not in the redirect address: that one must match the
 * registered domain, and WeChat loses the part behind `#`.
 */
export async function startLogin({ authorizeUrlFor }: LoginRequest): Promise<LoginOutcome> {
  const redirectUri = `${window.location.origin}${window.location.pathname}`;
  const authorizeUrl = await authorizeUrlFor(redirectUri);
  if (authorizeUrl === undefined) return { kind: "FAILED" };
  const state = new URL(authorizeUrl, redirectUri).searchParams.get("state");
  if (state !== null) window.sessionStorage.setItem(STATE_KEY, state);
  window.sessionStorage.setItem(PAGE_KEY, window.location.hash);
  window.location.assign(authorizeUrl);
  return { kind: "REDIRECTING" };
}

/**
 * The code WeChat appended to our address, once: it is taken out of the address, so that a reload or a shared link cannot send it again.
 * A state that this tab did not send belongs to somebody else's log-in and is refused.
 */
export function takeReturnedLogin(): LoginOutcome | undefined {
  const address = new URL(window.location.href);
  const code = address.searchParams.get("code");
  const state = address.searchParams.get("state");
  if (code === null || state === null) return undefined;
  const expectedState = window.sessionStorage.getItem(STATE_KEY);
  const page = window.sessionStorage.getItem(PAGE_KEY);
  window.sessionStorage.removeItem(STATE_KEY);
  window.sessionStorage.removeItem(PAGE_KEY);
  address.searchParams.delete("code");
  address.searchParams.delete("state");
  if (page !== null && page !== "") address.hash = page;
  window.history.replaceState(window.history.state, "", address.toString());
  return state === expectedState ? { kind: "CODE", channel: "OFFICIAL_ACCOUNT", code, state } : { kind: "FAILED" };
}
