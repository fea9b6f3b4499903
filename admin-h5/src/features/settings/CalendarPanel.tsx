import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Input, Segmented } from "antd";
import { useState } from "react";
import { addDays, dateLabel, weekdayOf, type LocalDate } from "@app/contract/kernel/time";
import { CALENDAR_DAY_KIND_LABELS, CALENDAR_YEAR_MAX, CALENDAR_YEAR_MIN, type CalendarDay, type CalendarYear } from "@app/contract/settings/settings.schema";
import { settingsRoutes } from "@app/contract/settings/settings.routes";
import { api, read } from "../../platform/api";
import { today } from "../../platform/clock";
import { sendIntended } from "../../platform/sendIntended";
import { ErrorState } from "../../ui/ErrorState";
import { FormDialog } from "../../ui/FormDialog";
import { Loading } from "../../ui/Loading";
import { Refusal } from "../../ui/Refusal";
import { SettingHistory } from "./SettingHistory";

const WEEKDAYS = ["一", "二", "三", "四", "五", "六", "日"];
const SOURCE_WORDS = {
  STATE_COUNCIL: "按国务院办公厅公布的安排。",
  OFFICE: "由平台管理员设置。",
  NONE: "这一年的放假安排还没有设置。国务院办公厅一般在前一年 10-11 月公布；设置前，期限只按周末计算最晚日期。",
} as const satisfies Record<CalendarYear["source"], string>;

export function CalendarPanel({ canEdit }: { readonly canEdit: boolean }) {
  const [year, setYear] = useState(Number(today().slice(0, 4)));
  const set = useQuery({
    queryKey: ["settings", "calendar", year],
    queryFn: () => read(settingsRoutes.getCalendarYear, { params: { year: String(year) } }),
  });
  return (
    <>
      <div className="calendar-years">
        <Button disabled={year <= CALENDAR_YEAR_MIN} onClick={() => setYear(year - 1)} data-testid="year-before">
          上一年
        </Button>
        <strong className="number" data-testid="year">
          {year} 年
        </strong>
        <Button disabled={year >= CALENDAR_YEAR_MAX} onClick={() => setYear(year + 1)} data-testid="year-after">
          下一年
        </Button>
      </div>
      {set.data === undefined ? (
        set.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={set.error} onRetry={() => void set.refetch()} />
        )
      ) : (
        <YearForm key={`${year} ${set.data.version}`} set={set.data} canEdit={canEdit} />
      )}
      <SettingHistory of="CALENDAR" />
    </>
  );
}

function YearForm({ set, canEdit }: { readonly set: CalendarYear; readonly canEdit: boolean }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [days, setDays] = useState<readonly CalendarDay[]>(set.days);
  const [edited, setEdited] = useState<LocalDate>();
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const isChanged = JSON.stringify(days) !== JSON.stringify(set.days) || set.source === "NONE";
  const byDate = new Map(days.map((day) => [day.date, day]));
  return (
    <div className="settings-form">
      <Alert type={set.source === "NONE" ? "warning" : "info"} showIcon title={SOURCE_WORDS[set.source]} />
      <Refusal sentence={refusal} testId="settings-refusal" />
      <p className="calendar-legend soft">
        <span className="calendar-key is-holiday">休</span> 放假　<span className="calendar-key is-make-up">班</span> 调休上班
        {canEdit ? "　点一天可以修改" : ""}
      </p>
      <div className="calendar-months">
        {Array.from({ length: 12 }, (_, month) => (
          <Month key={month} year={set.year} month={month + 1} byDate={byDate} {...(canEdit ? { onPick: setEdited } : {})} />
        ))}
      </div>
      {canEdit ? (
        <div className="settings-save">
          <Button type="primary" size="large" loading={isSending} disabled={!isChanged} onClick={() => void save()} data-testid="settings-save">
            {set.source === "NONE" ? `设为 ${set.year} 年的安排` : "保存"}
          </Button>
          {JSON.stringify(days) === JSON.stringify(set.days) ? null : (
            <Button size="large" onClick={() => setDays(set.days)}>
              放弃修改
            </Button>
          )}
        </div>
      ) : null}
      {edited === undefined ? null : (
        <DayDialog
          date={edited}
          day={byDate.get(edited)}
          onClose={() => setEdited(undefined)}
          onSet={(day) => {
            setDays([...days.filter(({ date }) => date !== edited), ...(day === undefined ? [] : [day])].sort((a, b) => (a.date < b.date ? -1 : 1)));
            setEdited(undefined);
          }}
        />
      )}
    </div>
  );

  async function save(): Promise<void> {
    setSending(true);
    setRefusal(undefined);
    const content = { version: set.version, days: [...days] };
    const result = await sendIntended(`changeCalendarYear.${set.year}`, content, (requestId) =>
      api.call(settingsRoutes.changeCalendarYear, { params: { year: String(set.year) }, body: { requestId, ...content } }),
    );
    setSending(false);
    if (result.ok) {
      void message.success("已保存，之后计算的期限按新的安排。");
      return void queryClient.invalidateQueries({ queryKey: ["settings"] });
    }
    setRefusal(result.refusal.message);
  }
}

