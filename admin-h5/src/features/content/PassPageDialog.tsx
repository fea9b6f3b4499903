import { Alert, Modal } from "antd";
import { useState } from "react";
import type { HeldContent } from "@app/contract/visits/moderation.schema";
import { PhotoStrip } from "../../ui/PhotoStrip";
import { passAll } from "./contentCommands";

export interface Passed {
  readonly tone: "success" | "warning";
  readonly words: string;
}

/** Everything that is about to be read by the public, once more in one view: exactly these, each in the version that is shown here. */
export function PassPageDialog({ contents, onClose }: { readonly contents: readonly HeldContent[]; readonly onClose: (passed: Passed | undefined) => void }) {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  return (
    <Modal
      open
      title={`公开这 ${contents.length} 条内容？`}
      okText={`公开 ${contents.length} 条`}
      cancelText="再看看"
      confirmLoading={isSending}
      mask={{ closable: false }}
      okButtonProps={{ ...{ "data-testid": "pass-page-submit" } }}
      onOk={() => void send()}
      onCancel={() => onClose(undefined)}
    >
      <p className="soft">公开后所有人都能看到。只公开下面列出的；此后有变化的和新来的都不会一起公开。</p>
      {problem === undefined ? null : <Alert type="warning" showIcon title={problem} role="alert" data-testid="pass-page-refusal" />}
      <ol className="pass-list" data-testid="pass-list">
        {contents.map((content) => (
          <li key={content.bookingId}>
            <p>{content.comment ?? <span className="soft">没有写文字</span>}</p>
            <PhotoStrip photos={content.photos} label="评价照片" />
            <p className="cell-sub">
              {content.stars} 星 · {content.authorName} · {content.facilityName}
            </p>
            {content.heldBecause.map((sentence) => (
              <p key={sentence} className="content-held">
                {sentence}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </Modal>
  );

  async function send(): Promise<void> {
    setSending(true);
    const result = await passAll(contents);
    setSending(false);
    if (!result.ok) return setProblem(result.refusal.message);
    const refused = result.value.items.flatMap((item) => (item.outcome === "REFUSED" ? [item.message] : []));
    const done = result.value.items.length - refused.length;
    onClose(
      refused.length === 0
        ? { tone: "success", words: `${done} 条都已公开。` }
        : { tone: "warning", words: `已公开 ${done} 条，${refused.length} 条没有公开：${[...new Set(refused)].join(" ")}` },
    );
  }
}
