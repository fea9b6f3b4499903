import { Image, Text, View } from "@tarojs/components";
import { useEffect, useState, useSyncExternalStore } from "react";
import { ATTACHMENT_PURPOSE_RULES, PHOTO_TYPES_LABEL, type AttachmentPurpose } from "@app/contract/attachments/attachment.schema";
import { createPhotoUploads, placesTaken, type HeldPhoto, type PendingPhoto } from "@app/contract/attachments/photoUploads";
import type { AttachmentId } from "@app/contract/kernel/ids";
import { api } from "../api/apiClient";
import { choosePhotos, releasePhoto } from "../platform/choosePhoto";
import { serverAddress } from "../platform/http";
import type { ChosenPhoto } from "../platform/photoOutcome";
import { newRequestId } from "../platform/requestId";
import { sendForm } from "../platform/uploadFile";
import { aria } from "./aria";
import { FieldFrame } from "./Field";
import { Pressable } from "./Pressable";

export interface PhotoPickerProps {
  readonly purpose: AttachmentPurpose;
  readonly max: number;
  /** Ids of pictures that have arrived, in the order they are shown in; keep them in the draft. */
  readonly value: readonly AttachmentId[];
  readonly onChange: (ids: AttachmentId[]) => void;
  /** Told when uploads begin and end, so that the form waits with its submission. */
  readonly onUploading?: (isUploading: boolean) => void;
  readonly label?: string;
  readonly required?: boolean;
  readonly error?: string | undefined;
  /** Names the elements for tests when a form has more than one. */
  readonly id?: string;
}

const CHOICE_PROBLEMS = {
  DENIED: "没有使用相册或相机的权限。请在手机设置里允许微信使用照片，再回来添加。",
  UNAVAILABLE: "相册和相机暂时打不开，请稍后再试。",
} as const;

/** Choose or take pictures; each goes straight to the file store, says how far it is, and what is wrong beside it. */
export function PhotoPicker({ purpose, max, value, onChange, onUploading, label, required = false, error, id = "photos" }: PhotoPickerProps) {
  const [uploads] = useState(() => createPhotoUploads<ChosenPhoto>({ api, sendForm, newRequestId, release: releasePhoto }));
  const { held, pending } = useSyncExternalStore(uploads.subscribe, uploads.state, uploads.state);
  const [problem, setProblem] = useState<string>();
  useEffect(() => uploads.follow({ value, onChange }));
  useEffect(() => () => uploads.leave(), [uploads]);
  const isUploading = pending.some((photo) => photo.failure === undefined);
  useEffect(() => onUploading?.(isUploading), [isUploading, onUploading]);

  const room = max - value.length - placesTaken(pending);
  const rule = ATTACHMENT_PURPOSE_RULES[purpose];
  async function choose(): Promise<void> {
    setProblem(undefined);
    const outcome = await choosePhotos(room);
    if (outcome.kind === "CANCELLED") return;
    if (outcome.kind !== "CHOSEN") return setProblem(CHOICE_PROBLEMS[outcome.kind]);
    const chosen = outcome.photos.map((file) => ({ file, fileName: file.fileName, sizeBytes: file.sizeBytes }));
    const leftOut = uploads.add(chosen, purpose, room);
    if (leftOut > 0) setProblem(`最多 ${max} 张，有 ${leftOut} 张没有添加。`);
  }

  const hint = `${PHOTO_TYPES_LABEL}，每张不超过 ${Math.round(rule.maxBytes / 1024 / 1024)} MB，最多 ${max} 张。照片里的位置信息不会公开。`;
  return (
    <FieldFrame label={label ?? rule.label} required={required} hint={hint} error={problem ?? error}>
      <View className="photos" id={id}>
        {value.map((attachmentId, position) => (
          <HeldPicture
            key={attachmentId}
            attachmentId={attachmentId}
            photo={held.get(attachmentId) ?? "LOADING"}
            position={position}
            isLast={position === value.length - 1}
            onReload={() => void uploads.reload(attachmentId)}
            onMove={(by) => uploads.move(attachmentId, by)}
            onRemove={() => uploads.remove(attachmentId)}
          />
        ))}
        {pending.map((photo) => (
          <PendingPicture key={photo.key} photo={photo} onRetry={() => uploads.retry(photo.key)} onDrop={() => uploads.drop(photo.key)} />
        ))}
        {room > 0 && (
          <Pressable id={`${id}-add`} className="photos__add" label={`添加照片，已有 ${max - room} 张，最多 ${max} 张`} onPress={() => void choose()}>
            <Text className="photos__plus">＋</Text>
            <Text>添加照片</Text>
            <Text className="photos__count">
              {max - room} / {max}
            </Text>
          </Pressable>
        )}
      </View>
    </FieldFrame>
  );
}

