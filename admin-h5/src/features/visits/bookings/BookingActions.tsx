import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import type { BookingAction, BookingDetail } from "@app/contract/visits/booking.schema";
import { ActionBar, type ActionButton, type ActionLook } from "../../../ui/ActionBar";
import { DecideDialog } from "./DecideDialog";
import { ACTION_PLACES, decideBooking, decidedSentence, isDecision, type DecisionAction, type OfferedAction } from "./decision";
import { refreshBookings } from "./refreshBookings";
import { ReportDialog } from "./ReportDialog";

/** The buttons are the server's list, in its words; what is done elsewhere says where. */
export function BookingActions({ booking }: { readonly booking: BookingDetail }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<OfferedAction>();
  const [refusal, setRefusal] = useState<string>();
  const offers = booking.availableActions.filter(({ action }) => ACTION_PLACES[action].at !== "SYSTEM");

  return (
    <>
      <ActionBar actions={offers.map(button)} refusal={refusal} name="action" />
      {asking === undefined ? null : asking.action === "REPORT" ? (
        <ReportDialog
          booking={booking}
          offered={asking}
          onClose={() => setAsking(undefined)}
          onReported={(reported) => show("REPORT", reported)}
          onStale={refresh}
        />
      ) : isDecision(asking.action) ? (
        <DecideDialog
          key={asking.action}
          booking={booking}
          offered={asking}
          action={asking.action}
          onClose={() => setAsking(undefined)}
          onDecided={show}
          onStale={refresh}
        />
      ) : null}
    </>
  );

  function button(offered: OfferedAction): ActionButton {
    const { action, label } = offered;
    const place = ACTION_PLACES[action];
    if (place.at === "ELSEWHERE") return { action, label, way: "ELSEWHERE", where: place.where };
    const look = BUTTON_LOOKS[action];
    return isDecision(action) && offered.remark.kind === "none"
      ? { action, label, look, way: "AT_ONCE", question: `${label}？`, onConfirm: () => decideAtOnce(action) }
      : { action, label, look, way: "DIALOG", onAsk: () => setAsking(offered) };
  }
  async function decideAtOnce(action: DecisionAction): Promise<void> {
    const result = await decideBooking({ bookingId: booking.bookingId, action, version: booking.version, remark: undefined });
    if (result.ok) return show(action, result.value);
    setRefusal(result.refusal.message);
    refresh();
  }
  function show(action: DecisionAction | "REPORT", decided: BookingDetail): void {
    setAsking(undefined);
    setRefusal(undefined);
    queryClient.setQueryData(["booking", decided.bookingId], decided);
    refreshBookings(queryClient);
    void message.success(decidedSentence(action, decided));
  }
  /** Somebody else was quicker: shows the booking as it is now. */
  function refresh(): void {
    void queryClient.invalidateQueries({ queryKey: ["booking", booking.bookingId] });
    refreshBookings(queryClient);
  }
}

/** What the page is for looks like it; so does a refusal. Who takes what elsewhere has no button here. */
const BUTTON_LOOKS = {
  CONFIRM: { type: "primary" },
  DECLINE: { danger: true },
  CANCEL: { danger: true },
  CHANGE_HEADS: {},
  CHECK_IN: {},
  RECORD_LATE_ENTRY: {},
  UNDO_ENTRY: {},
  UNDO_LAST_ENTRY: {},
  UNDO_WALK_IN: {},
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
} as const satisfies Record<BookingAction, ActionLook>;
