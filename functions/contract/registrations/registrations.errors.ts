import { photoClaimErrors } from "../attachments/attachment.schema";
import { approvalErrors } from "../engines/approval";
import { workflowErrors } from "../engines/workflow";
import { refusalEntry, type FieldProblem, type RefusalOf } from "../kernel/errors";
import { phoneCodeErrors } from "../kernel/phone";

/** Code → status and sentence, complete. The sentence says what happened and what to do next. */
export const registrationErrors = {
  ...workflowErrors,
  ...approvalErrors,
  ...photoClaimErrors,
  ...phoneCodeErrors,
  // Said only after a captcha, and of the phone only to whoever holds it.
  USERNAME_TAKEN: refusalEntry(409, "这个用户名已有人使用，请换一个。", "body.username"),
  PHONE_HAS_ACCOUNT: refusalEntry(409, "这个手机号已登记在另一个账号下。请用原账号登录（可用手机验证码登录），或换一个手机号。", "body.phone"),
  PASSWORD_NAMES_ACCOUNT: refusalEntry(422, "密码里不要有用户名、机构名称或手机号，请换一个。", "body.password"),
  REGISTRATION_CODES_EXHAUSTED: refusalEntry(503, "现在注册的人太多，暂时不能发送验证码，请过一小时再试；您填写的内容会保留。"),
  REGISTRATION_CONTENT_WRONG: {
    status: 422 as const,
    sentence: ({ problems }: { readonly problems: readonly FieldProblem[] }) => `${problems.map(({ message }) => message).join("；")}。`,
    fields: ({ problems }: { readonly problems: readonly FieldProblem[] }) => [...problems],
  },
  REGISTRATION_CHANGED: refusalEntry<{ readonly lastChange: string | undefined }>(
    409,
    ({ lastChange }) => `您查看之后内容有了变化${lastChange === undefined ? "" : `（${lastChange}）`}，请看过最新内容再办理。`,
  ),
} as const;
export type RegistrationRefusal = RefusalOf<typeof registrationErrors>;
