import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Log } from "../log/log";
import { pagePolicy } from "./answerHeaders";
import { createHttpApp } from "./createHttpApp";

const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let app: FastifyInstance;
let origin: string;
beforeAll(async () => {
  app = createHttpApp({ bindings: [], authenticate: async () => undefined, newRequestId: () => "r", log });
  for (const page of ["/", "/admin/people", "/healthz"]) app.get(page, async () => "found");
  origin = await app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(() => app.close());

async function headersOf(url: string, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
  return Object.fromEntries((await fetch(`${origin}${url}`, { headers })).headers);
}

it.each(["/", "/admin/people", "/admin/nothing.js"])(
  "R14 %s runs no script but ours and WeChat's, stands in nobody's frame and is what it is called",
  async (url) => {
    const headers = await headersOf(url);
    expect(headers).toMatchObject({ "content-security-policy": pagePolicy(), "x-content-type-options": "nosniff", "referrer-policy": "same-origin" });
    expect(pagePolicy().split("; ")).toEqual(
      expect.arrayContaining(["script-src 'self' https://res.wx.qq.com", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]),
    );
  },
);

it.each(["/healthz", "/api/nothing", "/api/sessions/current?a=1"])("R14 %s is data, whatever a browser takes it for", async (url) => {
  const headers = await headersOf(url);
  expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
  expect(headers["x-content-type-options"]).toBe("nosniff");
});

it("a browser that came by https comes by it again; one that did not is not locked out", async () => {
  expect((await headersOf("/", { "x-forwarded-proto": "https" }))["strict-transport-security"]).toBe("max-age=31536000");
  expect((await headersOf("/"))["strict-transport-security"]).toBeUndefined();
});

it("the cloud's pages come with the same policy", () => {
  const site = readFileSync(join(__dirname, "../../../infra/aws/site.yml"), "utf8");
  expect(site).toContain(`"${pagePolicy(" https://$" + "{FilesBucket.RegionalDomainName}")}"`);
});
