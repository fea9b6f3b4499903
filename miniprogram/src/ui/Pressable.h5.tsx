import { aria } from "./aria";
import type { PressableProps } from "./pressableProps";

/** A real button, so that keyboards, screen readers and test tools find it. */
export function Pressable({ onPress, className = "", role = "button", label, checked, disabled = false, id, children }: PressableProps) {
  return (
    <button
      id={id}
      type="button"
      className={`pressable ${className}`}
      disabled={disabled}
      onClick={onPress}
      {...aria({ role, label, ...(checked === undefined ? {} : { checked }) })}
    >
      {children}
    </button>
  );
}
