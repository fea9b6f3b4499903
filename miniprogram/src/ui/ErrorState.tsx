import { View } from "@tarojs/components";
import { aria } from "./aria";
import { Button } from "./Button";

/** What went wrong in the server's words, and the way on. */
export function ErrorState({ message, onRetry }: { readonly message: string; readonly onRetry?: () => void }) {
  return (
    <View className="state" {...aria({ role: "alert" })}>
      <View className="state__mark state__mark--error">!</View>
      <View className="state__title">{message}</View>
      {onRetry !== undefined && (
        <View className="state__action">
          <Button kind="secondary" compact onPress={onRetry}>
            重试
          </Button>
        </View>
      )}
    </View>
  );
}
