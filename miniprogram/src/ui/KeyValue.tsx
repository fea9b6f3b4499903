import { Text, View } from "@tarojs/components";
import type { ReactNode } from "react";
import { aria } from "./aria";
import { Pressable } from "./Pressable";

/** One fact of a detail. */
export function KeyValue({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <View className="key-value">
      <Text className="key-value__label">{label}</Text>
      <View className="key-value__value">{children}</View>
    </View>
  );
}

/** One line of a menu that leads elsewhere. */
export function Row({ label, value, onPress, id }: { readonly label: string; readonly value?: string; readonly onPress: () => void; readonly id?: string }) {
  return (
    <Pressable id={id} className="row" onPress={onPress} label={value === undefined ? label : `${label}，${value}`}>
      <Text className="row__label">{label}</Text>
      {value !== undefined && <Text className="row__value">{value}</Text>}
      <View className="row__arrow" {...aria({ hidden: true })} />
    </Pressable>
  );
}
