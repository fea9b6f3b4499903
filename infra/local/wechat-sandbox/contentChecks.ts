import type { FastifyInstance } from "fastify";
import { pushXml, seal } from "./callbackEnvelope";
import { defineEndpoint, jsonAnswer, parseJsonObject } from "./endpoint";
import type { WechatSandbox } from "./sandboxState";
import { wechatError } from "./wechatErrors";

/** WeChat's check of what the public writes and photographs: what stands in a text decides; a picture is judged by a later push, by itself or from the page. */
export interface PictureCheckOfSandbox {
  readonly traceId: string;
  readonly openid: string;
  readonly url: string;
  readonly askedAtEpochMs: number;
  readonly answers: string[];
}

export const CONTENT_LABELS = { 100: "正常", 10001: "广告", 20002: "色情", 20003: "辱骂", 20006: "违法犯罪", 21000: "其他" } as const;

/** A text that holds one of these is judged so; everything else passes. */
const RISKY: readonly (readonly [word: string, label: number])[] = [
  ["违规", 21000],
  ["骗子", 20003],
  ["滚蛋", 20003],
  ["色情", 20002],
];
const REVIEW: readonly (readonly [word: string, label: number])[] = [
  ["疑似", 21000],
  ["加微信", 10001],
  ["优惠券", 10001],
];
const TEXT_MAX = 2_500;
const KEPT_MAX = 50;
const PATIENCE_MS = 5_000;

let traceNumber = 0;

export function registerContentChecks(wechat: FastifyInstance, sandbox: WechatSandbox): void {
  const asked = (path: string, handle: (body: Readonly<Record<string, unknown>>) => object): void =>
    defineEndpoint(wechat, sandbox, { method: "POST", path, faultName: path }, (call) => {
      const token = call.query["access_token"];
      if (token === undefined || token === "") return jsonAnswer(wechatError(41001));
      const outcome = sandbox.tokens.check(token);
      if (outcome.kind !== "APP") return jsonAnswer(wechatError(outcome.kind === "EXPIRED" ? 42001 : 40001));
      if (outcome.appId !== sandbox.apps.miniProgram.appId) return jsonAnswer(wechatError(48001));
      const body = parseJsonObject(call.rawBody);
      if (body === undefined || body["version"] !== 2 || ![1, 2, 3, 4].includes(Number(body["scene"]))) return jsonAnswer(wechatError(47001));
      const openid = String(body["openid"] ?? "");
      if (sandbox.people.byOpenid(sandbox.apps.miniProgram.appId, openid) === undefined) return jsonAnswer(wechatError(40003));
      return jsonAnswer(handle(body));
    });

  asked("/wxa/msg_sec_check", (body) => {
    const { content } = body;
    if (typeof content !== "string" || content === "" || content.length > TEXT_MAX) return wechatError(47001);
    return { errcode: 0, errmsg: "ok", trace_id: `text-${Date.now()}`, detail: [], result: judged(content) };
  });

  asked("/wxa/media_check_async", (body) => {
    const { media_url: url, media_type: type, openid } = body;
    if (typeof url !== "string" || !/^https?:\/\//.test(url) || (type !== 1 && type !== 2)) return wechatError(47001);
    traceNumber += 1;
    const check: PictureCheckOfSandbox = {
      traceId: `${sandbox.nowEpochMs().toString(16)}-${traceNumber}`,
      openid: String(openid),
      url,
      askedAtEpochMs: sandbox.nowEpochMs(),
      answers: [],
    };
    sandbox.pictureChecks.unshift(check);
    sandbox.pictureChecks.splice(KEPT_MAX);
    if (sandbox.picturesAnsweredAfterMs !== undefined) {
      setTimeout(() => void pushPictureResult(sandbox, check, { suggest: "pass", label: 100 }), sandbox.picturesAnsweredAfterMs).unref();
    }
    return { errcode: 0, errmsg: "ok", trace_id: check.traceId };
  });
}

function judged(content: string): { suggest: string; label: number } {
  for (const [words, suggest] of [
    [RISKY, "risky"],
    [REVIEW, "review"],
  ] as const) {
    const found = words.find(([word]) => content.includes(word));
    if (found !== undefined) return { suggest, label: found[1] };
  }
  return { suggest: "pass", label: 100 };
}

/** The status with which the product answered, or undefined when it did not. */
export async function pushPictureResult(
  sandbox: WechatSandbox,
  check: Pick<PictureCheckOfSandbox, "traceId" | "openid"> & { readonly answers?: string[] },
  result: { readonly suggest: string; readonly label: number; readonly errcode?: number },
): Promise<number | undefined> {
  const url = sandbox.miniProgramCallbackUrl();
  if (url === undefined) return undefined;
  const secrets = { ...sandbox.callback, appId: sandbox.apps.miniProgram.appId };
  const envelope = pushXml({
    ToUserName: "gh_sandbox_mini",
    FromUserName: check.openid,
    CreateTime: Math.floor(sandbox.nowEpochMs() / 1000),
    MsgType: "event",
    Event: "wxa_media_check",
    appid: secrets.appId,
    trace_id: check.traceId,
    version: 2,
    errcode: result.errcode ?? 0,
    errmsg: "ok",
  });
  const detail = `<detail><strategy><![CDATA[content_model]]></strategy><errcode>0</errcode><suggest><![CDATA[${result.suggest}]]></suggest><label>${result.label}</label><prob>90</prob></detail>`;
  const verdict = `<result><suggest><![CDATA[${result.suggest}]]></suggest><label>${result.label}</label></result>`;
  const sealed = seal(secrets, envelope.replace("</xml>", `${detail}${detail}${verdict}</xml>`), sandbox.nowEpochMs());
  check.answers?.push(result.suggest);
  try {
    const response = await fetch(`${url}?${sealed.query}`, {
      method: "POST",
      headers: { "content-type": "text/xml" },
      body: sealed.body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return response.status;
  } catch {
    return undefined;
  }
}

/** The page's side: what was asked, and an answer to it, once more if somebody likes. */
export function registerContentCheckRoutes(api: FastifyInstance, sandbox: WechatSandbox): void {
  api.get("/picture-checks", async () => ({ checks: sandbox.pictureChecks }));
  api.post("/picture-checks/:traceId", async (request, reply) => {
    const { traceId } = request.params as { readonly traceId: string };
    const check = sandbox.pictureChecks.find((candidate) => candidate.traceId === traceId);
    if (check === undefined) return reply.code(404).send({ message: "没有这次图片检查" });
    const asked = typeof request.body === "string" ? (parseJsonObject(request.body) ?? {}) : {};
    const suggest = String(asked["suggest"]);
    if (!["pass", "review", "risky"].includes(suggest)) return reply.code(400).send({ message: "suggest 应为 pass、review 或 risky" });
    const label = suggest === "pass" ? 100 : Number(asked["label"] ?? 21000);
    return { status: (await pushPictureResult(sandbox, check, { suggest, label })) ?? null };
  });
}
