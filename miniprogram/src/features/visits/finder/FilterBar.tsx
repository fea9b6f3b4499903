import { Text, View } from "@tarojs/components";
import { aria } from "../../../ui/aria";
import { Pressable } from "../../../ui/Pressable";

export interface FilterBarItem {
  readonly id: string;
  /** What is narrowed, for those who only hear it. */
  readonly name: string;
  readonly label: string;
  readonly isNarrowed: boolean;
  readonly onPress: () => void;
}

/** Three filters share one row; each opens its choices from below, where long names have room. */
export function FilterBar({ items }: { readonly items: readonly FilterBarItem[] }) {
  return (
    <View className="filter-bar">
      {items.map((item) => (
        <Pressable
          key={item.id}
          id={item.id}
          className={`filter-bar__item ${item.isNarrowed ? "filter-bar__item--narrowed" : ""}`}
          label={`${item.name}：${item.label}`}
          onPress={item.onPress}
        >
          <Text className="filter-bar__label">{item.label}</Text>
          <View className="filter-bar__arrow" {...aria({ hidden: true })} />
        </Pressable>
      ))}
    </View>
  );
}
