import sharp from "sharp";
import type { ApiClient, CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import { ok } from "@app/contract/kernel/result";
import type { Attachment, AttachmentPurpose, UploadRequested } from "@app/contract/attachments/attachment.schema";
import { attachmentRoutes } from "@app/contract/attachments/attachments.routes";
import { newRequestId } from "./startTestProduct";

/** Haikou, as a phone writes it. */
export const CAMERA = { takenAt: "2026-03-06T14:32:10", latitude: 20.079722, longitude: 110.318333 };

/** A JPEG as a phone makes it: held upright (orientation 6), with place, time and a maker's name. `noise` makes it as large as a real one. */
export async function phonePhoto(size: { width: number; height: number } = { width: 640, height: 480 }, noise = false): Promise<Buffer> {
  const { width, height } = size;
  const picture = noise
    ? sharp({ create: { width, height, channels: 3, background: "#888", noise: { type: "gaussian", mean: 128, sigma: 60 } } })
    : sharp({ create: { width, height, channels: 3, background: "#2a7" } });
  return picture
    .withExif({
      IFD0: { Make: "ACME-PHONE" },
      IFD2: { DateTimeOriginal: "2026:03:06 14:32:10" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "20/1 4/1 47/1", GPSLongitudeRef: "E", GPSLongitude: "110/1 19/1 6/1" },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** Sends a form as a browser and wx.uploadFile do: the fields first, then the file. */
export async function sendForm(baseUrl: string, upload: UploadRequested["upload"], bytes: Uint8Array, fileName = "photo.jpg"): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append("file", new Blob([bytes as Uint8Array<ArrayBuffer>]), fileName);
  return fetch(new URL(upload.url, baseUrl), { method: "POST", body: form });
}

/** The whole way of a picture as a client goes it; the answer is the completion's. */
export async function uploadPhoto(
  client: ApiClient,
  baseUrl: string,
  bytes: Uint8Array,
  options: { readonly fileName?: string; readonly purpose?: AttachmentPurpose } = {},
): Promise<Result<Attachment, CallRefusal>> {
  const fileName = options.fileName ?? "photo.jpg";
  const requested = await client.call(attachmentRoutes.requestUpload, {
    body: { requestId: newRequestId(), purpose: options.purpose ?? "TEAM_VISIT_PHOTO", fileName, sizeBytes: bytes.byteLength },
  });
  if (!requested.ok) return requested;
  const sent = await sendForm(baseUrl, requested.value.upload, bytes, fileName);
  if (!sent.ok) throw new Error(`the file store answered ${sent.status}: ${await sent.text()}`);
  const completed = await client.call(attachmentRoutes.completeUpload, {
    params: { attachmentId: requested.value.attachmentId },
    body: { requestId: newRequestId() },
  });
  return completed.ok ? ok(completed.value) : completed;
}
