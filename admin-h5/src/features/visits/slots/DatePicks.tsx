import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { FacilityId } from "@app/contract/kernel/ids";
import { dateLabel, firstDayOf, lastDayOf, monthOf, type LocalDate } from "@app/contract/kernel/time";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { read } from "../../../platform/api";
import { today } from "../../../platform/clock";
import { DATE_PICK_LABELS, DATE_PICKS, monthBefore, monthTitle, nextMonth, pickedDays, toggleDays } from "./datePicks";
import { MonthGrid } from "./MonthGrid";

/** More would push the next step out of sight; the calendar shows them all. */
const LISTED_MAX = 10;

interface Props {
  readonly facilityId: FacilityId;
  readonly chosen: readonly LocalDate[];
  readonly onChange: (dates: LocalDate[]) => void;
  readonly problem: string | undefined;
}

/** Several days at once: whole rows of Saturdays by one touch, single days in the calendar. */
export function DatePicks({ facilityId, chosen, onChange, problem }: Props) {
  const thisMonth = monthOf(today());
  const [shown, setShown] = useState(thisMonth);
  const existing = useQuery({
    queryKey: ["slots", facilityId, shown],
    queryFn: () => read(visitRoutes.listSlots, { params: { facilityId }, query: { from: firstDayOf(shown), to: lastDayOf(shown) } }),
  });
  const daysWithSlots = new Set(existing.data?.items.map((slot) => slot.date));

  return (
    <fieldset className="form-part">
      <legend>1. 选日期</legend>
      {[thisMonth, nextMonth(thisMonth)].map((month, index) => (
        <div key={month} className="quick-picks">
          <span className="filter-caption">{index === 0 ? "本月" : "下月"}</span>
          {DATE_PICKS.map((pick) => {
            const days = pickedDays(pick, month, today());
            return (
              <button
                key={pick}
                type="button"
                className="chip"
                disabled={days.length === 0}
                aria-pressed={days.length > 0 && days.every((day) => chosen.includes(day))}
                onClick={() => {
                  setShown(month);
                  onChange(toggleDays(chosen, days));
                }}
                data-testid={`pick-${index === 0 ? "this" : "next"}-${pick}`}
              >
                {DATE_PICK_LABELS[pick]}
              </button>
            );
          })}
        </div>
      ))}
      <div className="month-steps">
        <Button size="small" disabled={shown <= thisMonth} onClick={() => setShown(monthBefore(shown))} aria-label="上个月">
          ‹
        </Button>
        <strong>{monthTitle(shown)}</strong>
        <Button size="small" onClick={() => setShown(nextMonth(shown))} aria-label="下个月" data-testid="pick-next-month">
          ›
        </Button>
      </div>
      <MonthGrid
        month={shown}
        className="date-picks"
        renderDay={(day) => (
          <button
            type="button"
            className="date-pick"
            disabled={day < today()}
            aria-pressed={chosen.includes(day)}
            aria-label={`${dateLabel(day)}${daysWithSlots.has(day) ? "，已有场次" : ""}`}
            onClick={() => onChange(toggleDays(chosen, [day]))}
            data-testid={`pick-${day}`}
          >
            {Number(day.slice(8))}
            {daysWithSlots.has(day) ? <i>已有</i> : null}
          </button>
        )}
      />
      <p className="form-note">
        已选 <b data-testid="picked-count">{chosen.length}</b> 天
        {chosen.length === 0 ? null : (
          <>
            ：
            {chosen
              .slice(0, LISTED_MAX)
              .map((day) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`)
              .join("、")}
            {chosen.length > LISTED_MAX ? " 等" : ""}{" "}
            <button type="button" className="plain-link" onClick={() => onChange([])}>
              清空
            </button>
          </>
        )}
      </p>
      {problem === undefined ? null : (
        <p className="form-problem" role="alert" data-testid="dates-problem">
          {problem}
        </p>
      )}
      <p className="form-note soft">
        一次最多 31 天，更多请分批开放。法定节假日不会自动去掉，请按需要在日历里取消。标「已有」的日子里，同一时段会跳过，不会改动。
      </p>
    </fieldset>
  );
}
