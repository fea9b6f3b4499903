import { createEd25519CodeSigner, newCodeKeyPem } from "../../../../functions/platform/codes/ed25519CodeSigner";
import { readCode } from "./readCode";

const codes = createEd25519CodeSigner(newCodeKeyPem());
const stranger = createEd25519CodeSigner(newCodeKeyPem());
const payload = { b: "booking-1", f: "haikou-baishamen", d: "2026-03-07", n: 4, x: 1772899199 };
const text = codes.sign("CG1", payload);
const read = (scanned: string) => readCode(scanned, codes.publicKeyBase64Url);

test("M6 a code that the server signed is read on the phone alone, bare or inside a link", () => {
  expect(read(text)).toEqual({ kind: "BOOKING", payload });
  expect(read(`  ${text}\n`)).toEqual({ kind: "BOOKING", payload });
  expect(read(`https://example.gov.cn/check-in?c=${text}&from=poster`)).toEqual({ kind: "BOOKING", payload });
});

test("M6 a code of another signer, with another payload, prefix or spelling of its signature is forged", () => {
  const [prefix, body, signature = ""] = text.split(".");
  const more = Buffer.from(JSON.stringify({ ...payload, n: 6 })).toString("base64url");
  const other = signature.at(-1) === "A" ? "B" : "A";
  for (const forged of [
    stranger.sign("CG1", payload),
    `${prefix}.${more}.${signature}`,
    `CGP1.${body}.${signature}`,
    `${prefix}.${body}.${signature.slice(0, -1)}${other}`,
    `${prefix}.${body}.AAAA`,
    codes.sign("CG1", { b: "booking-1" }),
  ]) {
    expect(read(forged)).toEqual({ kind: "FORGED" });
  }
  expect(readCode(text, "")).toEqual({ kind: "FORGED" });
});

test("posters and other texts are told apart from bookings", () => {
  expect(read(codes.sign("CGP1", { f: "haikou-baishamen" }))).toEqual({ kind: "POSTER" });
  expect(read(`haikou-baishamen~${codes.shortMark("poster haikou-baishamen")}`)).toEqual({ kind: "POSTER" });
  expect(read("https://weixin.qq.com/x/abc")).toEqual({ kind: "OTHER" });
  expect(read(codes.sign("CG9", payload))).toEqual({ kind: "OTHER" });
});
