import Taro from "@tarojs/taro";
import { leaveByEscape } from "./leaveByEscape";

/** For what needs no answer. Anything a person must act on belongs on the page. */
export function toast(message: string): void {
  // Short enough to be read by a slow reader; the icon would cut the text to seven characters.
  void Taro.showToast({ title: message, icon: "none", duration: 2500 });
}

/** @returns whether the person agreed */
export async function confirm(question: {
  readonly title: string;
  readonly message: string;
  /** At most four characters (WeChat's limit). Say what happens, such as 取消预约. */
  readonly confirmText: string;
  readonly cancelText?: string;
  readonly isDangerous?: boolean;
}): Promise<boolean> {
  const stop = leaveByEscape(".taro-model__cancel");
  try {
    const answer = await Taro.showModal({
      title: question.title,
      content: question.message,
      confirmText: question.confirmText,
      cancelText: question.cancelText ?? "再想想",
      confirmColor: question.isDangerous === true ? "#b3261e" : "#0b7a55",
    });
    return answer.confirm;
  } catch {
    return false;
  } finally {
    stop();
  }
}
