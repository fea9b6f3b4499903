import { View } from "@tarojs/components";
import { useState } from "react";
import { dateLabel } from "@app/contract/kernel/time";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Sheet } from "../../../ui/Sheet";

export function CancelSheet({
  booking,
  onClose,
  onCancelled,
}: {
  readonly booking: BookingDetail;
  readonly onClose: () => void;
  readonly onCancelled: (booking: BookingDetail) => void;
}) {
  const [remark, setRemark] = useState("");
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const cancel = booking.availableActions.find(({ action }) => action === "CANCEL");
  const rule = cancel?.remark;

  const send = async (): Promise<void> => {
    setSending(true);
    setProblem(undefined);
    const { bookingId, version } = booking;
    const words = remark.trim();
    const answer = await act(`cancel-booking:${bookingId}`, { version, ...(words === "" ? {} : { remark: words }) }, (body) =>
      api.call(visitRoutes.cancelBooking, { params: { bookingId }, body }),
    );
    setSending(false);
    if (!answer.ok) return setProblem(answer.refusal.message);
    toast("预约已取消");
    onCancelled(answer.value);
    onClose();
  };

  return (
    <Sheet title={cancel?.label ?? "取消预约"} onClose={onClose}>
      <View className="cancel-question">{`取消 ${dateLabel(booking.date)} ${booking.periodLabel}「${booking.facilityName}」${booking.heads} 人的预约？取消后名额会让给其他人，不能恢复。`}</View>
      {rule !== undefined && rule.kind !== "none" && (
        <Field
          id="cancel-remark"
          label={rule.label}
          required={rule.kind === "required"}
          multiline
          maxLength={rule.maxLength}
          value={remark}
          onChange={setRemark}
          placeholder="说明原因，方便开放单位改进"
        />
      )}
      {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
      <Button id="cancel-confirm" kind="danger" loading={isSending} onPress={() => void send()}>
        确定取消
      </Button>
      <View className="cancel-keep">
        <Button kind="ghost" onPress={onClose}>
          先不取消
        </Button>
      </View>
    </Sheet>
  );
}
