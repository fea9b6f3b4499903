import { createCipheriv, createDecipheriv, createHash, randomBytes, randomInt } from "node:crypto";

/**
 * WeChat's own side of the encrypted callback, written apart from the product's: the two check each other. What WeChat sends is the envelope; what it takes back is a
 * reply in the same one, and it shows the follower nothing when signature or app id do not fit.
 */
export interface CallbackSecrets {
  readonly token: string;
  readonly encodingAesKey: string;
  readonly appId: string;
}

const sha1OfSorted = (...parts: string[]): string => createHash("sha1").update(parts.sort().join("")).digest("hex");
const tag = (name: string, xml: string): string | undefined =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|([^<]*))</${name}>`)
    .exec(xml)
    ?.slice(1)
    .find((part) => part !== undefined);

/** Text → CDATA, number → bare, as WeChat writes its pushes. */
export function pushXml(fields: Readonly<Record<string, string | number>>): string {
  const written = Object.entries(fields).map(([name, value]) =>
    typeof value === "number" ? `<${name}>${value}</${name}>` : `<${name}><![CDATA[${value.replaceAll("]]>", "]] >")}]]></${name}>`,
  );
  return `<xml>${written.join("\n")}</xml>`;
}

export function seal(secrets: CallbackSecrets, message: string, nowEpochMs: number): { readonly query: string; readonly body: string } {
  const key = Buffer.from(`${secrets.encodingAesKey}=`, "base64");
  const text = Buffer.from(message);
  const size = Buffer.from([text.length >>> 24, (text.length >>> 16) & 255, (text.length >>> 8) & 255, text.length & 255]);
  const bare = Buffer.concat([randomBytes(16), size, text, Buffer.from(secrets.appId)]);
  const missing = 32 - (bare.length % 32);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16));
  cipher.setAutoPadding(false);
  const encrypt = Buffer.concat([cipher.update(bare), cipher.update(Buffer.alloc(missing, missing)), cipher.final()]).toString("base64");
  const timestamp = String(Math.floor(nowEpochMs / 1000));
  const nonce = String(randomInt(100_000_000, 2_000_000_000));
  const query = new URLSearchParams({
    signature: sha1OfSorted(secrets.token, timestamp, nonce),
    timestamp,
    nonce,
    encrypt_type: "aes",
    msg_signature: sha1OfSorted(secrets.token, timestamp, nonce, encrypt),
  });
  return { query: query.toString(), body: `<xml><ToUserName><![CDATA[gh_sandbox]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>` };
}

export interface PassiveReply {
  readonly title: string;
  readonly text: string;
  readonly url: string | undefined;
}

/** Undefined when nothing is to be shown, `BROKEN` when WeChat would tell the follower that the account is out of order. */
export function openReply(secrets: CallbackSecrets, answer: string, openid: string): PassiveReply | "BROKEN" | undefined {
  if (answer === "success" || answer === "") return undefined;
  const [encrypt, signature, timestamp, nonce] = ["Encrypt", "MsgSignature", "TimeStamp", "Nonce"].map((name) => tag(name, answer) ?? "");
  if (encrypt === "" || signature !== sha1OfSorted(secrets.token, timestamp!, nonce!, encrypt!)) return "BROKEN";
  const key = Buffer.from(`${secrets.encodingAesKey}=`, "base64");
  const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16));
  decipher.setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(encrypt!, "base64"), decipher.final()]);
  const bare = plain.subarray(0, plain.length - plain[plain.length - 1]!);
  const length = bare.readUInt32BE(16);
  const xml = bare.subarray(20, 20 + length).toString();
  if (bare.subarray(20 + length).toString() !== secrets.appId || tag("ToUserName", xml) !== openid || tag("FromUserName", xml) !== "gh_sandbox")
    return "BROKEN";
  if (tag("MsgType", xml) === "news") return { title: tag("Title", xml) ?? "", text: tag("Description", xml) ?? "", url: tag("Url", xml) };
  const text = tag("Content", xml);
  return text === undefined ? "BROKEN" : { title: "公众号回复", text, url: /https?:\/\/\S+/.exec(text)?.[0] };
}
