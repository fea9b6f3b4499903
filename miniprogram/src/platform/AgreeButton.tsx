import { Button as WechatButton, Text } from "@tarojs/components";
import "./wechatButton.css";
import type { AgreeButtonProps } from "./wechatButtonProps";

/** WeChat counts only a tap on its own button as agreement to the privacy protocol. */
export function AgreeButton({ id, onAgree, children }: AgreeButtonProps) {
  return (
    <WechatButton id={id} className="wechat-button button button--primary" openType="agreePrivacyAuthorization" onAgreePrivacyAuthorization={onAgree}>
      <Text className="button__text">{children}</Text>
    </WechatButton>
  );
}
