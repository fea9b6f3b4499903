import { useEffect, useState, useSyncExternalStore } from "react";
import { createPhotoUploads, type PhotoForm } from "@app/contract/attachments/photoUploads";
import { api } from "../platform/api";
import { newRequestId } from "../platform/requestId";
import { sendForm, type PickedFile } from "../platform/sendForm";

/** The pictures of one field of this client; what they do is the contract's (`photoUploads.ts`). */
export function usePhotoUploads(form: PhotoForm) {
  const [uploads] = useState(() =>
    createPhotoUploads<PickedFile>({ api, sendForm, newRequestId, release: ({ previewUrl }) => URL.revokeObjectURL(previewUrl) }),
  );
  const state = useSyncExternalStore(uploads.subscribe, uploads.state);
  useEffect(() => uploads.follow(form));
  useEffect(() => () => uploads.leave(), [uploads]);
  return { uploads, ...state };
}
