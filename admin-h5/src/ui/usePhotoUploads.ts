import { useCallback, useEffect, useRef, useState } from "react";
import type { AttachmentPurpose, Photo } from "@app/contract/attachments/attachment.schema";
import { attachmentRoutes } from "@app/contract/attachments/attachments.routes";
import { travel, type PhotoFailure, type PhotoJourney } from "@app/contract/attachments/photoJourney";
import type { AttachmentId } from "@app/contract/kernel/ids";
import { api } from "../platform/api";
import { newRequestId } from "../platform/requestId";
import { sendForm } from "../platform/sendForm";

/** A picture that is on its way, waits for its turn, or did not get through. */
export interface PendingPhoto {
  readonly key: string;
  readonly journey: PhotoJourney<File>;
  readonly previewUrl: string;
  /** 0 to 1 while it is sent. */
  readonly share: number;
  readonly failure: PhotoFailure | undefined;
}

/** What is known of a picture that the form holds. GONE: it was not used for too long, or is somebody else's. */
export type HeldPhoto = Photo | "LOADING" | "AWAY" | "GONE";

/**
 * The pictures of one form field. `value` holds the ids that are READY, so that a draft keeps them through a reload; what is under way lives here. One is sent
 * after the other: they keep the order in which they were chosen, and a phone's uplink is not shared out.
 */
export function usePhotoUploads(options: {
  readonly purpose: AttachmentPurpose;
  readonly value: readonly AttachmentId[];
  readonly onChange: (ids: AttachmentId[]) => void;
}) {
  const { purpose, value, onChange } = options;
  const [known, setKnown] = useState<ReadonlyMap<AttachmentId, HeldPhoto>>(new Map());
  const [pending, setPending] = useState<readonly PendingPhoto[]>([]);
  // Uploads end long after the render that began them; they speak to the form as it is then.
  const latest = useRef({ value, onChange, pending });
  latest.current = { ...latest.current, value, onChange };
  const isSending = useRef(false);
  const isMounted = useRef(true);

  const change = useCallback((ids: AttachmentId[]) => {
    latest.current.value = ids;
    latest.current.onChange(ids);
  }, []);
  const editPending = useCallback((edit: (before: readonly PendingPhoto[]) => readonly PendingPhoto[]) => {
    latest.current.pending = edit(latest.current.pending);
    if (isMounted.current) setPending(latest.current.pending);
  }, []);
  const learn = useCallback((id: AttachmentId, photo: HeldPhoto) => setKnown((before) => new Map(before).set(id, photo)), []);

  const load = useCallback(
    async (id: AttachmentId) => {
      learn(id, "LOADING");
      const found = await api.call(attachmentRoutes.getAttachment, { params: { attachmentId: id } });
      learn(id, found.ok ? (found.value.photo ?? "GONE") : found.refusal.status === 404 ? "GONE" : "AWAY");
    },
    [learn],
  );
  useEffect(() => {
    for (const id of value) if (!known.has(id)) void load(id);
  }, [value, known, load]);

  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
      for (const photo of latest.current.pending) URL.revokeObjectURL(photo.previewUrl);
    };
  }, []);

  const sendNext = useCallback(async () => {
    if (isSending.current) return;
    isSending.current = true;
    for (let next = waiting(latest.current.pending); next !== undefined && isMounted.current; next = waiting(latest.current.pending)) {
      const { key, journey, previewUrl } = next;
      const edit = (part: Partial<PendingPhoto>): void => editPending((before) => before.map((one) => (one.key === key ? { ...one, ...part } : one)));
      const outcome = await travel({ api, sendForm, newRequestId }, journey, (share) => edit({ share }));
      // Taken off by the person while it was under way: it stays unused on the server, which clears it by itself.
      if (!latest.current.pending.some((one) => one.key === key)) continue;
      if (!outcome.ok) {
        edit({ failure: outcome.refusal, share: 0 });
        continue;
      }
      learn(outcome.value.attachmentId, outcome.value);
      editPending((before) => before.filter((one) => one.key !== key));
      URL.revokeObjectURL(previewUrl);
      change([...latest.current.value, outcome.value.attachmentId]);
    }
    isSending.current = false;
  }, [change, editPending, learn]);

  const isUploading = pending.some((one) => one.failure === undefined);
  return {
    held: value.map((id) => ({ id, photo: known.get(id) ?? ("LOADING" as const) })),
    pending,
    isUploading,
    /** Takes as many as there is room for; returns how many were left out. */
    add(files: readonly File[], room: number): number {
      const taken = files.slice(0, Math.max(0, room));
      editPending((before) => [
        ...before,
        ...taken.map((file) => ({
          key: newRequestId(),
          journey: { file, fileName: file.name === "" ? "photo" : file.name.slice(-200), sizeBytes: file.size, purpose },
          previewUrl: URL.createObjectURL(file),
          share: 0,
          failure: undefined,
        })),
      ]);
      void sendNext();
      return files.length - taken.length;
    },
    retry(key: string): void {
      editPending((before) => before.map((one) => (one.key === key ? { ...one, failure: undefined } : one)));
      void sendNext();
    },
    drop(key: string): void {
      editPending((before) => before.filter((one) => one.key !== key));
    },
    remove(id: AttachmentId): void {
      change(latest.current.value.filter((one) => one !== id));
    },
    /** One place towards the beginning or the end. */
    move(id: AttachmentId, by: -1 | 1): void {
      const ids = [...latest.current.value];
      const from = ids.indexOf(id);
      const other = ids[from + by];
      if (other === undefined) return;
      [ids[from], ids[from + by]] = [other, id];
      change(ids);
    },
    /** Its link has expired, or the server was away. */
    reload: load,
  };
}

const waiting = (pending: readonly PendingPhoto[]): PendingPhoto | undefined => pending.find((one) => one.failure === undefined);
