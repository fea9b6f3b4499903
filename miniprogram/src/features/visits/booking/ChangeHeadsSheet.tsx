import { View } from "@tarojs/components";
import { useState } from "react";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { FieldFrame } from "../../../ui/Field";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Sheet } from "../../../ui/Sheet";
import { Stepper } from "../../../ui/Stepper";
import { HeadsField } from "../HeadsField";

/** Fewer come: the places go to others, the code stays. Nobody comes is a cancellation and not this. */
export function ChangeHeadsSheet({
  booking,
  onClose,
  onChanged,
}: {
  readonly booking: BookingDetail;
  readonly onClose: () => void;
  readonly onChanged: (booking: BookingDetail) => void;
}) {
  const [heads, setHeads] = useState(booking.heads - 1);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();

  const choose = (count: number): void => {
    setHeads(count);
    setProblem(undefined);
  };
  const send = async (): Promise<void> => {
    if (heads < 1) return setProblem("请填写改为几人；都不来了请取消预约。");
    if (heads >= booking.heads) return setProblem(`只能改少：现在是 ${booking.heads} 人。要增加人数，请另外预约。`);
    setSending(true);
    setProblem(undefined);
    const { bookingId } = booking;
    const answer = await act(`change-heads:${bookingId}`, { heads }, (body) => api.call(visitRoutes.changeHeads, { params: { bookingId }, body }));
    setSending(false);
    if (!answer.ok) return setProblem(answer.refusal.message);
    toast(`已改为 ${answer.value.heads} 人`);
    onChanged(answer.value);
    onClose();
  };

  const hint = `现在是 ${booking.heads} 人。空出的名额会让给其他人，不能再改多；入场码不变。`;
  return (
    <Sheet title="减少人数" onClose={onClose}>
      {booking.kind === "TEAM" ? (
        <HeadsField value={heads} onChange={choose} hint={hint} />
      ) : (
        <FieldFrame label="改为" required hint={hint}>
          <Stepper id="fewer-heads" label="人数" unit=" 人" value={heads} min={1} max={booking.heads - 1} onChange={choose} />
        </FieldFrame>
      )}
      {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
      <Button id="fewer-confirm" loading={isSending} onPress={() => void send()}>
        {heads < 1 ? "确定" : `确定改为 ${heads} 人`}
      </Button>
      <View className="cancel-keep">
        <Button kind="ghost" onPress={onClose}>
          先不改
        </Button>
      </View>
    </Sheet>
  );
}
