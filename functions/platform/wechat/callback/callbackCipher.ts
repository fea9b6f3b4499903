import { createCipheriv, createDecipheriv } from "node:crypto";

/** WeChat pads to 32 bytes, not to the cipher's own 16. */
const BLOCK_BYTES = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

export interface CallbackCipher {
  /** @param random 16 bytes, new ones each time */
  encrypt(text: string, random: Uint8Array): string;
  /** Undefined when it was not made with our key for our app. */
  decrypt(base64: string): string | undefined;
}

/** AES-256-CBC over 16 random bytes, the text's length, the text and the app id; the id is checked, for the same key may serve several apps. */
export function createCallbackCipher(options: { readonly encodingAesKey: string; readonly appId: string }): CallbackCipher {
  const key = Buffer.from(`${options.encodingAesKey}=`, "base64");
  const iv = key.subarray(0, 16);
  return {
    encrypt(text, random) {
      const message = Buffer.from(text);
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt32BE(message.length);
      const plain = Buffer.concat([random, length, message, Buffer.from(options.appId)]);
      const padding = BLOCK_BYTES - (plain.length % BLOCK_BYTES);
      const cipher = createCipheriv("aes-256-cbc", key, iv).setAutoPadding(false);
      return Buffer.concat([cipher.update(Buffer.concat([plain, Buffer.alloc(padding, padding)])), cipher.final()]).toString("base64");
    },
    decrypt(base64) {
      const plain = unpadded(decryptBlocks(base64, key, iv));
      if (plain === undefined || plain.length < RANDOM_BYTES + LENGTH_BYTES) return undefined;
      const length = plain.readUInt32BE(RANDOM_BYTES);
      const message = plain.subarray(RANDOM_BYTES + LENGTH_BYTES);
      if (length > message.length || message.subarray(length).toString() !== options.appId) return undefined;
      return message.subarray(0, length).toString();
    },
  };
}

function decryptBlocks(base64: string, key: Buffer, iv: Buffer): Buffer {
  const cipherText = Buffer.from(base64, "base64");
  if (cipherText.length === 0 || cipherText.length % 16 !== 0) return Buffer.alloc(0);
  const decipher = createDecipheriv("aes-256-cbc", key, iv).setAutoPadding(false);
  return Buffer.concat([decipher.update(cipherText), decipher.final()]);
}

function unpadded(padded: Buffer): Buffer | undefined {
  const padding = padded.at(-1) ?? 0;
  return padding < 1 || padding > BLOCK_BYTES || padding > padded.length ? undefined : padded.subarray(0, padded.length - padding);
}
