import { useSyncExternalStore } from "react";
import type { Me, SessionAnswer } from "@app/contract/sessions/session.schema";
import { storedValue } from "../platform/storage";

// Looked at and not parsed strictly: a role that a newer server knows must not log the person out of an older client.
const stored = storedValue<SessionAnswer>("session", (raw) => (isSession(raw) ? raw : undefined));

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

function isSession(raw: unknown): raw is SessionAnswer {
  if (typeof raw !== "object" || raw === null || !("token" in raw) || !("me" in raw)) return false;
  const { token, me } = raw;
  return typeof token === "string" && typeof me === "object" && me !== null && "name" in me && "grants" in me && Array.isArray(me.grants);
}

function tellListeners(): void {
  listeners.forEach((listener) => listener());
}
