import { View } from "@tarojs/components";
import { dateLabel, instantLabel } from "@app/contract/kernel/time";
import type { NoShowRecord, NoShowStatus } from "@app/contract/visits/noShow.schema";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { KeyValue } from "../../../ui/KeyValue";
import { StatusPill, type Tone } from "../../../ui/StatusPill";
import { momentLabel } from "../momentLabel";

/** The colour only repeats the status's word. */
const NO_SHOW_TONES = { COUNTED: "bad", APPEALED: "waiting", UPHELD: "bad", WAIVED: "good" } as const satisfies Record<NoShowStatus, Tone>;

export function NoShowCard({ noShow, onAppeal }: { readonly noShow: NoShowRecord; readonly onAppeal: () => void }) {
  const appeal = noShow.availableActions.find(({ action }) => action === "APPEAL");
  const { answer } = noShow;
  return (
    <Card title={noShow.facilityName} aside={<StatusPill tone={NO_SHOW_TONES[noShow.status]}>{noShow.statusLabel}</StatusPill>}>
      <View id={`no-show-${noShow.bookingId}`} className="no-show__when">{`${dateLabel(noShow.date)} ${noShow.periodLabel}`}</View>
      <View className="no-show__line">{`${noShow.kindLabel} ${noShow.heads} 人 · 编号 ${noShow.bookingNumber}`}</View>
      {noShow.appealReason !== undefined && <KeyValue label="申诉理由">{noShow.appealReason}</KeyValue>}
      {noShow.status === "APPEALED" && <View className="no-show__line">申诉期间不计入失约次数，请等待答复。</View>}
      {answer !== undefined && (
        <KeyValue label="答复">
          {answer.remark !== undefined && <View>{answer.remark}</View>}
          <View className="no-show__line">{`${answer.byName} · ${instantLabel(answer.at)}`}</View>
        </KeyValue>
      )}
      {appeal !== undefined && (
        <View className="no-show__appeal">
          <View className="no-show__line">{`${momentLabel(noShow.appealBy)} 之前可以申诉`}</View>
          <Button id={`appeal-${noShow.bookingId}`} kind="secondary" compact onPress={onAppeal}>
            {appeal.label}
          </Button>
        </View>
      )}
    </Card>
  );
}
