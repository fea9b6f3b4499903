import { View } from "@tarojs/components";
import { useState } from "react";
import { dateLabel } from "@app/contract/kernel/time";
import type { NoShowRecord } from "@app/contract/visits/noShow.schema";
import { noShowRoutes } from "@app/contract/visits/noShows.routes";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Sheet } from "../../../ui/Sheet";

export function AppealSheet({ noShow, onClose, onAppealed }: { readonly noShow: NoShowRecord; readonly onClose: () => void; readonly onAppealed: () => void }) {
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);
  const rule = noShow.availableActions.find(({ action }) => action === "APPEAL")?.remark;
  const label = rule === undefined || rule.kind === "none" ? "申诉理由" : rule.label;

  const send = async (): Promise<void> => {
    const remark = reason.trim();
    if (remark === "") return setMissing(`请填写${label}`);
    setSending(true);
    setProblem(undefined);
    const { bookingId, version } = noShow;
    const answer = await act(`appeal-no-show:${bookingId}`, { version, remark }, (body) =>
      api.call(noShowRoutes.appealNoShow, { params: { bookingId }, body }),
    );
    setSending(false);
    if (!answer.ok) return setProblem(answer.refusal.message);
    toast("申诉已提交");
    onAppealed();
    onClose();
  };

  return (
    <Sheet title="申诉" onClose={onClose}>
      <View className="no-show__question">
        {`${dateLabel(noShow.date)} ${noShow.periodLabel}「${noShow.facilityName}」没有到访的原因是什么？由${noShow.cityName}生态环境部门答复，答复会通知您。`}
      </View>
      <Field
        id="appeal-reason"
        label={label}
        required
        multiline
        maxLength={rule === undefined || rule.kind === "none" ? 200 : rule.maxLength}
        value={reason}
        onChange={(text) => {
          setReason(text);
          setMissing(undefined);
        }}
        placeholder="例如：当天孩子发烧去了医院"
        error={missing}
      />
      {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
      <Button id="appeal-confirm" loading={isSending} onPress={() => void send()}>
        提交申诉
      </Button>
    </Sheet>
  );
}
