import { View } from "@tarojs/components";
import { useState } from "react";
import type { BookingId } from "@app/contract/kernel/ids";
import { UNDO_REASON_MAX, type EntryId } from "@app/contract/visits/bookingEntry.schema";
import { toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Sheet } from "../../../ui/Sheet";
import { undoEntry } from "./undo";

/** An entry that somebody is about to take back. */
export interface Undoing {
  readonly bookingId: BookingId;
  readonly entryId: EntryId;
  readonly who: string;
  readonly heads: number;
  /** Of a supervisor, who may take back others' entries too. */
  readonly needsReason: boolean;
}

export function UndoSheet({ undoing, onClose, onUndone }: { readonly undoing: Undoing; readonly onClose: () => void; readonly onUndone: () => void }) {
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);

  const send = async (): Promise<void> => {
    setProblem(undefined);
    if (undoing.needsReason && reason.trim() === "") return setProblem("请填写撤销原因。");
    setSending(true);
    const answer = await undoEntry(undoing.bookingId, undoing.entryId, reason.trim() === "" ? undefined : reason.trim());
    setSending(false);
    if (!answer.ok) return setProblem(answer.refusal.message);
    toast("已撤销");
    onUndone();
  };

  return (
    <Sheet title="撤销入场" onClose={onClose}>
      <View className="sheet-text">{`撤销「${undoing.who}」${undoing.heads} 人的这次入场？撤销后可以再次扫同一个码入场；原来的记录会保留。`}</View>
      <Field
        id="undo-reason"
        label="撤销原因"
        required={undoing.needsReason}
        maxLength={UNDO_REASON_MAX}
        value={reason}
        onChange={setReason}
        placeholder="如：人数点错了"
      />
      {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
      <Button id="undo-confirm" kind="danger" loading={isSending} onPress={() => void send()}>
        确认撤销
      </Button>
    </Sheet>
  );
}
