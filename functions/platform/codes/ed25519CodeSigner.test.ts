import { splitSignedText } from "@app/contract/kernel/signedText";
import { BOOKING_CODE_PREFIX, POSTER_CODE_PREFIX } from "@app/contract/visits/bookingCode";
import { generateKeyPairSync } from "node:crypto";
import { createEd25519CodeSigner, newCodeKeyPem } from "./ed25519CodeSigner";

const PAYLOAD = { b: "01KK2WXWM0DEDJ8BD06P", f: "haikou-baishamen", d: "2026-03-14", n: 6, x: 1_773_504_000 };
const signer = createEd25519CodeSigner(newCodeKeyPem());
const CODE = signer.sign(BOOKING_CODE_PREFIX, PAYLOAD);

function verify(text: string, by = signer, prefix?: string): unknown {
  const split = splitSignedText(text);
  return split === undefined ? undefined : by.verify(prefix ?? split.prefix, split.payloadBase64Url, split.signatureBase64Url);
}

it("reads back what it signed, also out of a link", () => {
  expect(verify(CODE)).toEqual(PAYLOAD);
  expect(verify(`https://visit.example/#/p?c=${CODE}&x=1`)).toEqual(PAYLOAD);
});

it("refuses the code with any one character changed", () => {
  const accepted: string[] = [];
  for (let index = 0; index < CODE.length; index += 1) {
    for (const other of ["A", "b", "0", "_", "."]) {
      if (CODE[index] === other) continue;
      const changed = CODE.slice(0, index) + other + CODE.slice(index + 1);
      if (verify(changed) !== undefined) accepted.push(changed);
    }
  }
  expect(accepted).toEqual([]);
});

it("refuses another key's code, and a poster's signature under a booking's prefix", () => {
  expect(verify(CODE, createEd25519CodeSigner(newCodeKeyPem()))).toBeUndefined();
  expect(verify(CODE, signer, POSTER_CODE_PREFIX)).toBeUndefined();
  expect(verify(CODE.replace("CG1.", "CGP1."))).toBeUndefined();
  expect(verify(CODE.slice(0, -1))).toBeUndefined();
  expect(verify(`${CODE}=`)).toBeUndefined();
});

it("marks short texts by its key alone", () => {
  expect(signer.shortMark("poster a")).toMatch(/^[A-Za-z0-9_-]{8}$/);
  expect(signer.shortMark("poster a")).toBe(signer.shortMark("poster a"));
  expect(signer.shortMark("poster a")).not.toBe(signer.shortMark("poster b"));
  expect(signer.shortMark("poster a")).not.toBe(createEd25519CodeSigner(newCodeKeyPem()).shortMark("poster a"));
});

it("takes an Ed25519 key and no other", () => {
  const rsa = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  expect(() => createEd25519CodeSigner(rsa)).toThrow("Ed25519");
});
