import { Text, View } from "@tarojs/components";
import { dateLabel } from "@app/contract/kernel/time";
import type { BookingSummary } from "@app/contract/visits/booking.schema";
import { BOOKING_TONES } from "../../../admission/bookingTone";
import { Card } from "../../../ui/Card";
import { StatusPill } from "../../../ui/StatusPill";

export function BookingCard({ booking, onPress }: { readonly booking: BookingSummary; readonly onPress: () => void }) {
  return (
    <Card
      id={`booking-${booking.bookingId}`}
      title={booking.facilityName}
      aside={<StatusPill tone={BOOKING_TONES[booking.status]}>{booking.statusLabel}</StatusPill>}
      onPress={onPress}
    >
      <View className="my-booking__when">{`${dateLabel(booking.date)} ${booking.periodLabel}`}</View>
      <View className="my-booking__line">
        <Text>{booking.headsEntered > 0 ? `已入场 ${booking.headsEntered} / 共 ${booking.heads} 人` : `共 ${booking.heads} 人`}</Text>
        <Text>{`编号 ${booking.bookingNumber}`}</Text>
      </View>
      {booking.status === "CONFIRMED" && <View className="my-booking__code">点开查看入场码</View>}
    </Card>
  );
}
