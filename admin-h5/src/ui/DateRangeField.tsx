import { DatePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import type { KeyboardEvent } from "react";
import { daysBetween, type LocalDate } from "@app/contract/kernel/time";
import { today } from "../platform/clock";
import { presetOf, presetRange, RANGE_PRESET_LABELS, RANGE_PRESETS, type DateRange } from "./dateRange";
import { useIsPhone } from "./useIsPhone";

interface Props {
  readonly value: DateRange | undefined;
  readonly onChange: (range: DateRange | undefined) => void;
  readonly label: string;
  readonly withPresets?: boolean;
  readonly canClear?: boolean;
  /** The longest range the server takes, in years between the first and the last. */
  readonly yearsApartMax?: number;
}

/** Two days, both included. Two single pickers at phone width, where the double panel would not fit. */
export function DateRangeField({ value, onChange, label, withPresets = false, canClear = false, yearsApartMax }: Props) {
  const isPhone = useIsPhone();
  return (
    <div className="range-field" role="group" aria-label={label} onKeyDown={keepEnter}>
      {isPhone ? (
        <div className="range-pair">
          <DatePicker
            inputReadOnly
            allowClear={canClear}
            aria-label={`${label}起`}
            placeholder="开始日期"
            value={pickerDay(value?.from)}
            onChange={(day) => changeEnd("from", day)}
          />
          <span aria-hidden>至</span>
          <DatePicker
            inputReadOnly
            allowClear={canClear}
            aria-label={`${label}止`}
            placeholder="结束日期"
            value={pickerDay(value?.to)}
            onChange={(day) => changeEnd("to", day)}
          />
        </div>
      ) : (
        <DatePicker.RangePicker
          aria-label={label}
          allowClear={canClear}
          placeholder={["开始日期", "结束日期"]}
          value={value === undefined ? null : [dayjs(value.from), dayjs(value.to)]}
          onChange={(days) => onChange(days?.[0] && days[1] ? { from: dayOf(days[0]), to: dayOf(days[1]) } : undefined)}
          {...(yearsApartMax === undefined
            ? {}
            : { disabledDate: (day: Dayjs, { from }: { from?: Dayjs }) => from !== undefined && Math.abs(day.year() - from.year()) > yearsApartMax })}
        />
      )}
      {withPresets ? (
        <div className="range-presets">
          {RANGE_PRESETS.map((preset) => (
            <button
              key={preset}
              type="button"
              className="chip"
              aria-pressed={value !== undefined && presetOf(value, today()) === preset}
              onClick={() => onChange(presetRange(preset, today()))}
              data-testid={`range-${preset}`}
            >
              {RANGE_PRESET_LABELS[preset]}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );

  // The end that was touched is meant; the other follows when the two would cross.
  function changeEnd(end: "from" | "to", day: Dayjs | null): void {
    if (day === null) return onChange(undefined);
    const picked = dayOf(day);
    const from = end === "from" ? picked : (value?.from ?? picked);
    const to = end === "to" ? picked : (value?.to ?? picked);
    if (daysBetween(from, to) >= 0) return onChange({ from, to });
    onChange({ from: picked, to: picked });
  }
}

/** Enter after a typed day takes that day; it must not also send the form around it, which would be drawn anew and forget the day. */
function keepEnter(event: KeyboardEvent): void {
  if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
}

function dayOf(day: Dayjs): LocalDate {
  return day.format("YYYY-MM-DD") as LocalDate;
}
function pickerDay(day: LocalDate | undefined): Dayjs | null {
  return day === undefined ? null : dayjs(day);
}
