import { Text, View } from "@tarojs/components";
import { dateLabel } from "@app/contract/kernel/time";
import type { BookingAction, BookingDetail, BookingStatus } from "@app/contract/visits/booking.schema";
import { RATED_BOOKING_STATUSES } from "@app/contract/visits/rating.schema";
import { callPhone } from "../../../platform/contact";
import { openPage } from "../../../platform/navigation";
import { BOOKING_TONES } from "../../../admission/bookingTone";
import { aria } from "../../../ui/aria";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { KeyValue } from "../../../ui/KeyValue";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Pressable } from "../../../ui/Pressable";
import { StatusPill } from "../../../ui/StatusPill";
import { BookingTimeline } from "./BookingTimeline";
import { EntryCode } from "./EntryCode";
import { momentLabel } from "../momentLabel";
import { MyRatingCard } from "../rating/MyRatingCard";
import { VISITOR_STATUS_LABELS } from "../visitorStatus";
import { againQuery, isOver, isTurnedAway, nextStepText, partyLabel } from "./bookingProgress";

export interface BookingViewProps {
  readonly booking: BookingDetail;
  readonly isJustSubmitted: boolean;
  /** Why the last refresh failed; what stands here is from before. */
  readonly staleMessage: string | undefined;
  readonly onOpen: (sheet: OpenSheet) => void;
}
/** What needs more than a tap has a sheet of its own. */
export type OpenSheet = Extract<BookingAction, "CANCEL" | "CHANGE_HEADS" | "CHECK_IN">;

export function BookingView({ booking, isJustSubmitted, staleMessage, onOpen }: BookingViewProps) {
  const openFacility = (): void => void openPage("/features/visits/facility/index", { facilityId: booking.facilityId });
  const bookAgain = (): void => void openPage("/features/visits/facility/index", againQuery(booking));
  return (
    <>
      <View id="booking-status" className={`status status--${BOOKING_TONES[booking.status]}`} {...aria({ role: "status" })}>
        {isJustSubmitted && (
          <View id="booking-submitted" className="status__success">
            <Text className="status__tick" {...aria({ hidden: true })}>
              ✓
            </Text>
            <Text>预约已提交</Text>
          </View>
        )}
        <View className="status__line">
          <Text className="status__label">{VISITOR_STATUS_LABELS[booking.status]}</Text>
          {booking.flags.map(({ flag, label }) => (
            <StatusPill key={flag} tone="waiting">
              {label}
            </StatusPill>
          ))}
        </View>
        <View className="status__next">{nextStepText(booking)}</View>
        {booking.statusReason !== undefined && <View className="status__reason">{`原因：${booking.statusReason}`}</View>}
      </View>
      {staleMessage !== undefined && <NoticeBar tone="waiting">{staleMessage}</NoticeBar>}
      {booking.code !== undefined && <EntryCode code={booking.code} kind={booking.kind} headsOutside={booking.heads - booking.headsEntered} />}
      {isTurnedAway(booking) && (
        <View className="booking-action">
          <Button id="rebook-button" onPress={bookAgain}>
            改约其他时间
          </Button>
        </View>
      )}
      {(RATED_BOOKING_STATUSES as readonly BookingStatus[]).includes(booking.status) && <MyRatingCard bookingId={booking.bookingId} />}
      <BookingActions booking={booking} onOpen={onOpen} place="main" />
      <Card title={booking.facilityName}>
        <KeyValue label="参观时间">
          <View>{dateLabel(booking.date)}</View>
          <View>{booking.periodLabel}</View>
        </KeyValue>
        <KeyValue label="参观方式">
          <Text id="booking-party">{partyLabel(booking)}</Text>
        </KeyValue>
        <KeyValue label="人数">
          <Text id="booking-heads">{`已入场 ${booking.headsEntered} 人 / 共 ${booking.heads} 人`}</Text>
        </KeyValue>
        <KeyValue label="地址">{booking.facilityAddress}</KeyValue>
        <KeyValue label="单位电话">
          <Pressable className="booking-phone" label={`拨打 ${booking.facilityPhone}`} onPress={() => void callPhone(booking.facilityPhone)}>
            {booking.facilityPhone}
          </Pressable>
        </KeyValue>
        <KeyValue label="联系人">{`${booking.contactName} ${booking.contactPhone}`}</KeyValue>
        {booking.team !== undefined && <TeamFacts team={booking.team} />}
        {booking.note !== undefined && <KeyValue label="备注">{booking.note}</KeyValue>}
        <KeyValue label="预约编号">
          <Text id="booking-number">{booking.bookingNumber}</Text>
        </KeyValue>
      </Card>
      <Card title="办理过程">
        <BookingTimeline entries={booking.timeline} />
      </Card>
      <BookingActions booking={booking} onOpen={onOpen} place="end" />
      {booking.availableActions.some(({ action }) => action === "CANCEL") && (
        <View className="booking-hint">{`如需取消或减少人数，请在 ${momentLabel(booking.cancelBy)} 之前办理。`}</View>
      )}
      {/* Whoever was turned away finds the next step at the top; for the others the facility is a look back. */}
      {isOver(booking) && !isTurnedAway(booking) && (
        <View className="booking-action">
          <Button id="rebook-button" kind="secondary" onPress={bookAgain}>
            再次预约
          </Button>
        </View>
      )}
      {!isOver(booking) && (
        <Button kind="ghost" onPress={openFacility}>
          查看开放单位
        </Button>
      )}
    </>
  );
}

