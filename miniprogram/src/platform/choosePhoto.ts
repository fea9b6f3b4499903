import Taro from "@tarojs/taro";
import type { ChooseOutcome, ChosenPhoto } from "./photoOutcome";

/** WeChat takes at most so many at once; a person may come again. */
const AT_ONCE_MAX = 9;

/** From the album or the camera. WeChat sends a smaller JPEG unless the person asks for the original. */
export async function choosePhotos(count: number): Promise<ChooseOutcome> {
  try {
    const { tempFiles } = await chooseMedia(Math.min(count, AT_ONCE_MAX));
    return {
      kind: "CHOSEN",
      photos: tempFiles.map(({ tempFilePath, size }) => ({ previewUrl: tempFilePath, fileName: nameOf(tempFilePath), sizeBytes: size })),
    };
  } catch (error) {
    const message = typeof error === "object" && error !== null && "errMsg" in error ? String(error.errMsg) : String(error);
    return { kind: message.includes("cancel") ? "CANCELLED" : /auth|deny|privacy/i.test(message) ? "DENIED" : "UNAVAILABLE" };
  }
}

/** By its callbacks: Taro hands this call over as it is, and an older WeChat returns no promise. */
function chooseMedia(count: number): Promise<Taro.chooseMedia.SuccessCallbackResult> {
  return new Promise((resolve, reject) => {
    void Taro.chooseMedia({
      count,
      mediaType: ["image"],
      sourceType: ["album", "camera"],
      sizeType: ["compressed", "original"],
      success: resolve,
      fail: reject,
    });
  });
}

/** WeChat clears its temporary files by itself. */
export function releasePhoto(_photo: ChosenPhoto): void {}

/** `wxfile://tmp_4f2c….jpg`: nothing a person wrote, but its ending says what WeChat made of it. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
