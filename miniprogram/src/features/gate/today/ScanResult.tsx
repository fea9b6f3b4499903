import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { dateLabel, instantLabel } from "@app/contract/kernel/time";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import type { ScanRefusal } from "@app/contract/visits/checkIn.schema";
import type { Admission, useAdmission } from "../../../admission/useAdmission";
import { aria } from "../../../ui/aria";
import { Button } from "../../../ui/Button";
import { KeyValue } from "../../../ui/KeyValue";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Pressable } from "../../../ui/Pressable";
import { Sheet } from "../../../ui/Sheet";

export interface ScanResultProps {
  readonly entrance: ReturnType<typeof useAdmission>;
  readonly onScanAgain: () => void;
  readonly onAdmitted: () => void;
}

/** What a guard sees after a scan: the answer fills the screen, and the next scan is one tap away. */
export function ScanResult({ entrance, onScanAgain, onAdmitted }: ScanResultProps) {
  const { admission, reset } = entrance;
  switch (admission.step) {
    case "IDLE":
      return null;
    case "INSPECTING":
      return (
        <View className="result result--plain" {...aria({ role: "status" })}>
          <View className="result__title">正在核对…</View>
        </View>
      );
    case "UNKNOWN":
      return (
        <View className="result result--amber" {...aria({ role: "alert" })}>
          <View className="result__mark">!</View>
          <View className="result__title">{admission.problem.message}</View>
          <View className="result__actions">
            <Button onPress={() => void entrance.inspect(admission.text)}>重试</Button>
            <Button kind="ghost" onPress={reset}>
              返回名单
            </Button>
          </View>
        </View>
      );
    case "REFUSED":
      return <Refused refusal={admission.refusal} onScanAgain={onScanAgain} onBack={reset} />;
    case "ADMISSIBLE":
      return (
        <HowMany
          key={admission.booking.bookingId}
          admission={admission}
          onClose={reset}
          onAdmit={(heads) => void entrance.admit(heads).then((booking) => booking !== undefined && onAdmitted())}
        />
      );
    case "ADMITTED":
      return <Admitted booking={admission.booking} heads={admission.heads} onScanAgain={onScanAgain} onBack={reset} />;
  }
}

function Refused({ refusal, onScanAgain, onBack }: { readonly refusal: ScanRefusal; readonly onScanAgain: () => void; readonly onBack: () => void }) {
  const { booking, lastEntry } = refusal;
  // Red for "not in any way"; amber where somebody near can put it right.
  const isMendable =
    refusal.reason === "NOT_CONFIRMED" ||
    refusal.reason === "TOO_MANY_HEADS" ||
    refusal.reason === "COMPLETE" ||
    refusal.reason === "POSTER_NOT_ACCEPTED_HERE" ||
    refusal.reason === "NOT_A_CODE";
  return (
    <View id="scan-refusal" className={`result ${isMendable ? "result--amber" : "result--red"}`} {...aria({ role: "alert" })}>
      <View className="result__mark" {...aria({ hidden: true })}>
        ✕
      </View>
      <View className="result__headline">不能入场</View>
      <View className="result__title">{refusal.message}</View>
      {booking !== undefined && (
        <View className="result__fact">{`${booking.contactName} · ${dateLabel(booking.date)} ${booking.periodLabel} · 已入场 ${booking.headsEntered} / 共 ${booking.heads} 人`}</View>
      )}
      {lastEntry !== undefined && (
        <View id="last-entry" className="result__fact">{`最后一次入场：${instantLabel(lastEntry.at)} · ${lastEntry.gateName} · ${lastEntry.byName}`}</View>
      )}
      <View className="result__actions">
        <Button id="scan-again" onPress={onScanAgain}>
          继续扫码
        </Button>
        <Button kind="ghost" onPress={onBack}>
          返回名单
        </Button>
      </View>
    </View>
  );
}

function HowMany({
  admission,
  onAdmit,
  onClose,
}: {
  readonly admission: Extract<Admission, { step: "ADMISSIBLE" }>;
  readonly onAdmit: (heads: number) => void;
  readonly onClose: () => void;
}) {
  const { booking, headsOutside } = admission;
  const [heads, setHeads] = useState(headsOutside);
  return (
    <Sheet title="可以入场" onClose={onClose}>
      <View id="scan-admissible" className="party">
        <View className="party__name">{booking.contactName}</View>
        <KeyValue label="手机尾号">{booking.contactPhone.slice(-4)}</KeyValue>
        <KeyValue label="时段">{booking.periodLabel}</KeyValue>
        <KeyValue label="人数">{`已入场 ${booking.headsEntered} 人，未入场 ${headsOutside} 人`}</KeyValue>
      </View>
      <View className="party__question">现在入场几人？</View>
      <View className="admit-choices" {...aria({ role: "radiogroup", label: "现在入场几人" })}>
        {Array.from({ length: headsOutside }, (_, index) => index + 1).map((count) => (
          <Pressable
            key={count}
            id={`admit-${count}`}
            className={`admit-choice ${count === heads ? "admit-choice--chosen" : ""}`}
            role="radio"
            checked={count === heads}
            label={`${count} 人`}
            onPress={() => setHeads(count)}
          >
            <Text>{String(count)}</Text>
          </Pressable>
        ))}
      </View>
      {admission.problem !== undefined && <NoticeBar tone="bad">{admission.problem.message}</NoticeBar>}
      <Button id="admit-confirm" loading={admission.isAdmitting} onPress={() => onAdmit(heads)}>
        {`确认 ${heads} 人入场`}
      </Button>
    </Sheet>
  );
}

function Admitted({
  booking,
  heads,
  onScanAgain,
  onBack,
}: {
  readonly booking: BookingDetail;
  readonly heads: number;
  readonly onScanAgain: () => void;
  readonly onBack: () => void;
}) {
  const outside = booking.heads - booking.headsEntered;
  return (
    <View id="admit-done" className="result result--green" {...aria({ role: "status" })}>
      <View className="result__mark" {...aria({ hidden: true })}>
        ✓
      </View>
      <View className="result__headline">{`${heads} 人入场`}</View>
      <View className="result__title">{booking.contactName}</View>
      <View className="result__fact">{outside > 0 ? `还有 ${outside} 人未入场，可再次扫同一个码` : "全部人员都已入场"}</View>
      <View className="result__actions">
        <Button id="scan-again" onPress={onScanAgain}>
          继续扫码
        </Button>
        <Button kind="ghost" onPress={onBack}>
          返回名单
        </Button>
      </View>
    </View>
  );
}
