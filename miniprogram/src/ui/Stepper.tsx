import { Text, View } from "@tarojs/components";
import { aria } from "./aria";
import { Pressable } from "./Pressable";

export interface StepperProps {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  /** What is counted, such as 人数; and its measure word, such as 人. */
  readonly label: string;
  readonly unit?: string;
}

export function Stepper({ value, min, max, onChange, label, unit = "" }: StepperProps) {
  return (
    <View className="stepper" {...aria({ role: "group", label: `${label}，${value}${unit}` })}>
      <Pressable className={`stepper__button ${value <= min ? "stepper__button--off" : ""}`} label={`减少${label}`} disabled={value <= min} onPress={() => onChange(value - 1)}>
        <Text>－</Text>
      </Pressable>
      <Text className="stepper__value" {...aria({ live: "polite" })}>
        {`${value}${unit}`}
      </Text>
      <Pressable className={`stepper__button ${value >= max ? "stepper__button--off" : ""}`} label={`增加${label}`} disabled={value >= max} onPress={() => onChange(value + 1)}>
        <Text>＋</Text>
      </Pressable>
    </View>
  );
}