function Month({
  year,
  month,
  byDate,
  onPick,
}: {
  readonly year: number;
  readonly month: number;
  readonly byDate: ReadonlyMap<LocalDate, CalendarDay>;
  readonly onPick?: (date: LocalDate) => void;
}) {
  const first = `${year}-${String(month).padStart(2, "0")}-01` as LocalDate;
  const dates: LocalDate[] = [];
  for (let date = first; date.startsWith(first.slice(0, 7)); date = addDays(date, 1)) dates.push(date);
  return (
    <section className="calendar-month" aria-label={`${month}月`}>
      <h3>{month}月</h3>
      <div className="calendar-grid">
        {WEEKDAYS.map((name) => (
          <span key={name} className="calendar-weekday" aria-hidden>
            {name}
          </span>
        ))}
        {dates.map((date, position) => {
          const day = byDate.get(date);
          const isFree = day === undefined ? weekdayOf(date) > 5 : day.kind === "HOLIDAY";
          const words = `${dateLabel(date)}，${day === undefined ? (isFree ? "周末" : "工作日") : `${CALENDAR_DAY_KIND_LABELS[day.kind]}，${day.name}`}`;
          return (
            <button
              key={date}
              type="button"
              className={`calendar-day${isFree ? " is-free" : ""}${day === undefined ? "" : day.kind === "HOLIDAY" ? " is-holiday" : " is-make-up"}`}
              style={position === 0 ? { gridColumnStart: weekdayOf(date) } : undefined}
              disabled={onPick === undefined}
              aria-label={words}
              title={words}
              onClick={() => onPick?.(date)}
              data-testid={`day-${date}`}
            >
              {Number(date.slice(8))}
              {day === undefined ? null : <small>{day.kind === "HOLIDAY" ? "休" : "班"}</small>}
            </button>
          );
        })}
      </div>
    </section>
  );
}

function DayDialog({
  date,
  day,
  onClose,
  onSet,
}: {
  readonly date: LocalDate;
  readonly day: CalendarDay | undefined;
  readonly onClose: () => void;
  readonly onSet: (day: CalendarDay | undefined) => void;
}) {
  const isWeekend = weekdayOf(date) > 5;
  const [kind, setKind] = useState<CalendarDay["kind"] | "PLAIN">(day?.kind ?? (isWeekend ? "MAKE_UP" : "HOLIDAY"));
  const [name, setName] = useState(day?.name ?? "");
  const [problem, setProblem] = useState<string>();
  return (
    <FormDialog
      open
      title={dateLabel(date)}
      okText="确定"
      cancelText="取消"
      onCancel={onClose}
      onOk={() => {
        if (kind === "PLAIN") return onSet(undefined);
        if (name.trim() === "") return setProblem("请填写节日名称，如国庆节");
        onSet({ date, kind, name: name.trim() });
      }}
      okButtonProps={{ ...{ "data-testid": "day-set" } }}
    >
      <Segmented
        block
        value={kind}
        onChange={setKind}
        options={[
          { value: "HOLIDAY", label: "放假" },
          ...(isWeekend ? [{ value: "MAKE_UP" as const, label: "调休上班" }] : []),
          { value: "PLAIN", label: isWeekend ? "照常周末" : "照常上班" },
        ]}
      />
      {kind === "PLAIN" ? null : (
        <div className="calendar-name">
          <label htmlFor="day-name">属于哪个节日</label>
          <Input
            id="day-name"
            value={name}
            maxLength={20}
            placeholder="如国庆节"
            status={problem === undefined ? "" : "error"}
            onChange={(event) => {
              setName(event.target.value);
              setProblem(undefined);
            }}
            data-testid="day-name"
          />
          <p className="field-problem" role={problem === undefined ? undefined : "alert"}>
            {problem}
          </p>
        </div>
      )}
    </FormDialog>
  );
}
