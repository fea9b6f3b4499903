import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { epochMsOf } from "@app/contract/kernel/time";
import type { Clock } from "../../../engines/context/clock";
import type { OfficialAccountReply, ReceiveOfficialAccountMessage } from "../../../engines/messaging/officialAccountMessages";
import { sendRefusal } from "../../http/createHttpApp";
import type { Log } from "../../log/log";
import { createCallbackCipher } from "./callbackCipher";
import { callbackErrors, readAddressCheck, readPush, type CallbackReader, type CallbackRefusalCode } from "./readCallback";
import { encryptedReplyXml, NOTHING_TO_SAY, replyXml } from "./writeReply";

export const OFFICIAL_ACCOUNT_CALLBACK_PATH = "/wechat/official-account";
/** The mini-program's own pushes: what became of a picture that was checked. Its console has the same Token and EncodingAESKey. */
export const MINI_PROGRAM_CALLBACK_PATH = "/wechat/mini-program";

/** The longest text a follower may send is far below; what is longer is no message of WeChat's. */
const BODY_LIMIT_BYTES = 64 * 1024;
/** WeChat waits five seconds, then tells the follower that the account is out of order and asks again. */
const ANSWER_WITHIN_MS = 4_000;

export interface OfficialAccountCallbackConfig {
  readonly appId: string;
  /** `encrypted` is WeChat's 安全模式, and then a plain push is refused; `plain` its 明文模式. */
  readonly mode: "encrypted" | "plain";
  readonly token: string;
  readonly encodingAesKey: string;
}

/**
 * Where WeChat's servers push what the account's followers do: `GET` asks whether the address is ours, `POST` brings a message, which is answered with the reply that
 * the follower sees. No fault of ours becomes a 5xx, for WeChat would show it to the follower: it is logged, and WeChat is told that nothing is to be said.
 */
export function registerOfficialAccountCallback(
  app: FastifyInstance,
  options: {
    readonly config: OfficialAccountCallbackConfig;
    readonly receive: ReceiveOfficialAccountMessage;
    readonly clock: Clock;
    readonly log: Log;
    readonly answerWithinMs?: number;
    readonly path?: string;
  },
): void {
  const { config, clock, log, path = OFFICIAL_ACCOUNT_CALLBACK_PATH } = options;
  const cipher = config.mode === "encrypted" ? createCallbackCipher(config) : undefined;
  const reader: CallbackReader = { token: config.token, ...(cipher === undefined ? {} : { cipher }) };
  const nowEpochMs = (): number => epochMsOf(clock.now());

  const refused = (request: FastifyRequest, reply: FastifyReply, code: CallbackRefusalCode): FastifyReply => {
    log.warn("official account callback refused", { requestId: request.id, code });
    return sendRefusal(reply, { code }, callbackErrors, request.id);
  };
  const say = (reply: FastifyReply, text: string, type: "text/plain" | "text/xml"): FastifyReply =>
    // The echoed text of the address check comes from outside: no browser may take it for a page.
    reply.type(`${type}; charset=utf-8`).header("cache-control", "no-store").header("x-content-type-options", "nosniff").send(text);

  /** The follower's reply, or silence when it took too long or failed: the message stays logged and the follower can send another. */
  async function replyInTime(request: FastifyRequest, work: ReturnType<ReceiveOfficialAccountMessage>): Promise<Awaited<typeof work>> {
    const silence = { ok: true as const, value: null };
    const failed = (error: unknown): typeof silence => {
      log.error("official account message failed", { requestId: request.id, error });
      return silence;
    };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<typeof silence>((resolve) => {
      timer = setTimeout(() => {
        log.warn("official account message answered late", { requestId: request.id });
        resolve(silence);
      }, options.answerWithinMs ?? ANSWER_WITHIN_MS);
    });
    return Promise.race([work.catch(failed), late]).finally(() => clearTimeout(timer));
  }

  function written(reply: OfficialAccountReply, envelope: { openid: string; accountId: string }): string {
    const epochSeconds = Math.floor(nowEpochMs() / 1000);
    const plain = replyXml(reply, { ...envelope, epochSeconds });
    if (cipher === undefined) return plain;
    return encryptedReplyXml(plain, { cipher, token: config.token, random: randomBytes(16), epochSeconds, nonce: randomBytes(8).toString("hex") });
  }

  void app.register(async (scope) => {
    // The signature covers the bytes, and WeChat does not always name the type of what it sends.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: BODY_LIMIT_BYTES }, (_request, body, done) => done(null, body));

    scope.get(path, async (request, reply) => {
      const echo = readAddressCheck(reader, request.query as Record<string, unknown>, nowEpochMs());
      return echo.ok ? say(reply, echo.value, "text/plain") : refused(request, reply, echo.refusal.code);
    });

    scope.post(path, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const message = readPush(reader, { query: request.query as Record<string, unknown>, body }, nowEpochMs());
      if (!message.ok) return refused(request, reply, message.refusal.code);
      const answer = await replyInTime(request, options.receive(message.value));
      if (!answer.ok) return refused(request, reply, answer.refusal.code);
      return answer.value === null ? say(reply, NOTHING_TO_SAY, "text/plain") : say(reply, written(answer.value, message.value), "text/xml");
    });
  });
}
