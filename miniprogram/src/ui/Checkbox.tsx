import { Text, View } from "@tarojs/components";
import type { ReactNode } from "react";
import { aria } from "./aria";
import { Pressable } from "./Pressable";

export interface CheckboxProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly label: string;
  /** Shown instead of the label, which is then only read aloud. */
  readonly children?: ReactNode;
  readonly id?: string;
}

export function Checkbox({ checked, onChange, label, children, id }: CheckboxProps) {
  return (
    <Pressable id={id} className="checkbox" role="checkbox" checked={checked} label={label} onPress={() => onChange(!checked)}>
      <View className={`checkbox__box ${checked ? "checkbox__box--on" : ""}`} {...aria({ hidden: true })}>
        {checked ? "✓" : ""}
      </View>
      <View className="checkbox__label">{children ?? <Text>{label}</Text>}</View>
    </Pressable>
  );
}
