import { Alert, App, Button } from "antd";
import { useState } from "react";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import { instantLabel } from "@app/contract/kernel/time";
import type { RetentionShown, RetentionStep } from "@app/contract/engines/retentionHold";
import { RemarkDialog } from "./RemarkDialog";

/** What has become, or will become, of the personal data of a case (promise M19): the same words and the same dialog for every kind. */
export function RetentionHold({
  shown,
  clearedNote,
  caseName,
  kept,
  send,
}: {
  readonly shown: RetentionShown;
  readonly clearedNote?: string | undefined;
  /** Where a draft of the reason is kept. */
  readonly caseName: string;
  /** 「姓名、手机号和照片」: what a hold keeps. */
  readonly kept: string;
  readonly send: (step: RetentionStep, reason: string) => Promise<Result<unknown, CallRefusal>>;
}) {
  const [isAsking, setAsking] = useState(false);
  const { message } = App.useApp();
  const { retentionHold, mayHoldRetention } = shown;
  const isHeld = retentionHold !== undefined;
  const label = isHeld ? "恢复到期清除" : "暂停到期清除";
  if (clearedNote !== undefined) return <Alert className="decide-notice" type="info" showIcon title={clearedNote} data-testid="cleared-note" />;
  return (
    <>
      {isHeld ? (
        <Alert
          className="decide-notice"
          type="warning"
          showIcon
          title="已暂停到期清除"
          description={`${retentionHold.byName} ${instantLabel(retentionHold.at)}：${retentionHold.reason}`}
          data-testid="retention-held"
        />
      ) : null}
      {mayHoldRetention === true ? (
        <Button className="retention-hold" onClick={() => setAsking(true)} data-testid="retention-hold">
          {label}
        </Button>
      ) : null}
      {isAsking ? (
        <RemarkDialog
          label={label}
          rule={{ kind: "required", label: "原因", maxLength: 200 }}
          readers="记入办理经过"
          draftName={`retention.${isHeld ? "release" : "hold"}.${caseName}`}
          onClose={() => setAsking(false)}
          onSend={async (reason = "") => {
            const result = await send(isHeld ? "RELEASE" : "HOLD", reason);
            if (!result.ok) return result.refusal;
            void message.success(isHeld ? "已恢复，到期后自动清除。" : `已暂停，${kept}会一直保留到恢复为止。`);
            setAsking(false);
            return undefined;
          }}
        >
          <p className="decide-why">{isHeld ? "恢复后，已经到期的随后清除。" : `有投诉、纠纷或案件时，到期也不清除${kept}。结束后请记得恢复。`}</p>
        </RemarkDialog>
      ) : null}
    </>
  );
}
