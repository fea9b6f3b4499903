import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button } from "antd";
import { useState } from "react";
import { instantLabel } from "@app/contract/kernel/time";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import { retentionHoldRoutes } from "@app/contract/visits/retentionHold.routes";
import { api } from "../../../platform/api";
import { sendIntended } from "../../../platform/sendIntended";
import { RemarkDialog } from "../../../ui/RemarkDialog";

/** What has become, or will become, of the personal data of a booking (promise M19). */
export function RetentionHold({ booking }: { readonly booking: BookingDetail }) {
  const [isAsking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const { clearedNote, retentionHold, mayHoldRetention } = booking;
  const isHeld = retentionHold !== undefined;
  const label = isHeld ? "恢复到期清除" : "暂停到期清除";
  if (clearedNote !== undefined) return <Alert className="decide-notice" type="info" showIcon title={clearedNote} data-testid="cleared-note" />;
  return (
    <>
      {isHeld ? (
        <Alert
          className="decide-notice"
          type="warning"
          showIcon
          title="个人信息暂停到期清除"
          description={`${retentionHold.byName} ${instantLabel(retentionHold.at)}：${retentionHold.reason}`}
          data-testid="retention-held"
        />
      ) : null}
      {mayHoldRetention === true ? (
        <Button className="retention-hold" onClick={() => setAsking(true)} data-testid="retention-hold">
          {label}
        </Button>
      ) : null}
      {isAsking ? (
        <RemarkDialog
          label={label}
          rule={{ kind: "required", label: "原因", maxLength: 200 }}
          readers="记入办理经过"
          draftName={`retention.${isHeld ? "release" : "hold"}.${booking.bookingId}`}
          onClose={() => setAsking(false)}
          onSend={async (reason = "") => {
            const route = isHeld ? retentionHoldRoutes.releaseBookingRetention : retentionHoldRoutes.holdBookingRetention;
            const result = await sendIntended(`${route.id}.${booking.bookingId}`, { reason }, (requestId) =>
              api.call(route, { params: { bookingId: booking.bookingId }, body: { requestId, reason } }),
            );
            if (!result.ok) return result.refusal;
            void message.success(isHeld ? "已恢复，到期后自动清除。" : "已暂停，个人信息会一直保留到恢复为止。");
            setAsking(false);
            queryClient.setQueryData(["booking", booking.bookingId], result.value);
            return undefined;
          }}
        >
          <p className="soft">{isHeld ? "恢复后，已经到期的随后清除。" : "有投诉、纠纷或案件时，到期也不清除姓名、手机号和照片。结束后请记得恢复。"}</p>
        </RemarkDialog>
      ) : null}
    </>
  );
}
