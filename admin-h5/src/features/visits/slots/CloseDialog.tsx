import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input, Modal } from "antd";
import { useState } from "react";
import { dateLabel } from "@app/contract/kernel/time";
import { CLOSED_REASON_MAX, ClosedReason, type ClosurePreview } from "@app/contract/visits/closure.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { read } from "../../../platform/api";
import { useDraft } from "../../../platform/draft";
import { PhraseChips } from "../../../ui/PhraseChips";
import { ErrorState } from "../../../ui/ErrorState";
import { Loading } from "../../../ui/Loading";
import { Refusal } from "../../../ui/Refusal";
import { useReturnFocus } from "../../../ui/useReturnFocus";
import { closeSlots, type ClosingTarget } from "./closing";

interface Closed {
  readonly slots: number;
  readonly bookings: number;
  readonly heads: number;
}

/** Shows whom a closing hits before it asks for yes (promise M5). What was typed stays when more bookings came meanwhile or no answer came. */
export function CloseDialog({ target, onClose }: { readonly target: ClosingTarget; readonly onClose: () => void }) {
  useReturnFocus();
  const { facilityId, date, slot } = target;
  const queryClient = useQueryClient();
  const draft = useDraft<string>(`close-reason.${slot?.slotId ?? `${facilityId}.${date}`}`, {
    initial: "",
    parse: (stored) => (typeof stored === "string" ? stored : undefined),
  });
  const [problem, setProblem] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const [closed, setClosed] = useState<Closed>();
  const preview = useQuery({
    queryKey: ["closure-preview", facilityId, date, slot?.slotId],
    queryFn: () => read(visitRoutes.previewClosure, { params: { facilityId }, query: { date, ...(slot === undefined ? {} : { slotId: slot.slotId }) } }),
    // Whom it hits must be as of now, and stay still while it is being read: the server says when it changed.
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    enabled: closed === undefined,
  });
  const seen = preview.data;
  const what = slot === undefined ? "当天全部场次" : slot.periodLabel;

  return (
    <Modal
      open
      title={`关闭 ${dateLabel(date)} ${what}`}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        closed === undefined ? (
          <>
            <Button onClick={onClose}>先不关闭</Button>
            <Button
              type="primary"
              danger
              loading={isSending}
              disabled={seen === undefined || seen.slots.length === 0 || preview.isFetching}
              onClick={() => void submit()}
              data-testid="close-submit"
            >
              {seen === undefined || seen.bookings === 0 ? "确认关闭" : `关闭并取消 ${seen.bookings} 条预约`}
            </Button>
          </>
        ) : (
          <Button type="primary" onClick={onClose} data-testid="close-done">
            完成
          </Button>
        )
      }
    >
      {closed === undefined ? body() : <ClosedAnswer closed={closed} />}
    </Modal>
  );

  function body() {
    if (seen === undefined) return preview.error === null ? <Loading rows={4} /> : <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
    if (seen.slots.length === 0) return <Alert type="info" showIcon title="这里没有可以关闭的场次：可能已经关闭，或者已经结束。" data-testid="close-nothing" />;
    return (
      <div className="closing">
        <Refusal sentence={refusal} testId="close-refusal" />
        <ClosureFacts preview={seen} />
        <div>
          <label className="decide-label" htmlFor="close-reason">
            关闭原因
            <em>（必填，会告诉预约人）</em>
          </label>
          <PhraseChips dictionary="CLOSURE_REASONS" value={draft.value} maxLength={CLOSED_REASON_MAX} onPick={keep} />
          <Input
            id="close-reason"
            className="closing-reason"
            maxLength={CLOSED_REASON_MAX}
            showCount
            placeholder="如：设备检修"
            value={draft.value}
            status={problem === undefined ? "" : "error"}
            aria-invalid={problem !== undefined}
            aria-describedby="close-problem"
            onChange={(event) => keep(event.target.value)}
            data-testid="close-reason"
          />
          <p id="close-problem" className="decide-problem" role={problem === undefined ? undefined : "alert"} data-testid="close-problem">
            {problem}
          </p>
        </div>
      </div>
    );
  }
  function keep(reason: string): void {
    draft.keep(reason);
    setProblem(undefined);
  }
  async function submit(): Promise<void> {
    if (seen === undefined) return;
    const reason = ClosedReason.safeParse(draft.value);
    if (!reason.success) return setProblem(reason.error.issues[0]?.message);
    setSending(true);
    const result = await closeSlots(target, { reason: reason.data, seenBookings: seen.bookings });
    setSending(false);
    if (result.ok) {
      draft.discard();
      setRefusal(undefined);
      setClosed({ slots: result.value.items.length, bookings: result.value.bookings, heads: result.value.heads });
      void queryClient.invalidateQueries({ queryKey: ["slots"] });
      return void queryClient.invalidateQueries({ queryKey: ["bookings"] });
    }
    const atReason = result.refusal.fields.find((field) => field.path === "body.reason");
    setProblem(atReason?.message);
    setRefusal(atReason === undefined ? result.refusal.message : undefined);
    // The screen is behind: it shows the new numbers and asks again.
    if (result.refusal.status === 409) {
      void preview.refetch();
      void queryClient.invalidateQueries({ queryKey: ["slots"] });
    }
  }
}

function ClosureFacts({ preview }: { readonly preview: ClosurePreview }) {
  return (
    <section className="closure-facts" aria-label="受影响的预约" data-testid="closure-facts">
      {preview.bookings === 0 ? (
        <p className="closure-sum">没有预约受影响。</p>
      ) : (
        <>
          <p className="closure-sum">
            将取消 <b data-testid="closure-bookings">{preview.bookings}</b> 条预约，共 <b data-testid="closure-heads">{preview.heads}</b> 人
          </p>
          <ul>
            {preview.byStatus.map((line) => (
              <li key={line.status} data-testid={`closure-${line.status}`}>
                {line.statusLabel} {line.bookings} 条，{line.heads} 人
              </li>
            ))}
          </ul>
        </>
      )}
      {preview.slots.length > 1 ? <p>关闭 {preview.slots.map((slot) => slot.periodLabel).join("、")}。</p> : null}
      {preview.heldHeads === 0 ? null : <p>另有 {preview.heldHeads} 个名额正被填写中的预约保留，他们将无法提交。</p>}
      <p className="soft">
        {preview.bookings === 0 ? "关闭后公众不能再预约。" : "每位预约人都会收到通知和原因，可以改约其他时间。取消后不能恢复，也不会记为未到访。"}
      </p>
    </section>
  );
}

function ClosedAnswer({ closed }: { readonly closed: Closed }) {
  return (
    <Alert
      type="success"
      showIcon
      title={`已关闭 ${closed.slots} 个场次，公众不能再预约`}
      description={closed.bookings === 0 ? undefined : `正在取消 ${closed.bookings} 条预约（${closed.heads} 人）并逐一通知，稍后可在预约管理「已取消」里查看。`}
      data-testid="close-answer"
    />
  );
}
