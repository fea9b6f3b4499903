import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input, Modal } from "antd";
import { useState } from "react";
import { dateLabel } from "@app/contract/kernel/time";
import type { BookingSummary } from "@app/contract/visits/booking.schema";
import { BULK_CONFIRM_MAX, type BulkConfirmAnswer } from "@app/contract/visits/teamVisit.schema";
import { teamVisitRoutes } from "@app/contract/visits/teamVisits.routes";
import { api } from "../../../platform/api";
import { useDraft } from "../../../platform/draft";
import { sendIntended } from "../../../platform/sendIntended";
import { whoOf } from "./BookingsTable";
import { refreshBookings } from "./refreshBookings";
import type { BulkSelection } from "./useBulkSelection";
import { Refusal } from "../../../ui/Refusal";
import { useReturnFocus } from "../../../ui/useReturnFocus";

const REMARK_MAX = 100;

/**
 * What is ticked, and the way to confirm it at once.
 * @param isShown false where nothing is listed; an answer stays to be read though it emptied the list
 */
export function BulkBar({ selection, isShown }: { readonly selection: BulkSelection; readonly isShown: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const count = selection.items.length;
  const isTooMany = count > BULK_CONFIRM_MAX;
  return (
    <>
      {isShown ? (
        <div className="bulk-bar">
          <span data-testid="selected-count">{count === 0 ? "勾选后可以一次确认多条。" : `已选 ${count} 条`}</span>
          {isTooMany ? (
            <span className="bulk-too-many" role="alert">
              一次最多确认 {BULK_CONFIRM_MAX} 条，请分批操作。
            </span>
          ) : null}
          {count === 0 ? null : (
            <Button type="link" onClick={selection.clear}>
              取消勾选
            </Button>
          )}
          <Button type="primary" disabled={count === 0 || isTooMany} onClick={() => setOpen(true)} data-testid="bulk-confirm">
            批量确认
          </Button>
        </div>
      ) : null}
      {isOpen ? <BulkConfirmDialog selection={selection} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Each is decided for itself: the answer says of every one what became of it. */
function BulkConfirmDialog({ selection, onClose }: { readonly selection: BulkSelection; readonly onClose: () => void }) {
  useReturnFocus();
  const queryClient = useQueryClient();
  // The list goes on underneath; what was asked for is what stood here when the dialog was opened.
  const [bookings] = useState(selection.items);
  const draft = useDraft<string>("bulk-confirm-remark", { initial: "", parse: (stored) => (typeof stored === "string" ? stored : undefined) });
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [answer, setAnswer] = useState<BulkConfirmAnswer>();
  return (
    <Modal
      open
      title="批量确认"
      onCancel={close}
      mask={{ closable: false }}
      footer={
        answer === undefined ? (
          <>
            <Button onClick={close}>再想想</Button>
            <Button type="primary" loading={isSending} onClick={() => void submit()} data-testid="bulk-submit">
              确认 {bookings.length} 条
            </Button>
          </>
        ) : (
          <Button type="primary" onClick={close} data-testid="bulk-done">
            完成
          </Button>
        )
      }
    >
      <Refusal sentence={refusal} testId="bulk-refusal" />
      {answer === undefined ? (
        <>
          <p className="decide-who">
            共 {bookings.length} 条，{bookings.reduce((heads, booking) => heads + booking.heads, 0)} 人。逐条办理，有一条不能确认，不影响其他的。
          </p>
          <label className="decide-label" htmlFor="bulk-remark">
            给预约人的话<span className="soft">（选填，会告诉每一位预约人）</span>
          </label>
          <Input.TextArea
            id="bulk-remark"
            className="bulk-remark"
            rows={3}
            showCount
            maxLength={REMARK_MAX}
            value={draft.value}
            onChange={(event) => draft.keep(event.target.value)}
            data-testid="bulk-remark"
          />
        </>
      ) : (
        <BulkAnswer bookings={bookings} answer={answer} />
      )}
    </Modal>
  );

  function close(): void {
    // What was refused is ticked no more either: it is read here, and opened from the list.
    if (answer !== undefined) selection.clear();
    onClose();
  }
  async function submit(): Promise<void> {
    const remark = draft.value.trim();
    const content = { items: bookings.map(({ bookingId, version }) => ({ bookingId, version })), ...(remark === "" ? {} : { remark }) };
    setSending(true);
    const result = await sendIntended("bulkConfirm", content, (requestId) => api.call(teamVisitRoutes.bulkConfirm, { body: { requestId, ...content } }));
    setSending(false);
    refreshBookings(queryClient);
    if (!result.ok) return setRefusal(result.refusal.fields[0]?.message ?? result.refusal.message);
    draft.discard();
    setRefusal(undefined);
    setAnswer(result.value);
  }
}

function BulkAnswer({ bookings, answer }: { readonly bookings: readonly BookingSummary[]; readonly answer: BulkConfirmAnswer }) {
  const confirmed = answer.items.filter(({ outcome }) => outcome === "CONFIRMED").length;
  const refused = answer.items.length - confirmed;
  return (
    <div data-testid="bulk-answer">
      <Alert
        className="decide-notice"
        type={refused === 0 ? "success" : "warning"}
        showIcon
        title={refused === 0 ? `${confirmed} 条都已确认，系统会逐一通知预约人。` : `已确认 ${confirmed} 条，${refused} 条没有确认，原因见下。`}
        data-testid="bulk-outcome"
      />
      <ul className="bulk-lines">
        {answer.items.map((item) => {
          const booking = bookings.find(({ bookingId }) => bookingId === item.bookingId);
          return (
            <li
              key={item.bookingId}
              className={item.outcome === "CONFIRMED" ? "bulk-line" : "bulk-line bulk-line-refused"}
              data-testid={`bulk-${item.outcome}`}
            >
              <span className="bulk-who">
                {booking === undefined ? item.bookingId.slice(-8) : `${whoOf(booking)}，${dateLabel(booking.date)} ${booking.periodLabel}，${booking.heads} 人`}
              </span>
              <span className="bulk-result">{item.outcome === "CONFIRMED" ? "✓ 已确认" : `✗ ${item.message}`}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
