import { isDefiniteRefusal, type ApiClient } from "../kernel/apiClient";
import type { RequestId } from "../kernel/ids";
import { ok, refuse, type Result } from "../kernel/result";
import type { Attachment, AttachmentPurpose, Photo, SignedUploadForm, UploadRequested } from "./attachment.schema";
import { attachmentRoutes } from "./attachments.routes";

/** How one platform carries a form to the file store. `REFUSED`: the store answered and did not take it; `NETWORK`: no answer. */
export type SendForm<File> = (form: SignedUploadForm, file: File, onShare: (share: number) => void) => Promise<"SENT" | "REFUSED" | "NETWORK">;

/**
 * One picture's way to the server and how far it came, kept by the screen beside the picture. A retry goes on from there with the same request ids, so that it
 * sends nothing twice that has arrived (promises R2, R7).
 */
export interface PhotoJourney<File> {
  readonly file: File;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly purpose: AttachmentPurpose;
  requestId?: RequestId | undefined;
  requested?: UploadRequested | undefined;
  isSent?: boolean;
  completionId?: RequestId;
}

export interface PhotoFailure {
  readonly message: string;
  /** False when this very picture will never be taken: another must be chosen. */
  readonly canRetry: boolean;
}

const NOT_SENT: PhotoFailure = { message: "照片没有传完，请检查网络后点「重试」。", canRetry: true };

interface TravelDeps<File> {
  readonly api: ApiClient;
  readonly sendForm: SendForm<File>;
  readonly newRequestId: () => RequestId;
}

/** A picture's way, to its links. */
export async function travel<File>(
  deps: TravelDeps<File>,
  journey: PhotoJourney<File>,
  onShare: (share: number) => void,
): Promise<Result<Photo, PhotoFailure>> {
  const arrived = await travelAsFile(deps, journey, onShare);
  if (!arrived.ok) return arrived;
  return arrived.value.photo === undefined ? refuse(NOT_SENT) : ok(arrived.value.photo);
}

/** Goes as far as it can: place, file, completion. Never throws; a failure says whether trying again makes sense. */
export async function travelAsFile<File>(
  deps: TravelDeps<File>,
  journey: PhotoJourney<File>,
  onShare: (share: number) => void,
): Promise<Result<Attachment, PhotoFailure>> {
  const { purpose, fileName, sizeBytes } = journey;
  if (journey.isSent !== true) {
    journey.requestId ??= deps.newRequestId();
    const requested = await deps.api.call(attachmentRoutes.requestUpload, { body: { requestId: journey.requestId, purpose, fileName, sizeBytes } });
    if (!requested.ok) return refuse({ message: requested.refusal.message, canRetry: !isDefiniteRefusal(requested.refusal) });
    journey.requested = requested.value;
    const sent = await deps.sendForm(requested.value.upload, journey.file, onShare);
    // A form that is not taken is too old: the next try asks for a new place.
    if (sent === "REFUSED") journey.requestId = undefined;
    if (sent !== "SENT") return refuse(NOT_SENT);
    journey.isSent = true;
  }
  journey.completionId ??= deps.newRequestId();
  const attachmentId = journey.requested?.attachmentId;
  if (attachmentId === undefined) return refuse(NOT_SENT);
  const completed = await deps.api.call(attachmentRoutes.completeUpload, { params: { attachmentId }, body: { requestId: journey.completionId } });
  if (completed.ok) return completed.value.photo === undefined && completed.value.document === undefined ? refuse(NOT_SENT) : ok(completed.value);
  if (completed.refusal.code === "UPLOAD_MISSING") {
    journey.isSent = false;
    return refuse({ message: completed.refusal.message, canRetry: true });
  }
  return refuse({ message: completed.refusal.message, canRetry: !isDefiniteRefusal(completed.refusal) });
}
