import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from "node:crypto";
import { signedPart } from "@app/contract/kernel/signedText";
import type { CodePort } from "../../engines/codes/codePort";

/** @param privateKeyPem PKCS#8 PEM of an Ed25519 key; whoever has it can let anybody in, so it lives in the state folder or the secret store */
export function createEd25519CodeSigner(privateKeyPem: string): CodePort {
  const privateKey = createPrivateKey(privateKeyPem);
  if (privateKey.asymmetricKeyType !== "ed25519") throw new Error("the code key must be an Ed25519 private key");
  const publicKey = createPublicKey(privateKey);
  return {
    sign(prefix, payload) {
      const payloadBase64Url = Buffer.from(JSON.stringify(payload)).toString("base64url");
      return `${prefix}.${payloadBase64Url}.${signText(privateKey, signedPart(prefix, payloadBase64Url)).toString("base64url")}`;
    },
    verify(prefix, payloadBase64Url, signatureBase64Url) {
      const signature = Buffer.from(signatureBase64Url, "base64url");
      // Base64 that decodes to the same bytes in two spellings would make two texts of one code.
      if (signature.length !== 64 || signature.toString("base64url") !== signatureBase64Url) return undefined;
      if (!verify(null, Buffer.from(signedPart(prefix, payloadBase64Url)), publicKey, signature)) return undefined;
      return parseJson(Buffer.from(payloadBase64Url, "base64url").toString());
    },
    // Ed25519 signatures are deterministic, so a part of their hash is a keyed mark that needs no second secret.
    shortMark: (text) => createHash("sha256").update(signText(privateKey, text)).digest("base64url").slice(0, 8),
    publicKeyBase64Url: publicKey.export({ format: "jwk" }).x ?? "",
  };
}

/** A new key as PKCS#8 PEM, for a first start. */
export function newCodeKeyPem(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

function signText(privateKey: KeyObject, text: string): Buffer {
  return sign(null, Buffer.from(text), privateKey);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
