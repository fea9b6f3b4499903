import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, DatePicker, Input, InputNumber, Radio } from "antd";
import dayjs from "dayjs";
import { useRef, useState } from "react";
import { Link, useNavigate } from "react-router";
import type { FieldProblem } from "@app/contract/kernel/errors";
import type { AttachmentId, FacilityId } from "@app/contract/kernel/ids";
import type { RouteCall } from "@app/contract/kernel/route";
import type { LocalDate } from "@app/contract/kernel/time";
import { TEAM_HEADS_MAX } from "@app/contract/visits/booking.schema";
import { SLOT_PERIOD_LABELS } from "@app/contract/visits/slot.schema";
import { REPORT_PHOTOS } from "@app/contract/visits/teamVisit.schema";
import { teamVisitRoutes } from "@app/contract/visits/teamVisits.routes";
import { api } from "../../../platform/api";
import { today } from "../../../platform/clock";
import { useDraft } from "../../../platform/draft";
import { bookingsPath } from "../../../platform/paths";
import { sendIntended } from "../../../platform/sendIntended";
import { fieldState, FormField, problemAt } from "../../../ui/FormField";
import { Panel } from "../../../ui/Panel";
import { PhotoField } from "../../../ui/PhotoField";
import { refreshBookings } from "../bookings/refreshBookings";
import { BackFillForm as BackFillFormSchema, BLANK_BACK_FILL, contentOf, earliestDay, problemsOf, type BackFillForm as Form } from "./backFillContent";

type TextField = "teamName" | "purpose" | "contactName" | "contactPhone" | "remark";

