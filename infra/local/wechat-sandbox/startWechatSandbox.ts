import fastify from "fastify";
import type { AddressInfo } from "node:net";
import { registerWechatSandbox } from "./registerWechatSandbox";
import type { WechatSandbox, WechatSandboxOptions } from "./sandboxState";

export interface RunningWechatSandbox {
  readonly origin: string;
  /** What a client of WeChat takes for `https://api.weixin.qq.com` and `https://open.weixin.qq.com`. */
  readonly wechatBaseUrl: string;
  /** What a client of Tencent Cloud takes for `https://sms.tencentcloudapi.com`. */
  readonly smsBaseUrl: string;
  readonly sandbox: WechatSandbox;
  close(): Promise<void>;
}

/** The sandbox alone on 127.0.0.1; without a port, on any free one. */
export async function startWechatSandbox(options: WechatSandboxOptions & { readonly port?: number } = {}): Promise<RunningWechatSandbox> {
  const app = fastify({ forceCloseConnections: true });
  const sandbox = await registerWechatSandbox(app, options);
  await app.listen({ host: "127.0.0.1", port: options.port ?? 0 });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    origin,
    wechatBaseUrl: `${origin}/sandbox/wechat`,
    smsBaseUrl: `${origin}/sandbox/tencent-cloud`,
    sandbox,
    close: () => app.close(),
  };
}
