import type { PhoneButtonProps } from "./wechatButtonProps";

/** A browser cannot ask WeChat for the phone. */
export const hasPhoneButton: boolean = false;

export function PhoneButton(_props: PhoneButtonProps) {
  return null;
}
