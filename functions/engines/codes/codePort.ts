/** Signs and verifies short texts that people carry on their screens. Ed25519, so that a phone can verify without network and cannot forge. */
export interface CodePort {
  /** `<prefix>.<payload>.<signature>`, payload JSON and signature in base64url. */
  sign(prefix: string, payload: object): string;
  /** The payload when the signature is ours and the prefix is as asked; undefined otherwise. Says nothing about its shape or its date. */
  verify(prefix: string, payloadBase64Url: string, signatureBase64Url: string): unknown;
  /** 8 characters that only the holder of the key can make for this text: for places too short for a signature, such as a WeChat scene. */
  shortMark(text: string): string;
  /** 32 bytes, base64url, for verifiers without network. */
  readonly publicKeyBase64Url: string;
}
