import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Checkbox, InputNumber } from "antd";
import { useState } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { dateLabel } from "@app/contract/kernel/time";
import { BOOKING_KIND_LABELS, BOOKING_KINDS, type BookingKind } from "@app/contract/visits/bookingKind.schema";
import { EditSlots, type Slot } from "@app/contract/visits/slot.schema";
import { slotPlanRoutes } from "@app/contract/visits/slotPlan.routes";
import { FormDialog } from "../../../ui/FormDialog";
import { problemAt, problemsOf } from "../../../ui/FormField";
import { Refusal } from "../../../ui/Refusal";
import { sendCommand } from "../facilities/facilityCommands";

/** Changes one open slot. What is booked stays; who no longer fits is said before, and comes into 需处理 after. */
export function EditSlotDialog({ slot, onClose }: { readonly slot: Slot; readonly onClose: () => void }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [capacityHeads, setCapacity] = useState<number | null>(slot.capacityHeads);
  const [partyMin, setPartyMin] = useState<number | null>(slot.partyMin);
  const [partyMax, setPartyMax] = useState<number | null>(slot.partyMax);
  const [kinds, setKinds] = useState<BookingKind[]>(slot.kinds);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const takenHeads = slot.capacityHeads - slot.headsLeft;
  const tooMany = takenHeads - (capacityHeads ?? 0);
  const problem = ["capacityHeads", "partyMin", "partyMax", "kinds"].map((name) => problemAt(problems, name)).find((found) => found !== undefined);

  return (
    <FormDialog
      open
      title={`修改 ${dateLabel(slot.date)} ${slot.periodLabel}`}
      okText="保存"
      cancelText="取消"
      onOk={() => void save()}
      onCancel={onClose}
      confirmLoading={isSending}
      okButtonProps={{ ...{ "data-testid": "slot-save" } }}
    >
      <div className="closing">
        <Refusal sentence={refusal} testId="slot-refusal" />
        <label className="party-line">
          名额
          <InputNumber aria-label="名额" inputMode="numeric" min={1} precision={0} value={capacityHeads} onChange={setCapacity} data-testid="slot-capacity" />人
          <span className="soft">（已占 {takenHeads} 人）</span>
        </label>
        {tooMany > 0 ? (
          <Alert
            type="warning"
            showIcon
            title={`名额少于已占人数，将超额 ${tooMany} 人`}
            description="已有的预约不会取消，会进入「需处理」，请逐条联系或关闭场次；公众不能再预约。"
            data-testid="slot-overfull"
          />
        ) : null}
        <div className="party-line">
          家庭每次
          <InputNumber
            aria-label="最少人数"
            inputMode="numeric"
            min={1}
            max={6}
            precision={0}
            value={partyMin}
            onChange={setPartyMin}
            data-testid="slot-party-min"
          />
          <span aria-hidden>至</span>
          <InputNumber
            aria-label="最多人数"
            inputMode="numeric"
            min={1}
            max={6}
            precision={0}
            value={partyMax}
            onChange={setPartyMax}
            data-testid="slot-party-max"
          />
          人
        </div>
        <Checkbox.Group value={kinds} options={BOOKING_KINDS.map((kind) => ({ value: kind, label: BOOKING_KIND_LABELS[kind] }))} onChange={setKinds} />
        <p className="decide-problem" role={problem === undefined ? undefined : "alert"}>
          {problem}
        </p>
      </div>
    </FormDialog>
  );

  async function save(): Promise<void> {
    const content = {
      slots: [{ slotId: slot.slotId, version: slot.version }],
      capacityHeads: capacityHeads ?? 0,
      partyMin: partyMin ?? 0,
      partyMax: partyMax ?? 0,
      kinds,
    };
    const checked = EditSlots.safeParse({ requestId: "0".repeat(16), ...content });
    if (!checked.success) return setProblems(problemsOf(checked.error));
    setSending(true);
    const { facilityId } = slot;
    const result = await sendCommand(slotPlanRoutes.editSlots, `editSlot.${slot.slotId}`, { facilityId }, content);
    setSending(false);
    for (const key of ["slots", "attention"]) void queryClient.invalidateQueries({ queryKey: [key] });
    if (result.ok) {
      void message.success("已保存。不再符合的预约会进入「需处理」。");
      return onClose();
    }
    setProblems(result.refusal.fields);
    setRefusal(result.refusal.message);
  }
}
