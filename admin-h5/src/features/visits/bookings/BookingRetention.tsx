import { useQueryClient } from "@tanstack/react-query";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import { retentionHoldRoutes } from "@app/contract/visits/retentionHold.routes";
import { api } from "../../../platform/api";
import { sendIntended } from "../../../platform/sendIntended";
import { RetentionHold } from "../../../ui/RetentionHold";

export function BookingRetention({ booking }: { readonly booking: BookingDetail }) {
  const queryClient = useQueryClient();
  const { bookingId, clearedNote } = booking;
  return (
    <RetentionHold
      shown={booking}
      clearedNote={clearedNote}
      caseName={bookingId}
      kept="姓名、手机号和照片"
      send={async (step, reason) => {
        const route = step === "RELEASE" ? retentionHoldRoutes.releaseBookingRetention : retentionHoldRoutes.holdBookingRetention;
        const result = await sendIntended(`${route.id}.${bookingId}`, { reason }, (requestId) =>
          api.call(route, { params: { bookingId }, body: { requestId, reason } }),
        );
        if (result.ok) queryClient.setQueryData(["booking", bookingId], result.value);
        return result;
      }}
    />
  );
}
