import { useSyncExternalStore } from "react";
import { SessionAnswer, type Me } from "@app/contract/sessions/session.schema";
import { storedValue } from "../platform/storage";

const stored = storedValue<SessionAnswer>("session", (raw) => {
  const parsed = SessionAnswer.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
});

const listeners = new Set<() => void>();
let session = stored.get();

export function currentSession(): SessionAnswer | undefined {
  return session;
}

export function keepSession(answer: SessionAnswer): void {
  session = answer;
  // A phone that refuses to store still has the session until the application closes.
  stored.set(answer);
  tellListeners();
}

export function forgetSession(): void {
  session = undefined;
  stored.remove();
  tellListeners();
}

/** Changes with each log-in and log-out, for whoever shows what belongs to a person. */
export function useSession(): SessionAnswer | undefined {
  return useSyncExternalStore(subscribe, currentSession, currentSession);
}

export function useMe(): Me | undefined {
  return useSession()?.me;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tellListeners(): void {
  listeners.forEach((listener) => listener());
}
