import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { SecretBox } from "../../engines/codes/secretBoxPort";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export const newSecretBoxKey = (): string => randomBytes(32).toString("base64url");

/**
 * AES-256-GCM. Sealed: nonce, tag and cipher text, base64url.
 * @param keyBase64Url 32 bytes
 */
export function createAesSecretBox(keyBase64Url: string): SecretBox {
  const key = Buffer.from(keyBase64Url, "base64url");
  if (key.length !== 32) throw new Error("the key of a secret box has 32 bytes");
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
    },
  };
}