interface HeldPictureProps {
  readonly attachmentId: AttachmentId;
  readonly photo: HeldPhoto;
  readonly position: number;
  readonly isLast: boolean;
  readonly onReload: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

function HeldPicture({ attachmentId, photo, position, isLast, onReload, onMove, onRemove }: HeldPictureProps) {
  const [hasReloaded, setHasReloaded] = useState(false);
  const number = position + 1;
  return (
    <View className="photos__card" id={`photo-${attachmentId}`}>
      {photo === "LOADING" ? (
        <View className="photos__picture" {...aria({ role: "status", label: "照片正在打开" })} />
      ) : photo === "GONE" ? (
        <View className="photos__picture photos__problem" {...aria({ role: "alert" })}>
          这张照片已不存在，请删去后重新上传。
        </View>
      ) : photo === "AWAY" ? (
        <Pressable className="photos__picture photos__problem" onPress={onReload} label="重新打开照片">
          照片暂时打不开，不影响提交。点这里重新打开。
        </Pressable>
      ) : (
        <Image
          className="photos__picture"
          mode="aspectFill"
          src={serverAddress(photo.thumbnailUrl)}
          onError={() => {
            // A page left open for an hour: the link is renewed once.
            if (!hasReloaded) onReload();
            setHasReloaded(true);
          }}
          {...aria({ role: "img", label: `第 ${number} 张照片` })}
        />
      )}
      <View className="photos__tools">
        <Pressable className="photos__tool" disabled={position === 0} label={`第 ${number} 张前移`} onPress={() => onMove(-1)}>
          ◀
        </Pressable>
        <Pressable className="photos__tool" disabled={isLast} label={`第 ${number} 张后移`} onPress={() => onMove(1)}>
          ▶
        </Pressable>
        <Pressable id={`photo-remove-${number}`} className="photos__tool photos__tool--remove" label={`删去第 ${number} 张`} onPress={onRemove}>
          ✕
        </Pressable>
      </View>
    </View>
  );
}

function PendingPicture({ photo, onRetry, onDrop }: { readonly photo: PendingPhoto<ChosenPhoto>; readonly onRetry: () => void; readonly onDrop: () => void }) {
  const { failure, journey, share } = photo;
  const percent = Math.round(share * 100);
  return (
    <View className={failure === undefined ? "photos__card" : "photos__card photos__card--failed"}>
      {failure?.canRetry !== false && (
        <View className="photos__frame">
          <Image className="photos__picture" mode="aspectFill" src={journey.file.previewUrl} {...aria({ role: "img", label: journey.fileName })} />
          {failure === undefined && (
            <View className="photos__progress" {...aria({ role: "status", live: "polite" })}>
              {percent >= 100 ? "正在查验" : percent === 0 ? "等待上传" : `${percent}%`}
            </View>
          )}
        </View>
      )}
      {failure !== undefined && (
        <View className="photos__message photo-problem" {...aria({ role: "alert" })}>
          {failure.message}
        </View>
      )}
      <View className="photos__tools">
        {failure?.canRetry === true && (
          <Pressable className="photos__tool photos__tool--wide photo-retry" onPress={onRetry}>
            重试
          </Pressable>
        )}
        <Pressable className="photos__tool photos__tool--wide photo-drop" label={`不要 ${journey.fileName}`} onPress={onDrop}>
          {failure === undefined ? "取消" : "删去"}
        </Pressable>
      </View>
    </View>
  );
}
