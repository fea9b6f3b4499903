import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { dateLabel, instantLabel } from "@app/contract/kernel/time";
import { SELF_SCAN_SENTENCES } from "@app/contract/visits/visits.errors";
import type { Admission, useAdmission } from "../../../admission/useAdmission";
import { aria } from "../../../ui/aria";
import { Button } from "../../../ui/Button";
import { KeyValue } from "../../../ui/KeyValue";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Skeleton } from "../../../ui/Skeleton";
import { Stepper } from "../../../ui/Stepper";
import "./selfCheckIn.css";

export interface SelfCheckInProps {
  readonly entrance: ReturnType<typeof useAdmission>;
  readonly onAdmitted: () => void;
  readonly onDone: () => void;
  readonly doneLabel: string;
}

/** The visitor's side of an entry, after the poster was read. */
export function SelfCheckIn({ entrance, onAdmitted, onDone, doneLabel }: SelfCheckInProps) {
  const { admission } = entrance;
  switch (admission.step) {
    case "IDLE":
    case "INSPECTING":
      return <Skeleton cards={1} />;
    case "UNKNOWN":
      return (
        <>
          <NoticeBar tone="bad">{admission.problem.message}</NoticeBar>
          <Button onPress={() => void entrance.inspect(admission.text)}>重试</Button>
        </>
      );
    case "REFUSED":
      return (
        <View id="scan-refusal" className="self-refusal" {...aria({ role: "alert" })}>
          <View className="self-refusal__mark" {...aria({ hidden: true })}>
            !
          </View>
          <View className="self-refusal__message">{SELF_SCAN_SENTENCES[admission.refusal.reason] ?? admission.refusal.message}</View>
          {admission.refusal.lastEntry !== undefined && (
            <View className="self-refusal__entry">{`上次入场：${instantLabel(admission.refusal.lastEntry.at)} ${admission.refusal.lastEntry.gateName}`}</View>
          )}
          <Button kind="secondary" onPress={onDone}>
            知道了
          </Button>
        </View>
      );
    case "ADMISSIBLE":
      return <HowMany admission={admission} onAdmit={(heads) => void entrance.admit(heads).then((booking) => booking !== undefined && onAdmitted())} />;
    case "ADMITTED":
      return (
        <View id="check-in-done" className="self-done" {...aria({ role: "status" })}>
          <View className="self-done__tick" {...aria({ hidden: true })}>
            ✓
          </View>
          <View className="self-done__title">{`打卡成功，${admission.heads} 人入场`}</View>
          <View className="self-done__text">
            {admission.booking.headsEntered < admission.booking.heads
              ? `还有 ${admission.booking.heads - admission.booking.headsEntered} 人未入场，到达后再扫一次即可。`
              : "全部人员都已入场，祝您参观愉快。"}
          </View>
          <Button onPress={onDone}>{doneLabel}</Button>
        </View>
      );
  }
}

function HowMany({ admission, onAdmit }: { readonly admission: Extract<Admission, { step: "ADMISSIBLE" }>; readonly onAdmit: (heads: number) => void }) {
  const { booking, headsOutside } = admission;
  const [heads, setHeads] = useState(headsOutside);
  return (
    <>
      <View className="self-party">
        <View className="self-party__name">{booking.facilityName}</View>
        <KeyValue label="参观时间">
          <View>{dateLabel(booking.date)}</View>
          <View>{booking.periodLabel}</View>
        </KeyValue>
        <KeyValue label="预约人">{booking.contactName}</KeyValue>
        <KeyValue label="人数">{`已入场 ${booking.headsEntered} 人 / 共 ${booking.heads} 人`}</KeyValue>
      </View>
      <View className="self-heads">
        <Text className="self-heads__label">现在入场几人？</Text>
        <Stepper id="admit-heads" label="入场人数" unit=" 人" value={heads} min={1} max={headsOutside} onChange={setHeads} />
      </View>
      {admission.problem !== undefined && <NoticeBar tone="bad">{admission.problem.message}</NoticeBar>}
      <Button id="admit-confirm" loading={admission.isAdmitting} onPress={() => onAdmit(heads)}>
        {`打卡，${heads} 人入场`}
      </Button>
    </>
  );
}
