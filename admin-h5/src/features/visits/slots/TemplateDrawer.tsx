import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Checkbox, DatePicker, Drawer, Input, InputNumber, Radio } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { addDays, WEEKDAY_LABELS, type LocalDate } from "@app/contract/kernel/time";
import { BOOKING_KIND_LABELS, BOOKING_KINDS } from "@app/contract/visits/bookingKind.schema";
import { CLOSED_REASON_MAX, ClosedReason } from "@app/contract/visits/closure.schema";
import { SLOT_PERIOD_LABELS, SLOT_PERIODS } from "@app/contract/visits/slot.schema";
import { slotPlanRoutes } from "@app/contract/visits/slotPlan.routes";
import type { SlotTemplate, SlotTemplateAnswer, Weekday } from "@app/contract/visits/slotTemplate.schema";
import { templateDays, timesOverlap } from "@app/contract/visits/templateDays";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { read } from "../../../platform/api";
import { today } from "../../../platform/clock";
import { useDraft } from "../../../platform/draft";
import { problemAt } from "../../../ui/FormField";
import { Refusal } from "../../../ui/Refusal";
import { TimeField } from "../../../ui/TimeField";
import { useIsPhone } from "../../../ui/useIsPhone";
import { sendCommand } from "../facilities/facilityCommands";
import type { FacilityChoice } from "../facilities/useFacilityChoices";
import { blankTemplate, PERIOD_TIMES, templateContentOf, TemplateForm, templateFormOf, templateProblemsOf } from "./templateForm";

const PREVIEW_DAYS = 30;
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const satisfies readonly Weekday[];

