import { Text, View } from "@tarojs/components";
import { aria } from "../../../ui/aria";
import { Pressable } from "../../../ui/Pressable";
import { Sheet } from "../../../ui/Sheet";
import type { FilterOption } from "./facilityFilters";

export function ChoiceSheet({
  title,
  options,
  value,
  onChoose,
  onClose,
}: {
  readonly title: string;
  readonly options: readonly FilterOption[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
  readonly onClose: () => void;
}) {
  return (
    <Sheet title={title} onClose={onClose}>
      <View {...aria({ role: "radiogroup", label: title })}>
        {options.map((option) => (
          <Pressable
            key={option.value}
            id={`choice-${option.value === "" ? "all" : option.value}`}
            className={`choice ${option.value === value ? "choice--chosen" : ""}`}
            role="radio"
            checked={option.value === value}
            onPress={() => onChoose(option.value)}
          >
            <Text className="choice__label">{option.label}</Text>
            {option.value === value && (
              <Text className="choice__tick" {...aria({ hidden: true })}>
                ✓
              </Text>
            )}
          </Pressable>
        ))}
      </View>
    </Sheet>
  );
}
