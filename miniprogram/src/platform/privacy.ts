import Taro from "@tarojs/taro";

/** Of the button that WeChat itself watches; `AgreeButton` carries it. */
export const AGREE_BUTTON_ID = "agree";

/**
 * WeChat's privacy protocol: before an interface that touches personal data it hands the question to us, and waits. Base libraries before 2.32.3 do not ask.
 */
export function onPrivacyAsked(ask: () => Promise<boolean>): void {
  if (!Taro.canIUse("onNeedPrivacyAuthorization")) return;
  Taro.onNeedPrivacyAuthorization((resolve) => {
    void ask().then((isAgreed) => resolve(isAgreed ? { event: "agree", buttonId: AGREE_BUTTON_ID } : { event: "disagree" }));
  });
}
