import { totp } from "./totp";

// RFC 6238, appendix B: the secret "12345678901234567890" in base32; the codes' last six figures.
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

it.each([
  [59_000, "287082", 1],
  [1_111_111_109_000, "081804", 37_037_036],
  [1_234_567_890_000, "005924", 41_152_263],
  [20_000_000_000_000, "353130", 666_666_666],
])("RFC 6238 at %i ms the code is %s, of half minute %i", (epochMs, code, step) => {
  expect(totp.stepOf(SECRET, code, epochMs)).toBe(step);
});

it("R13 a code is good in its half minute and the ones beside it, to the second", () => {
  expect([29_999, 30_000, 59_999, 60_000, 89_999, 90_000].map((epochMs) => totp.stepOf(SECRET, "287082", epochMs))).toEqual([1, 1, 1, 1, 1, undefined]);
  expect(totp.stepOf(SECRET, "000000", 59_000)).toBeUndefined();
});

it("secrets are long and never the same; the app is told the platform and the account", () => {
  expect(totp.newSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(totp.newSecret()).not.toBe(totp.newSecret());
  expect(decodeURIComponent(totp.address(SECRET, "wangfang"))).toContain("otpauth://totp/城市环境共治平台:wangfang?");
});
