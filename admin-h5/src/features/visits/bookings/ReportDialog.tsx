import { Alert, Button, Input, InputNumber, Modal } from "antd";
import { useRef, useState } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import type { AttachmentId } from "@app/contract/kernel/ids";
import type { RouteCall } from "@app/contract/kernel/route";
import { dateLabel } from "@app/contract/kernel/time";
import { TEAM_HEADS_MAX, type BookingDetail } from "@app/contract/visits/booking.schema";
import { REPORT_PHOTOS } from "@app/contract/visits/teamVisit.schema";
import { teamVisitRoutes } from "@app/contract/visits/teamVisits.routes";
import { api } from "../../../platform/api";
import { useDraft } from "../../../platform/draft";
import { sendIntended } from "../../../platform/sendIntended";
import { fieldState, FormField, problemAt } from "../../../ui/FormField";
import { PhotoField } from "../../../ui/PhotoField";
import { Refusal } from "../../../ui/Refusal";
import { useReturnFocus } from "../../../ui/useReturnFocus";
import { whoOf } from "./BookingsTable";
import type { OfferedAction } from "./decision";
import { contentOf, headsBookedOf, problemsOf, ReportForm as ReportFormSchema, reportOf, type ReportForm } from "./reportForm";

interface Props {
  readonly booking: BookingDetail;
  readonly offered: OfferedAction;
  readonly onClose: () => void;
  readonly onReported: (reported: BookingDetail) => void;
  readonly onStale: () => void;
}

/** 上报参观, and 重新上报: the whole of it again, begun with what was filed. What was typed and uploaded stays until it is sent. */
export function ReportDialog({ booking, offered, onClose, onReported, onStale }: Props) {
  useReturnFocus();
  const draft = useDraft<ReportForm>(`report-visit.${booking.bookingId}.${booking.report?.reportedAt ?? "first"}`, {
    initial: reportOf(booking),
    parse: (stored) => ReportFormSchema.safeParse(stored).data,
  });
  const form = draft.value;
  // An upload ends in its own time: it changes the form as it is then.
  const latest = useRef(form);
  latest.current = form;
  const headsBooked = headsBookedOf(booking);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const [isUploading, setUploading] = useState(false);
  const isStillOffered = booking.availableActions.some(({ action }) => action === "REPORT");
  const headsProblem = problemAt(problems, "heads");
  const remarkProblem = problemAt(problems, "remark");

  return (
    <Modal
      open
      width={680}
      title={offered.label}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose}>{isStillOffered ? "再想想" : "关闭"}</Button>
          <Button type="primary" loading={isSending} disabled={isUploading || !isStillOffered} onClick={() => void submit()} data-testid="report-submit">
            {isUploading ? "等照片传完…" : offered.label}
          </Button>
        </>
      }
    >
      <div data-testid="report-dialog">
        <Refusal sentence={refusal} testId="report-refusal" />
        {booking.status === "RETURNED" && booking.statusReason !== undefined ? (
          <Alert className="decide-notice" type="error" showIcon title={`驳回原因：${booking.statusReason}`} />
        ) : null}
        <p className="decide-who">
          {whoOf(booking)}，{dateLabel(booking.date)} {booking.periodLabel}
          {headsBooked === undefined ? "" : `，预约 ${headsBooked} 人`}
          {booking.headsEntered > 0 ? `，扫码入场 ${booking.headsEntered} 人` : ""}
        </p>
        <FormField id="report-heads" label="实到人数" problem={headsProblem}>
          <InputNumber
            id="report-heads"
            className="report-heads"
            inputMode="numeric"
            min={1}
            max={TEAM_HEADS_MAX}
            precision={0}
            suffix="人"
            value={form.heads}
            {...fieldState("report-heads", headsProblem)}
            onChange={(heads) => change({ heads })}
            data-testid="report-heads"
          />
        </FormField>
        <FormField id="report-remark" label="参观情况" problem={remarkProblem} hint="选填；实到比预约多的，请在这里说明。">
          <Input.TextArea
            id="report-remark"
            rows={3}
            showCount
            maxLength={200}
            value={form.remark}
            {...fieldState("report-remark", remarkProblem)}
            onChange={(event) => change({ remark: event.target.value })}
            data-testid="report-remark"
          />
        </FormField>
        <FormField id="report-photos" label={`参观照片（${REPORT_PHOTOS.min}-${REPORT_PHOTOS.max} 张）`} problem={problemAt(problems, "photos")}>
          <PhotoField
            purpose="TEAM_VISIT_PHOTO"
            max={REPORT_PHOTOS.max}
            value={form.photos}
            shown={booking.report?.photos}
            onChange={(photos: AttachmentId[]) => change({ photos })}
            onUploading={setUploading}
            testId="report-photos"
          />
        </FormField>
        <p className="soft">上报后纳入统计，由上级管理员审核。填写的内容会自动保留，直到上报。</p>
      </div>
    </Modal>
  );

  function change(part: Partial<ReportForm>): void {
    const next = { ...latest.current, ...part };
    latest.current = next;
    draft.keep(next);
    // What is put right while the red words stand loses its own; no other appears before the next try.
    setProblems((before) => before.flatMap(({ path }) => problemsOf(next, headsBooked).filter((problem) => problem.path === path)));
    setRefusal(undefined);
  }
  async function submit(): Promise<void> {
    const found = problemsOf(form, headsBooked);
    setProblems(found);
    if (found.length > 0) return setRefusal("还有内容需要填写或修改，请看下面的红字。");
    const content = { version: booking.version, ...contentOf(form) };
    const { bookingId } = booking;
    setSending(true);
    const result = await sendIntended(`REPORT.${bookingId}`, content, (requestId) =>
      api.call(teamVisitRoutes.reportTeamVisit, {
        params: { bookingId },
        body: { requestId, ...content } as RouteCall<typeof teamVisitRoutes.reportTeamVisit>["body"],
      }),
    );
    setSending(false);
    if (result.ok) {
      draft.discard();
      return onReported(result.value);
    }
    setProblems(result.refusal.fields);
    setRefusal(result.refusal.message);
    // A refusal for the case's sake means that this screen is behind.
    if (result.refusal.status === 409 || result.refusal.status === 404) onStale();
  }
}
