import { Text } from "@tarojs/components";

export type Tone = "neutral" | "good" | "waiting" | "bad" | "info";

/** A status in words; the colour only repeats it. */
export function StatusPill({ children, tone = "neutral" }: { readonly children: string; readonly tone?: Tone }) {
  return <Text className={`pill pill--${tone}`}>{children}</Text>;
}
