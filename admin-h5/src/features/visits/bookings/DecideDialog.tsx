import { dateLabel } from "@app/contract/kernel/time";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import { RemarkDialog, tellsThatScreenIsBehind } from "../../../ui/RemarkDialog";
import { decideBooking, REMARK_READERS, type DecisionAction, type OfferedAction } from "./decision";
import { whoOf } from "./BookingsTable";

interface Props {
  readonly booking: BookingDetail;
  readonly offered: OfferedAction;
  readonly action: DecisionAction;
  readonly onClose: () => void;
  readonly onDecided: (action: DecisionAction, decided: BookingDetail) => void;
  readonly onStale: () => void;
}

export function DecideDialog({ booking, offered, action, onClose, onDecided, onStale }: Props) {
  const phrases = PHRASES[action];
  return (
    <RemarkDialog
      label={offered.label}
      isDanger={DANGERS.includes(action)}
      isOffered={booking.availableActions.some((available) => available.action === action)}
      rule={offered.remark}
      readers={REMARK_READERS[action]}
      draftName={`remark.${action}.${booking.bookingId}`}
      {...(phrases === undefined ? {} : { phrases })}
      onClose={onClose}
      onSend={async (remark) => {
        const result = await decideBooking({ bookingId: booking.bookingId, action, version: booking.version, remark });
        if (result.ok) return void onDecided(action, result.value);
        if (tellsThatScreenIsBehind(result.refusal)) onStale();
        return result.refusal;
      }}
    >
      <p className="decide-who">
        {whoOf(booking)}，{booking.heads} 人，{dateLabel(booking.date)} {booking.periodLabel}
      </p>
    </RemarkDialog>
  );
}

const DANGERS: readonly DecisionAction[] = ["DECLINE", "CANCEL", "RETURN", "DISCARD"];
const PHRASES: Partial<Record<DecisionAction, "BOOKING_DECLINE_REASONS" | "VISIT_RETURN_REASONS">> = {
  DECLINE: "BOOKING_DECLINE_REASONS",
  RETURN: "VISIT_RETURN_REASONS",
};