/** One template: on which days it opens what. The days of the coming month are shown while it is filled in. */
export function TemplateDrawer({
  facility,
  template,
  onClose,
}: {
  readonly facility: FacilityChoice;
  readonly template: SlotTemplate | undefined;
  readonly onClose: () => void;
}) {
  const isPhone = useIsPhone();
  const queryClient = useQueryClient();
  const { facilityId } = facility;
  const draft = useDraft<TemplateForm>(`slot-template.${facilityId}.${template === undefined ? "new" : `${template.templateId}.${template.version}`}`, {
    initial: template === undefined ? blankTemplate(addDays(today(), 1)) : templateFormOf(template),
    parse: (stored) => TemplateForm.safeParse(stored).data,
  });
  const form = draft.value;
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [notice, setNotice] = useState<string>();
  const [isSending, setSending] = useState(false);
  const [answer, setAnswer] = useState<SlotTemplateAnswer>();

  return (
    <Drawer
      open
      onClose={onClose}
      size={isPhone ? "100%" : 620}
      title={`${template === undefined ? "新增开放模板" : "修改开放模板"} · ${facility.name}`}
      footer={
        <div className="drawer-actions">
          {answer === undefined ? (
            <>
              <Button type="primary" loading={isSending} onClick={() => void save()} data-testid="template-save">
                保存
              </Button>
              <Button onClick={onClose}>取消</Button>
            </>
          ) : (
            <Button type="primary" onClick={onClose} data-testid="template-done">
              完成
            </Button>
          )}
        </div>
      }
    >
      {answer === undefined ? fields() : <TemplateSaved answer={answer} />}
    </Drawer>
  );

  function fields() {
    const problem = (...names: string[]) => names.map((name) => problemAt(problems, name)).find((found) => found !== undefined);
    const wrong = (...names: string[]) =>
      problem(...names) === undefined ? null : (
        <p className="form-problem" role="alert">
          {problem(...names)}
        </p>
      );
    const number = (name: "capacityHeads" | "partyMin" | "partyMax", label: string) => (
      <InputNumber
        aria-label={label}
        inputMode="numeric"
        min={1}
        precision={0}
        value={form[name]}
        onChange={(value) => change({ [name]: value })}
        data-testid={`template-${name}`}
      />
    );
    const time = (name: "startsAt" | "endsAt", label: string) => <TimeField label={label} value={form[name]} onChange={(value) => change({ [name]: value })} />;
    const day = (name: "validFrom" | "validTo", label: string) => (
      <DatePicker
        aria-label={label}
        allowClear={name === "validTo"}
        placeholder="一直有效"
        value={form[name] === null ? null : dayjs(form[name])}
        onChange={(date) => change({ [name]: date === null ? null : (date.format("YYYY-MM-DD") as LocalDate) })}
        data-testid={`template-${name}`}
      />
    );
    return (
      <div className="open-slots">
        <Refusal sentence={notice} testId="template-notice" />
        <fieldset className="form-part">
          <legend>1. 星期几</legend>
          <div className="quick-picks">
            {WEEKDAYS.map((weekday) => (
              <button
                key={weekday}
                type="button"
                className="chip"
                aria-pressed={form.weekdays.includes(weekday)}
                onClick={() =>
                  change({ weekdays: form.weekdays.includes(weekday) ? form.weekdays.filter((other) => other !== weekday) : [...form.weekdays, weekday] })
                }
                data-testid={`template-weekday-${weekday}`}
              >
                {WEEKDAY_LABELS[weekday]}
              </button>
            ))}
          </div>
          {wrong("weekdays")}
          <Radio.Group
            value={form.everyWeeks}
            options={[
              { value: 1, label: "每周" },
              { value: 2, label: "隔周（从开始日期那一周算起）" },
            ]}
            onChange={(event) => change({ everyWeeks: event.target.value as 1 | 2 })}
            data-testid="template-weeks"
          />
          <Checkbox checked={form.skipHolidays} onChange={(event) => change({ skipHolidays: event.target.checked })} data-testid="template-holidays">
            法定节假日不开放（含调休放假日）
          </Checkbox>
        </fieldset>
        <fieldset className="form-part">
          <legend>2. 时段和名额</legend>
          <Radio.Group
            value={form.period}
            options={SLOT_PERIODS.map((period) => ({ value: period, label: SLOT_PERIOD_LABELS[period] }))}
            onChange={(event) => {
              const period = event.target.value as TemplateForm["period"];
              change({ period, ...PERIOD_TIMES[period] });
            }}
          />
          <div className="party-line">
            {time("startsAt", "开始时间")}
            <span aria-hidden>至</span>
            {time("endsAt", "结束时间")}
          </div>
          {wrong("startsAt", "endsAt")}
          <label className="party-line">
            名额
            {number("capacityHeads", "名额")}人
          </label>
          {wrong("capacityHeads")}
        </fieldset>
        <fieldset className="form-part">
          <legend>3. 接待谁</legend>
          <Checkbox.Group
            value={form.kinds}
            options={BOOKING_KINDS.map((kind) => ({ value: kind, label: BOOKING_KIND_LABELS[kind] }))}
            onChange={(kinds) => change({ kinds })}
          />
          {wrong("kinds")}
          <div className="party-line">
            家庭每次
            {number("partyMin", "最少人数")}
            <span aria-hidden>至</span>
            {number("partyMax", "最多人数")}人
          </div>
          {wrong("partyMin", "partyMax")}
        </fieldset>
        <fieldset className="form-part">
          <legend>4. 有效期</legend>
          <div className="party-line">
            {day("validFrom", "开始日期")}
            <span aria-hidden>至</span>
            {day("validTo", "结束日期")}
          </div>
          {wrong("validFrom", "validTo")}
        </fieldset>
        <PlannedDays facility={facility} form={form} />
      </div>
    );
  }
  function change(part: Partial<TemplateForm>): void {
    draft.keep({ ...form, ...part });
    setProblems([]);
    setNotice(undefined);
  }
  async function save(): Promise<void> {
    const found = templateProblemsOf(form);
    setProblems(found);
    if (found.length > 0) return setNotice("还有内容需要修改，请看下面的红字。");
    setSending(true);
    const content = templateContentOf(form);
    const result =
      template === undefined
        ? await sendCommand(slotPlanRoutes.createSlotTemplate, `createSlotTemplate.${facilityId}`, { facilityId }, content)
        : await sendCommand(
            slotPlanRoutes.editSlotTemplate,
            `editSlotTemplate.${template.templateId}`,
            { facilityId, templateId: template.templateId },
            { version: template.version, ...content },
          );
    setSending(false);
    if (result.ok) {
      draft.discard();
      for (const key of ["slot-templates", "slots"]) void queryClient.invalidateQueries({ queryKey: [key] });
      return setAnswer(result.value);
    }
    setProblems(result.refusal.fields);
    setNotice(result.refusal.message);
    if (result.refusal.code === "TEMPLATE_CHANGED") void queryClient.invalidateQueries({ queryKey: ["slot-templates"] });
  }
}

