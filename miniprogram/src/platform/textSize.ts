import Taro from "@tarojs/taro";
import { useSyncExternalStore } from "react";
import { readText, storedValue } from "./storage";

/** 适老化: large text is a choice kept on the phone; until one is made, the phone's own care mode decides. */
export type TextSize = "STANDARD" | "LARGE";

/** WeChat's care mode starts at this size; its standard is 17. */
const CARE_MODE_FONT_PX = 20;

const chosen = storedValue<TextSize>("text-size", (raw) => {
  const text = readText(raw);
  return text === "STANDARD" || text === "LARGE" ? text : undefined;
});

/** 长辈模式: large type and fewer choices, one at a time. Never switched on by itself: it hides things. */
const elderMode = storedValue<boolean>("elder-mode", (raw) => (typeof raw === "boolean" ? raw : undefined));

const listeners = new Set<() => void>();

function currentTextSize(): TextSize {
  if (isElderMode()) return "LARGE";
  return chosen.get() ?? (phoneFontPx() >= CARE_MODE_FONT_PX ? "LARGE" : "STANDARD");
}

/** For the page that offers the choice; every open page follows at once. */
export function chooseTextSize(size: TextSize): void {
  chosen.set(size);
  listeners.forEach((tell) => tell());
}

export function chooseElderMode(isOn: boolean): void {
  elderMode.set(isOn);
  listeners.forEach((tell) => tell());
}

export function useElderMode(): boolean {
  return useSyncExternalStore(subscribe, isElderMode);
}

function isElderMode(): boolean {
  return elderMode.get() === true;
}

export function useTextSize(): TextSize {
  return useSyncExternalStore(subscribe, currentTextSize);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function phoneFontPx(): number {
  try {
    // Given by WeChat for Android and iOS since base library 2.23.4; Taro's types do not know it yet.
    const info: Record<string, unknown> = { ...Taro.getAppBaseInfo() };
    return Number(info.fontSizeSetting ?? 0);
  } catch {
    return 0;
  }
}
