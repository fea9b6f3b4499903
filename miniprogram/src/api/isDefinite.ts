import type { CallRefusal } from "@app/contract/kernel/apiClient";

/** The server has decided. Otherwise no answer came or the server is in trouble: the command may or may not have been done. */
export function isDefinite(refusal: CallRefusal): boolean {
  return refusal.status >= 400 && refusal.status < 500 && refusal.status !== 429;
}
