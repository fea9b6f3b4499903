import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, DatePicker, Input } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { workflowErrors } from "@app/contract/engines/workflow";
import type { LocalDate } from "@app/contract/kernel/time";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import type { FacilityStatusPreview, ManagedFacilityDetail } from "@app/contract/visits/managedFacility.schema";
import { read } from "../../../platform/api";
import { today } from "../../../platform/clock";
import { useDraft } from "../../../platform/draft";
import { ErrorState } from "../../../ui/ErrorState";
import { FormDialog } from "../../../ui/FormDialog";
import { Loading } from "../../../ui/Loading";
import { Refusal } from "../../../ui/Refusal";
import { managedFacilityKey, sendCommand } from "./facilityCommands";

type Offered = ManagedFacilityDetail["availableActions"][number];

/** Opens, suspends, resumes or withdraws a facility; whom it hits is shown before anybody says yes. */
export function StatusDialog({
  facility,
  offered,
  onClose,
}: {
  readonly facility: ManagedFacilityDetail;
  readonly offered: Offered;
  readonly onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const { facilityId } = facility;
  const { action, label, remark: rule } = offered;
  const shuts = action === "SUSPEND" || action === "WITHDRAW";
  const draft = useDraft<string>(`facility-status.${action}.${facilityId}`, {
    initial: "",
    parse: (stored) => (typeof stored === "string" ? stored : undefined),
  });
  const [until, setUntil] = useState<LocalDate>();
  const [problem, setProblem] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const preview = useQuery({
    queryKey: ["facility-status-preview", facilityId, until],
    queryFn: () => read(facilityRoutes.previewFacilityStatus, { params: { facilityId }, query: until === undefined ? {} : { until } }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    enabled: shuts,
  });

  return (
    <FormDialog
      open
      title={`${label} · ${facility.name}`}
      okText={label}
      cancelText="再想想"
      onOk={() => void submit()}
      onCancel={onClose}
      confirmLoading={isSending}
      okButtonProps={{ danger: shuts, disabled: shuts && (preview.data === undefined || preview.isFetching), ...{ "data-testid": "status-submit" } }}
    >
      <div className="status-facts">
        <Refusal sentence={refusal} testId="status-refusal" />
        {shuts ? (
          hit()
        ) : action === "OPEN" ? (
          <p>开放后，公众能看到这家单位；开放场次后即可预约。</p>
        ) : (
          <p>恢复后，公众可以重新预约；原来没有取消的预约继续有效。</p>
        )}
        {action === "SUSPEND" ? (
          <label>
            <span className="decide-label">
              暂停到哪天<span className="soft">（选填，含当天；到期后仍须点「恢复开放」）</span>
            </span>
            <DatePicker
              value={until === undefined ? null : dayjs(until)}
              disabledDate={(date) => date.format("YYYY-MM-DD") < today()}
              onChange={(date) => setUntil(date === null ? undefined : (date.format("YYYY-MM-DD") as LocalDate))}
              data-testid="status-until"
            />
          </label>
        ) : null}
        {rule.kind === "none" ? null : (
          <div>
            <label className="decide-label" htmlFor="status-remark">
              {rule.label}
              {rule.kind === "required" ? <em>（必填{action === "SUSPEND" ? "，公众会看到" : ""}）</em> : <span className="soft">（选填）</span>}
            </label>
            <Input.TextArea
              id="status-remark"
              rows={3}
              showCount
              maxLength={rule.maxLength}
              value={draft.value}
              status={problem === undefined ? "" : "error"}
              aria-invalid={problem !== undefined}
              aria-describedby="status-problem"
              onChange={(event) => {
                draft.keep(event.target.value);
                setProblem(undefined);
              }}
              data-testid="status-remark"
            />
            <p id="status-problem" className="decide-problem" role={problem === undefined ? undefined : "alert"}>
              {problem}
            </p>
          </div>
        )}
      </div>
    </FormDialog>
  );

  function hit() {
    if (preview.data === undefined)
      return preview.error === null ? <Loading rows={2} /> : <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
    return <HitBookings preview={preview.data} />;
  }
  async function submit(): Promise<void> {
    const remark = draft.value.trim();
    if (rule.kind === "required" && remark === "") return setProblem(workflowErrors.REMARK_REQUIRED.sentence({ label: rule.label }));
    setSending(true);
    const result = await sendCommand(
      facilityRoutes.changeFacilityStatus,
      `facilityStatus.${action}.${facilityId}`,
      { facilityId },
      {
        version: facility.version,
        action,
        seenBookings: preview.data?.bookings ?? 0,
        ...(rule.kind === "none" || remark === "" ? {} : { remark }),
        ...(until === undefined ? {} : { until }),
      },
    );
    setSending(false);
    if (result.ok) {
      draft.discard();
      queryClient.setQueryData(managedFacilityKey(facilityId), result.value);
      for (const key of ["managed-facilities", "facility-choices", "attention"]) void queryClient.invalidateQueries({ queryKey: [key] });
      void message.success(`${result.value.name}：现在是「${result.value.statusLabel}」。`);
      return onClose();
    }
    const atRemark = result.refusal.fields.find((field) => field.path === "body.remark");
    setProblem(atRemark?.message);
    setRefusal(atRemark === undefined ? result.refusal.message : undefined);
    if (result.refusal.status === 409) {
      void preview.refetch();
      void queryClient.invalidateQueries({ queryKey: managedFacilityKey(facilityId) });
    }
  }
}

function HitBookings({ preview }: { readonly preview: FacilityStatusPreview }) {
  return (
    <section className="closure-facts" aria-label="受影响的预约" data-testid="status-hit">
      {preview.bookings === 0 ? (
        <p className="closure-sum">没有预约受影响。</p>
      ) : (
        <>
          <p className="closure-sum">
            影响今天起 <b>{preview.bookings}</b> 条预约，共 <b>{preview.heads}</b> 人
          </p>
          <ul>
            {preview.byStatus.map((line) => (
              <li key={line.status}>
                {line.statusLabel} {line.bookings} 条，{line.heads} 人
              </li>
            ))}
          </ul>
          <p className="soft">不会自动取消：近 28 天的会进入「需处理」，由单位关闭场次并通知预约人，更远的临近时再进入。</p>
        </>
      )}
    </section>
  );
}
