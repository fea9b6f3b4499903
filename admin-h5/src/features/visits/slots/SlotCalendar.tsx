import { dateLabel, type LocalDate, type LocalMonth } from "@app/contract/kernel/time";
import { SLOT_PERIOD_LABELS, type Slot } from "@app/contract/visits/slot.schema";
import { today } from "../../../platform/clock";
import { StatusTag } from "../../../ui/StatusTag";
import { closedDayReason } from "./closedDays";
import { MonthGrid } from "./MonthGrid";
import { SLOT_TONES } from "./slotTones";

interface Props {
  readonly month: LocalMonth;
  readonly slots: readonly Slot[];
  /** Opens the day, where its slots are closed and opened again. */
  readonly onManage: (day: LocalDate) => void;
}

export function SlotCalendar({ month, slots, onManage }: Props) {
  const byDay = slotsByDay(slots);
  return (
    <MonthGrid
      month={month}
      className="slot-calendar"
      renderDay={(day) => (
        <div className={dayClass(day, byDay.get(day) ?? [])} data-testid={`slot-day-${day}`}>
          <span className="slot-day-number">
            {Number(day.slice(8))}
            {day === today() ? <em>今天</em> : null}
            <ManageDay day={day} slots={byDay.get(day) ?? []} onManage={onManage} />
          </span>
          <ul className="slot-list">
            {(byDay.get(day) ?? []).map((slot) => (
              <SlotLine key={slot.slotId} slot={slot} />
            ))}
          </ul>
        </div>
      )}
    />
  );
}

/** The same month as a list, for phone width: only days with slots, what lies ahead first. */
export function SlotAgenda({ slots, onManage }: Props) {
  const days = [...slotsByDay(slots)];
  const past = days.filter(([day]) => day < today());
  const ahead = days.filter(([day]) => day >= today());
  const list = (shown: typeof days) => (
    <div className="cards">
      {shown.map(([day, ofDay]) => (
        <AgendaDay key={day} day={day} slots={ofDay} onManage={onManage} />
      ))}
    </div>
  );
  if (past.length === 0 || ahead.length === 0) return list(days);
  return (
    <>
      {list(ahead)}
      <details className="agenda-past">
        <summary>已过去的 {past.length} 天</summary>
        {list(past)}
      </details>
    </>
  );
}

interface DayProps {
  readonly day: LocalDate;
  readonly slots: readonly Slot[];
  readonly onManage: (day: LocalDate) => void;
}

/** A day that is over has nothing to manage. */
function ManageDay({ day, slots, onManage }: DayProps) {
  if (slots.length === 0 || day < today()) return null;
  return (
    <button type="button" className="slot-day-manage" aria-label={`管理 ${dateLabel(day)}`} onClick={() => onManage(day)} data-testid={`manage-day-${day}`}>
      管理
    </button>
  );
}

function dayClass(day: LocalDate, slots: readonly Slot[]): string {
  const closed = closedDayReason(slots) === undefined ? "" : " slot-day-closed";
  return `slot-day${day === today() ? " slot-day-today" : day < today() ? " slot-day-past" : ""}${closed}`;
}

function AgendaDay({ day, slots, onManage }: DayProps) {
  const closed = closedDayReason(slots);
  return (
    <section className={closed === undefined ? "record-card" : "record-card slot-day-closed"} aria-label={dateLabel(day)} data-testid={`slot-day-${day}`}>
      <h2 className="record-card-head">
        {dateLabel(day)}
        {day === today() ? <StatusTag tone="good">今天</StatusTag> : null}
        {closed === undefined ? null : <StatusTag tone="quiet">已关闭</StatusTag>}
        <ManageDay day={day} slots={slots} onManage={onManage} />
      </h2>
      <ul className="slot-list">
        {slots.map((slot) => (
          <SlotLine key={slot.slotId} slot={slot} isWide />
        ))}
      </ul>
    </section>
  );
}

function SlotLine({ slot, isWide = false }: { readonly slot: Slot; readonly isWide?: boolean }) {
  return (
    <li
      className={`slot-line slot-line-${SLOT_TONES[slot.bookability]}`}
      title={`${slot.periodLabel}，每次 ${slot.partyMin}-${slot.partyMax} 人${slot.closedReason === undefined ? "" : `，${slot.closedReason}`}`}
      data-testid="slot-line"
    >
      <span className="slot-line-period">{isWide ? slot.periodLabel : SLOT_PERIOD_LABELS[slot.period]}</span>
      <span className="slot-line-state">{slot.bookabilityLabel}</span>
      {slot.status === "CLOSED" ? (
        <span className="slot-line-reason" data-testid="closed-reason">
          {slot.closedReason}
        </span>
      ) : (
        <span className="slot-line-places">
          {/* A capacity cut below what was booked is the admin's to solve. */}
          {slot.headsLeft < 0 ? (
            <em>超额 {-slot.headsLeft} 人</em>
          ) : (
            <>
              余 <b>{slot.headsLeft}</b>
            </>
          )}{" "}
          / {slot.capacityHeads}
        </span>
      )}
    </li>
  );
}

export function slotsByDay(slots: readonly Slot[]): Map<LocalDate, Slot[]> {
  const days = new Map<LocalDate, Slot[]>();
  const inOrder = [...slots].sort((left, right) => `${left.date}${left.startsAt}`.localeCompare(`${right.date}${right.startsAt}`));
  for (const slot of inOrder) days.set(slot.date, [...(days.get(slot.date) ?? []), slot]);
  return days;
}
