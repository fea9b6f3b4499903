import fc from "fast-check";
import { createCallbackCipher } from "./callbackCipher";
import { callbackSignature, isSignature } from "./callbackSignature";
import { readAddressCheck, readPush } from "./readCallback";
import { encryptedReplyXml, replyXml } from "./writeReply";
import { readWechatXml, writeWechatXml } from "./wechatXml";

// WeChat's own examples (消息推送, 消息加解密): what they sign and encrypt is what we must.
const PLAIN = { token: "AAAAA", timestamp: "1714037059", nonce: "486452656", signature: "899cf89e464efb63f54ddac96b0a0a235f53aa78" };
const ENCRYPTED = {
  token: "AAAAA",
  encodingAesKey: "A".repeat(43),
  appId: "wxba5fad812f8e6fb9",
  timestamp: "1714112445",
  nonce: "415670741",
  encrypt:
    "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=",
  msgSignature: "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3",
  random: "a8eedb185eb2fecf",
  messageLength: 167,
};
const cipher = createCallbackCipher(ENCRYPTED);
const AT_MS = Number(ENCRYPTED.timestamp) * 1000;

describe("WeChat's own examples", () => {
  test("the signature of an address", () => {
    expect(callbackSignature([PLAIN.token, PLAIN.timestamp, PLAIN.nonce])).toBe(PLAIN.signature);
  });

  test("the signature of an encrypted body", () => {
    expect(callbackSignature([ENCRYPTED.token, ENCRYPTED.timestamp, ENCRYPTED.nonce, ENCRYPTED.encrypt])).toBe(ENCRYPTED.msgSignature);
  });

  test("an encrypted body opens, and sealed with the same random bytes it is the same again", () => {
    const message = cipher.decrypt(ENCRYPTED.encrypt) ?? "";
    expect([message.length, message.includes("debug_demo")]).toEqual([ENCRYPTED.messageLength, true]);
    expect(cipher.encrypt(message, Buffer.from(ENCRYPTED.random))).toBe(ENCRYPTED.encrypt);
  });

  test("another app's id, another key or a changed byte opens nothing", () => {
    const bytes = Buffer.from(ENCRYPTED.encrypt, "base64");
    bytes[bytes.length - 1]! ^= 1;
    expect([
      createCallbackCipher({ ...ENCRYPTED, appId: "wxba5fad812f8e6fb8" }).decrypt(ENCRYPTED.encrypt),
      createCallbackCipher({ ...ENCRYPTED, encodingAesKey: `B${"A".repeat(42)}` }).decrypt(ENCRYPTED.encrypt),
      cipher.decrypt(bytes.toString("base64")),
      cipher.decrypt(""),
      cipher.decrypt("AAAA"),
    ]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  test("a reply of ours opens again, whatever its length", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), fc.uint8Array({ minLength: 16, maxLength: 16 }), (text, random) => {
        expect(cipher.decrypt(cipher.encrypt(text, random))).toBe(text);
      }),
      { seed: 20260307 },
    );
  });
});

describe("R16 the address check", () => {
  const query = { timestamp: PLAIN.timestamp, nonce: PLAIN.nonce, signature: PLAIN.signature, echostr: "4375120948345356249" };
  const atMs = Number(PLAIN.timestamp) * 1000;
  test.each([
    ["WeChat's own", query, atMs, { ok: true, value: "4375120948345356249" }],
    ["300 s old", query, atMs + 300_000, { ok: true, value: "4375120948345356249" }],
    ["301 s old", query, atMs + 301_000, { ok: false, refusal: { code: "CALLBACK_OLD" } }],
    ["301 s ahead", query, atMs - 301_000, { ok: false, refusal: { code: "CALLBACK_OLD" } }],
    ["forged", { ...query, nonce: "486452657" }, atMs, { ok: false, refusal: { code: "CALLBACK_FORGED" } }],
    ["a signature cut short", { ...query, signature: PLAIN.signature.slice(0, 39) }, atMs, { ok: false, refusal: { code: "CALLBACK_FORGED" } }],
    ["unsigned", { echostr: "1" }, atMs, { ok: false, refusal: { code: "CALLBACK_UNSIGNED" } }],
    ["signed twice", { ...query, signature: [PLAIN.signature, PLAIN.signature] }, atMs, { ok: false, refusal: { code: "CALLBACK_UNSIGNED" } }],
    ["nothing to echo", { ...query, echostr: undefined }, atMs, { ok: false, refusal: { code: "CALLBACK_UNREADABLE" } }],
  ])("%s", (_, asked, nowEpochMs, expected) => {
    expect(readAddressCheck({ token: PLAIN.token }, asked, nowEpochMs)).toEqual(expected);
  });

  test("a timestamp that is no number is old, also when it is signed", () => {
    const signature = callbackSignature([PLAIN.token, "soon", "1"]);
    expect(readAddressCheck({ token: PLAIN.token }, { ...query, timestamp: "soon", nonce: "1", signature }, atMs)).toEqual({
      ok: false,
      refusal: { code: "CALLBACK_OLD" },
    });
  });
});

