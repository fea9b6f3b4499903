import { Alert, Button, Modal } from "antd";
import { useRef, useState, type PointerEvent } from "react";
import type { Photo } from "@app/contract/attachments/attachment.schema";
import type { CoveredPart, HeldContent } from "@app/contract/visits/moderation.schema";
import { cover } from "./contentCommands";

/** Rectangles drawn on the picture by mouse or finger; the server makes the copy that the public sees. */
export function CoverDialog({
  content,
  photo,
  onClose,
}: {
  readonly content: HeldContent;
  readonly photo: Photo;
  readonly onClose: (isDone: boolean) => void;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [parts, setParts] = useState<readonly CoveredPart[]>([]);
  const [from, setFrom] = useState<{ readonly x: number; readonly y: number }>();
  const [drawn, setDrawn] = useState<CoveredPart>();
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);
  const at = (event: PointerEvent): { x: number; y: number } => {
    const box = frame.current?.getBoundingClientRect();
    const share = (value: number): number => Math.min(1, Math.max(0, value));
    return box === undefined ? { x: 0, y: 0 } : { x: share((event.clientX - box.left) / box.width), y: share((event.clientY - box.top) / box.height) };
  };
  const end = (): void => {
    if (drawn !== undefined && drawn.width > 0.01 && drawn.height > 0.01) setParts([...parts, drawn]);
    setFrom(undefined);
    setDrawn(undefined);
  };
  return (
    <Modal
      open
      title="遮挡照片的一部分"
      okText="遮挡"
      cancelText="取消"
      width={760}
      okButtonProps={{ disabled: parts.length === 0 }}
      confirmLoading={isSending}
      onOk={() => void send()}
      onCancel={() => onClose(false)}
    >
      <p className="soft">在照片上拖动，框出要涂黑的部分。公众只看得到涂黑后的照片，原照片留给审核人员。</p>
      <div
        ref={frame}
        className="cover-frame"
        data-testid="cover-frame"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setFrom(at(event));
        }}
        onPointerMove={(event) => {
          if (from === undefined) return;
          const to = at(event);
          setDrawn({ left: Math.min(from.x, to.x), top: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) });
        }}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <img src={photo.url} alt="要遮挡的照片" draggable={false} />
        {[...parts, ...(drawn === undefined ? [] : [drawn])].map((part, index) => (
          <span
            key={index}
            className="cover-part"
            style={{ left: `${part.left * 100}%`, top: `${part.top * 100}%`, width: `${part.width * 100}%`, height: `${part.height * 100}%` }}
          />
        ))}
      </div>
      <Button disabled={parts.length === 0} onClick={() => setParts(parts.slice(0, -1))} data-testid="cover-undo">
        撤销上一框
      </Button>
      {problem === undefined ? null : <Alert type="error" showIcon title={problem} />}
    </Modal>
  );

  async function send(): Promise<void> {
    setSending(true);
    const result = await cover(content, photo.attachmentId, [...parts]);
    setSending(false);
    if (!result.ok) return setProblem(result.refusal.message);
    onClose(true);
  }
}
