import { Button, Input } from "antd";
import { useState, type FormEvent } from "react";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import { type CaptchaAnswer, captchaErrors } from "@app/contract/kernel/captcha";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { PasswordLogIn, type SessionAnswer } from "@app/contract/sessions/session.schema";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { api } from "../../platform/api";
import { CaptchaField } from "../../ui/CaptchaField";
import { FormField, fieldState, problemAt, problemsOf } from "../../ui/FormField";

const CAPTCHA_CODES: readonly string[] = Object.keys(captchaErrors);

export function PasswordForm({
  onLoggedIn,
  onSecondStep,
  onRefused,
}: {
  readonly onLoggedIn: (answer: SessionAnswer) => void;
  /** The password was right, and a code of the authenticator app is to follow. */
  readonly onSecondStep: (ticket: string) => void;
  readonly onRefused: (refusal?: CallRefusal) => void;
}) {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  // Asked for after wrong passwords, of this account or from this network; then it stays.
  const [asksCaptcha, setAsksCaptcha] = useState(false);
  const [captcha, setCaptcha] = useState<CaptchaAnswer>();
  const [round, setRound] = useState(0);
  const [isSending, setSending] = useState(false);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <FormField id="login-username" label="用户名" problem={problemAt(problems, "username")}>
        <Input
          id="login-username"
          size="large"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          value={username}
          onChange={(event) => setUsername(event.target.value)}
          {...fieldState("login-username", problemAt(problems, "username"))}
          data-testid="login-username"
        />
      </FormField>
      <FormField id="login-password" label="密码" problem={problemAt(problems, "password")}>
        <Input.Password
          id="login-password"
          size="large"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          {...fieldState("login-password", problemAt(problems, "password"))}
          data-testid="login-password"
        />
      </FormField>
      {asksCaptcha ? (
        <CaptchaField id="login-captcha" value={captcha} onChange={setCaptcha} problem={problemAt(problems, "captcha.text")} round={round} />
      ) : null}
      <Button type="primary" size="large" block htmlType="submit" loading={isSending} data-testid="login-submit">
        登录
      </Button>
    </form>
  );

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    onRefused();
    // The contract's own check, so that an empty field is said at once and in the same words.
    const checked = PasswordLogIn.safeParse({ username, password, ...(asksCaptcha ? { captcha: captcha ?? { captchaId: "", text: "" } } : {}) });
    if (!checked.success) return setProblems(problemsOf(checked.error));
    setProblems([]);
    setSending(true);
    const result = await api.call(sessionRoutes.logInWithPassword, { body: checked.data });
    setSending(false);
    if (!result.ok && CAPTCHA_CODES.includes(result.refusal.code)) setAsksCaptcha(true);
    // A picture is for one use, whatever came of it.
    setCaptcha(undefined);
    setRound((before) => before + 1);
    if (result.ok) return onLoggedIn(result.value);
    setProblems(result.refusal.fields);
    const ticket = result.refusal.code === "SECOND_STEP_NEEDED" ? result.refusal.details?.["ticket"] : undefined;
    if (typeof ticket === "string") return onSecondStep(ticket);
    if (!["username", "password", "captcha.text"].some((field) => problemAt(result.refusal.fields, field) !== undefined)) onRefused(result.refusal);
  }
}