describe("pushed messages", () => {
  const push = (inner: string, changes: Record<string, unknown> = {}) => {
    const encrypt = cipher.encrypt(inner, Buffer.alloc(16, 7));
    const signature = callbackSignature([ENCRYPTED.token, ENCRYPTED.timestamp, "n1", encrypt]);
    const query = { timestamp: ENCRYPTED.timestamp, nonce: "n1", msg_signature: signature, ...changes };
    const body = Buffer.from(writeWechatXml([["ToUserName", "gh_1"], ["Encrypt", encrypt]])); // prettier-ignore
    return readPush({ token: ENCRYPTED.token, cipher }, { query, body }, AT_MS);
  };
  const message = (...fields: (readonly [string, string | number])[]) =>
    writeWechatXml([["ToUserName", "gh_1"], ["FromUserName", "oOpenid_-1"], ["CreateTime", 1714112440], ...fields]);
  const contentOf = (inner: string) => {
    const read = push(inner);
    return read.ok ? read.value.content : read.refusal;
  };

  test.each([
    ["follows by a code", message(["MsgType", "event"], ["Event", "subscribe"], ["EventKey", "qrscene_facility_a"]), { kind: "FOLLOWED", scene: "facility_a" }],
    ["follows", message(["MsgType", "event"], ["Event", "subscribe"], ["EventKey", ""]), { kind: "FOLLOWED" }],
    ["leaves", message(["MsgType", "event"], ["Event", "unsubscribe"], ["EventKey", ""]), { kind: "UNFOLLOWED" }],
    ["scans", message(["MsgType", "event"], ["Event", "SCAN"], ["EventKey", "booking_b1"]), { kind: "SCANNED", scene: "booking_b1" }],
    ["taps the menu", message(["MsgType", "event"], ["Event", "CLICK"], ["EventKey", "BOOK"]), { kind: "CLICKED", key: "BOOK" }],
    ["writes", message(["MsgType", "text"], ["Content", "预约]]>&<b>"], ["MsgId", 1]), { kind: "TEXT", text: "预约]]>&<b>" }],
    ["sends a picture", message(["MsgType", "image"], ["PicUrl", "http://x"], ["MsgId", 2]), { kind: "OTHER" }],
    ["an event of tomorrow", message(["MsgType", "event"], ["Event", "something_new"]), { kind: "OTHER" }],
    ["no sender", "<xml><MsgType>text</MsgType><CreateTime>1</CreateTime></xml>", { code: "CALLBACK_UNREADABLE" }],
    ["JSON", '{"MsgType":"text"}', { code: "CALLBACK_UNREADABLE" }],
  ])("%s", (_, inner, expected) => {
    expect(contentOf(inner)).toEqual(expected);
  });

  test("in encrypted mode a plain push is refused, also under a right plain signature", () => {
    const signature = callbackSignature([ENCRYPTED.token, ENCRYPTED.timestamp, "n1"]);
    const query = { timestamp: ENCRYPTED.timestamp, nonce: "n1", signature };
    expect(
      readPush({ token: ENCRYPTED.token, cipher }, { query, body: Buffer.from(message(["MsgType", "text"], ["Content", "预约"], ["MsgId", 1])) }, AT_MS),
    ).toEqual({
      ok: false,
      refusal: { code: "CALLBACK_UNSIGNED" },
    });
  });

  test("a resent message has one key; another message, event or moment has its own", () => {
    const key = (inner: string) => {
      const read = push(inner);
      return read.ok ? read.value.messageKey : "";
    };
    const text = message(["MsgType", "text"], ["Content", "一"], ["MsgId", 1]);
    const others = [
      message(["MsgType", "text"], ["Content", "一"], ["MsgId", 2]),
      message(["MsgType", "event"], ["Event", "subscribe"]),
      message(["MsgType", "event"], ["Event", "unsubscribe"]),
    ];
    expect(key(text)).toBe(key(text));
    expect(new Set([text, ...others].map(key)).size).toBe(4);
    expect(key(text)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});

describe("XML", () => {
  test.each([
    ["a DOCTYPE", '<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>1</A></xml>'],
    ["an entity", "<xml><A>&lt;</A></xml>"],
    ["a comment", "<xml><!-- a --><A>1</A></xml>"],
    ["an attribute", '<xml a="1"><A>1</A></xml>'],
    ["another root", "<html><A>1</A></html>"],
    ["two roots", "<xml></xml><xml></xml>"],
    ["a name twice", "<xml><A>1</A><A>2</A></xml>"],
    ["wrong nesting", "<xml><A><B></A></B></xml>"],
    ["an open end", "<xml><A>1</A>"],
    ["an open CDATA", "<xml><A><![CDATA[1</A></xml>"],
    ["words before it", "a<xml></xml>"],
    ["nothing", ""],
    ["depth", `<xml>${"<A>".repeat(7)}${"</A>".repeat(7)}</xml>`],
    ["breadth", `<xml>${Array.from({ length: 201 }, (_, n) => `<A${n}>1</A${n}>`).join("")}</xml>`],
  ])("%s is refused", (_, document) => {
    expect(readWechatXml(document)).toBeUndefined();
  });

  test("what it writes it reads back, and no text of any kind breaks out of its element", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 0 }), (text, number) => {
        expect([...(readWechatXml(writeWechatXml([["A", text], ["B", number]])) ?? [])]).toEqual([["A", text], ["B", String(number)]]); // prettier-ignore
      }),
      {
        seed: 20260307,
        examples: [
          ["]]>", 1],
          ["]]]]>><![CDATA[", 1],
        ],
      },
    );
  });

  test("never throws, whatever it is given", () => {
    const piece = fc.constantFrom("<xml>", "</xml>", "<A>", "</A>", "<![CDATA[", "]]>", "<!DOCTYPE", "&amp;", "<", ">", "a", "预约", "\0", " ");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        readWechatXml(pieces.join(""));
      }),
      { seed: 20260307, numRuns: 2000 },
    );
  });

  test("replies", () => {
    const envelope = { openid: "o1", accountId: "gh_1", epochSeconds: 1714112445 };
    const head = "<ToUserName><![CDATA[o1]]></ToUserName><FromUserName><![CDATA[gh_1]]></FromUserName><CreateTime>1714112445</CreateTime>";
    expect(replyXml({ kind: "TEXT", text: "好]]>的" }, envelope)).toBe(
      `<xml>${head}<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[好]]]]><![CDATA[>的]]></Content></xml>`,
    );
    expect(replyXml({ kind: "CARD", title: "甲", description: "乙", url: "https://a/#/b" }, envelope)).toBe(
      `<xml>${head}<MsgType><![CDATA[news]]></MsgType><ArticleCount>1</ArticleCount><Articles><item><Title><![CDATA[甲]]></Title><Description><![CDATA[乙]]></Description><PicUrl><![CDATA[]]></PicUrl><Url><![CDATA[https://a/#/b]]></Url></item></Articles></xml>`,
    );
    const sealed = readWechatXml(encryptedReplyXml("<xml></xml>", { cipher, token: "AAAAA", random: Buffer.alloc(16), epochSeconds: 1714112445, nonce: "n" }));
    const encrypted = sealed?.get("Encrypt") ?? "";
    expect([cipher.decrypt(encrypted), isSignature(sealed?.get("MsgSignature") ?? "", callbackSignature(["AAAAA", "1714112445", "n", encrypted]))]).toEqual([
      "<xml></xml>",
      true,
    ]);
  });
});
