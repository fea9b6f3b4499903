import { bytesOfBase64Url, textOfUtf8, utf8Bytes } from "./bytes";

test.each(["", "a", "ab", "abc", '{"b":"1"}', "海口市白沙门", "𠮷野家 👋", "\u0000\u007f\u0080\u07ff\u0800\uffff"])(
  "%p has the bytes that Node gives it, there and back",
  (text) => {
    expect(Array.from(utf8Bytes(text))).toEqual(Array.from(Buffer.from(text)));
    expect(textOfUtf8(utf8Bytes(text))).toBe(text);
    expect(bytesOfBase64Url(Buffer.from(text).toString("base64url"))).toEqual(Uint8Array.from(Buffer.from(text)));
  },
);

test("every byte survives base64url at every length", () => {
  for (let length = 0; length < 70; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 151 + length) % 256);
    expect(bytesOfBase64Url(Buffer.from(bytes).toString("base64url"))).toEqual(bytes);
  }
});

test.each([
  ["A", "too short"],
  ["AB", "bits left over"],
  ["AAB", "bits left over"],
  ["AA==", "padding"],
  ["A+AA", "the other alphabet"],
  ["A AA", "a space"],
  ["海AAA", "not ASCII"],
])("%p is no base64url (%s)", (text) => {
  expect(bytesOfBase64Url(text)).toBe(undefined);
});

test("bytes that are no UTF-8 have no text", () => {
  expect(textOfUtf8(Uint8Array.from([0xc3, 0x28]))).toBe(undefined);
});
