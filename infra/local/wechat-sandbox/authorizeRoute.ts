import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { authorizeErrorPage, authorizePage } from "./page/authorizePage";
import type { WechatSandbox } from "./sandboxState";

/** Who uses this browser in the demonstration; set by the inbox page, read here to offer that person first. */
export const PERSON_COOKIE = "sandbox_person";

/** The page on which a person agrees to log in to the official account's web pages; here it also asks which person sits in front of the screen. */
export function registerAuthorizeRoute(scope: FastifyInstance, sandbox: WechatSandbox): void {
  scope.get("/connect/oauth2/authorize", async (request, reply) => {
    const query = request.query as Readonly<Record<string, unknown>>;
    const problem = requestProblem(request, query);
    if (problem !== undefined) return html(reply, 400, authorizeErrorPage(problem));

    const chosenId = typeof query["person"] === "string" ? query["person"] : undefined;
    if (chosenId === undefined) {
      const page = authorizePage({
        people: sandbox.people.all,
        firstPersonId: cookieOf(request, PERSON_COOKIE),
        hrefOf: (personId) => `?${new URLSearchParams({ ...textsOf(query), person: personId })}`,
      });
      return html(reply, 200, page);
    }
    const person = sandbox.people.byId(chosenId);
    if (person === undefined) return html(reply, 400, authorizeErrorPage(`没有这位演示人员：${chosenId}`));

    const scopeName = query["scope"] === "snsapi_base" ? "snsapi_base" : "snsapi_userinfo";
    const code = sandbox.codes.issue({ appId: sandbox.apps.officialAccount.appId, personId: person.id, scope: scopeName });
    return reply.redirect(withLoginResult(String(query["redirect_uri"]), { code, state: String(query["state"] ?? "") }), 302);
  });

  function requestProblem(request: FastifyRequest, query: Readonly<Record<string, unknown>>): string | undefined {
    if (query["appid"] !== sandbox.apps.officialAccount.appId) return "appid 不是公众号的 AppID（10013）";
    if (query["response_type"] !== "code") return "response_type 应为 code（10016）";
    if (query["scope"] !== "snsapi_base" && query["scope"] !== "snsapi_userinfo") return "scope 应为 snsapi_base 或 snsapi_userinfo（10005）";
    const redirectUri = String(query["redirect_uri"] ?? "");
    const redirect = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
    if (redirect === undefined || !/^https?:$/.test(redirect.protocol)) return "redirect_uri 不是有效的网址（10003）";
    // WeChat compares the whole host with the one set in its console.
    const allowed = [request.hostname, "127.0.0.1", "localhost", "[::1]", ...sandbox.redirectHosts];
    if (!allowed.includes(redirect.hostname)) return `redirect_uri 域名与后台配置不一致（10003）：${redirect.hostname}`;
    return undefined;
  }
}

/** Parameters go before the fragment, as WeChat puts them: a page that routes by its fragment finds them in `location.search`. */
function withLoginResult(redirectUri: string, result: { readonly code: string; readonly state: string }): string {
  const target = new URL(redirectUri);
  target.searchParams.set("code", result.code);
  target.searchParams.set("state", result.state);
  return target.toString();
}

function textsOf(query: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}

function cookieOf(request: FastifyRequest, name: string): string | undefined {
  const pair = (request.headers.cookie ?? "").split(/;\s*/).find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

function html(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.code(status).header("content-type", "text/html; charset=utf-8").header("cache-control", "no-store").send(page);
}
