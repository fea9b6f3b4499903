import { Text, View } from "@tarojs/components";
import type { ReactNode } from "react";
import { aria } from "./aria";
import { Pressable } from "./Pressable";

export interface CardProps {
  readonly children: ReactNode;
  readonly title?: string;
  /** At the right of the title, such as a status. */
  readonly aside?: ReactNode;
  /** Makes the whole card one target. Put no other control inside then. */
  readonly onPress?: () => void;
  readonly label?: string;
  readonly id?: string;
}

export function Card({ children, title, aside, onPress, label, id }: CardProps) {
  const content = (
    <>
      {(title !== undefined || aside !== undefined) && (
        <View className="card__head">
          <Text className="card__title" {...aria({ role: "heading" })}>
            {title ?? ""}
          </Text>
          {aside}
        </View>
      )}
      {children}
    </>
  );
  if (onPress === undefined) return <View className="card">{content}</View>;
  return (
    <Pressable id={id} className="card card--pressable" onPress={onPress} label={label}>
      {content}
    </Pressable>
  );
}
