import type { SendForm } from "@app/contract/attachments/photoJourney";
import { serverAddress } from "./http";
import type { ChosenPhoto } from "./photoOutcome";

/** A slow evening on the road: 20 MB at half a megabit. */
const TIMEOUT_MS = 330_000;

/** By XMLHttpRequest, because fetch tells nothing of how far an upload has come. */
export const sendForm: SendForm<ChosenPhoto> = (form, { blob, fileName }, onShare) =>
  new Promise((resolve) => {
    if (blob === undefined) return resolve("NETWORK");
    const body = new FormData();
    for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
    body.append("file", blob, fileName);
    const request = new XMLHttpRequest();
    request.open("POST", serverAddress(form.url));
    request.timeout = TIMEOUT_MS;
    request.upload.onprogress = ({ loaded, total }) => onShare(total === 0 ? 0 : loaded / total);
    request.onload = () => resolve(request.status >= 200 && request.status < 300 ? "SENT" : request.status < 500 ? "REFUSED" : "NETWORK");
    request.onerror = request.ontimeout = request.onabort = () => resolve("NETWORK");
    request.send(body);
  });
