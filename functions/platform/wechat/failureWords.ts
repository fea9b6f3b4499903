/**
 * Why a request had no answer, for the log: "TimeoutError …" or "TypeError fetch failed: connect ECONNREFUSED …". Neither ever holds the address, so no
 * secret of a query gets out. Shapes are asked for, not classes: an error may come from another realm.
 */
export function failureWords(error: unknown): string {
  if (typeof error !== "object" || error === null) return "no answer";
  const { name, message, cause } = error as { readonly name?: unknown; readonly message?: unknown; readonly cause?: unknown };
  const own = `${String(name ?? "Error")} ${String(message ?? "")}`.trim();
  return typeof cause === "object" && cause !== null && "message" in cause ? `${own}: ${String(cause.message)}` : own;
}
