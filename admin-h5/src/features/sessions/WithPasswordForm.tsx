import { Button, Input } from "antd";
import { useState, type FormEvent } from "react";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import { FormField, fieldState, problemAt } from "../../ui/FormField";
import { Refusal } from "../../ui/Refusal";

/** A change of one's account that its password confirms. */
export function WithPasswordForm<Answer>({
  lead,
  button,
  send,
  onDone,
  onCancel,
}: {
  readonly lead: string;
  readonly button: string;
  readonly send: (password: string) => Promise<Result<Answer, CallRefusal>>;
  readonly onDone: (answer: Answer) => void;
  readonly onCancel: () => void;
}) {
  const [password, setPassword] = useState("");
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [notice, setNotice] = useState<string>();
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <p>{lead}</p>
      <Refusal sentence={notice} />
      <FormField id="account-password" label="当前密码" problem={problem}>
        <Input.Password
          id="account-password"
          size="large"
          autoComplete="current-password"
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          {...fieldState("account-password", problem)}
          data-testid="account-password"
        />
      </FormField>
      <div className="account-buttons">
        <Button onClick={onCancel}>取消</Button>
        <Button type="primary" htmlType="submit" loading={isSending} data-testid="account-password-submit">
          {button}
        </Button>
      </div>
    </form>
  );

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    setNotice(undefined);
    setProblem(password === "" ? "请填写当前密码" : undefined);
    if (password === "") return;
    setSending(true);
    const result = await send(password);
    setSending(false);
    if (result.ok) return onDone(result.value);
    const said = problemAt(result.refusal.fields, "password");
    setProblem(said);
    if (said === undefined) setNotice(result.refusal.message);
  }
}
