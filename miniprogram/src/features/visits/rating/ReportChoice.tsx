import { View } from "@tarojs/components";
import { useState } from "react";
import type { FacilityId } from "@app/contract/kernel/ids";
import { moderationRoutes } from "@app/contract/visits/moderation.routes";
import { REPORT_REASON_LABELS, REPORT_REASONS, type ReportReason } from "@app/contract/visits/rating.schema";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { Chips } from "../../../ui/Chips";
import { NoticeBar } from "../../../ui/NoticeBar";

const REASONS = REPORT_REASONS.map((value) => ({ value, label: REPORT_REASON_LABELS[value] }));

/** What is wrong with a rating, right below it: a tap on a reason and one to send. */
export function ReportChoice({ facilityId, ratingKey, onDone }: { readonly facilityId: FacilityId; readonly ratingKey: string; readonly onDone: () => void }) {
  const [reason, setReason] = useState<ReportReason>();
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);
  const send = async (): Promise<void> => {
    if (reason === undefined) return setProblem("请先选择哪里不合适。");
    setSending(true);
    setProblem(undefined);
    const answer = await act(`report-rating:${ratingKey}`, { reason }, (body) =>
      api.call(moderationRoutes.reportRating, { params: { facilityId, ratingKey }, body }),
    );
    setSending(false);
    if (!answer.ok) return setProblem(answer.refusal.message);
    toast("已收到，我们会查看");
    onDone();
  };
  return (
    <View className="rating__report">
      <Chips
        id="report-reason"
        label="哪里不合适"
        options={REASONS}
        value={reason}
        onChange={(chosen) => {
          setReason(chosen);
          setProblem(undefined);
        }}
      />
      {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
      <Button id="report-send" kind="secondary" compact loading={isSending} onPress={() => void send()}>
        提交举报
      </Button>
    </View>
  );
}
