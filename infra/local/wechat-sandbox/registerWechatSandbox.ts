import type { FastifyInstance } from "fastify";
import { registerAccountRoutes } from "./accountRoutes";
import { registerAuthorizeRoute } from "./authorizeRoute";
import { registerContentCheckRoutes, registerContentChecks } from "./contentChecks";
import { registerFollowerRoutes } from "./followerRoutes";
import { registerLoginRoutes } from "./loginRoutes";
import { startMailServer } from "./mailServer";
import { registerMessageRoutes } from "./messageRoutes";
import { inboxPage } from "./page/inboxPage";
import { createWechatSandboxState, type WechatSandbox, type WechatSandboxOptions } from "./sandboxState";
import { registerSmsReportRoutes } from "./smsReports";
import { registerSmsRoutes } from "./smsRoutes";
import { registerTicketRoutes } from "./ticketRoutes";
import { FAULT_ENDPOINTS, registerUserSideRoutes } from "./userSideRoutes";

/**
 * Mounts WeChat, an SMS gateway and the people who own the phones under one path of a Fastify application. Anybody who reaches it may be anybody:
 * it belongs on a developer's or a demonstration's machine and is never mounted where real people log in.
 */
export async function registerWechatSandbox(
  app: FastifyInstance,
  options: WechatSandboxOptions & { readonly mountPath?: string } = {},
): Promise<WechatSandbox> {
  const sandbox = createWechatSandboxState(options);
  const mountPath = options.mountPath ?? "/sandbox";
  const mailServer = await startMailServer(sandbox);
  sandbox.mail.url = mailServer.url;
  app.addHook("onClose", () => mailServer.close());

  await app.register(
    async (scope) => {
      // A signature covers bytes, and WeChat reads JSON whatever the content type says: every body stays text here, whatever the host application does.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser("*", { parseAs: "string", bodyLimit: 1_000_000 }, (_request, body, done) => done(null, body));
      scope.addHook("onClose", async () => sandbox.stateFile.flush());

      await scope.register(
        async (wechat) => {
          registerLoginRoutes(wechat, sandbox);
          registerMessageRoutes(wechat, sandbox);
          registerContentChecks(wechat, sandbox);
          registerTicketRoutes(wechat, sandbox);
          registerAccountRoutes(wechat, sandbox);
          registerAuthorizeRoute(wechat, sandbox);
        },
        { prefix: "/wechat" },
      );
      registerSmsRoutes(scope, sandbox);
      await scope.register(
        async (api) => {
          registerUserSideRoutes(api, sandbox);
          registerContentCheckRoutes(api, sandbox);
          registerSmsReportRoutes(api, sandbox);
          registerFollowerRoutes(api, sandbox);
        },
        { prefix: "/api" },
      );

      // The page's own addresses are relative, so the slash at the end matters.
      scope.get("", async (_request, reply) => reply.redirect(`${mountPath}/`, 302));
      scope.get("/", { prefixTrailingSlash: "slash" }, async (_request, reply) =>
        reply
          .header("content-type", "text/html; charset=utf-8")
          .header("cache-control", "no-store")
          .send(inboxPage({ faultEndpoints: FAULT_ENDPOINTS })),
      );
    },
    { prefix: mountPath },
  );
  return sandbox;
}
