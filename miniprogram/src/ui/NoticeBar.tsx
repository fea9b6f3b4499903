import { View } from "@tarojs/components";
import { aria } from "./aria";
import { Pressable } from "./Pressable";

export interface NoticeBarProps {
  readonly children: string;
  readonly tone?: "info" | "waiting" | "bad" | "good";
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

export function NoticeBar({ children, tone = "info", action }: NoticeBarProps) {
  return (
    <View className={`notice notice--${tone}`} {...aria({ role: "status" })}>
      <View className="notice__text">{children}</View>
      {action !== undefined && (
        <Pressable className="notice__action" onPress={action.onPress} label={action.label}>
          {action.label}
        </Pressable>
      )}
    </View>
  );
}
