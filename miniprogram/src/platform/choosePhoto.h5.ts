import { PHOTO_ACCEPT } from "@app/contract/attachments/attachment.schema";
import type { ChooseOutcome, ChosenPhoto } from "./photoOutcome";

/** The browser's own dialog; on a phone it offers the camera, and hands over JPEG where the album has HEIC. */
export function choosePhotos(count: number): Promise<ChooseOutcome> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = PHOTO_ACCEPT;
    input.multiple = count > 1;
    input.hidden = true;
    // Some browsers forget an input that is in no document while its dialog is open.
    document.body.appendChild(input);
    const finish = (outcome: ChooseOutcome): void => {
      input.remove();
      resolve(outcome);
    };
    input.addEventListener("cancel", () => finish({ kind: "CANCELLED" }));
    input.addEventListener("change", () => {
      const photos = [...(input.files ?? [])].map((blob) => ({ previewUrl: URL.createObjectURL(blob), fileName: blob.name, sizeBytes: blob.size, blob }));
      finish({ kind: "CHOSEN", photos });
    });
    input.click();
  });
}

export function releasePhoto({ previewUrl }: ChosenPhoto): void {
  URL.revokeObjectURL(previewUrl);
}
