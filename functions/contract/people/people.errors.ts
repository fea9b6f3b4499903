import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { lastAdminErrors, postHoldingErrors } from "../organizations/organizations.errors";
import { instantLabel, type Instant } from "../kernel/time";

export const peopleErrors = {
  ...lastAdminErrors,
  ...postHoldingErrors,
  USERNAME_TAKEN: refusalEntry(409, "这个用户名已有人使用，请换一个。", "body.username"),
  PHONE_TAKEN: refusalEntry(409, "这个手机号已登记在另一个账号上。一个手机号只能对应一个账号，请换一个号码。", "body.phone"),
  POST_UNKNOWN: refusalEntry(422, "有的岗位不存在、已删除，或不在您的管理范围内，请重新选择岗位。", "body.posts"),
  PERSON_TOO_POWERFUL: refusalEntry(403, "这个人的岗位或权限超出您的管理范围，请由上级管理员办理。"),
  OWN_ACCOUNT: refusalEntry(422, "不能停用、交接自己的账号，也不能改自己的岗位、清除自己的密码，请由其他管理员办理。"),
  OWN_PHONE: refusalEntry(422, "自己的手机号请在「通讯录」里更换，要用新号码收到的验证码确认。", "body.phone"),
  POSTS_NEEDED: refusalEntry(422, "请至少选择一个岗位。", "body.posts"),
  POSTS_TOO_WIDE: refusalEntry(422, "这些岗位的角色和区域合起来太多，一个人放不下。请少选几个岗位。", "body.posts"),
  PERSON_CHANGED: refusalEntry<{ readonly lastChange: { readonly byName: string; readonly at: Instant; readonly what: string } | undefined }>(
    409,
    ({ lastChange }) =>
      lastChange === undefined
        ? "这个人的资料刚被别人修改过。请看过最新内容再改。"
        : `「${lastChange.byName}」于 ${instantLabel(lastChange.at)} 刚修改过这个人（${lastChange.what}）。您填写的内容还在，请看过最新内容再保存。`,
  ),
  STATUS_UNCHANGED: refusalEntry<{ readonly statusLabel: string }>(409, ({ statusLabel }) => `这个账号现在就是「${statusLabel}」，不用再改。`),
  PERSON_DISABLED: refusalEntry(409, "这个账号已停用，请先启用。"),
  RECEIVER_UNKNOWN: refusalEntry(422, "没有找到接手的人，或接手的人不在您的管理范围内、已停用，请重新选择。", "body.toUsername"),
  RECEIVER_IS_LEAVER: refusalEntry(422, "接手的人不能是本人，请另选一位同事。", "body.toUsername"),
  NOTHING_TO_HAND_OVER: refusalEntry(409, "这个人没有需要交接的工作。"),
  HAND_OVER_TOO_MUCH: refusalEntry(422, "要交接的工作太多，一次办不完，请分开办理，或联系技术人员。"),
} as const;
export type PeopleRefusal = RefusalOf<typeof peopleErrors>;
