import { Text, View } from "@tarojs/components";
import { dateLabel, type LocalDate } from "@app/contract/kernel/time";
import { SLOT_BOOKABILITY_LABELS, type SlotBookability } from "@app/contract/visits/slot.schema";
import { aria } from "../../../ui/aria";
import { Pressable } from "../../../ui/Pressable";
import { calendarWeeks, type SlotDay } from "./slotDays";

const WEEKDAYS = ["一", "二", "三", "四", "五", "六", "日"];

/** A cell is as wide as three and a half characters: its word is a shorter one; the full label is read aloud and stands with the day's periods. */
const CELL_WORDS = { BOOKABLE: "可约", FULL: "约满", CLOSED: "不开放", NOT_YET_OPEN: "未开始", BOOKING_ENDED: "已截止" } as const satisfies Record<
  SlotBookability,
  string
>;

export function SlotCalendar({
  days,
  selected,
  onSelect,
}: {
  readonly days: readonly SlotDay[];
  readonly selected: LocalDate | undefined;
  readonly onSelect: (date: LocalDate) => void;
}) {
  return (
    <View className="calendar">
      <View className="calendar__week" {...aria({ hidden: true })}>
        {WEEKDAYS.map((weekday) => (
          <Text key={weekday} className="calendar__weekday">
            {weekday}
          </Text>
        ))}
      </View>
      {calendarWeeks(days).map((week, row) => (
        <View key={row} className="calendar__week">
          {week.map((day, column) =>
            day === undefined ? (
              <View key={column} className="day" />
            ) : (
              <DayCell key={column} day={day} isFirst={day === days[0]} isSelected={day.date === selected} onSelect={onSelect} />
            ),
          )}
        </View>
      ))}
    </View>
  );
}

function DayCell({
  day,
  isFirst,
  isSelected,
  onSelect,
}: {
  readonly day: SlotDay;
  readonly isFirst: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (date: LocalDate) => void;
}) {
  const dayOfMonth = Number(day.date.slice(8, 10));
  const classes = ["day", `day--${day.bookability.toLowerCase()}`, isSelected ? "day--selected" : ""].filter(Boolean).join(" ");
  const places = day.bookability === "BOOKABLE" ? `，余 ${day.headsLeft} 个名额` : "";
  return (
    <Pressable
      id={`day-${day.date}`}
      className={classes}
      role="radio"
      checked={isSelected}
      label={`${dateLabel(day.date)}，${SLOT_BOOKABILITY_LABELS[day.bookability]}${places}`}
      onPress={() => onSelect(day.date)}
    >
      <View className="day__number">{isFirst ? "今天" : dayOfMonth === 1 ? `${Number(day.date.slice(5, 7))}月` : String(dayOfMonth)}</View>
      <View className="day__word">{CELL_WORDS[day.bookability]}</View>
    </Pressable>
  );
}
