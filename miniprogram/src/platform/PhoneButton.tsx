import { Button as WechatButton, Text } from "@tarojs/components";
import "./wechatButton.css";
import type { PhoneButtonProps } from "./wechatButtonProps";

export const hasPhoneButton: boolean = true;

/** 手机号快速验证: WeChat asks the person, and gives a code for our server. */
export function PhoneButton({ id, onCode, onNone, children }: PhoneButtonProps) {
  return (
    <WechatButton
      id={id}
      className="wechat-button button button--secondary"
      openType="getPhoneNumber"
      onGetPhoneNumber={({ detail }) => {
        const { code } = detail as { readonly code?: string };
        if (code === undefined || code === "") onNone();
        else onCode(code);
      }}
    >
      <Text className="button__text">{children}</Text>
    </WechatButton>
  );
}
