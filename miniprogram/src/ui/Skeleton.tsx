import { View } from "@tarojs/components";
import { aria } from "./aria";

/** Holds the place of cards that are being loaded, so that nothing jumps when they come. */
export function Skeleton({ cards = 3 }: { readonly cards?: number }) {
  return (
    <View {...aria({ role: "status", label: "正在加载" })}>
      {Array.from({ length: cards }, (_, index) => (
        <View key={index} className="card">
          <View className="skeleton skeleton--title" />
          <View className="skeleton" />
          <View className="skeleton skeleton--short" />
        </View>
      ))}
    </View>
  );
}
