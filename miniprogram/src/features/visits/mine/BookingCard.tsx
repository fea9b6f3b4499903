import { Text, View } from "@tarojs/components";
import { dateLabel } from "@app/contract/kernel/time";
import type { BookingSummary } from "@app/contract/visits/booking.schema";
import { BOOKING_TONES } from "../../../admission/bookingTone";
import { openPage } from "../../../platform/navigation";
import { useElderMode } from "../../../platform/textSize";
import { aria } from "../../../ui/aria";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { Pressable } from "../../../ui/Pressable";
import { StatusPill } from "../../../ui/StatusPill";
import { againQuery, isOver, partyLabel } from "../booking/bookingProgress";
import { VISITOR_STATUS_LABELS } from "../visitorStatus";

/** Opens the booking; one that is over also begins the next, which is a target of its own. */
export function BookingCard({ booking }: { readonly booking: BookingSummary }) {
  const open = (): void => void openPage("/features/visits/booking/index", { bookingId: booking.bookingId });
  const title = booking.facilityName;
  const aside = <StatusPill tone={BOOKING_TONES[booking.status]}>{VISITOR_STATUS_LABELS[booking.status]}</StatusPill>;
  const id = `booking-${booking.bookingId}`;
  const isElder = useElderMode();
  if (isElder && booking.status === "CONFIRMED") {
    return (
      <Card title={title} aside={aside}>
        <Facts booking={booking} />
        <View className="my-booking__show">
          <Button id={id} label={`出示入场码，${title}`} onPress={open}>
            出示入场码
          </Button>
        </View>
      </Card>
    );
  }
  if (!isOver(booking)) {
    return (
      <Card id={id} title={title} aside={aside} onPress={open}>
        <Facts booking={booking} />
        {booking.status === "CONFIRMED" && <View className="my-booking__code">点开查看入场码</View>}
      </Card>
    );
  }
  return (
    <Card>
      <Pressable id={id} className="my-booking__open" onPress={open}>
        <View className="card__head">
          <Text className="card__title" {...aria({ role: "heading" })}>
            {title}
          </Text>
          {aside}
        </View>
        <Facts booking={booking} />
      </Pressable>
      <View className="my-booking__again">
        <Button
          id={`again-${booking.bookingId}`}
          kind="secondary"
          compact
          onPress={() => void openPage("/features/visits/facility/index", againQuery(booking))}
        >
          再次预约
        </Button>
      </View>
    </Card>
  );
}

function Facts({ booking }: { readonly booking: BookingSummary }) {
  return (
    <>
      <View className="my-booking__party">{partyLabel(booking)}</View>
      <View className="my-booking__when">
        {`${dateLabel(booking.date)} `}
        <Text className="unbroken">{booking.periodLabel}</Text>
      </View>
      <View className="my-booking__line">
        <Text>{booking.headsEntered > 0 ? `已入场 ${booking.headsEntered} / 共 ${booking.heads} 人` : `共 ${booking.heads} 人`}</Text>
        <Text>{`编号 ${booking.bookingNumber}`}</Text>
      </View>
    </>
  );
}