/** 「将开放」: the days of the coming month, those that have a slot already, and those that holidays take out. */
function PlannedDays({ facility, form }: { readonly facility: FacilityChoice; readonly form: TemplateForm }) {
  const from = addDays(today(), 1);
  const to = addDays(today(), PREVIEW_DAYS);
  const { facilityId } = facility;
  const existing = useQuery({
    queryKey: ["slots", facilityId, from, to],
    queryFn: () => read(visitRoutes.listSlots, { params: { facilityId }, query: { from, to } }),
  });
  const days = templateDays({ ...form, validTo: form.validTo ?? undefined }, { from, to }, WORKING_CALENDAR);
  const taken = (date: LocalDate): boolean => existing.data?.items.some((slot) => slot.date === date && timesOverlap(slot, form)) === true;
  const short = (date: LocalDate): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;
  const opens = days.filter((day) => day.opens && !taken(day.date));
  const kept = days.filter((day) => day.opens && taken(day.date));
  const holidays = days.flatMap((day) => (!day.opens && day.why === "HOLIDAY" ? [`${short(day.date)}（${day.holiday ?? "节假日"}）`] : []));
  const waiting = days.filter((day) => !day.opens && day.why === "CALENDAR_MISSING");
  return (
    <section className="closure-facts" aria-label="将开放的日子" data-testid="template-preview">
      <p className="closure-sum">
        未来 {PREVIEW_DAYS} 天将开放 <b>{opens.length}</b> 个场次
      </p>
      {opens.length === 0 ? null : <p>{opens.map((day) => short(day.date)).join("、")}</p>}
      {kept.length === 0 ? null : <p>已有场次，不会改动：{kept.map((day) => short(day.date)).join("、")}</p>}
      {holidays.length === 0 ? null : <p>节假日不开放：{holidays.join("、")}</p>}
      {waiting.length === 0 ? null : <p>{waiting.map((day) => short(day.date)).join("、")}：放假安排公布后再开放。</p>}
      <p className="soft">保存后立即开放近期的，以后每天夜里自动补上。已关闭的场次不会因模板重新开放。</p>
    </section>
  );
}

/** What the step did, and what it left as it was. */
export function TemplateSaved({ answer }: { readonly answer: SlotTemplateAnswer }) {
  const { template, opened, closable } = answer;
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);
  const [closed, setClosed] = useState<{ readonly closed: number; readonly stillBooked: number }>();
  return (
    <div className="closing">
      <Alert
        type="success"
        showIcon
        title={
          template.status === "STOPPED"
            ? `已停用「${template.label}」，不再开放新的场次`
            : opened === 0
              ? "已保存，近期没有要新开放的场次"
              : `已保存，新开放 ${opened} 个场次`
        }
        description={answer.slotsAhead - opened === 0 ? undefined : "原来开放的场次没有改动，预约不受影响。"}
        data-testid="template-answer"
      />
      {closable === 0 || closed !== undefined ? null : (
        <section className="closure-facts">
          <p>
            其中 <b>{closable}</b> 个场次模板不再开放、也没有人预约，可以一并关闭。有人预约的请在日历里逐个关闭。
          </p>
          <Input
            aria-label="关闭原因"
            placeholder="关闭原因，如：调整开放时间"
            maxLength={CLOSED_REASON_MAX}
            showCount
            value={reason}
            status={problem === undefined ? "" : "error"}
            onChange={(event) => setReason(event.target.value)}
            data-testid="template-close-reason"
          />
          <p className="decide-problem" role={problem === undefined ? undefined : "alert"}>
            {problem}
          </p>
          <Button danger loading={isSending} onClick={() => void close()} data-testid="template-close">
            关闭这 {closable} 个场次
          </Button>
        </section>
      )}
      {closed === undefined ? null : (
        <Alert
          type="success"
          showIcon
          title={`已关闭 ${closed.closed} 个场次`}
          description={closed.stillBooked === 0 ? undefined : `${closed.stillBooked} 个场次有人预约，没有关闭。`}
          data-testid="template-closed"
        />
      )}
    </div>
  );

  async function close(): Promise<void> {
    const checked = ClosedReason.safeParse(reason);
    if (!checked.success) return setProblem(checked.error.issues[0]?.message);
    setSending(true);
    const { facilityId, templateId } = template;
    const result = await sendCommand(
      slotPlanRoutes.closeTemplateSlots,
      `closeTemplateSlots.${templateId}`,
      { facilityId, templateId },
      { reason: checked.data },
    );
    setSending(false);
    if (!result.ok) return setProblem(result.refusal.message);
    setClosed(result.value);
    void queryClient.invalidateQueries({ queryKey: ["slots"] });
  }
}
