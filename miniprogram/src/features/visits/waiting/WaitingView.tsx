import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { dateLabel, type Instant } from "@app/contract/kernel/time";
import { demandRoutes } from "@app/contract/visits/demand.routes";
import { OFFER_HOURS, type WaitingAction, type WaitingDetail } from "@app/contract/visits/waiting.schema";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { openPage, openTab, replacePage } from "../../../platform/navigation";
import { confirm, toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { Countdown } from "../../../ui/Countdown";
import { KeyValue } from "../../../ui/KeyValue";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";
import { StatusPill } from "../../../ui/StatusPill";
import { keepDraftOf } from "../booking-form/bookingDraft";
import { WAITING_TONES } from "./waitingTone";

/** What leaving or declining asks before it is done; neither can be taken back. */
const QUESTIONS = {
  DECLINE: { title: "让给别人", message: "名额会马上提供给下一组，您不再候补这个场次。", confirmText: "让给别人" },
  LEAVE: { title: "退出候补", message: "退出后不再保留您的位置，以后可以重新加入，排在最后。", confirmText: "退出" },
} as const;

export function WaitingView({
  waiting,
  endsAt,
  onChanged,
  onOver,
}: {
  readonly waiting: WaitingDetail;
  /** By this phone's clock. */
  readonly endsAt: Instant | undefined;
  readonly onChanged: (waiting: WaitingDetail) => void;
  readonly onOver: () => void;
}) {
  const [busy, setBusy] = useState<WaitingAction>();
  const [problem, setProblem] = useState<string>();
  const { slotId, facilityId, offer } = waiting;

  const end = async (action: "DECLINE" | "LEAVE"): Promise<void> => {
    if (!(await confirm(QUESTIONS[action]))) return;
    setBusy(action);
    setProblem(undefined);
    const route = action === "DECLINE" ? demandRoutes.declineOffer : demandRoutes.leaveWaitingList;
    const answer = await act(`waiting-${action}:${slotId}`, {}, (body) => api.call(route, { params: { slotId }, body }));
    setBusy(undefined);
    if (!answer.ok) return setProblem(answer.refusal.message);
    toast(answer.value.statusLabel);
    onChanged(answer.value);
  };

  const accept = async (): Promise<void> => {
    if (offer === undefined) return;
    keepDraftOf(facilityId, waiting.kind, offer);
    await replacePage("/features/visits/booking-form/index", { facilityId, slotId });
  };

  const buttons = waiting.availableActions.filter(({ action }) => action !== "ACCEPT" || offer !== undefined);
  return (
    <Page
      bottomBar={
        <>
          {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
          {buttons.map(({ action, label }) => (
            <View key={action} className="waiting-action">
              <Button
                id={`waiting-${action.toLowerCase()}`}
                kind={action === "ACCEPT" ? "primary" : "ghost"}
                loading={busy === action}
                onPress={() => void (action === "ACCEPT" ? accept() : end(action === "DECLINE" ? "DECLINE" : "LEAVE"))}
              >
                {label}
              </Button>
            </View>
          ))}
          {buttons.length === 0 && <AfterIt waiting={waiting} />}
        </>
      }
    >
      {endsAt !== undefined && (
        <View id="offer-countdown" className="offer">
          <View className="offer__text">{`有名额了！为您保留 ${waiting.heads} 个名额`}</View>
          <View className="offer__time">
            <Countdown until={endsAt} onOver={onOver} />
          </View>
          <View className="offer__until">{`${untilLabel(waiting)} 前接受有效，之后提供给下一组`}</View>
        </View>
      )}
      {waiting.partiesAhead !== undefined && (
        <View id="parties-ahead" className="offer offer--waiting">
          <View className="offer__text">{waiting.partiesAhead === 0 ? "您排在第一位" : `前面还有 ${waiting.partiesAhead} 组`}</View>
          <View className="offer__until">{`有名额空出时通知您，为您保留 ${OFFER_HOURS} 小时`}</View>
        </View>
      )}
      {waiting.endedReason !== undefined && <NoticeBar tone="waiting">{waiting.endedReason}</NoticeBar>}
      <Card title={waiting.facilityName} aside={<StatusPill tone={WAITING_TONES[waiting.status]}>{waiting.statusLabel}</StatusPill>}>
        <KeyValue label="参观时间">
          <View>{dateLabel(waiting.date)}</View>
          <View>{waiting.periodLabel}</View>
        </KeyValue>
        <KeyValue label="人数">{`${waiting.heads} 人`}</KeyValue>
        <KeyValue label="地址">{waiting.facilityAddress}</KeyValue>
      </Card>
      <View className="waiting-rule">
        <Text>空出的名额按加入的先后依次提供；人数多于空出的名额时先给后面的组，您的位置保留。22:00 至次日 07:00 不计时。</Text>
      </View>
    </Page>
  );
}

/** Nothing is left to decide here: on to the booking, or to another date. */
function AfterIt({ waiting }: { readonly waiting: WaitingDetail }) {
  if (waiting.status === "ACCEPTED") {
    return (
      <Button id="my-bookings" onPress={() => void openTab("/pages/bookings/index")}>
        查看我的预约
      </Button>
    );
  }
  return (
    <Button id="choose-again" kind="secondary" onPress={() => void openPage("/features/visits/facility/index", { facilityId: waiting.facilityId })}>
      重新选择时间
    </Button>
  );
}

/** 「3月7日 周六 13:00」 */
function untilLabel({ offeredUntil }: WaitingDetail): string {
  if (offeredUntil === undefined) return "";
  return `${dateLabel(offeredUntil.slice(0, 10) as WaitingDetail["date"])} ${offeredUntil.slice(11, 16)}`;
}
