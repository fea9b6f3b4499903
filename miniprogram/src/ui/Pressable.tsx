import { View } from "@tarojs/components";
import { aria } from "./aria";
import type { PressableProps } from "./pressableProps";

/** Anything that can be tapped. A View and not WeChat's Button, whose own look has to be fought; the H5 edition is a real button. */
export function Pressable({ onPress, className = "", role = "button", label, checked, disabled = false, id, children }: PressableProps) {
  return (
    <View
      {...(id === undefined ? {} : { id })}
      className={`pressable ${className}`}
      hoverClass={disabled ? "none" : "pressable--pressed"}
      hoverStayTime={80}
      onClick={() => {
        if (!disabled) onPress();
      }}
      {...aria({ role, label, disabled, ...(checked === undefined ? {} : { checked }) })}
    >
      {children}
    </View>
  );
}