function TeamFacts({ team }: { readonly team: NonNullable<BookingDetail["team"]> }) {
  return (
    <>
      <KeyValue label="参观目的">{team.purpose}</KeyValue>
      {team.members.length > 0 && (
        <KeyValue label="成员名单">
          <Text id="booking-members">{`${team.members.length} 人：${team.members.join("、")}`}</Text>
        </KeyValue>
      )}
      {team.transport !== undefined && <KeyValue label="交通说明">{team.transport}</KeyValue>}
    </>
  );
}

interface ActionPlace {
  readonly place: "main" | "end";
  readonly kind: "secondary" | "danger";
  readonly id: string;
  /** Other words than the table's where the visitor does something else with their hands. */
  readonly label: string | undefined;
  readonly opens: OpenSheet;
}

/** Where each action of the table has its place on the booker's page; those of other parties have none. */
const PLACES: Readonly<Record<BookingAction, ActionPlace | undefined>> = {
  CONFIRM: undefined,
  DECLINE: undefined,
  CANCEL: { place: "end", kind: "danger", id: "cancel-booking", label: undefined, opens: "CANCEL" },
  CHECK_IN: { place: "main", kind: "secondary", id: "scan-button", label: "到达后扫闸口海报打卡", opens: "CHECK_IN" },
  CHANGE_HEADS: { place: "end", kind: "secondary", id: "fewer-button", label: undefined, opens: "CHANGE_HEADS" },
  RECORD_LATE_ENTRY: undefined,
  UNDO_ENTRY: undefined,
  UNDO_LAST_ENTRY: undefined,
  UNDO_WALK_IN: undefined,
  REPORT: undefined,
  MARK_ABSENT: undefined,
  AUDIT: undefined,
  RETURN: undefined,
  DISCARD: undefined,
  REMIND: undefined,
  REMIND_REPORT: undefined,
  FLAG_REPORT_OVERDUE: undefined,
  EXPIRE: undefined,
  MARK_NO_SHOW: undefined,
  CLOSE_OUT: undefined,
};

/** What ends the visit stands last. */
function inOrder<Available extends { readonly action: BookingAction }>(actions: readonly Available[]): readonly Available[] {
  return [...actions].sort((a, b) => Number(PLACES[a.action]?.kind === "danger") - Number(PLACES[b.action]?.kind === "danger"));
}

function BookingActions({
  booking,
  place,
  onOpen,
}: {
  readonly booking: BookingDetail;
  readonly place: ActionPlace["place"];
  readonly onOpen: (sheet: OpenSheet) => void;
}) {
  return (
    <>
      {inOrder(booking.availableActions).map(({ action, label }) => {
        const shown = PLACES[action];
        if (shown?.place !== place) return null;
        // Of one, nobody can come fewer.
        if (action === "CHANGE_HEADS" && booking.heads <= 1) return null;
        return (
          <View key={action} className="booking-action">
            <Button id={shown.id} kind={shown.kind} onPress={() => onOpen(shown.opens)}>
              {shown.label ?? label}
            </Button>
          </View>
        );
      })}
    </>
  );
}
