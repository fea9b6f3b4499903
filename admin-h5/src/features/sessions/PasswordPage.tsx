import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { useState, type FormEvent } from "react";
import { Link } from "react-router";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { NewPassword, PASSWORD_RULE } from "@app/contract/sessions/newPassword";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { api } from "../../platform/api";
import { now } from "../../platform/clock";
import { useMe } from "../../platform/currentUser";
import { newRequestId } from "../../platform/requestId";
import { FormField, fieldState, problemAt, problemsOf } from "../../ui/FormField";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { Refusal } from "../../ui/Refusal";
import "./PasswordPage.css";

/** A new password: after the old one, or without it for a quarter of an hour after a log-in by phone. */
export function PasswordPage() {
  const me = useMe();
  const queryClient = useQueryClient();
  const [needsOld, setNeedsOld] = useState(() => me.passwordResetUntil === undefined || me.passwordResetUntil <= now());
  const [oldPassword, setOldPassword] = useState("");
  const [newPassword, setNewPassword] = useState("");
  const [again, setAgain] = useState("");
  // A try after a lost answer is the same command; a password is kept nowhere, so the id lives with the page alone.
  const [requestId, setRequestId] = useState(newRequestId);
  const [isSending, setSending] = useState(false);
  const [isDone, setDone] = useState(false);
  const [notice, setNotice] = useState<string>();
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);

  return (
    <div className="page">
      <PageHeader title={needsOld ? "修改密码" : "设置新密码"} lead={`账号：${me.username ?? ""}（${me.name}）`} />
      <Panel>
        {isDone ? (
          <div className="password-form" role="status" data-testid="password-done">
            <Alert
              type="success"
              showIcon
              title="新密码已生效"
              description="其他电脑和手机上的登录已全部退出，请用新密码重新登录；微信里绑定的工作账号也要重新绑定一次。"
            />
            <Link className="link-button" to="/">
              返回首页
            </Link>
          </div>
        ) : (
          <form className="password-form" onSubmit={(event) => void submit(event)} noValidate>
            <Refusal sentence={notice} testId="password-notice" />
            <input type="text" className="visually-hidden" autoComplete="username" value={me.username ?? ""} readOnly tabIndex={-1} aria-hidden />
            {needsOld ? field("old-password", "当前密码", "oldPassword", oldPassword, setOldPassword, "current-password") : null}
            {field("new-password", "新密码", "newPassword", newPassword, setNewPassword, "new-password", PASSWORD_RULE)}
            {field("again-password", "再输一次新密码", "again", again, setAgain, "new-password")}
            <Button type="primary" size="large" htmlType="submit" loading={isSending} data-testid="password-submit">
              {needsOld ? "修改密码" : "设置新密码"}
            </Button>
          </form>
        )}
      </Panel>
    </div>
  );

  function field(id: string, label: string, path: string, value: string, onChange: (text: string) => void, autoComplete: string, hint?: string) {
    const problem = problemAt(problems, path);
    return (
      <FormField id={id} label={label} hint={hint} problem={problem}>
        <Input.Password
          id={id}
          size="large"
          autoComplete={autoComplete}
          value={value}
          onChange={(event) => {
            onChange(event.target.value);
            setRequestId(newRequestId());
          }}
          {...fieldState(id, problem)}
          data-testid={id}
        />
      </FormField>
    );
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    setNotice(undefined);
    const checked = NewPassword.safeParse(newPassword);
    const found: FieldProblem[] = [
      ...(needsOld && oldPassword === "" ? [{ path: "oldPassword", message: "请填写当前密码" }] : []),
      ...(checked.success ? [] : problemsOf(checked.error).map((problem) => ({ ...problem, path: "newPassword" }))),
      ...(checked.success && again !== newPassword ? [{ path: "again", message: "两次输入的新密码不一样，请重新输入" }] : []),
    ];
    setProblems(found);
    if (found.length > 0) return;
    setSending(true);
    const result = await api.call(sessionRoutes.setPassword, { body: { requestId, newPassword, ...(needsOld ? { oldPassword } : {}) } });
    setSending(false);
    if (result.ok) {
      setDone(true);
      void queryClient.invalidateQueries({ queryKey: ["me"] });
      return;
    }
    if (result.refusal.code === "OLD_PASSWORD_NEEDED") setNeedsOld(true);
    if (result.refusal.status !== 0 && result.refusal.status < 500) setRequestId(newRequestId());
    setProblems(result.refusal.fields);
    if (result.refusal.fields.length === 0) setNotice(result.refusal.message);
  }
}
