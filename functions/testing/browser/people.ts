import type { Page } from "playwright-core";
import { createApiClient, type ApiClient } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { DEMO_PASSWORD } from "../../../infra/local/demo-data/accounts";
import { byTestId } from "./browser";

/** Chooses the person on the WeChat sandbox's page, which the product has led to, and is led back. */
export async function agreeInWechatAs(page: Page, personId: string): Promise<void> {
  await page.locator(`a[href*="person=${personId}"]`).first().click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sandbox/") && !url.searchParams.has("code"));
}

export async function logInAtBackOffice(page: Page, username: string, password = DEMO_PASSWORD): Promise<void> {
  await byTestId(page, "login-username").fill(username);
  await byTestId(page, "login-password").fill(password);
  await byTestId(page, "login-submit").click();
}

/** The same routes without a screen, for what a test has to know or prepare. */
export function callsOf(baseUrl: string, sessionToken?: string): ApiClient {
  return createApiClient({
    baseUrl,
    sessionToken: () => sessionToken,
    transport: {
      async send({ method, url, headers, body }) {
        const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
        return { kind: "ANSWER", status: response.status, body: await response.json() };
      },
    },
  });
}

export async function callsOfAccount(baseUrl: string, username: string): Promise<ApiClient> {
  const { token } = await value(callsOf(baseUrl).call(sessionRoutes.logInWithPassword, { body: { username, password: DEMO_PASSWORD } }));
  return callsOf(baseUrl, token);
}

/** A person of the WeChat sandbox, logged in without a screen as its page logs them in. */
export async function callsOfPerson(baseUrl: string, personId: string): Promise<ApiClient> {
  const { url } = await value(callsOf(baseUrl).call(sessionRoutes.getWechatAuthorizeUrl, { query: { redirectUri: `${baseUrl}/`, state: "withoutscreen" } }));
  const agreed = await fetch(url.replace(/#.*$/, `&person=${personId}`), { redirect: "manual" });
  const code = new URL(agreed.headers.get("location") ?? "").searchParams.get("code") ?? "";
  const { token } = await value(callsOf(baseUrl).call(sessionRoutes.logInWithWechat, { body: { via: "OFFICIAL_ACCOUNT", code } }));
  return callsOf(baseUrl, token);
}

export async function value<T>(result: Promise<Result<T, { readonly code: string; readonly message: string }>>): Promise<T> {
  const answered = await result;
  if (!answered.ok) throw new Error(`${answered.refusal.code}: ${answered.refusal.message}`);
  return answered.value;
}

/** The token that the client in this page keeps, of either client. */
export async function keptToken(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const backOffice = localStorage.getItem("civic-green.back-office.token");
    return backOffice ?? JSON.parse(JSON.parse(localStorage.getItem("civic-green:session")).data).token;
  })()`);
}

/** What the sandbox shows on a person's phone, oldest first. */
export async function receivedBy(baseUrl: string, personId: string): Promise<readonly Received[]> {
  const answer = (await (await fetch(`${baseUrl}/sandbox/api/people/${personId}/inbox`)).json()) as { received: Received[] };
  return answer.received;
}

export interface Received {
  readonly kind: "NOTICE" | "SMS";
  readonly title?: string;
  readonly text?: string;
  readonly page?: string | null;
  readonly fields?: readonly { readonly label: string; readonly value: string }[];
}
