import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Input, InputNumber, Radio, Select } from "antd";
import { useRef, useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import {
  ACTIVITY_CHANNEL_LABELS,
  ACTIVITY_CHANNELS,
  ACTIVITY_FORM_LABELS,
  ACTIVITY_FORMS,
  AUDIENCE_WITHOUT_REVIEW_MAX,
  MINUTES_RULES,
  SCREENSHOTS_MAX,
  type ActivityDetail,
  type ActivityForm,
} from "@app/contract/activities/activity.schema";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { today } from "../../platform/clock";
import { grantsWith, useMe } from "../../platform/currentUser";
import { useDraft } from "../../platform/draft";
import { activitiesPath } from "../../platform/paths";
import { DateRangeField } from "../../ui/DateRangeField";
import { Panel } from "../../ui/Panel";
import { PhotoField } from "../../ui/PhotoField";
import { Refusal } from "../../ui/Refusal";
import { BLANK_REPORT, contentOf, problemAt, problemsOf, ReportForm as ReportFormSchema, reportOf, withForm, type ReportForm as Report } from "./activityForm";
import { resubmitActivity, submitActivity } from "./activityCommands";
import { ACTIVITY_DESK_KEY } from "./useActivityDesk";

/** The form of seed 000, 八. What was typed and uploaded stays through a reload, an expired session and a refusal. */
export function ReportForm({ activity }: { readonly activity: ActivityDetail | undefined }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const units = grantsWith(useMe(), "activities.submit");
  const draft = useDraft<Report>(activity === undefined ? "report-activity" : `report-activity.${activity.activityId}.${activity.version}`, {
    initial: activity === undefined ? BLANK_REPORT : reportOf(activity),
    parse: (stored) => ReportFormSchema.safeParse(stored).data,
  });
  const report = draft.value;
  // Uploads of both fields end in their own time: each changes the form as it is then.
  const latest = useRef(report);
  latest.current = report;
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [notice, setNotice] = useState<string>();
  const [isSending, setSending] = useState(false);
  const [uploading, setUploading] = useState({ video: false, plays: false });
  const isUploading = uploading.video || uploading.plays;
  const areMinutesLocked = report.form !== null && MINUTES_RULES[report.form] === "NONE";
  const range = report.startDate === null || report.endDate === null ? undefined : { from: report.startDate, to: report.endDate };
  const field = (label: string, names: readonly (keyof Report)[], control: ReactNode, more: { hint?: ReactNode; required?: boolean; group?: boolean } = {}) => (
    <ReportField key={label} label={label} name={names[0] ?? "name"} problem={problemAt(problems, ...names)} {...more}>
      {control}
    </ReportField>
  );
  const textField = (name: "name" | "organizers" | "channelName" | "address", placeholder: string, maxLength: number) => (
    <Input
      id={`report-${name}`}
      value={report[name]}
      maxLength={maxLength}
      placeholder={placeholder}
      status={problemAt(problems, name) === undefined ? "" : "error"}
      onChange={(event) => change({ [name]: event.target.value })}
      data-testid={`report-${name}`}
    />
  );
  const numberField = (name: "audience" | "resources" | "minutes", unit: string, isLocked = false) => (
    <InputNumber
      id={`report-${name}`}
      className={isLocked ? "report-number report-locked" : "report-number"}
      inputMode="numeric"
      min={0}
      precision={0}
      readOnly={isLocked}
      controls={!isLocked}
      suffix={unit}
      value={report[name]}
      status={problemAt(problems, name) === undefined ? "" : "error"}
      onChange={(value) => change({ [name]: value })}
      data-testid={`report-${name}`}
    />
  );

  return (
    <>
      {activity?.returnReason === undefined ? null : <Alert type="error" showIcon title={`驳回原因：${activity.returnReason}`} data-testid="return-reason" />}
      <Refusal sentence={notice} testId="report-notice" />
      <Panel>
        <form
          className="report-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          {activity !== undefined || units.length <= 1
            ? null
            : field(
                "上报单位",
                ["unit"],
                <Select
                  id="report-unit"
                  value={report.unit === "" ? null : report.unit}
                  placeholder="这次为哪家单位上报"
                  options={units.map((grant) => ({ value: grant.orgPath, label: grant.orgName }))}
                  onChange={(unit: string) => change({ unit })}
                  data-testid="report-unit"
                />,
                { required: true },
              )}
          {field("活动名称", ["name"], textField("name", "本次线上活动名称", 100), { required: true })}
          {field("举办方", ["organizers"], textField("organizers", "可选，包括所有举办方名称", 200))}
          {field(
            "线上开放形式",
            ["form"],
            <Radio.Group
              className="report-forms"
              aria-label="线上开放形式"
              value={report.form}
              options={ACTIVITY_FORMS.map((form) => ({ value: form, label: <span data-testid={`report-form-${form}`}>{ACTIVITY_FORM_LABELS[form]}</span> }))}
              onChange={(event) => replace(withForm(latest.current, event.target.value as ActivityForm))}
            />,
            { required: true, group: true },
          )}
          {field(
            "线上渠道类型",
            ["channel"],
            <Select
              id="report-channel"
              value={report.channel}
              placeholder="请选择"
              status={problemAt(problems, "channel") === undefined ? "" : "error"}
              options={ACTIVITY_CHANNELS.map((channel) => ({ value: channel, label: ACTIVITY_CHANNEL_LABELS[channel] }))}
              onChange={(channel) => change({ channel })}
              data-testid="report-channel"
            />,
            { required: true },
          )}
          {field("线上渠道名称", ["channelName"], textField("channelName", "如账号、频道或公众号的名称", 50), { required: true })}
          {field(
            "活动时间",
            ["startDate", "endDate"],
            <DateRangeField
              label="活动时间"
              value={range}
              canClear
              onChange={(days) => change({ startDate: days?.from ?? null, endDate: days?.to ?? null })}
            />,
            {
              required: true,
              group: true,
              hint: "可以选同一天。活动开始后即可上报；直播请结束后上报，视频、VR 等长期展播的结束日期可以晚于今天。统计计入结束日期。",
            },
          )}
          {field("受众总人数", ["audience"], numberField("audience", "人"), {
            required: true,
            hint:
              report.audience !== null && report.audience > AUDIENCE_WITHOUT_REVIEW_MAX ? (
                <span className="report-warning" data-testid="audience-warning">
                  超过 {AUDIENCE_WITHOUT_REVIEW_MAX} 人：省级审核后还要由平台管理员复议，不合理的可能被驳回。建议在备注里详细说明人数的来源。
                </span>
              ) : (
                "根据实际情况填写有效受众人数合计。"
              ),
          })}
          {field("资源数量", ["resources"], numberField("resources", "个"), { required: true, hint: "视频个数、直播次数、VR 个数等。" })}
          {field("视频总时长", ["minutes"], numberField("minutes", "分钟", areMinutesLocked), {
            required: true,
            hint: areMinutesLocked ? "VR 类填 0，已自动填好。" : "直播、视频类时长合计，不足 1 分钟按 1 分钟填。",
          })}
          {field(
            "视频截图",
            ["videoScreenshots"],
            <PhotoField
              purpose="ACTIVITY_VIDEO_SCREENSHOT"
              max={SCREENSHOTS_MAX}
              value={report.videoScreenshots}
              shown={activity?.videoScreenshots}
              onChange={(videoScreenshots) => change({ videoScreenshots })}
              onUploading={setVideoUploading}
              testId="report-videoScreenshots"
            />,
            { required: true, group: true },
          )}
          {field(
            "播放量截图",
            ["playsScreenshots"],
            <PhotoField
              purpose="ACTIVITY_PLAYS_SCREENSHOT"
              max={SCREENSHOTS_MAX}
              value={report.playsScreenshots}
              shown={activity?.playsScreenshots}
              onChange={(playsScreenshots) => change({ playsScreenshots })}
              onUploading={setPlaysUploading}
              testId="report-playsScreenshots"
            />,
            { required: true, group: true },
          )}
          {field("相关网址或ID号", ["address"], textField("address", "可选，视频或报道的访问方式", 500))}
          {field(
            "备注",
            ["note"],
            <Input.TextArea
              id="report-note"
              rows={4}
              showCount
              maxLength={1000}
              value={report.note}
              onChange={(event) => change({ note: event.target.value })}
              data-testid="report-note"
            />,
          )}
          <div className="report-submit">
            <Button type="primary" size="large" htmlType="submit" loading={isSending} disabled={isUploading} data-testid="report-submit">
              {isUploading ? "等照片传完…" : activity === undefined ? "提交线上活动" : "重新提交"}
            </Button>
            <span className="soft">填写的内容会自动保留，直到提交。</span>
          </div>
        </form>
      </Panel>
    </>
  );

  function setVideoUploading(video: boolean): void {
    setUploading((before) => (before.video === video ? before : { ...before, video }));
  }
  function setPlaysUploading(plays: boolean): void {
    setUploading((before) => (before.plays === plays ? before : { ...before, plays }));
  }
  function change(part: Partial<Report>): void {
    replace({ ...latest.current, ...part });
  }
  function replace(next: Report): void {
    latest.current = next;
    draft.keep(next);
    // What is put right while the red words stand loses its own; no other appears before the next try.
    setProblems((before) => (before.length === 0 ? before : stillStanding(before, problemsOf(next, today()))));
    setNotice(undefined);
  }
  async function submit(): Promise<void> {
    if (isUploading) return;
    const found = problemsOf(report, today());
    const unitMissing = activity === undefined && units.length > 1 && report.unit === "" ? [{ path: "body.unit", message: "请选择上报单位" }] : [];
    if (found.length + unitMissing.length > 0) return refuse([...unitMissing, ...found], "还有内容需要填写或修改，请看下面的红字。");
    setSending(true);
    const content = contentOf(report);
    const result =
      activity === undefined
        ? await submitActivity({ ...content, ...(report.unit === "" ? {} : { unit: report.unit }) })
        : await resubmitActivity(activity.activityId, activity.version, content);
    setSending(false);
    if (!result.ok) return refuse(result.refusal.fields, result.refusal.message);
    draft.discard();
    queryClient.setQueryData(["activity", result.value.activityId], result.value);
    for (const queryKey of [["activities"], ACTIVITY_DESK_KEY]) void queryClient.invalidateQueries({ queryKey });
    void message.success(`已提交「${result.value.name}」，现在是：${result.value.statusLabel}。`);
    void navigate(activitiesPath({ activity: result.value.activityId }));
  }
  /** The words, and the way to the first wrong field. */
  function refuse(found: readonly FieldProblem[], words: string): void {
    setProblems(found);
    setNotice(words);
    requestAnimationFrame(() => document.querySelector(".report-field-wrong, [data-testid=report-notice]")?.scrollIntoView({ block: "center" }));
  }
}

function stillStanding(before: readonly FieldProblem[], now: readonly FieldProblem[]): FieldProblem[] {
  return before.flatMap(({ path }) => now.filter((problem) => problem.path === path).slice(0, 1));
}

function ReportField(props: {
  readonly label: string;
  readonly name: string;
  readonly problem: string | undefined;
  readonly hint?: ReactNode;
  readonly required?: boolean;
  /** Several controls under one heading have no single one to label. */
  readonly group?: boolean;
  readonly children: ReactNode;
}) {
  const { label, name, problem, hint, required = false, group = false, children } = props;
  const Heading = group ? "span" : "label";
  return (
    <div className={problem === undefined ? "report-field" : "report-field report-field-wrong"} data-testid={`field-${name}`}>
      <Heading className="report-label" {...(group ? {} : { htmlFor: `report-${name}` })}>
        {label}
        {required ? <em aria-label="必填">*</em> : null}
      </Heading>
      <div className="report-control">
        {children}
        {problem === undefined ? null : (
          <p className="form-problem" role="alert" data-testid={`problem-${name}`}>
            {problem}
          </p>
        )}
        {hint === undefined ? null : <p className="report-hint">{hint}</p>}
      </div>
    </div>
  );
}
