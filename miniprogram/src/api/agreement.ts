import { useSyncExternalStore } from "react";
import { AGREEMENT_VERSION } from "@app/contract/personalData/agreement";
import { personalDataRoutes } from "@app/contract/personalData/personalData.routes";
import { onPrivacyAsked } from "../platform/privacy";
import { readText, storedValue } from "../platform/storage";
import { act } from "./intention";
import { api } from "./apiClient";
import { currentSession, forgetSession, keepSession } from "./session";

/** The version that was agreed to on this phone, also by somebody who has not logged in yet (promise R18). */
const agreed = storedValue<string>("agreed-version", readText);
const listeners = new Set<() => void>();
let waiting: ((isAgreed: boolean) => void)[] = [];

// WeChat asks us to ask, before the first interface that touches anything personal.
onPrivacyAsked(agreementGiven);

export function agreedVersion(): string | undefined {
  return agreed.get();
}

/** Shows the agreement, unless this version of it was agreed to on this phone. @returns whether it is */
export async function agreementGiven(): Promise<boolean> {
  if (agreed.get() === AGREEMENT_VERSION) return true;
  return new Promise((resolve) => {
    waiting.push(resolve);
    tellListeners();
  });
}

export function useAgreementAsked(): boolean {
  return useSyncExternalStore(subscribe, isAsked, isAsked);
}

/** The person's answer on the sheet. Who is logged in under an older text goes on under the new one, or not as themselves. */
export async function answerAgreement(isAgreed: boolean): Promise<void> {
  if (isAgreed) agreed.set(AGREEMENT_VERSION);
  const asked = waiting;
  waiting = [];
  tellListeners();
  asked.forEach((resolve) => resolve(isAgreed));
  const session = currentSession();
  if (session === undefined || session.me.agreedVersion === AGREEMENT_VERSION) return;
  if (!isAgreed) return forgetSession();
  const answer = await act("agree", { version: AGREEMENT_VERSION }, (body) => api.call(personalDataRoutes.agreeTo, { body }));
  if (answer.ok && currentSession()?.token === session.token) keepSession({ ...session, me: answer.value.me });
}

function isAsked(): boolean {
  return waiting.length > 0;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tellListeners(): void {
  listeners.forEach((listener) => listener());
}