/** What was typed and uploaded stays through a reload, an expired session and a refusal. */
export function BackFillForm({ facilityId }: { readonly facilityId: FacilityId }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const draft = useDraft<Form>(`back-fill.${facilityId}`, { initial: BLANK_BACK_FILL, parse: (stored) => BackFillFormSchema.safeParse(stored).data });
  const form = draft.value;
  // An upload ends in its own time: it changes the form as it is then.
  const latest = useRef(form);
  latest.current = form;
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [refusal, setRefusal] = useState<{ readonly code: string; readonly message: string }>();
  const [isSending, setSending] = useState(false);
  const [isUploading, setUploading] = useState(false);
  const problem = (field: keyof Form): string | undefined => problemAt(problems, field);
  const stateOf = (field: keyof Form) => fieldState(`back-fill-${field}`, problem(field));
  const textField = (field: TextField, placeholder: string, maxLength: number) => (
    <Input
      id={`back-fill-${field}`}
      value={form[field]}
      maxLength={maxLength}
      placeholder={placeholder}
      {...stateOf(field)}
      onChange={(event) => change({ [field]: event.target.value })}
      data-testid={`back-fill-${field}`}
    />
  );

  return (
    <Panel>
      {refusal === undefined ? null : (
        <Alert
          className="decide-notice"
          type="error"
          showIcon
          role="alert"
          title={refusal.message}
          {...(refusal.code === "TEAM_VISIT_KNOWN" && form.date !== null
            ? {
                action: (
                  <Link className="link-button" to={bookingsPath({ kind: "TEAM", facilityId, from: form.date, to: form.date })} data-testid="back-fill-known">
                    去看当天的记录
                  </Link>
                ),
              }
            : {})}
          data-testid="back-fill-notice"
        />
      )}
      <form
        className="back-fill-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <FormField id="back-fill-date" label="参观日期" problem={problem("date")}>
          <DatePicker
            id="back-fill-date"
            inputReadOnly={false}
            className="back-fill-date"
            placeholder="哪天参观的"
            value={form.date === null ? null : dayjs(form.date)}
            disabledDate={(day) => day.format("YYYY-MM-DD") > today() || day.format("YYYY-MM-DD") < earliestDay(today())}
            {...(problem("date") === undefined ? {} : { status: "error" as const })}
            onChange={(day) => change({ date: day === null ? null : (day.format("YYYY-MM-DD") as LocalDate) })}
          />
        </FormField>
        <FormField id="back-fill-period" label="时段" problem={problem("period")}>
          <Radio.Group
            id="back-fill-period"
            className="back-fill-periods"
            aria-label="时段"
            value={form.period}
            options={(["MORNING", "AFTERNOON"] as const).map((period) => ({
              value: period,
              label: <span data-testid={`back-fill-period-${period}`}>{SLOT_PERIOD_LABELS[period]}</span>,
            }))}
            onChange={(event) => change({ period: event.target.value as Form["period"] })}
          />
        </FormField>
        <FormField id="back-fill-teamName" label="团队名称" problem={problem("teamName")}>
          {textField("teamName", "学校、单位或社区的名称", 50)}
        </FormField>
        <FormField id="back-fill-heads" label="参观人数" problem={problem("heads")}>
          <InputNumber
            id="back-fill-heads"
            className="back-fill-heads"
            inputMode="numeric"
            min={1}
            max={TEAM_HEADS_MAX}
            precision={0}
            suffix="人"
            value={form.heads}
            {...stateOf("heads")}
            onChange={(heads) => change({ heads })}
            data-testid="back-fill-heads"
          />
        </FormField>
        <div className="back-fill-wide">
          <FormField id="back-fill-purpose" label="参观目的" problem={problem("purpose")}>
            {textField("purpose", "如环境教育、专业实习、工作交流", 200)}
          </FormField>
        </div>
        <FormField id="back-fill-contactName" label="联系人（选填）" problem={problem("contactName")}>
          {textField("contactName", "带队人姓名", 20)}
        </FormField>
        <FormField id="back-fill-contactPhone" label="联系电话（选填）" problem={problem("contactPhone")}>
          {textField("contactPhone", "11 位手机号", 11)}
        </FormField>
        <div className="back-fill-wide">
          <FormField id="back-fill-remark" label="参观情况（选填）" problem={problem("remark")}>
            <Input.TextArea
              id="back-fill-remark"
              rows={3}
              showCount
              maxLength={200}
              value={form.remark}
              {...stateOf("remark")}
              onChange={(event) => change({ remark: event.target.value })}
              data-testid="back-fill-remark"
            />
          </FormField>
          <FormField id="back-fill-photos" label={`参观照片（${REPORT_PHOTOS.min}-${REPORT_PHOTOS.max} 张）`} problem={problem("photos")}>
            <PhotoField
              purpose="TEAM_VISIT_PHOTO"
              max={REPORT_PHOTOS.max}
              value={form.photos}
              onChange={(photos: AttachmentId[]) => change({ photos })}
              onUploading={setUploading}
              testId="back-fill-photos"
            />
          </FormField>
        </div>
        <div className="back-fill-submit back-fill-wide">
          <Button type="primary" size="large" htmlType="submit" loading={isSending} disabled={isUploading} data-testid="back-fill-submit">
            {isUploading ? "等照片传完…" : "提交补录"}
          </Button>
          <span className="soft">填写的内容会自动保留，直到提交。</span>
        </div>
      </form>
    </Panel>
  );

  function change(part: Partial<Form>): void {
    const next = { ...latest.current, ...part };
    latest.current = next;
    draft.keep(next);
    // What is put right while the red words stand loses its own; no other appears before the next try.
    setProblems((before) => before.flatMap(({ path }) => problemsOf(next, today()).filter((found) => found.path === path)));
    setRefusal(undefined);
  }
  async function submit(): Promise<void> {
    if (isUploading) return;
    const found = problemsOf(form, today());
    if (found.length > 0) return refuse(found, { code: "", message: "还有内容需要填写或修改，请看下面的红字。" });
    const content = contentOf(form);
    setSending(true);
    const result = await sendIntended(`backFill.${facilityId}`, content, (requestId) =>
      api.call(teamVisitRoutes.backFillTeamVisit, {
        params: { facilityId },
        body: { requestId, ...content } as RouteCall<typeof teamVisitRoutes.backFillTeamVisit>["body"],
      }),
    );
    setSending(false);
    if (!result.ok) return refuse(result.refusal.fields, result.refusal);
    const { bookingId, statusLabel, teamName } = result.value;
    draft.discard();
    queryClient.setQueryData(["booking", bookingId], result.value);
    refreshBookings(queryClient);
    void message.success(`已补录「${teamName ?? ""}」，现在是：${statusLabel}。`);
    void navigate(bookingsPath({ kind: "TEAM", facilityId, booking: bookingId }));
  }
  /** The words, and the way to the first wrong field. */
  function refuse(found: readonly FieldProblem[], words: { readonly code: string; readonly message: string }): void {
    setProblems(found);
    setRefusal(words);
    requestAnimationFrame(() => document.querySelector(".field-problem[role=alert], [data-testid=back-fill-notice]")?.scrollIntoView({ block: "center" }));
  }
}
