import { useSyncExternalStore } from "react";

export const APPEARANCES = ["SYSTEM", "LIGHT", "DARK"] as const;
export type Appearance = (typeof APPEARANCES)[number];
export const APPEARANCE_LABELS = { SYSTEM: "跟随系统", LIGHT: "浅色", DARK: "深色" } as const satisfies Record<Appearance, string>;

const KEY = "civic-green.back-office.appearance";
const night = window.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

/** What was chosen on this device, for whoever logs in here. */
export function appearance(): Appearance {
  const kept = localStorage.getItem(KEY);
  return APPEARANCES.find((each) => each === kept) ?? "SYSTEM";
}

export function chooseAppearance(next: Appearance): void {
  localStorage.setItem(KEY, next);
  showAppearance();
}

function isDark(): boolean {
  const chosen = appearance();
  return chosen === "DARK" || (chosen === "SYSTEM" && night.matches);
}

/** Before anything is drawn, and after every change: the style sheets go by the attribute. */
export function showAppearance(): void {
  document.documentElement.dataset["theme"] = isDark() ? "dark" : "light";
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", isDark() ? "#1a211e" : "#0b7a55");
  for (const listener of listeners) listener();
}
night.addEventListener("change", showAppearance);
// Another window of the same browser chose.
window.addEventListener("storage", ({ key }) => key === KEY && showAppearance());

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useIsDark = (): boolean => useSyncExternalStore(subscribe, isDark);
export const useAppearance = (): Appearance => useSyncExternalStore(subscribe, appearance);
