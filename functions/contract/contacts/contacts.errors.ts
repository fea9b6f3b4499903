import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { phoneCodeErrors } from "../kernel/phone";
import { instantLabel, type Instant } from "../kernel/time";

export const contactErrors = {
  ...phoneCodeErrors,
  CONTACT_CHANGED: refusalEntry<{ readonly lastChange: { readonly byName: string; readonly at: Instant } | undefined }>(
    409,
    ({ lastChange }) =>
      `这位联系人的信息刚被${lastChange === undefined ? "别人" : `「${lastChange.byName}」于 ${instantLabel(lastChange.at)} `}修改过。请关闭后重新打开，看过最新内容再改。`,
  ),
  PHONE_TAKEN: refusalEntry(409, "这个手机号已登记在另一个账号上。一个手机号只能对应一个账号，请换一个号码，或联系上级管理员。", "body.phone"),
  CONTACT_TOO_POWERFUL: refusalEntry(403, "这位联系人还担任您不能授予的职务，手机号要由他本人或上级管理员更换。其他内容可以修改。", "body.phone"),
  CODE_NEEDED: refusalEntry(422, "更换手机号，请先获取并填写发到新号码的验证码。", "body.code"),
  PHONE_UNCHANGED: refusalEntry(422, "这就是现在登记的手机号，不用验证。", "body.phone"),
} as const;
export type ContactRefusal = RefusalOf<typeof contactErrors>;
