import { Text } from "@tarojs/components";
import { useState } from "react";
import { localDateOf, type Instant } from "@app/contract/kernel/time";
import type { FacilityId } from "@app/contract/kernel/ids";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import { RegisterWalkIn } from "@app/contract/visits/gate.schema";
import { gateRoutes } from "@app/contract/visits/gate.routes";
import type { Slot } from "@app/contract/visits/slot.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { api } from "../../../api/apiClient";
import { deviceId } from "../../../api/deviceId";
import { act } from "../../../api/intention";
import { useRemote } from "../../../api/useRemote";
import { Button } from "../../../ui/Button";
import { Chips } from "../../../ui/Chips";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Field, FieldFrame } from "../../../ui/Field";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Sheet } from "../../../ui/Sheet";
import { Skeleton } from "../../../ui/Skeleton";
import { Stepper } from "../../../ui/Stepper";
import { slotNow } from "./slotNow";

export interface WalkInSheetProps {
  readonly facilityId: FacilityId;
  readonly gateName: string;
  readonly serverNow: Instant;
  readonly onClose: () => void;
  readonly onRegistered: (booking: BookingDetail) => void;
}

type FieldName = "slotId" | "contactName" | "contactPhone" | "heads";
const HEADS_MAX = 6;
const NEEDS_NETWORK = "现在没有网络，不能现场登记：要占用当天的名额，须由系统确认。请连上网络后再试。";

/** 现场登记: somebody stands at the gate without a booking. Needs the network, since their places are taken like everybody's. */
export function WalkInSheet({ facilityId, gateName, serverNow, onClose, onRegistered }: WalkInSheetProps) {
  const today = localDateOf(serverNow);
  const { remote, refresh } = useRemote<{ readonly items: readonly Slot[] }>(`walk-in-slots:${facilityId}:${today}`, () =>
    api.call(visitRoutes.listSlots, { params: { facilityId }, query: { from: today, to: today } }),
  );
  const [chosen, setChosen] = useState<string>();
  const [contactName, setContactName] = useState("");
  const [contactPhone, setContactPhone] = useState("");
  const [heads, setHeads] = useState(1);
  const [problems, setProblems] = useState<Partial<Record<FieldName, string>>>({});
  const [message, setMessage] = useState<string>();
  const [isSending, setSending] = useState(false);

  const slots = remote.kind === "READY" ? remote.value.items.filter(({ status }) => status === "OPEN") : [];
  const slotId = chosen ?? slotNow(slots, serverNow)?.slotId;

  /** What is being put right is not called wrong any more. */
  const typing =
    <Value,>(field: FieldName, set: (value: Value) => void) =>
    (value: Value): void => {
      set(value);
      setProblems((before) => ({ ...before, [field]: undefined }));
    };

  const send = async (): Promise<void> => {
    setMessage(undefined);
    const typed = { slotId, contactName, contactPhone: contactPhone.trim() === "" ? undefined : contactPhone, heads, gateName, deviceId: deviceId() };
    const checked = RegisterWalkIn.omit({ requestId: true }).safeParse(typed);
    // Of a field's problems the first is said: of an empty name that it is empty, and not which characters it may have.
    if (!checked.success) return setProblems(Object.fromEntries([...checked.error.issues].reverse().map(({ path, message: said }) => [String(path[0]), said])));
    setProblems({});
    setSending(true);
    const answer = await act(`walk-in:${facilityId}`, checked.data, (body) => api.call(gateRoutes.registerWalkIn, { params: { facilityId }, body }));
    setSending(false);
    if (answer.ok) return onRegistered(answer.value);
    const fields = answer.refusal.fields.map(({ path, message: said }) => [path.replace(/^body\./, ""), said] as const);
    setProblems(Object.fromEntries(fields));
    setMessage(answer.refusal.code === "NETWORK" ? NEEDS_NETWORK : answer.refusal.message);
  };

  return (
    <Sheet title="现场登记" onClose={onClose}>
      {remote.kind === "LOADING" && <Skeleton cards={1} />}
      {remote.kind === "FAILED" && (
        <ErrorState message={remote.refusal.code === "NETWORK" ? NEEDS_NETWORK : remote.refusal.message} onRetry={() => void refresh()} />
      )}
      {remote.kind === "READY" && slots.length === 0 && (
        <EmptyState title="今天没有开放场次" hint="现场登记只能用今天的场次。请本单位管理员先在后台开放场次。" />
      )}
      {slots.length > 0 && (
        <>
          <FieldFrame label="场次" required error={problems.slotId}>
            <Chips
              id="walk-in-slot"
              label="场次"
              options={slots.map((slot) => ({ value: slot.slotId as string, label: `${slot.periodLabel} 余 ${Math.max(0, slot.headsLeft)}` }))}
              value={slotId}
              onChange={setChosen}
            />
          </FieldFrame>
          <Field
            id="walk-in-name"
            label="姓名"
            required
            maxLength={20}
            value={contactName}
            onChange={typing("contactName", setContactName)}
            error={problems.contactName}
          />
          <Field
            id="walk-in-phone"
            label="手机号"
            kind="phone"
            maxLength={11}
            value={contactPhone}
            onChange={typing("contactPhone", setContactPhone)}
            error={problems.contactPhone}
          />
          <FieldFrame label="入场人数" required error={problems.heads}>
            <Stepper id="walk-in-heads" label="人数" unit=" 人" value={heads} min={1} max={HEADS_MAX} onChange={setHeads} />
          </FieldFrame>
          {message !== undefined && <NoticeBar tone="bad">{message}</NoticeBar>}
          <Button id="walk-in-confirm" loading={isSending} onPress={() => void send()}>
            {`登记并入场 ${heads} 人`}
          </Button>
          <Text className="walk-in__hint">超过 6 人请按团队预约。</Text>
        </>
      )}
    </Sheet>
  );
}
