import FileTextOutlined from "@ant-design/icons/FileTextOutlined";
import UploadOutlined from "@ant-design/icons/UploadOutlined";
import { Button, Progress } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import {
  ATTACHMENT_PURPOSE_RULES,
  DOCUMENT_ACCEPT,
  DOCUMENT_TYPES_LABEL,
  type AttachmentPurpose,
  type StoredDocument,
} from "@app/contract/attachments/attachment.schema";
import { attachmentRoutes } from "@app/contract/attachments/attachments.routes";
import { travelAsFile, type PhotoFailure, type PhotoJourney } from "@app/contract/attachments/photoJourney";
import type { AttachmentId } from "@app/contract/kernel/ids";
import { api, read } from "../platform/api";
import { newRequestId } from "../platform/requestId";
import { sendForm, type PickedFile } from "../platform/sendForm";
import "./DocumentField.css";

interface Props {
  readonly purpose: AttachmentPurpose;
  /** The paper that has arrived; keep it in the draft. */
  readonly value: AttachmentId | undefined;
  readonly onChange: (id: AttachmentId | undefined) => void;
  /** The case's own, as its detail shows it: its link came with it. */
  readonly shown?: StoredDocument | undefined;
  readonly onUploading?: (isUploading: boolean) => void;
  readonly testId: string;
}

/** One paper: choose it, see how far it is, look at it, take another. */
export function DocumentField({ purpose, value, onChange, shown, onUploading, testId }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [journey, setJourney] = useState<PhotoJourney<PickedFile>>();
  const [share, setShare] = useState(0);
  const [failure, setFailure] = useState<PhotoFailure>();
  const isUploading = journey !== undefined && failure === undefined;
  useEffect(() => onUploading?.(isUploading), [isUploading, onUploading]);
  const { label, maxBytes } = ATTACHMENT_PURPOSE_RULES[purpose];
  return (
    <div className="document-field" data-testid={testId}>
      {journey === undefined ? (
        value === undefined ? null : (
          <HeldDocument id={value} shown={shown} testId={testId} />
        )
      ) : (
        <div className="document-line">
          <span className="document-name" data-code>
            {journey.fileName}
          </span>
          {isUploading ? <Progress percent={Math.round(share * 100)} size="small" aria-label={`${journey.fileName} 正在上传`} /> : null}
        </div>
      )}
      {failure === undefined ? null : (
        <p className="document-problem" role="alert" data-testid={`${testId}-problem-upload`}>
          {failure.message}
        </p>
      )}
      <div className="document-tools">
        <Button icon={<UploadOutlined aria-hidden />} disabled={isUploading} onClick={() => input.current?.click()} data-testid={`${testId}-choose`}>
          {value === undefined && journey === undefined ? `上传${label}` : "换一份"}
        </Button>
        {failure?.canRetry === true && journey !== undefined ? (
          <Button type="primary" onClick={() => void go(journey)}>
            重试
          </Button>
        ) : null}
      </div>
      <p className="document-hint">
        {DOCUMENT_TYPES_LABEL}，不超过 {Math.round(maxBytes / 1024 / 1024)} MB。可以扫描成 PDF，也可以直接拍照。
      </p>
      <input
        ref={input}
        type="file"
        accept={DOCUMENT_ACCEPT}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) void go({ file: { blob: file, previewUrl: "" }, fileName: file.name, sizeBytes: file.size, purpose });
          // The same file again must count as a choice.
          event.target.value = "";
        }}
        data-testid={`${testId}-input`}
      />
    </div>
  );

  async function go(next: PhotoJourney<PickedFile>): Promise<void> {
    setJourney(next);
    setFailure(undefined);
    setShare(0);
    const arrived = await travelAsFile({ api, sendForm, newRequestId }, next, setShare);
    if (!arrived.ok) return setFailure(arrived.refusal);
    setJourney(undefined);
    onChange(arrived.value.attachmentId);
  }
}

/** One that has arrived. Its own uploader may ask for it by its id; a case's comes with the case. */
function HeldDocument({ id, shown, testId }: { readonly id: AttachmentId; readonly shown: StoredDocument | undefined; readonly testId: string }) {
  const isShown = shown?.attachmentId === id;
  const asked = useQuery({
    queryKey: ["attachment", id],
    queryFn: () => read(attachmentRoutes.getAttachment, { params: { attachmentId: id } }),
    enabled: !isShown,
    staleTime: 30 * 60_000,
  });
  const document = isShown ? shown : asked.data?.document;
  if (document !== undefined) return <DocumentLink document={document} testId={`${testId}-link`} />;
  return (
    <p className={asked.error === null ? "soft" : "document-problem"} role="status">
      {asked.error === null ? "已上传" : "这份文件已不存在或暂时打不开，请重新上传。"}
    </p>
  );
}

export function DocumentLink({ document, testId }: { readonly document: StoredDocument; readonly testId: string }) {
  return (
    <a className="document-link" href={document.url} target="_blank" rel="noreferrer noopener" data-testid={testId}>
      {document.thumbnailUrl === undefined ? <FileTextOutlined className="document-icon" aria-hidden /> : <img src={document.thumbnailUrl} alt="" />}
      <span className="document-name" data-code>
        {document.fileName}
      </span>
      <span className="soft">{document.kind === "PDF" ? "下载查看" : "查看大图"}</span>
    </a>
  );
}
