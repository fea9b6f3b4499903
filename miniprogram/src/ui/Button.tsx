import { Text, View } from "@tarojs/components";
import { aria } from "./aria";
import { Pressable } from "./Pressable";

export interface ButtonProps {
  readonly children: string;
  readonly onPress: () => void;
  readonly kind?: "primary" | "secondary" | "danger" | "ghost";
  /** Shows that the command is under way and takes no second tap. */
  readonly loading?: boolean;
  readonly disabled?: boolean;
  /** As wide as its words instead of its row. */
  readonly compact?: boolean;
  readonly id?: string;
  /** Read aloud instead of the words, where several buttons of a page have the same ones. */
  readonly label?: string;
}

export function Button({ children, onPress, kind = "primary", loading = false, disabled = false, compact = false, id, label = children }: ButtonProps) {
  const isOff = disabled || loading;
  const classes = ["button", `button--${kind}`, compact ? "button--compact" : "", disabled ? "button--disabled" : ""].filter(Boolean).join(" ");
  return (
    <Pressable id={id} className={classes} disabled={isOff} onPress={onPress} label={loading ? `${label}，正在处理` : label}>
      {loading && <View className="button__spinner" {...aria({ hidden: true })} />}
      <Text className="button__text">{children}</Text>
    </Pressable>
  );
}
