import { useSyncExternalStore } from "react";

const TOKEN_KEY = "civic-green.back-office.token";

export interface Session {
  readonly token: string | undefined;
  /** Why the last session ended, for the log-in page; undefined after a log-out by the person. */
  readonly endedBecause: string | undefined;
}

let session: Session = { token: localStorage.getItem(TOKEN_KEY) ?? undefined, endedBecause: undefined };
const listeners = new Set<() => void>();

function change(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

// Logging out in one tab logs out in all of them, and logging in likewise.
window.addEventListener("storage", (event) => {
  if (event.key === TOKEN_KEY) change({ token: event.newValue ?? undefined, endedBecause: undefined });
});

export function sessionToken(): string | undefined {
  return session.token;
}

export function beginSession(token: string): void {
  localStorage.setItem(TOKEN_KEY, token);
  change({ token, endedBecause: undefined });
}

export function endSession(because?: string): void {
  localStorage.removeItem(TOKEN_KEY);
  change({ token: undefined, endedBecause: because });
}

export function useSession(): Session {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => session,
  );
}
