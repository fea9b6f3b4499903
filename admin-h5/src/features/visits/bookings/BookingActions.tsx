import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Popconfirm } from "antd";
import { useState } from "react";
import type { BookingAction, BookingDetail } from "@app/contract/visits/booking.schema";
import { DecideDialog } from "./DecideDialog";
import { decideBooking, decidedSentence, isDecidedHere, type OfferedAction } from "./decision";

/** The buttons are the server's list, in its words. */
export function BookingActions({ booking }: { readonly booking: BookingDetail }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<OfferedAction>();
  const [refusal, setRefusal] = useState<string>();
  const here = booking.availableActions.filter((offered) => isDecidedHere(offered.action));
  const elsewhere = booking.availableActions.filter((offered) => !isDecidedHere(offered.action));

  return (
    <>
      {refusal === undefined ? null : <Alert className="decide-notice" type="warning" showIcon title={refusal} role="alert" data-testid="action-refusal" />}
      <div className="drawer-actions">
        {here.map((offered) =>
          offered.remark.kind === "none" ? (
            <Popconfirm key={offered.action} title={`${offered.label}？`} okText={offered.label} onConfirm={() => decideAtOnce(offered.action)}>
              <ActionButton offered={offered} />
            </Popconfirm>
          ) : (
            <ActionButton key={offered.action} offered={offered} onClick={() => setAsking(offered)} />
          ),
        )}
        {elsewhere.map((offered) => (
          <span key={offered.action} className="drawer-actions-note">
            {offered.label}：请在小程序里扫预约人的入场码。
          </span>
        ))}
        {booking.availableActions.length === 0 ? <span className="drawer-actions-note">您现在没有要办理的操作。</span> : null}
      </div>
      {asking === undefined ? null : (
        <DecideDialog key={asking.action} booking={booking} offered={asking} onClose={() => setAsking(undefined)} onDecided={show} onStale={refresh} />
      )}
    </>
  );

  async function decideAtOnce(action: BookingAction): Promise<void> {
    const result = await decideBooking({ bookingId: booking.bookingId, action, version: booking.version, remark: undefined });
    if (result.ok) return show(result.value);
    setRefusal(result.refusal.message);
    refresh();
  }
  function show(decided: BookingDetail): void {
    setAsking(undefined);
    setRefusal(undefined);
    queryClient.setQueryData(["booking", decided.bookingId], decided);
    void queryClient.invalidateQueries({ queryKey: ["bookings"] });
    void message.success(decidedSentence(decided));
  }
  /** Somebody else was quicker: shows the booking as it is now. */
  function refresh(): void {
    void queryClient.invalidateQueries({ queryKey: ["booking", booking.bookingId] });
    void queryClient.invalidateQueries({ queryKey: ["bookings"] });
  }
}

/** Confirming is what the page is for; a refusal looks like one. */
const BUTTON_LOOKS = {
  CONFIRM: { type: "primary" },
  DECLINE: { danger: true },
  CANCEL: { danger: true },
  CHANGE_HEADS: {},
  CHECK_IN: {},
  RECORD_LATE_ENTRY: {},
  UNDO_ENTRY: { danger: true },
  UNDO_LAST_ENTRY: { danger: true },
  UNDO_WALK_IN: { danger: true },
  REPORT: { type: "primary" },
  MARK_ABSENT: {},
  AUDIT: { type: "primary" },
  RETURN: { danger: true },
  DISCARD: { danger: true },
  REMIND: {},
  REMIND_REPORT: {},
  FLAG_REPORT_OVERDUE: {},
  EXPIRE: {},
  MARK_NO_SHOW: {},
  CLOSE_OUT: {},
} as const satisfies Record<BookingAction, object>;

function ActionButton({ offered, onClick, ...forPopover }: { readonly offered: OfferedAction; readonly onClick?: () => void }) {
  return (
    <Button {...BUTTON_LOOKS[offered.action]} {...forPopover} onClick={onClick} data-testid={`action-${offered.action}`}>
      {offered.label}
    </Button>
  );
}
