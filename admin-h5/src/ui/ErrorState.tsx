import DisconnectOutlined from "@ant-design/icons/DisconnectOutlined";
import FileDoneOutlined from "@ant-design/icons/FileDoneOutlined";
import { Button } from "antd";
import { RefusedRead } from "../platform/api";
import { NoPermission } from "./NoPermission";

/** A read that failed: the server's own sentence, and another try. The request number helps whoever is called for help. */
export function ErrorState({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const refusal = error instanceof RefusedRead ? error.refusal : undefined;
  if (refusal?.status === 403) return <NoPermission sentence={refusal.message} />;
  // Another try gives the same: it is gone for good.
  if (refusal?.code === "CASE_CLEARED")
    return (
      <div className="state" role="status" data-testid="case-cleared">
        <FileDoneOutlined className="state-icon" aria-hidden />
        <p className="state-sentence">{refusal.message}</p>
      </div>
    );
  return (
    <div className="state" role="alert" data-testid="error-state">
      <DisconnectOutlined className="state-icon" aria-hidden />
      <p className="state-sentence">{refusal?.message ?? "页面出了点问题，请重试；如果一直这样，请联系技术支持。"}</p>
      {refusal === undefined || refusal.requestId === "" ? null : <p className="state-hint">求助时请提供编号：{refusal.requestId}</p>}
      <div className="state-action">
        <Button type="primary" onClick={onRetry} data-testid="retry">
          重试
        </Button>
      </div>
    </div>
  );
}
