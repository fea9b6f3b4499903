import { View } from "@tarojs/components";
import { useState } from "react";
import { auditRoutes } from "@app/contract/audit/audit.routes";
import { REVEAL_REASON_LABELS, type RevealReason } from "@app/contract/audit/personalData.schema";
import type { BookingId } from "@app/contract/kernel/ids";
import { api } from "../../../api/apiClient";
import { callPhone } from "../../../platform/contact";
import { newRequestId } from "../../../platform/requestId";
import { Button } from "../../../ui/Button";
import { KeyValue } from "../../../ui/KeyValue";
import { NoticeBar } from "../../../ui/NoticeBar";

/** What a gate may need the number for; whatever else is for the back office. */
const REASONS: readonly RevealReason[] = ["CALL", "IDENTITY"];

/** Two taps to the booker's number: the second says why, and is on the record before the number leaves the server (promises M35, R18). */
export function CallBooker({ bookingId }: { readonly bookingId: BookingId }) {
  const [isAsking, setAsking] = useState(false);
  const [isSending, setSending] = useState(false);
  const [phone, setPhone] = useState<string>();
  const [problem, setProblem] = useState<string>();

  const reveal = async (reason: RevealReason): Promise<void> => {
    setSending(true);
    const answer = await api.call(auditRoutes.revealPersonalData, {
      params: { caseKind: "booking", caseId: bookingId },
      body: { requestId: newRequestId(), reason },
    });
    setSending(false);
    if (!answer.ok) return setProblem(answer.refusal.message);
    setProblem(undefined);
    const number = answer.value.fields.find(({ field }) => field === "contactPhone")?.value ?? "";
    setPhone(number);
    if (reason === "CALL" && number !== "") void callPhone(number);
  };

  if (phone !== undefined) {
    return (
      <View id="booker-phone">
        <KeyValue label="完整手机号">{phone}</KeyValue>
        <Button id="call-booker" kind="secondary" onPress={() => void callPhone(phone)}>
          打电话给预约人
        </Button>
      </View>
    );
  }
  return (
    <View>
      {problem !== undefined && <NoticeBar>{problem}</NoticeBar>}
      {isAsking ? (
        <View>
          <NoticeBar>为什么要看完整手机号？选择后马上显示，并留下记录。</NoticeBar>
          {REASONS.map((reason) => (
            <View key={reason} className="reveal-reason">
              <Button id={`reveal-${reason}`} kind="secondary" loading={isSending} onPress={() => void reveal(reason)}>
                {REVEAL_REASON_LABELS[reason]}
              </Button>
            </View>
          ))}
        </View>
      ) : (
        <Button id="reveal" kind="secondary" onPress={() => setAsking(true)}>
          查看完整手机号
        </Button>
      )}
    </View>
  );
}
