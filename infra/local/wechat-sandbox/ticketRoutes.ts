import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { defineEndpoint, jsonAnswer } from "./endpoint";
import type { WechatSandbox } from "./sandboxState";
import { wechatError } from "./wechatErrors";

const TICKET_LIFE_SECONDS = 7_200;

/** The ticket that signs an official account's pages: one and the same within its two hours. */
export function registerTicketRoutes(scope: FastifyInstance, sandbox: WechatSandbox): void {
  const path = "/cgi-bin/ticket/getticket";
  defineEndpoint(scope, sandbox, { method: "GET", path, faultName: path }, (call) => {
    const { access_token: token, type } = call.query;
    if (token === undefined || token === "") return jsonAnswer(wechatError(41001));
    const outcome = sandbox.tokens.check(token);
    if (outcome.kind !== "APP") return jsonAnswer(wechatError(outcome.kind === "EXPIRED" ? 42001 : 40001));
    // A mini-program has no pages to sign.
    if (outcome.appId !== sandbox.apps.officialAccount.appId) return jsonAnswer(wechatError(48001));
    if (type !== "jsapi") return jsonAnswer(wechatError(40097));
    const nowSeconds = Math.floor(sandbox.nowEpochMs() / 1000);
    return jsonAnswer({
      errcode: 0,
      errmsg: "ok",
      ticket: ticketAt(outcome.appId, Math.floor(nowSeconds / TICKET_LIFE_SECONDS)),
      expires_in: TICKET_LIFE_SECONDS - (nowSeconds % TICKET_LIFE_SECONDS),
    });
  });
}

/** Derived, so that whoever tests a signature can name the ticket. */
export function ticketAt(appId: string, period: number): string {
  return createHash("sha512").update(`ticket ${appId} ${period}`).digest("base64url");
}
