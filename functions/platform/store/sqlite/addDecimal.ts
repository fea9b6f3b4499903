/**
 * a + b in decimal digits, as DynamoDB adds: 0.1 + 0.2 is 0.3 there, and both adapters must leave the same counter behind.
 */
export function addDecimal(a: number, b: number): number {
  const sum = a + b;
  // Sums of safe integers are exact as long as they stay safe, which the caller checks.
  if (Number.isInteger(a) && Number.isInteger(b)) return sum;
  const left = decimalOf(a);
  const right = decimalOf(b);
  const scale = Math.max(left.scale, right.scale);
  const digits = left.digits * 10n ** BigInt(scale - left.scale) + right.digits * 10n ** BigInt(scale - right.scale);
  return Number(`${digits}e-${scale}`);
}

/** value = digits / 10^scale, from the shortest text that names the number. */
function decimalOf(value: number): { digits: bigint; scale: number } {
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}
