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
  /** The buttons are then called `<id>-minus` and `<id>-plus`. */
  readonly id?: string;
}

export function Stepper({ value, min, max, onChange, label, unit = "", id }: StepperProps) {
  return (
    <View className="stepper" {...aria({ role: "group", label: `${label}，${value}${unit}` })}>
      <Pressable
        id={id === undefined ? undefined : `${id}-minus`}
        className={`stepper__button ${value <= min ? "stepper__button--off" : ""}`}
        label={`减少${label}`}
        disabled={value <= min}
        onPress={() => onChange(value - 1)}
      >
        <Text>－</Text>
      </Pressable>
      <Text className="stepper__value" {...aria({ live: "polite" })}>
        {`${value}${unit}`}
      </Text>
      <Pressable
        id={id === undefined ? undefined : `${id}-plus`}
        className={`stepper__button ${value >= max ? "stepper__button--off" : ""}`}
        label={`增加${label}`}
        disabled={value >= max}
        onPress={() => onChange(value + 1)}
      >
        <Text>＋</Text>
      </Pressable>
    </View>
  );
}
