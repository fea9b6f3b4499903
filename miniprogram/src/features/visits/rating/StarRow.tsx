import { Text, View } from "@tarojs/components";
import { STAR_LABELS } from "@app/contract/visits/rating.schema";
import { aria } from "../../../ui/aria";
import { Pressable } from "../../../ui/Pressable";

const STARS = [1, 2, 3, 4, 5] as const;
type Star = (typeof STARS)[number];

/** Five targets of a finger's width; what a number of stars means is written out, so that nobody has to guess which end is good. */
export function StarChoice({ value, onChange }: { readonly value: number; readonly onChange: (stars: number) => void }) {
  return (
    <View className="star-choice">
      <View className="star-choice__row" {...aria({ role: "radiogroup", label: "几颗星" })}>
        {STARS.map((star) => (
          <Pressable
            key={star}
            id={`star-${star}`}
            className={`star ${star <= value ? "star--on" : ""}`}
            role="radio"
            checked={star === value}
            label={`${star} 星，${STAR_LABELS[star]}`}
            onPress={() => onChange(star)}
          >
            {star <= value ? "★" : "☆"}
          </Pressable>
        ))}
      </View>
      <Text className="star-choice__word">{value === 0 ? "点一点，给这次参观打分" : STAR_LABELS[value as Star]}</Text>
    </View>
  );
}

/** Read aloud as a number, not as five stars. */
export function StarRow({ stars }: { readonly stars: number }) {
  return (
    <Text className="star-row" {...aria({ role: "img", label: `${stars} 星` })}>
      {"★".repeat(stars)}
      <Text className="star-row__rest">{"☆".repeat(5 - stars)}</Text>
    </Text>
  );
}
