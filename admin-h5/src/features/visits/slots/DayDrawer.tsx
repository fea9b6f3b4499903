import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Drawer, Popconfirm } from "antd";
import { useState } from "react";
import type { FacilityId } from "@app/contract/kernel/ids";
import { dateLabel, type LocalDate } from "@app/contract/kernel/time";
import type { Slot } from "@app/contract/visits/slot.schema";
import { today } from "../../../platform/clock";
import { StatusTag } from "../../../ui/StatusTag";
import { useIsPhone } from "../../../ui/useIsPhone";
import { CloseDialog } from "./CloseDialog";
import { EditSlotDialog } from "./EditSlotDialog";
import { closableSlots } from "./closedDays";
import { reopenSlots } from "./closing";
import { SLOT_TONES } from "./slotTones";
import { Refusal } from "../../../ui/Refusal";

interface Props {
  readonly facilityId: FacilityId;
  readonly day: LocalDate | undefined;
  readonly slots: readonly Slot[];
  readonly onClose: () => void;
}

/** One day's slots: close one or all of them, open a closed one again. */
export function DayDrawer({ facilityId, day, slots, onClose }: Props) {
  const isPhone = useIsPhone();
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [closing, setClosing] = useState<{ readonly slot: Slot | undefined }>();
  const [edited, setEdited] = useState<Slot>();
  const [refusal, setRefusal] = useState<string>();
  const closable = closableSlots(slots);
  if (day === undefined) return null;

  return (
    <Drawer
      open
      onClose={onClose}
      size={isPhone ? "100%" : 480}
      title={dateLabel(day)}
      footer={
        closable.length === 0 ? null : (
          <div className="drawer-actions">
            <Button danger onClick={() => setClosing({ slot: undefined })} data-testid="close-day">
              关闭当天
            </Button>
          </div>
        )
      }
    >
      <div className="day-slots" data-testid="day-drawer">
        <Refusal sentence={refusal} testId="reopen-refusal" />
        {slots.map((slot) => (
          <section key={slot.slotId} className={`day-slot slot-line-${SLOT_TONES[slot.bookability]}`} data-testid={`day-slot-${slot.startsAt}`}>
            <h3>
              {slot.periodLabel}
              <StatusTag tone={SLOT_TONES[slot.bookability]}>{slot.bookabilityLabel}</StatusTag>
            </h3>
            {slot.status === "CLOSED" ? (
              <p data-testid="closed-reason">关闭原因：{slot.closedReason}</p>
            ) : (
              <p>
                {slot.headsLeft < 0 ? <b className="form-problem">超额 {-slot.headsLeft} 人，</b> : null}余 {Math.max(0, slot.headsLeft)} / {slot.capacityHeads}
                ，每次 {slot.partyMin}-{slot.partyMax} 人
              </p>
            )}
            {slot.date < today() ? null : slot.status === "OPEN" ? (
              <div className="day-slot-tools">
                <Button onClick={() => setEdited(slot)} data-testid="edit-slot">
                  修改
                </Button>
                <Button danger onClick={() => setClosing({ slot })} data-testid="close-slot">
                  关闭
                </Button>
              </div>
            ) : (
              <Popconfirm
                title="重新开放这个场次？"
                description="公众可以重新预约；已取消的预约不会恢复。"
                okText="重新开放"
                onConfirm={() => reopen(slot)}
                okButtonProps={{ ...{ "data-testid": "reopen-confirm" } }}
              >
                <Button data-testid="reopen-slot">重新开放</Button>
              </Popconfirm>
            )}
          </section>
        ))}
      </div>
      {edited === undefined ? null : <EditSlotDialog key={`${edited.slotId}.${edited.version}`} slot={edited} onClose={() => setEdited(undefined)} />}
      {closing === undefined ? null : (
        <CloseDialog key={closing.slot?.slotId ?? day} target={{ facilityId, date: day, slot: closing.slot }} onClose={() => setClosing(undefined)} />
      )}
    </Drawer>
  );

  async function reopen(slot: Slot): Promise<void> {
    const result = await reopenSlots(facilityId, [slot.slotId]);
    setRefusal(result.ok ? undefined : result.refusal.message);
    void queryClient.invalidateQueries({ queryKey: ["slots"] });
    if (result.ok) void message.success(`已重新开放 ${slot.periodLabel}。已取消的预约不会恢复。`);
  }
}
