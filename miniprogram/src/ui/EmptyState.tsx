import { View } from "@tarojs/components";
import { Button } from "./Button";

export interface EmptyStateProps {
  readonly title: string;
  /** Why it is empty, or what would fill it. */
  readonly hint?: string;
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

export function EmptyState({ title, hint, action }: EmptyStateProps) {
  return (
    <View className="state">
      <View className="state__mark" />
      <View className="state__title">{title}</View>
      {hint !== undefined && <View className="state__hint">{hint}</View>}
      {action !== undefined && (
        <View className="state__action">
          <Button kind="secondary" compact onPress={action.onPress}>
            {action.label}
          </Button>
        </View>
      )}
    </View>
  );
}
