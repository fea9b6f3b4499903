import type { FastifyInstance } from "fastify";

/**
 * What a browser may do with our pages: run our own scripts and WeChat's one, show our own pictures, talk to us. Styles are written by the component libraries as
 * they go. `files` is where photos lie when that is another origin. infra/aws/site.yml says the same for the cloud, where no server of ours sends the pages.
 */
export function pagePolicy(files = ""): string {
  return [
    "default-src 'self'",
    "script-src 'self' https://res.wx.qq.com",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob:${files}`,
    "font-src 'self' data:",
    `connect-src 'self'${files}`,
    "media-src 'self' blob:",
    // WeChat's script speaks with the app around it by frames of these names, on some iPhones.
    "frame-src 'self' weixin: wvjbscheme:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** An answer of the API is data; its page of documents is words and colours. */
const DATA_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const DATA_PATHS = /^\/(api|wechat|healthz)(\/|\?|$)/;
/** The pages of the sandbox are its own affair; it stands on no server that strangers reach. */
const SANDBOX_PATHS = /^\/sandbox(\/|\?|$)/;
const YEAR_SECONDS = 31_536_000;

/** On every answer, also those of the framework itself. */
export function addAnswerHeaders(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-content-type-options", "nosniff");
    reply.header("referrer-policy", "same-origin");
    if (!SANDBOX_PATHS.test(request.url)) reply.header("content-security-policy", DATA_PATHS.test(request.url) ? DATA_POLICY : pagePolicy());
    // Behind a proxy that ends TLS; on a bare machine it would lock its own visitors out.
    if (request.protocol === "https") reply.header("strict-transport-security", `max-age=${YEAR_SECONDS}`);
  });
}
