import ArrowLeftOutlined from "@ant-design/icons/ArrowLeftOutlined";
import ArrowRightOutlined from "@ant-design/icons/ArrowRightOutlined";
import CameraOutlined from "@ant-design/icons/CameraOutlined";
import CloseOutlined from "@ant-design/icons/CloseOutlined";
import { Button, Progress } from "antd";
import { useEffect, useRef, useState, type DragEvent } from "react";
import { ATTACHMENT_PURPOSE_RULES, PHOTO_ACCEPT, PHOTO_TYPES_LABEL, type AttachmentPurpose, type Photo } from "@app/contract/attachments/attachment.schema";
import type { AttachmentId } from "@app/contract/kernel/ids";
import { placesTaken, type HeldPhoto, type PendingPhoto } from "@app/contract/attachments/photoUploads";
import type { PickedFile } from "../platform/sendForm";
import { usePhotoUploads } from "./usePhotoUploads";
import "./photos.css";

export interface PhotoFieldProps {
  readonly purpose: AttachmentPurpose;
  readonly max: number;
  /** Ids of pictures that have arrived, in the order they are shown in; keep them in the draft. */
  readonly value: readonly AttachmentId[];
  readonly onChange: (ids: AttachmentId[]) => void;
  /** Pictures of the case that is being changed, as its detail shows them; a colleague may have uploaded them. */
  readonly shown?: readonly Photo[] | undefined;
  /** Told when uploads begin and end, so that the form waits with its submission. */
  readonly onUploading?: (isUploading: boolean) => void;
  readonly disabled?: boolean;
  /** Names the field's elements for tests when a form has more than one. */
  readonly testId?: string;
}

