import { View } from "@tarojs/components";
import type { ReactNode } from "react";
import { useDialog } from "../platform/dialog";
import { aria } from "./aria";
import { Pressable } from "./Pressable";

export interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A panel from below over a dimmed page. Render it only while it is open, in the page's `overlay`. */
export function Sheet({ title, onClose, children }: SheetProps) {
  useDialog(onClose);
  return (
    <View className="sheet">
      {/* catchMove keeps the page behind from scrolling. */}
      <View className="sheet__dim" onClick={onClose} catchMove {...aria({ hidden: true })} />
      <View className="sheet__panel" {...aria({ role: "dialog", label: title, modal: true })}>
        <View className="sheet__head">
          <View className="sheet__title">{title}</View>
          <Pressable className="sheet__close" label="关闭" onPress={onClose}>
            ✕
          </Pressable>
        </View>
        <View className="sheet__body">{children}</View>
      </View>
    </View>
  );
}
