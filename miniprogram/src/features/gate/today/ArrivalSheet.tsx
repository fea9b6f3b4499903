import type { BookingSummary } from "@app/contract/visits/booking.schema";
import { callPhone } from "../../../platform/contact";
import { Button } from "../../../ui/Button";
import { KeyValue } from "../../../ui/KeyValue";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Sheet } from "../../../ui/Sheet";

/** Shows only: an entry is recorded with the code that the booker holds, so that nobody is let in on a name alone. */
export function ArrivalSheet({ booking, onClose }: { readonly booking: BookingSummary; readonly onClose: () => void }) {
  return (
    <Sheet title={booking.contactName} onClose={onClose}>
      <KeyValue label="时段">{booking.periodLabel}</KeyValue>
      <KeyValue label="人数">{`已入场 ${booking.headsEntered} 人 / 共 ${booking.heads} 人`}</KeyValue>
      <KeyValue label="状态">{booking.statusLabel}</KeyValue>
      <KeyValue label="手机号">{booking.contactPhone}</KeyValue>
      <KeyValue label="预约编号">{booking.bookingNumber}</KeyValue>
      <NoticeBar>核销时，请扫预约人手机上的入场码。</NoticeBar>
      <Button kind="secondary" onPress={() => void callPhone(booking.contactPhone)}>
        打电话给预约人
      </Button>
    </Sheet>
  );
}