/** Choose, take or drop pictures; each goes straight to the file store, says how far it is, and what is wrong beside it. */
export function PhotoField({ purpose, max, value, onChange, shown, onUploading, disabled = false, testId = "photos" }: PhotoFieldProps) {
  const { uploads, held, pending } = usePhotoUploads({ value, onChange, shown });
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [leftOut, setLeftOut] = useState(0);
  const room = max - value.length - placesTaken(pending);
  const { label, maxBytes } = ATTACHMENT_PURPOSE_RULES[purpose];

  const isUploading = pending.some((photo) => photo.failure === undefined);
  useEffect(() => onUploading?.(isUploading), [isUploading, onUploading]);

  const take = (files: FileList | null): void => {
    const chosen = [...(files ?? [])].map((blob) => ({ file: { blob, previewUrl: URL.createObjectURL(blob) }, fileName: blob.name, sizeBytes: blob.size }));
    setLeftOut(uploads.add(chosen, purpose, disabled ? 0 : room));
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };

  return (
    <div
      className={`photos${isOver ? " photos-over" : ""}`}
      role="group"
      aria-label={label}
      onDragOver={(event) => {
        event.preventDefault();
        if (!disabled) setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      data-testid={testId}
    >
      <ul className="photos-cards">
        {value.map((id, position) => (
          <li key={id} className="photo-card" data-testid="photo-card" data-attachment-id={id}>
            <HeldPicture photo={held.get(id) ?? "LOADING"} position={position} onReload={() => void uploads.reload(id)} />
            {disabled ? null : (
              <div className="photo-card-tools">
                <Button
                  size="small"
                  type="text"
                  icon={<ArrowLeftOutlined aria-hidden />}
                  disabled={position === 0}
                  aria-label={`第 ${position + 1} 张前移`}
                  onClick={() => uploads.move(id, -1)}
                  data-testid="photo-earlier"
                />
                <Button
                  size="small"
                  type="text"
                  icon={<ArrowRightOutlined aria-hidden />}
                  disabled={position === value.length - 1}
                  aria-label={`第 ${position + 1} 张后移`}
                  onClick={() => uploads.move(id, 1)}
                  data-testid="photo-later"
                />
                <Button
                  size="small"
                  type="text"
                  danger
                  icon={<CloseOutlined aria-hidden />}
                  aria-label={`删去第 ${position + 1} 张`}
                  onClick={() => uploads.remove(id)}
                  data-testid="photo-remove"
                />
              </div>
            )}
          </li>
        ))}
        {pending.map((photo) => (
          <li key={photo.key} className={`photo-card${photo.failure === undefined ? "" : " photo-card-failed"}`} data-testid="photo-pending">
            <PendingPicture photo={photo} onRetry={() => uploads.retry(photo.key)} onDrop={() => uploads.drop(photo.key)} />
          </li>
        ))}
        {room > 0 && !disabled ? (
          <li>
            <button type="button" className="photo-add" onClick={() => input.current?.click()} data-testid={`${testId}-add`}>
              <CameraOutlined className="photo-add-icon" aria-hidden />
              <span>添加照片</span>
              <span className="photo-add-count">
                {max - room} / {max}
              </span>
            </button>
          </li>
        ) : null}
      </ul>
      <input
        ref={input}
        type="file"
        accept={PHOTO_ACCEPT}
        multiple={max > 1}
        hidden
        onChange={(event) => {
          take(event.target.files);
          // The same file again must count as a choice.
          event.target.value = "";
        }}
        data-testid={`${testId}-input`}
      />
      {leftOut > 0 ? (
        <p className="photos-problem" role="alert" data-testid={`${testId}-left-out`}>
          最多 {max} 张，有 {leftOut} 张没有添加。
        </p>
      ) : null}
      <p className="photos-hint">
        {PHOTO_TYPES_LABEL}，每张不超过 {Math.round(maxBytes / 1024 / 1024)} MB；可一次选多张，也可拖到这里。照片里的位置信息不会公开。
      </p>
    </div>
  );
}

function HeldPicture({ photo, position, onReload }: { readonly photo: HeldPhoto; readonly position: number; readonly onReload: () => void }) {
  const hasReloaded = useRef(false);
  if (photo === "LOADING") return <div className="photo-picture photo-picture-waiting" role="status" aria-label="照片正在打开" />;
  if (photo === "GONE") {
    return (
      <p className="photo-picture photo-problem" role="alert" data-testid="photo-problem">
        这张照片已不存在，请删去后重新上传。
      </p>
    );
  }
  if (photo === "AWAY") {
    return (
      <div className="photo-picture photo-problem" role="alert" data-testid="photo-problem">
        <p>照片暂时打不开，不影响提交。</p>
        <Button size="small" onClick={onReload} data-testid="photo-reload">
          重新打开
        </Button>
      </div>
    );
  }
  return (
    <img
      className="photo-picture"
      src={photo.thumbnailUrl}
      alt={`第 ${position + 1} 张照片`}
      onError={() => {
        // A page left open for an hour: the link is renewed once.
        if (!hasReloaded.current) onReload();
        hasReloaded.current = true;
      }}
    />
  );
}

function PendingPicture({ photo, onRetry, onDrop }: { readonly photo: PendingPhoto<PickedFile>; readonly onRetry: () => void; readonly onDrop: () => void }) {
  const { failure, journey, share } = photo;
  const [isShown, setIsShown] = useState(true);
  const percent = Math.round(share * 100);
  return (
    <>
      {failure?.canRetry === false ? null : (
        <div className="photo-picture photo-picture-pending">
          {isShown ? <img className="photo-picture" src={journey.file.previewUrl} alt="" onError={() => setIsShown(false)} /> : null}
          {failure === undefined ? (
            <div className="photo-progress">
              <Progress
                type="circle"
                size={48}
                percent={percent}
                format={() => (percent === 100 ? "查验" : `${percent}%`)}
                aria-label={`${journey.fileName} 正在上传`}
              />
            </div>
          ) : null}
        </div>
      )}
      {failure === undefined ? null : (
        <p className="photo-problem" role="alert" data-testid="photo-problem">
          <strong className="photo-name">{journey.fileName}</strong>
          {failure.message}
        </p>
      )}
      <div className="photo-card-tools">
        {failure?.canRetry === true ? (
          <Button size="small" type="primary" onClick={onRetry} data-testid="photo-retry">
            重试
          </Button>
        ) : null}
        <Button size="small" type="text" danger onClick={onDrop} aria-label={`不要 ${journey.fileName}`} data-testid="photo-drop">
          {failure === undefined ? "取消" : "删去"}
        </Button>
      </div>
    </>
  );
}
