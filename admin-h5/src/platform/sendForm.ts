import type { SendForm } from "@app/contract/attachments/photoJourney";

/** A chosen file and the address under which this page shows it meanwhile. */
export interface PickedFile {
  readonly blob: File;
  readonly previewUrl: string;
}

/** A phone's slow evening: 20 MB at half a megabit. */
const TIMEOUT_MS = 330_000;

/** By XMLHttpRequest, because fetch tells nothing of how far an upload has come. */
export const sendForm: SendForm<PickedFile> = (form, { blob }, onShare) =>
  new Promise((resolve) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
    body.append("file", blob, blob.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.url);
    request.timeout = TIMEOUT_MS;
    request.upload.onprogress = ({ loaded, total }) => onShare(total === 0 ? 0 : loaded / total);
    request.onload = () => resolve(request.status >= 200 && request.status < 300 ? "SENT" : request.status < 500 ? "REFUSED" : "NETWORK");
    request.onerror = request.ontimeout = request.onabort = () => resolve("NETWORK");
    request.send(body);
  });
