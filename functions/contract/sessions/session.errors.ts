import { captchaErrors } from "../kernel/captcha";
import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { phoneCodeErrors } from "../kernel/phone";
import { wechatNotSetUpErrors } from "../kernel/outsideServices";

export const sessionErrors = {
  // One sentence for both, so that nobody can learn which user names exist.
  CREDENTIALS_WRONG: refusalEntry(401, "用户名或密码不正确，请重新输入。", "body.password"),
  ACCOUNT_LOCKED: refusalEntry<{ readonly minutesLeft: number }>(
    429,
    ({ minutesLeft }) => `密码多次输错，账号已暂时锁定，请 ${minutesLeft} 分钟后再试，或联系上级管理员。`,
  ),
  // Said only to who has shown the password or the phone, so that nobody else learns of it.
  ACCOUNT_DISABLED: refusalEntry(403, "这个账号已停用，不能登录。如有疑问，请联系本单位或上级管理员。"),
  POST_NOT_HELD: refusalEntry(409, "您已不担任这个岗位，请刷新页面后重新选择。"),
  WECHAT_CODE_WRONG: refusalEntry(401, "微信登录凭证已失效，请返回重新登录。"),
  WECHAT_UNAVAILABLE: refusalEntry(503, "暂时连接不上微信，请稍后再试。"),
  ...wechatNotSetUpErrors,
  REDIRECT_NOT_ALLOWED: refusalEntry(422, "登录后要返回的地址不是本平台的地址，请从本平台的页面登录。", "query.redirectUri"),
  // The password or the code to the phone was right; the ticket goes with the second step, for five minutes.
  SECOND_STEP_NEEDED: refusalEntry<{ readonly ticket: string }>(401, "请再输入身份验证器里的 6 位动态码。"),
  SECOND_STEP_TICKET_OVER: refusalEntry(401, "登录等待超时，请重新输入用户名和密码。"),
  SECOND_STEP_CODE_WRONG: refusalEntry(422, "动态码不正确或已经用过，请等下一个动态码再输入。", "body.code"),
  ...captchaErrors,
  ...phoneCodeErrors,
  OLD_PASSWORD_NEEDED: refusalEntry(422, "请填写当前密码。忘记了可以退出后用手机验证码登录，再设置新密码。", "body.oldPassword"),
  OLD_PASSWORD_WRONG: refusalEntry(422, "当前密码不正确，请重新输入。", "body.oldPassword"),
  PASSWORD_NAMES_ACCOUNT: refusalEntry(422, "新密码里不要有姓名、用户名或手机号，请换一个。", "body.newPassword"),
  PASSWORD_TOO_SHORT: refusalEntry<{ readonly lengthMin: number }>(422, ({ lengthMin }) => `新密码至少 ${lengthMin} 位，请加长。`, "body.newPassword"),
  PASSWORD_USED_BEFORE: refusalEntry(422, "新密码不能和最近用过的 5 个密码相同，请换一个。", "body.newPassword"),
  PASSWORD_UNCHANGED: refusalEntry(422, "新密码和当前密码相同，请换一个。", "body.newPassword"),
  BIND_BY_PHONE: refusalEntry(409, "这个账号开启了两步验证，只凭密码不能绑定微信。请改用登记的姓名和手机号绑定。"),
  STAFF_ALREADY_BOUND: refusalEntry(409, "这个微信已绑定其他工作账号。请先退出原账号，或联系管理员解除绑定。"),
} as const;
export type SessionRefusal = RefusalOf<typeof sessionErrors>;
