import { Button, Input } from "antd";
import { useState, type FormEvent } from "react";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import { SecondStepCode } from "@app/contract/sessions/secondStep.schema";
import { secondStepRoutes } from "@app/contract/sessions/secondStep.routes";
import type { SessionAnswer } from "@app/contract/sessions/session.schema";
import { api } from "../../platform/api";
import { FormField, fieldState, problemAt } from "../../ui/FormField";

/** After the right password: the code of the authenticator app, or a recovery code. */
export function SecondStepForm({
  ticket,
  onLoggedIn,
  onRefused,
}: {
  readonly ticket: string;
  readonly onLoggedIn: (answer: SessionAnswer) => void;
  readonly onRefused: (refusal?: CallRefusal) => void;
}) {
  const [code, setCode] = useState("");
  const [isRecovery, setRecovery] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <FormField
        id="login-second-step"
        label={isRecovery ? "恢复码" : "动态码"}
        hint={isRecovery ? "设置两步验证时保存的 10 个恢复码之一，每个只能用一次。" : "打开手机上的身份验证器，输入“城市环境共治平台”下的 6 位数字。"}
        problem={problem}
      >
        <Input
          key={String(isRecovery)}
          id="login-second-step"
          size="large"
          inputMode={isRecovery ? "text" : "numeric"}
          autoComplete="one-time-code"
          maxLength={isRecovery ? 11 : 6}
          autoFocus
          value={code}
          onChange={(event) => setCode(event.target.value)}
          {...fieldState("login-second-step", problem)}
          data-testid="login-second-step"
        />
      </FormField>
      <Button type="primary" size="large" block htmlType="submit" loading={isSending} data-testid="login-second-step-submit">
        登录
      </Button>
      <p className="log-in-help">
        <button type="button" className="plain-link" onClick={turn} data-testid="login-recovery">
          {isRecovery ? "改用动态码" : "手机不在身边？用恢复码登录"}
        </button>
      </p>
      <p className="log-in-help">手机和恢复码都丢了，请联系上级管理员关闭两步验证。</p>
    </form>
  );

  function turn(): void {
    setCode("");
    setProblem(undefined);
    setRecovery(!isRecovery);
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    onRefused();
    const checked = SecondStepCode.safeParse(code);
    if (!checked.success) return setProblem(checked.error.issues[0]?.message);
    setProblem(undefined);
    setSending(true);
    const result = await api.call(secondStepRoutes.logInBySecondStep, { body: { ticket, code: checked.data } });
    setSending(false);
    if (result.ok) return onLoggedIn(result.value);
    const said = problemAt(result.refusal.fields, "code");
    setProblem(said);
    if (said === undefined) onRefused(result.refusal);
  }
}
