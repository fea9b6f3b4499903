import { useQuery } from "@tanstack/react-query";
import { Drawer } from "antd";
import type { BookingId } from "@app/contract/kernel/ids";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { read } from "../../../platform/api";
import { ErrorState } from "../../../ui/ErrorState";
import { Loading } from "../../../ui/Loading";
import { PrintButton } from "../../../ui/PrintButton";
import { useIsPhone } from "../../../ui/useIsPhone";
import { BookingActions } from "./BookingActions";
import { BookingFacts } from "./BookingFacts";
import { BookingNotices } from "./BookingNotices";

export function BookingDrawer({ bookingId, onClose }: { readonly bookingId: BookingId | undefined; readonly onClose: () => void }) {
  const isPhone = useIsPhone();
  const booking = useQuery({
    queryKey: ["booking", bookingId],
    queryFn: () => read(visitRoutes.getBooking, { params: { bookingId: bookingId ?? ("" as BookingId) } }),
    enabled: bookingId !== undefined,
    // What may be done now is asked afresh each time the drawer opens.
    staleTime: 0,
  });
  return (
    <Drawer
      open={bookingId !== undefined}
      onClose={onClose}
      size={isPhone ? "100%" : 640}
      title="预约详情"
      extra={<PrintButton />}
      destroyOnHidden
      footer={booking.data === undefined ? null : <BookingActions key={booking.data.bookingId} booking={booking.data} />}
    >
      <div data-testid="booking-drawer">
        {booking.data !== undefined ? (
          <>
            <BookingFacts booking={booking.data} />
            <BookingNotices bookingId={booking.data.bookingId} />
          </>
        ) : booking.error !== null ? (
          <ErrorState error={booking.error} onRetry={() => void booking.refetch()} />
        ) : (
          <Loading rows={10} />
        )}
      </div>
    </Drawer>
  );
}
