import { Text, View } from "@tarojs/components";
import { aria } from "./aria";
import { Pressable } from "./Pressable";

export interface ChipOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface ChipsProps<Value extends string> {
  readonly options: readonly ChipOption<Value>[];
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
  readonly label: string;
  /** `scroll` is one row for filters, `wrap` shows every choice of a form, `segments` shares the width between two to four. */
  readonly layout?: "scroll" | "wrap" | "segments";
  /** The choices are then called `<id>-<value>`. */
  readonly id?: string;
}

/** One of a few, all visible. */
export function Chips<Value extends string>({ options, value, onChange, label, layout = "wrap", id }: ChipsProps<Value>) {
  return (
    <View className={`chips chips--${layout}`} {...aria({ role: "radiogroup", label })}>
      {options.map((option) => {
        const isChosen = option.value === value;
        const classes = ["chip", isChosen ? "chip--chosen" : "", option.disabled === true ? "chip--off" : ""].filter(Boolean).join(" ");
        return (
          <Pressable
            key={option.value}
            id={id === undefined ? undefined : `${id}-${option.value}`}
            className={classes}
            role="radio"
            checked={isChosen}
            disabled={option.disabled === true}
            label={option.label}
            onPress={() => onChange(option.value)}
          >
            <Text>{option.label}</Text>
          </Pressable>
        );
      })}
    </View>
  );
}
