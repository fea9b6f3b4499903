import { createHash } from "node:crypto";
import { refusalEntry } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { OfficialAccountContent, OfficialAccountMessage } from "../../../engines/messaging/officialAccountMessages";
import { CONTENT_SUGGESTIONS } from "../../../engines/messaging/contentCheckPort";
import type { CallbackCipher } from "./callbackCipher";
import { callbackSignature, isSignature } from "./callbackSignature";
import { readWechatXml } from "./wechatXml";

/** WeChat's servers and ours agree on the time within seconds; what is older was kept by somebody (promise R16). */
export const CALLBACK_AGE_MAX_SECONDS = 300;

/** Read by people who look for a wrong setting, never by a follower. */
export const callbackErrors = {
  CALLBACK_UNSIGNED: refusalEntry(403, "这个地址只接收微信服务器的推送，请求里没有签名。请在微信公众平台核对消息加解密方式。"),
  CALLBACK_FORGED: refusalEntry(403, "签名不正确。请在微信公众平台核对 Token、EncodingAESKey 和 AppID 与本平台的配置一致。"),
  CALLBACK_OLD: refusalEntry(403, "请求的时间和现在相差超过五分钟。请核对服务器时间。"),
  CALLBACK_REPLAYED: refusalEntry(403, "这个签名已用于另一条消息，不再接受。"),
  CALLBACK_UNREADABLE: refusalEntry(400, "看不懂这条消息的格式。请在微信公众平台把数据格式设为 XML。"),
} as const;
export type CallbackRefusalCode = keyof typeof callbackErrors;
type Refused = { readonly code: CallbackRefusalCode };

export type CallbackQuery = Readonly<Record<string, unknown>>;
export interface CallbackReader {
  readonly token: string;
  /** Present in WeChat's 安全模式: then nothing plain is taken. */
  readonly cipher?: CallbackCipher;
}

/** Answers WeChat's question whether the address is ours; the text to send back. */
export function readAddressCheck(reader: CallbackReader, query: CallbackQuery, nowEpochMs: number): Result<string, Refused> {
  const { signature, echostr } = query;
  if (typeof echostr !== "string" || echostr.length > 200) return refuse({ code: "CALLBACK_UNREADABLE" });
  const signed = judgeSignature(reader, { signature, query, nowEpochMs, covered: [] });
  return signed.ok ? ok(echostr) : signed;
}

/** A pushed message, shown to be WeChat's, recent and for this app. */
export function readPush(
  reader: CallbackReader,
  push: { readonly query: CallbackQuery; readonly body: Buffer },
  nowEpochMs: number,
): Result<OfficialAccountMessage, Refused> {
  const { query } = push;
  const outer = readWechatXml(utf8Of(push.body) ?? "");
  if (reader.cipher === undefined) {
    const signed = judgeSignature(reader, { signature: query["signature"], query, nowEpochMs, covered: [] });
    if (!signed.ok) return signed;
    return toMessage(outer, signed.value);
  }
  const encrypted = outer?.get("Encrypt");
  // Asked for in this order, so that whoever sends nonsense without a signature learns only that.
  if (query["msg_signature"] === undefined) return refuse({ code: "CALLBACK_UNSIGNED" });
  if (encrypted === undefined) return refuse({ code: "CALLBACK_UNREADABLE" });
  const signed = judgeSignature(reader, { signature: query["msg_signature"], query, nowEpochMs, covered: [encrypted] });
  if (!signed.ok) return signed;
  const plain = reader.cipher.decrypt(encrypted);
  return plain === undefined ? refuse({ code: "CALLBACK_FORGED" }) : toMessage(readWechatXml(plain), signed.value);
}

