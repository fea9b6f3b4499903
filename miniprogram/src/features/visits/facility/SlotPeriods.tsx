import { Text, View } from "@tarojs/components";
import { dateLabel, instantLabel } from "@app/contract/kernel/time";
import type { SlotId } from "@app/contract/kernel/ids";
import { BOOKING_KIND_LABELS, type BookingKind } from "@app/contract/visits/bookingKind.schema";
import type { Slot } from "@app/contract/visits/slot.schema";
import { Pressable } from "../../../ui/Pressable";
import { StatusPill } from "../../../ui/StatusPill";
import type { SlotDay } from "./slotDays";

/** The periods of one day. One that cannot be booked says why instead of disappearing. */
export function SlotPeriods({
  day,
  kind,
  selected,
  onSelect,
}: {
  readonly day: SlotDay;
  readonly kind: BookingKind;
  readonly selected: SlotId | undefined;
  readonly onSelect: (slot: Slot) => void;
}) {
  return (
    <View className="periods">
      <View className="periods__day">{dateLabel(day.date)}</View>
      {day.slots.length === 0 && <View className="periods__none">这一天不开放，请选择其他日期。</View>}
      {day.slots.map((slot) => (
        <Period key={slot.slotId} slot={slot} kind={kind} isSelected={slot.slotId === selected} onSelect={onSelect} />
      ))}
    </View>
  );
}

function Period({
  slot,
  kind,
  isSelected,
  onSelect,
}: {
  readonly slot: Slot;
  readonly kind: BookingKind;
  readonly isSelected: boolean;
  readonly onSelect: (slot: Slot) => void;
}) {
  const isReceived = slot.kinds.includes(kind);
  const isBookable = isReceived && slot.bookability === "BOOKABLE";
  // The waiting list is for families: a team that finds no room asks for another day.
  const mayWait = isReceived && slot.bookability === "FULL" && kind === "FAMILY";
  const state = isReceived ? slot.bookabilityLabel : NOT_FOR[kind];
  const why = isReceived ? whyNot(slot) : undefined;
  return (
    <Pressable
      id={`slot-${slot.slotId}`}
      className={`period ${isSelected ? "period--selected" : ""} ${isBookable || mayWait ? "" : "period--off"}`}
      role="radio"
      checked={isSelected}
      disabled={!isBookable && !mayWait}
      label={`${slot.periodLabel}，${isBookable ? `余 ${slot.headsLeft}` : state}${mayWait ? "，可以候补" : ""}`}
      onPress={() => onSelect(slot)}
    >
      <View className="period__what">
        <Text className="period__label">{slot.periodLabel}</Text>
        {why !== undefined && <View className="period__why">{why}</View>}
      </View>
      {isBookable ? (
        <StatusPill tone="good">{`余 ${slot.headsLeft}`}</StatusPill>
      ) : (
        <StatusPill tone={mayWait ? "waiting" : "neutral"}>{mayWait ? `${state} · 可候补` : state}</StatusPill>
      )}
    </Pressable>
  );
}

const NOT_FOR = {
  FAMILY: `只接待${BOOKING_KIND_LABELS.TEAM}`,
  TEAM: `只接待${BOOKING_KIND_LABELS.FAMILY}`,
} as const satisfies Record<BookingKind, string>;

function whyNot(slot: Slot): string | undefined {
  if (slot.bookability === "NOT_YET_OPEN") return `${instantLabel(slot.bookingOpensAt)} 开始预约`;
  if (slot.bookability === "CLOSED") return slot.closedReason;
  return undefined;
}
