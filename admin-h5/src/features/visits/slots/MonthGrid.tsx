import type { ReactNode } from "react";
import { firstDayOf, WEEKDAY_LABELS, weekdayOf, type LocalDate, type LocalMonth } from "@app/contract/kernel/time";
import { daysOf } from "./datePicks";

/** A month from Monday to Sunday; what a day shows is the caller's. */
export function MonthGrid({
  month,
  renderDay,
  className,
}: {
  readonly month: LocalMonth;
  readonly renderDay: (day: LocalDate) => ReactNode;
  readonly className: string;
}) {
  return (
    <div className={`month-grid ${className}`}>
      {Object.values(WEEKDAY_LABELS).map((label) => (
        <span key={label} className="month-grid-head">
          {label}
        </span>
      ))}
      {daysOf(month).map((day, index) => (
        <div key={day} className="month-grid-day" style={index === 0 ? { gridColumnStart: weekdayOf(firstDayOf(month)) } : undefined}>
          {renderDay(day)}
        </div>
      ))}
    </div>
  );
}
