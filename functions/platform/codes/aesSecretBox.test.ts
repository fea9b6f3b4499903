import { createAesSecretBox, newSecretBoxKey } from "./aesSecretBox";

it("R13 what is sealed opens with its key alone, and never after a change; twice the same is sealed differently", () => {
  const box = createAesSecretBox(newSecretBoxKey());
  const sealed = box.seal("JBSWY3DPEHPK3PXP");
  expect(box.open(sealed)).toBe("JBSWY3DPEHPK3PXP");
  expect(sealed).not.toContain("JBSW");
  expect(box.seal("JBSWY3DPEHPK3PXP")).not.toBe(sealed);
  expect(() => createAesSecretBox(newSecretBoxKey()).open(sealed)).toThrow();
  const bytes = Buffer.from(sealed, "base64url");
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  expect(() => box.open(bytes.toString("base64url"))).toThrow();
  expect(() => createAesSecretBox("short")).toThrow("32 bytes");
});
