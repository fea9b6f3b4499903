import Taro from "@tarojs/taro";
import type { SendForm } from "@app/contract/attachments/photoJourney";
import { serverAddress } from "./http";
import type { ChosenPhoto } from "./photoOutcome";

/** A slow evening on the road: 20 MB at half a megabit. */
const TIMEOUT_MS = 330_000;

/** wx.uploadFile sends the form's fields first and the file last, which is what a file store asks for. */
export const sendForm: SendForm<ChosenPhoto> = async (form, { previewUrl }, onShare) => {
  try {
    const task = Taro.uploadFile({ url: serverAddress(form.url), filePath: previewUrl, name: "file", formData: form.fields, timeout: TIMEOUT_MS });
    task.progress(({ progress }) => onShare(progress / 100));
    const { statusCode } = await task;
    return statusCode >= 200 && statusCode < 300 ? "SENT" : statusCode < 500 ? "REFUSED" : "NETWORK";
  } catch {
    return "NETWORK";
  }
};
