import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { useEffect, useState, type FormEvent } from "react";
import { Navigate, useSearchParams } from "react-router";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { PasswordLogIn } from "@app/contract/sessions/session.schema";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { api } from "../../platform/api";
import { beginSession, useSession } from "../../platform/session";
import "./LogInPage.css";

export function LogInPage() {
  const session = useSession();
  const queryClient = useQueryClient();
  const [query] = useSearchParams();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [isSending, setSending] = useState(false);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [notice, setNotice] = useState<string>();

  useEffect(() => {
    document.title = "登录 · 城市环境共治平台 · 管理后台";
  }, []);
  if (session.token !== undefined) return <Navigate to={localPath(query.get("returnTo"))} replace />;

  const problemAt = (field: "username" | "password") => problems.find((problem) => problem.path === field || problem.path === `body.${field}`)?.message;
  const banner = notice ?? session.endedBecause;

  return (
    <div className="log-in">
      <div className="log-in-scene" aria-hidden>
        <i className="hill hill-far" />
        <i className="hill hill-mid" />
        <i className="hill hill-near" />
      </div>
      <main className="log-in-card">
        <p className="log-in-kicker">管理后台</p>
        <h1>城市环境共治平台</h1>
        {banner === undefined ? null : (
          <Alert className="log-in-notice" type={notice === undefined ? "info" : "error"} showIcon title={banner} data-testid="login-notice" role="alert" />
        )}
        <form onSubmit={(event) => void submit(event)} noValidate>
          <label htmlFor="username">用户名</label>
          <Input
            id="username"
            size="large"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            value={username}
            onChange={(event) => setUsername(event.target.value)}
            {...fieldState("username", problemAt("username"))}
            data-testid="login-username"
          />
          <FieldMessage field="username" message={problemAt("username")} />
          <label htmlFor="password">密码</label>
          <Input.Password
            id="password"
            size="large"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            {...fieldState("password", problemAt("password"))}
            data-testid="login-password"
          />
          <FieldMessage field="password" message={problemAt("password")} />
          <Button type="primary" size="large" block htmlType="submit" loading={isSending} data-testid="login-submit">
            登录
          </Button>
        </form>
        <p className="log-in-help">忘记密码或账号被锁定，请联系上级管理员。</p>
      </main>
    </div>
  );

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    setNotice(undefined);
    // The contract's own check, so that an empty field is said at once and in the same words.
    const checked = PasswordLogIn.safeParse({ username, password });
    if (!checked.success) return setProblems(checked.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })));
    setProblems([]);
    setSending(true);
    const result = await api.call(sessionRoutes.logInWithPassword, { body: checked.data });
    setSending(false);
    if (result.ok) {
      // Nothing that the person before could see may show up now.
      queryClient.clear();
      queryClient.setQueryData(["me", result.value.token], result.value.me);
      beginSession(result.value.token);
      return;
    }
    setProblems(result.refusal.fields);
    const isSaidAtField = result.refusal.fields.some((problem) => problem.path === "body.username" || problem.path === "body.password");
    setNotice(isSaidAtField ? undefined : result.refusal.message);
  }
}

function fieldState(field: string, message: string | undefined) {
  return message === undefined ? {} : { status: "error" as const, "aria-invalid": true, "aria-describedby": `${field}-problem` };
}

function FieldMessage({ field, message }: { readonly field: string; readonly message: string | undefined }) {
  return (
    <p id={`${field}-problem`} className="field-problem" role={message === undefined ? undefined : "alert"} data-testid={`login-${field}-problem`}>
      {message}
    </p>
  );
}

/** Only a path of ours: an address from outside must not lead away after a log-in. */
function localPath(returnTo: string | null): string {
  return returnTo !== null && /^\/(?![/\\])/.test(returnTo) ? returnTo : "/";
}
