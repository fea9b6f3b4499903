import { View } from "@tarojs/components";
import { useState } from "react";
import { dateLabel } from "@app/contract/kernel/time";
import { ContactPhone } from "@app/contract/visits/booking.schema";
import { demandRoutes } from "@app/contract/visits/demand.routes";
import type { Slot } from "@app/contract/visits/slot.schema";
import { OFFER_HOURS } from "@app/contract/visits/waiting.schema";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { useSubscriptionAsk } from "../../../api/subscriptions";
import { waitingTemplateIds } from "../../../platform/noticeTemplates";
import { openPage } from "../../../platform/navigation";
import { toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { Field, FieldFrame } from "../../../ui/Field";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Sheet } from "../../../ui/Sheet";
import { Stepper } from "../../../ui/Stepper";
import { keptDraft } from "../booking-form/bookingDraft";

/** Joins the waiting list of a slot that is full for this party. The phone is for the offer: it stands for a few hours only. */
export function WaitingSheet({ slot, wantedHeads, onClose }: { readonly slot: Slot; readonly wantedHeads: number; readonly onClose: () => void }) {
  // Fewer than what is left need not wait.
  const least = Math.max(slot.partyMin, Math.min(slot.headsLeft + 1, slot.partyMax));
  const [heads, setHeads] = useState(Math.min(Math.max(wantedHeads, least), slot.partyMax));
  const [phone, setPhone] = useState(() => keptDraft.get()?.contactPhone ?? "");
  const [phoneProblem, setPhoneProblem] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);
  const askAtTap = useSubscriptionAsk("WAITING", waitingTemplateIds);

  const join = async (): Promise<void> => {
    const contactPhone = ContactPhone.safeParse(phone);
    if (!contactPhone.success) return setPhoneProblem(contactPhone.error.issues[0]?.message);
    setSending(true);
    setProblem(undefined);
    // WeChat lets a page ask only from within a tap, so the question comes before the sending. A no is an answer: the SMS still comes.
    await askAtTap();
    const content = { slotId: slot.slotId, kind: "FAMILY" as const, heads, contactPhone: contactPhone.data };
    const answer = await act("join-waiting-list", content, (body) => api.call(demandRoutes.joinWaitingList, { body }));
    setSending(false);
    if (!answer.ok) return setProblem(answer.refusal.message);
    toast("已加入候补");
    onClose();
    await openPage("/features/visits/waiting/index", { slotId: slot.slotId });
  };

  return (
    <Sheet title="候补" onClose={onClose}>
      <View>{`${dateLabel(slot.date)} ${slot.periodLabel}`}</View>
      <View className="waiting-sheet__rule">
        {`有名额空出时，按加入的先后依次提供，为您保留 ${OFFER_HOURS} 小时（22:00 至次日 07:00 不计时），由您决定接受或让给别人。`}
      </View>
      <FieldFrame label="参观人数" required hint={`每次可约 ${slot.partyMin}-${slot.partyMax} 人；人数少更容易等到`}>
        <Stepper id="waiting-heads" label="人数" unit=" 人" value={heads} min={least} max={slot.partyMax} onChange={setHeads} />
      </FieldFrame>
      <Field
        id="waiting-phone"
        label="手机号"
        required
        kind="phone"
        maxLength={11}
        value={phone}
        onChange={(value) => {
          setPhone(value);
          setPhoneProblem(undefined);
        }}
        placeholder="11 位手机号"
        hint="有名额时通知您，只用于这次候补。"
        error={phoneProblem}
      />
      {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
      <Button id="join-waiting" loading={isSending} onPress={() => void join()}>
        加入候补
      </Button>
    </Sheet>
  );
}
