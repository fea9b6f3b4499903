import { Alert, Button, Input, Radio } from "antd";
import { useState } from "react";
import { REVEAL_REASON_LABELS, REVEAL_REASONS, type RevealReason } from "@app/contract/audit/personalData.schema";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import { useMay } from "../platform/currentUser";
import { FormDialog } from "./FormDialog";
import "./personalData.css";

interface Reveal {
  readonly revealReason: RevealReason;
  readonly revealRemark?: string;
}

/**
 * 导出完整信息, beside the export whose names and phones are masked (promise F25): for who may look, with a reason, on the record. As with one look, a reason is
 * chosen or written; the file never begins without one.
 */
export function WholeExportButton({
  onExport,
}: {
  readonly onExport: (reveal: Reveal, onBytes: (bytes: number) => void) => Promise<Result<string, CallRefusal>>;
}) {
  const mayReveal = useMay("personalData.reveal");
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState<RevealReason>();
  const [words, setWords] = useState("");
  const [problem, setProblem] = useState<string>();
  const [bytes, setBytes] = useState<number>();
  const [saved, setSaved] = useState<string>();
  if (!mayReveal) return null;
  const isRunning = bytes !== undefined;
  return (
    <div className="export">
      <Button onClick={() => setOpen(true)} data-testid="export-whole">
        导出完整信息
      </Button>
      {saved === undefined ? null : (
        <p className="export-note" role="status" data-testid="export-whole-saved">
          {saved}
        </p>
      )}
      <FormDialog
        open={isOpen}
        title="导出完整信息"
        okText={isRunning ? "正在导出…" : "导出"}
        cancelText="取消"
        onOk={() => void run()}
        onCancel={() => setOpen(false)}
        confirmLoading={isRunning}
        okButtonProps={{ ...{ "data-testid": "export-whole-submit" } }}
      >
        {problem === undefined ? null : (
          <Alert className="decide-notice" type="warning" showIcon title={problem} role="alert" data-testid="export-whole-refusal" />
        )}
        <p className="reveal-hint">文件里有完整的姓名和电话。导出会记入操作日志，请选择原因，用后妥善保管、及时删除。</p>
        <Radio.Group className="export-reasons" value={reason} onChange={(event) => setReason(event.target.value as RevealReason)} aria-label="导出原因">
          {REVEAL_REASONS.map((each) => (
            <Radio key={each} value={each} data-testid={`export-reason-${each}`}>
              {REVEAL_REASON_LABELS[each]}
            </Radio>
          ))}
        </Radio.Group>
        {reason === "OTHER" ? (
          <Input
            aria-label="其他原因"
            placeholder="请写明原因"
            maxLength={100}
            value={words}
            onChange={(event) => setWords(event.target.value)}
            data-testid="export-words"
          />
        ) : null}
      </FormDialog>
    </div>
  );

  async function run(): Promise<void> {
    const remark = words.trim();
    if (reason === undefined) return setProblem("请先选择导出原因。");
    if (reason === "OTHER" && remark.length < 2) return setProblem("请写明原因（至少 2 个字）。");
    setProblem(undefined);
    setBytes(0);
    const result = await onExport({ revealReason: reason, ...(reason === "OTHER" ? { revealRemark: remark } : {}) }, setBytes);
    setBytes(undefined);
    if (!result.ok) return setProblem(result.refusal.message);
    setSaved(`已保存：${result.value}`);
    setOpen(false);
    setReason(undefined);
    setWords("");
  }
}
