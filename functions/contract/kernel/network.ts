/**
 * Whose address it is, for counting. An IPv4 address is one line; of IPv6 a line has at least 2^64 addresses, and whoever goes through them would never be counted
 * twice, so its network stands for it (promise R17). What is no address stays as it is.
 */
export function networkOf(address: string): string {
  const plain = address.split("%")[0]?.toLowerCase() ?? "";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!/^[0-9a-f:]*:[0-9a-f:.]*$/.test(plain)) return address;
  const [head = "", tail] = plain.split("::");
  const groupsOf = (part: string): string[] => part.split(":").filter((group) => group !== "");
  const [before, after] = [groupsOf(head), groupsOf(tail ?? "")];
  const all = tail === undefined ? before : [...before, ...Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0"), ...after];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
