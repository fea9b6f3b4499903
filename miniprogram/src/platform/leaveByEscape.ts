/** The mini-program has no keys; see the browser's edition. */
export function leaveByEscape(_wayOut: string): () => void {
  return () => undefined;
}
