import { Text, View } from "@tarojs/components";
import { dateLabel, instantLabel } from "@app/contract/kernel/time";
import type { SlotId } from "@app/contract/kernel/ids";
import type { Slot } from "@app/contract/visits/slot.schema";
import { Pressable } from "../../../ui/Pressable";
import { StatusPill } from "../../../ui/StatusPill";
import type { SlotDay } from "./slotDays";

/** The periods of one day. One that cannot be booked says why instead of disappearing. */
export function SlotPeriods({
  day,
  selected,
  onSelect,
}: {
  readonly day: SlotDay;
  readonly selected: SlotId | undefined;
  readonly onSelect: (slot: Slot) => void;
}) {
  return (
    <View className="periods">
      <View className="periods__day">{dateLabel(day.date)}</View>
      {day.slots.length === 0 && <View className="periods__none">这一天不开放，请选择其他日期。</View>}
      {day.slots.map((slot) => (
        <Period key={slot.slotId} slot={slot} isSelected={slot.slotId === selected} onSelect={onSelect} />
      ))}
    </View>
  );
}

function Period({ slot, isSelected, onSelect }: { readonly slot: Slot; readonly isSelected: boolean; readonly onSelect: (slot: Slot) => void }) {
  const isBookable = slot.bookability === "BOOKABLE";
  const isFull = slot.bookability === "FULL";
  const why = whyNot(slot);
  return (
    <Pressable
      id={`slot-${slot.slotId}`}
      className={`period ${isSelected ? "period--selected" : ""} ${isBookable || isFull ? "" : "period--off"}`}
      role="radio"
      checked={isSelected}
      disabled={!isBookable && !isFull}
      label={`${slot.periodLabel}，${isBookable ? `余 ${slot.headsLeft}` : slot.bookabilityLabel}${isFull ? "，可以候补" : ""}`}
      onPress={() => onSelect(slot)}
    >
      <View className="period__what">
        <Text className="period__label">{slot.periodLabel}</Text>
        {why !== undefined && <View className="period__why">{why}</View>}
      </View>
      {isBookable ? (
        <StatusPill tone="good">{`余 ${slot.headsLeft}`}</StatusPill>
      ) : (
        <StatusPill tone={isFull ? "waiting" : "neutral"}>{isFull ? `${slot.bookabilityLabel} · 可候补` : slot.bookabilityLabel}</StatusPill>
      )}
    </Pressable>
  );
}

function whyNot(slot: Slot): string | undefined {
  if (slot.bookability === "NOT_YET_OPEN") return `${instantLabel(slot.bookingOpensAt)} 开始预约`;
  if (slot.bookability === "CLOSED") return slot.closedReason;
  return undefined;
}
