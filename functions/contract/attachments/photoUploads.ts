import type { ApiClient } from "../kernel/apiClient";
import type { AttachmentId, RequestId } from "../kernel/ids";
import type { AttachmentPurpose, Photo } from "./attachment.schema";
import { attachmentRoutes } from "./attachments.routes";
import { travel, type PhotoFailure, type PhotoJourney, type SendForm } from "./photoJourney";

/** A picture that is on its way, waits for its turn, or did not get through. */
export interface PendingPhoto<File> {
  readonly key: string;
  readonly journey: PhotoJourney<File>;
  /** 0 to 1 while it is sent. */
  readonly share: number;
  readonly failure: PhotoFailure | undefined;
}

/** Room that pictures take up on the way: one that will never be taken takes none. */
export function placesTaken(pending: readonly Pick<PendingPhoto<unknown>, "failure">[]): number {
  return pending.filter((photo) => photo.failure?.canRetry !== false).length;
}

/** What is known of a picture that the form holds. GONE: it was not used for too long, or is somebody else's. AWAY: the server did not answer. */
export type HeldPhoto = Photo | "LOADING" | "AWAY" | "GONE";

export interface PhotoUploadsState<File> {
  readonly held: ReadonlyMap<AttachmentId, HeldPhoto>;
  readonly pending: readonly PendingPhoto<File>[];
}

/** The form's own part: ids of pictures that have arrived, in the order they are shown in. */
export interface PhotoForm {
  readonly value: readonly AttachmentId[];
  readonly onChange: (ids: AttachmentId[]) => void;
  /** Pictures that the case shows already, whoever of the office uploaded them: their links came with it and need not be asked for. */
  readonly shown?: readonly Photo[] | undefined;
}

export type PhotoUploads<File> = ReturnType<typeof createPhotoUploads<File>>;

/**
 * The pictures of one form field, for any client. The form holds the ids that have arrived, so that a draft keeps them through a reload; what is under way
 * lives here. One is sent after the other: they keep the order in which they were chosen, and a phone's uplink is not shared out.
 */
export function createPhotoUploads<File>(deps: {
  readonly api: ApiClient;
  readonly sendForm: SendForm<File>;
  readonly newRequestId: () => RequestId;
  /** Told when a chosen picture is no longer shown, to free its preview. */
  readonly release: (file: File) => void;
}) {
  let state: PhotoUploadsState<File> = { held: new Map(), pending: [] };
  let form: PhotoForm = { value: [], onChange: () => undefined };
  let isSending = false;
  let isLeft = false;
  const listeners = new Set<() => void>();

  const show = (part: Partial<PhotoUploadsState<File>>): void => {
    state = { ...state, ...part };
    listeners.forEach((listener) => listener());
  };
  const learn = (id: AttachmentId, photo: HeldPhoto): void => show({ held: new Map(state.held).set(id, photo) });
  const change = (value: AttachmentId[]): void => {
    // Kept at once: two uploads may end before the form renders again.
    form = { ...form, value };
    form.onChange(value);
  };
  const edit = (key: string, part: Partial<PendingPhoto<File>>): void =>
    show({ pending: state.pending.map((photo) => (photo.key === key ? { ...photo, ...part } : photo)) });
  const drop = (key: string): void => {
    const dropped = state.pending.find((photo) => photo.key === key);
    if (dropped === undefined) return;
    show({ pending: state.pending.filter((photo) => photo.key !== key) });
    deps.release(dropped.journey.file);
  };
  const waiting = (): PendingPhoto<File> | undefined => (isLeft ? undefined : state.pending.find((photo) => photo.failure === undefined));

  async function load(id: AttachmentId): Promise<void> {
    learn(id, "LOADING");
    const found = await deps.api.call(attachmentRoutes.getAttachment, { params: { attachmentId: id } });
    learn(id, found.ok ? (found.value.photo ?? "GONE") : found.refusal.status === 404 ? "GONE" : "AWAY");
  }

  async function sendWaiting(): Promise<void> {
    if (isSending) return;
    isSending = true;
    for (let next = waiting(); next !== undefined; next = waiting()) {
      const { key, journey } = next;
      const outcome = await travel(deps, journey, (share) => edit(key, { share }));
      // Taken off by the person meanwhile: it stays unused on the server, which clears it by itself.
      if (!state.pending.some((photo) => photo.key === key)) continue;
      if (!outcome.ok) {
        edit(key, { failure: outcome.refusal, share: 0 });
        continue;
      }
      learn(outcome.value.attachmentId, outcome.value);
      drop(key);
      if (!isLeft) change([...form.value, outcome.value.attachmentId]);
    }
    isSending = false;
  }

  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: (): PhotoUploadsState<File> => state,
    /** The form as it is now; after each render of its field. */
    follow(now: PhotoForm): void {
      form = now;
      isLeft = false;
      for (const id of now.value) {
        if (state.held.has(id)) continue;
        const shown = now.shown?.find((photo) => photo.attachmentId === id);
        if (shown === undefined) void load(id);
        else learn(id, shown);
      }
    },
    /** The field is gone: nothing more is sent, and the form is told nothing more. */
    leave(): void {
      isLeft = true;
      for (const photo of state.pending) deps.release(photo.journey.file);
    },
    /** Takes as many as there is room for; returns how many were left out. */
    add(chosen: readonly { readonly file: File; readonly fileName: string; readonly sizeBytes: number }[], purpose: AttachmentPurpose, room: number): number {
      const taken = chosen.slice(0, Math.max(0, room));
      for (const { file } of chosen.slice(taken.length)) deps.release(file);
      // The end of a long name says what it is.
      const journeys = taken.map(({ file, fileName, sizeBytes }) => ({ file, fileName: fileName.trim().slice(-100) || "photo", sizeBytes, purpose }));
      show({ pending: [...state.pending, ...journeys.map((journey) => ({ key: deps.newRequestId(), journey, share: 0, failure: undefined }))] });
      void sendWaiting();
      return chosen.length - taken.length;
    },
    retry(key: string): void {
      edit(key, { failure: undefined });
      void sendWaiting();
    },
    drop,
    remove: (id: AttachmentId): void => change(form.value.filter((one) => one !== id)),
    /** One place towards the beginning or the end. */
    move(id: AttachmentId, by: -1 | 1): void {
      const ids = [...form.value];
      const from = ids.indexOf(id);
      const other = ids[from + by];
      if (from < 0 || other === undefined) return;
      [ids[from], ids[from + by]] = [other, id];
      change(ids);
    },
    /** Its link has expired, or the server was away. */
    reload: load,
  };
}
