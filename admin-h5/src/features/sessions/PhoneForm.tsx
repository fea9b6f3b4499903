import { Button, Input } from "antd";
import { useState, type FormEvent } from "react";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { MobilePhone, SmsCode } from "@app/contract/kernel/phone";
import type { SessionAnswer } from "@app/contract/sessions/session.schema";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { api } from "../../platform/api";
import { sendIntended } from "../../platform/sendIntended";
import { FormField, fieldState, problemAt, problemsOf } from "../../ui/FormField";
import { SmsCodeField } from "../../ui/SmsCodeField";

/** Seed 000, 九-6: the phone on file stands in for a forgotten password. */
export function PhoneForm({
  buttonLabel,
  onLoggedIn,
  onSecondStep,
  onRefused,
}: {
  readonly buttonLabel: string;
  readonly onLoggedIn: (answer: SessionAnswer) => void;
  /** The code was right, and one of the authenticator app is to follow. */
  readonly onSecondStep: (ticket: string) => void;
  readonly onRefused: (refusal?: CallRefusal) => void;
}) {
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  const [isSending, setSending] = useState(false);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <FormField id="login-phone" label="手机号" problem={problemAt(problems, "phone")}>
        <Input
          id="login-phone"
          size="large"
          inputMode="tel"
          autoComplete="tel-national"
          maxLength={11}
          autoFocus
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
          {...fieldState("login-phone", problemAt(problems, "phone"))}
          data-testid="login-phone"
        />
      </FormField>
      <SmsCodeField
        id="login-code"
        value={code}
        onChange={setCode}
        problem={problemAt(problems, "code")}
        sentSentence="如果这个手机号是后台账号登记的手机，验证码会在 1 分钟内发到，5 分钟内有效。"
        onRequest={requestCode}
      />
      <Button type="primary" size="large" block htmlType="submit" loading={isSending} data-testid="login-phone-submit">
        {buttonLabel}
      </Button>
    </form>
  );

  async function requestCode() {
    onRefused();
    const checked = MobilePhone.safeParse(phone);
    if (!checked.success) {
      setProblems(problemsOf(checked.error).map((problem) => ({ ...problem, path: "phone" })));
      return undefined;
    }
    setProblems([]);
    return sendIntended("requestLogInCode", checked.data, (requestId) =>
      api.call(sessionRoutes.requestLogInCode, { body: { requestId, phone: checked.data } }),
    );
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    onRefused();
    const checks = [
      ["phone", MobilePhone.safeParse(phone)],
      ["code", SmsCode.safeParse(code)],
    ] as const;
    const found = checks.flatMap(([path, check]) => (check.success ? [] : problemsOf(check.error).map((problem) => ({ ...problem, path }))));
    setProblems(found);
    if (found.length > 0) return;
    setSending(true);
    const body = { phone: phone.trim(), code: code.trim() };
    const result = await sendIntended("logInByPhone", body, (requestId) => api.call(sessionRoutes.logInByPhone, { body: { requestId, ...body } }));
    setSending(false);
    if (result.ok) return onLoggedIn(result.value);
    const ticket = result.refusal.code === "SECOND_STEP_NEEDED" ? result.refusal.details?.["ticket"] : undefined;
    if (typeof ticket === "string") return onSecondStep(ticket);
    setProblems(result.refusal.fields);
    if (problemAt(result.refusal.fields, "phone") === undefined && problemAt(result.refusal.fields, "code") === undefined) onRefused(result.refusal);
  }
}