/** The signature's own digest, when it is right and recent. */
function judgeSignature(
  reader: CallbackReader,
  given: { readonly signature: unknown; readonly query: CallbackQuery; readonly nowEpochMs: number; readonly covered: readonly string[] },
): Result<string, Refused> {
  const { timestamp, nonce } = given.query;
  // A parameter that is given twice comes as a list.
  if (typeof given.signature !== "string" || typeof timestamp !== "string" || typeof nonce !== "string") return refuse({ code: "CALLBACK_UNSIGNED" });
  if (!isSignature(given.signature, callbackSignature([reader.token, timestamp, nonce, ...given.covered]))) return refuse({ code: "CALLBACK_FORGED" });
  const ageSeconds = Math.abs(given.nowEpochMs / 1000 - Number(timestamp));
  // Written so that a timestamp that is no number is old too.
  if (!/^\d{1,12}$/.test(timestamp) || !(ageSeconds <= CALLBACK_AGE_MAX_SECONDS)) return refuse({ code: "CALLBACK_OLD" });
  return ok(digest("signature", timestamp, nonce));
}

function toMessage(fields: ReadonlyMap<string, string> | undefined, signatureKey: string): Result<OfficialAccountMessage, Refused> {
  const openid = fields?.get("FromUserName") ?? "";
  const createTime = fields?.get("CreateTime") ?? "";
  const type = fields?.get("MsgType");
  if (fields === undefined || type === undefined || !/^[A-Za-z0-9_-]{1,64}$/.test(openid) || !/^\d{1,12}$/.test(createTime))
    return refuse({ code: "CALLBACK_UNREADABLE" });
  const messageId = fields.get("MsgId");
  const event = fields.get("Event");
  return ok({
    openid,
    accountId: fields.get("ToUserName") ?? "",
    sentAtEpochSeconds: Number(createTime),
    // WeChat's own rule: messages have an id, events have their moment.
    // Two pictures of one person may be judged within one second; their traces tell them apart.
    messageKey: messageId === undefined ? digest("event", openid, createTime, event ?? type, ...traceOf(fields)) : digest("message", messageId),
    signatureKey,
    content: contentOf(type, event, fields),
  });
}

const SCENE_PREFIX = "qrscene_";

function contentOf(type: string, event: string | undefined, fields: ReadonlyMap<string, string>): OfficialAccountContent {
  const key = fields.get("EventKey") ?? "";
  if (type === "text") return { kind: "TEXT", text: fields.get("Content") ?? "" };
  if (type !== "event") return { kind: "OTHER" };
  switch (event) {
    case "subscribe":
      return key.startsWith(SCENE_PREFIX) ? { kind: "FOLLOWED", scene: key.slice(SCENE_PREFIX.length) } : { kind: "FOLLOWED" };
    case "unsubscribe":
      return { kind: "UNFOLLOWED" };
    case "SCAN":
      return { kind: "SCANNED", scene: key };
    case "CLICK":
      return { kind: "CLICKED", key };
    case "wxa_media_check":
      return pictureChecked(fields);
    case "VIEW":
    case "view_miniprogram":
      return { kind: "VIEWED", target: key };
    default:
      return { kind: "OTHER" };
  }
}

function traceOf(fields: ReadonlyMap<string, string>): string[] {
  const trace = fields.get("trace_id");
  return trace === undefined ? [] : [trace];
}

function pictureChecked(fields: ReadonlyMap<string, string>): OfficialAccountContent {
  const suggest = CONTENT_SUGGESTIONS.find((suggestion) => suggestion === fields.get("result.suggest"));
  const label = Number(fields.get("result.label") ?? 0);
  return {
    kind: "PICTURE_CHECKED",
    traceId: (fields.get("trace_id") ?? "").slice(0, 100),
    // A check that failed at WeChat has judged nothing, whatever stands beside it.
    ...(suggest === undefined || (fields.get("errcode") ?? "0") !== "0" ? {} : { suggest }),
    label: Number.isSafeInteger(label) ? label : 0,
  };
}

/** Ids as the store and the log may have them: no openid stands in them (promise T41). */
function digest(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}

function utf8Of(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
