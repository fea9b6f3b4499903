import { useQueryClient } from "@tanstack/react-query";
import { App, Input, Select } from "antd";
import { useState } from "react";
import type { FacilityId } from "@app/contract/kernel/ids";
import { WAIVER_REASON_LABELS, WAIVER_REASONS, WaiveDays, type NoShowRule, type WaiverReason } from "@app/contract/visits/noShow.schema";
import { today } from "../../../platform/clock";
import { DateRangeField } from "../../../ui/DateRangeField";
import type { DateRange } from "../../../ui/dateRange";
import { useFacilityChoices } from "../facilities/useFacilityChoices";
import { waiveDays } from "./noShowCommands";
import { FormDialog } from "../../../ui/FormDialog";
import { Refusal } from "../../../ui/Refusal";

/** A typhoon keeps a whole city at home: nobody is held to a visit they missed on those days. */
export function WaiveDaysDialog({ rule, onClose }: { readonly rule: NoShowRule; readonly onClose: () => void }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const { cities } = useFacilityChoices("noShows.decide");
  const facilities = cities.find((city) => city.cityCode === rule.cityCode)?.facilities ?? [];
  const [range, setRange] = useState<DateRange>({ from: today(), to: today() });
  const [facilityId, setFacilityId] = useState<FacilityId | "">("");
  const [reason, setReason] = useState<WaiverReason>("WEATHER");
  const [remark, setRemark] = useState("");
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  return (
    <FormDialog
      open
      title={`${rule.cityName}：豁免几天的失约`}
      okText="豁免"
      cancelText="取消"
      onOk={() => void submit()}
      onCancel={onClose}
      confirmLoading={isSending}
      okButtonProps={{ ...{ "data-testid": "waive-submit" } }}
    >
      <Refusal sentence={refusal} testId="action-refusal" />
      <div className="no-show-form">
        <span>参观日期</span>
        <DateRangeField label="参观日期" value={range} onChange={(next) => next !== undefined && setRange(next)} />
        <Problem text={problems["to"] ?? problems["from"]} />
        <span>开放单位</span>
        <Select
          aria-label="开放单位"
          value={facilityId}
          onChange={setFacilityId}
          options={[
            { value: "" as const, label: `${rule.cityName}全部单位` },
            ...facilities.map((facility) => ({ value: facility.facilityId, label: facility.name })),
          ]}
        />
        <span>原因</span>
        <Select
          aria-label="原因"
          value={reason}
          onChange={setReason}
          options={WAIVER_REASONS.map((value) => ({ value, label: WAIVER_REASON_LABELS[value] }))}
        />
        <label htmlFor="waive-remark">说明（必填，会告诉受影响的预约人）</label>
        <Input.TextArea
          id="waive-remark"
          rows={2}
          showCount
          maxLength={100}
          value={remark}
          onChange={(event) => setRemark(event.target.value)}
          data-testid="waive-remark"
        />
        <Problem text={problems["remark"]} />
      </div>
      <p className="soft">这些天已经记录的失约会在一分钟内逐条豁免并通知，以后记录的也不算。</p>
    </FormDialog>
  );

  async function submit(): Promise<void> {
    const content = { cityCode: rule.cityCode, ...range, ...(facilityId === "" ? {} : { facilityId }), reason, remark: remark.trim() };
    const checked = WaiveDays.safeParse({ ...content, requestId: "checked-on-screen-1" });
    if (!checked.success) return setProblems(Object.fromEntries(checked.error.issues.map((issue) => [String(issue.path[0]), issue.message])));
    setProblems({});
    setSending(true);
    const result = await waiveDays(content);
    setSending(false);
    if (!result.ok) return setRefusal(result.refusal.message);
    void message.success("已豁免，受影响的预约人会收到通知。");
    onClose();
    await queryClient.invalidateQueries({ queryKey: ["noShowWaivers", rule.cityCode] });
  }
}

function Problem({ text }: { readonly text: string | undefined }) {
  return text === undefined ? null : (
    <p className="decide-problem" role="alert">
      {text}
    </p>
  );
}
