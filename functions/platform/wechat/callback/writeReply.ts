import type { OfficialAccountReply } from "../../../engines/messaging/officialAccountMessages";
import type { CallbackCipher } from "./callbackCipher";
import { callbackSignature } from "./callbackSignature";
import { writeWechatXml, type XmlContent } from "./wechatXml";

/** What WeChat takes for "received, nothing to say"; an empty answer of another kind makes it tell the follower that the account is out of order. */
export const NOTHING_TO_SAY = "success";

/** The passive reply: to the follower, from the account under the id it was addressed by. */
export function replyXml(
  reply: OfficialAccountReply,
  envelope: { readonly openid: string; readonly accountId: string; readonly epochSeconds: number },
): string {
  const head: readonly (readonly [string, XmlContent])[] = [
    ["ToUserName", envelope.openid],
    ["FromUserName", envelope.accountId],
    ["CreateTime", envelope.epochSeconds],
  ];
  if (reply.kind === "TEXT") return writeWechatXml([...head, ["MsgType", "text"], ["Content", reply.text]]);
  const card: XmlContent = [
    ["Title", reply.title],
    ["Description", reply.description],
    ["PicUrl", ""],
    ["Url", reply.url],
  ];
  return writeWechatXml([...head, ["MsgType", "news"], ["ArticleCount", 1], ["Articles", [["item", card]]]]);
}

/** The same inside WeChat's envelope of 安全模式. */
export function encryptedReplyXml(
  plain: string,
  options: { readonly cipher: CallbackCipher; readonly token: string; readonly random: Uint8Array; readonly epochSeconds: number; readonly nonce: string },
): string {
  const encrypted = options.cipher.encrypt(plain, options.random);
  const timestamp = String(options.epochSeconds);
  return writeWechatXml([
    ["Encrypt", encrypted],
    ["MsgSignature", callbackSignature([options.token, timestamp, options.nonce, encrypted])],
    ["TimeStamp", options.epochSeconds],
    ["Nonce", options.nonce],
  ]);
}
