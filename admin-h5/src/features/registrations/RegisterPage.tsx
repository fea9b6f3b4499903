import { useQueryClient } from "@tanstack/react-query";
import { Button, Input, Radio } from "antd";
import { useState, type FormEvent, type ReactNode } from "react";
import { Link, Navigate, useNavigate } from "react-router";
import type { CaptchaAnswer } from "@app/contract/kernel/captcha";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { z } from "@app/contract/kernel/zod";
import { RequestRegistrationCode, StartRegistration } from "@app/contract/registrations/registration.schema";
import { registrationRoutes } from "@app/contract/registrations/registrations.routes";
import { REGISTRATION_KIND_ROWS, REGISTRATION_KINDS, RegistrationKind } from "@app/contract/registrations/registrationKinds";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { api } from "../../platform/api";
import { useDraft } from "../../platform/draft";
import { PATHS } from "../../platform/paths";
import { sendIntended } from "../../platform/sendIntended";
import { beginSession, useSession } from "../../platform/session";
import { CaptchaField } from "../../ui/CaptchaField";
import { fieldState, FormField, problemAt, problemsOf } from "../../ui/FormField";
import { Refusal } from "../../ui/Refusal";
import { SmsCodeField } from "../../ui/SmsCodeField";
import { usePageTitle } from "../../ui/usePageTitle";
import "./RegisterPage.css";

/** What is kept through a reload: all but the password. */
const Draft = z.object({ kind: RegistrationKind, username: z.string(), organizationName: z.string(), phone: z.string(), email: z.string() });
const BLANK: z.infer<typeof Draft> = { kind: "AGENCY", username: "", organizationName: "", phone: "", email: "" };
const ANY_ID = "0".repeat(16);

/** 机构注册, first page (seed 002, 1). */
export function RegisterPage() {
  const session = useSession();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const draft = useDraft("register", { initial: BLANK, parse: (stored) => Draft.safeParse(stored).data });
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [code, setCode] = useState("");
  const [captcha, setCaptcha] = useState<CaptchaAnswer>();
  const [round, setRound] = useState(0);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [notice, setNotice] = useState<string>();
  const [isSending, setSending] = useState(false);
  const row = REGISTRATION_KIND_ROWS[draft.value.kind];

  usePageTitle("机构注册");
  if (session.token !== undefined) return <Navigate to="/" replace />;

  const change = (part: Partial<typeof BLANK>): void => draft.keep({ ...draft.value, ...part });
  const field = (name: string, label: ReactNode, control: (state: object) => ReactNode, hint?: ReactNode) => {
    const id = `register-${name}`;
    const problem = problemAt(problems, name);
    return (
      <FormField id={id} label={label as string} hint={hint} problem={problem}>
        {control({ id, size: "large", "data-testid": id, ...fieldState(id, problem) })}
      </FormField>
    );
  };
  const textField = (name: "username" | "organizationName" | "phone" | "email", label: string, more: object, hint?: string) =>
    field(name, label, (state) => <Input {...state} {...more} value={draft.value[name]} onChange={(event) => change({ [name]: event.target.value })} />, hint);

  return (
    <div className="register">
      <main className="register-card">
        <p className="register-kicker">城市环境共治平台 · 管理后台</p>
        <h1>机构注册</h1>
        <ol className="register-steps" aria-label="注册步骤">
          <li aria-current="step">创建账号</li>
          <li>完善资料、上传授权书</li>
          <li>等待审核</li>
        </ol>
        <Refusal sentence={notice} testId="register-notice" />
        <form onSubmit={(event) => void submit(event)} noValidate>
          <div className="form-field">
            <span className="register-label">机构类型</span>
            <Radio.Group
              aria-label="机构类型"
              value={draft.value.kind}
              onChange={(event) => change({ kind: event.target.value as RegistrationKind })}
              options={REGISTRATION_KINDS.map((kind) => ({
                value: kind,
                label: <span data-testid={`register-kind-${kind}`}>{REGISTRATION_KIND_ROWS[kind].label}</span>,
              }))}
            />
            <p className="form-hint">{row.hint}</p>
          </div>
          {textField("organizationName", row.nameLabel, { maxLength: 80, autoComplete: "organization" }, "请填写全称，与公章一致。")}
          {textField(
            "username",
            "用户名",
            { maxLength: 32, autoComplete: "username", autoCapitalize: "none", spellCheck: false },
            "以字母开头，以后用它登录。",
          )}
          {field(
            "password",
            "密码",
            (state) => (
              <Input.Password {...state} autoComplete="new-password" value={password} onChange={(event) => setPassword(event.target.value)} />
            ),
            "10 位以上，同时有字母和数字。",
          )}
          {field("again", "确认密码", (state) => (
            <Input.Password {...state} autoComplete="new-password" value={again} onChange={(event) => setAgain(event.target.value)} />
          ))}
          {textField("email", "邮箱", { maxLength: 100, inputMode: "email", autoComplete: "email" }, `${row.principalLabel}的邮箱。`)}
          {textField(
            "phone",
            `${row.principalLabel}手机号`,
            { maxLength: 11, inputMode: "tel", autoComplete: "tel-national" },
            "十分重要：登录、接收通知和找回密码都用它，请填常用的号码。",
          )}
          <CaptchaField id="register-captcha" value={captcha} onChange={setCaptcha} problem={problemAt(problems, "captcha.text")} round={round} />
          <SmsCodeField
            id="register-code"
            value={code}
            onChange={setCode}
            problem={problemAt(problems, "code")}
            sentSentence="验证码已发往这个手机号，5 分钟内有效。"
            onRequest={requestCode}
          />
          <Button type="primary" size="large" block htmlType="submit" loading={isSending} data-testid="register-submit">
            下一步：完善资料
          </Button>
        </form>
        <p className="register-help">
          已有账号？<Link to={PATHS.login}>返回登录</Link>
        </p>
      </main>
    </div>
  );

  async function requestCode() {
    const { username, phone } = draft.value;
    const checked = RequestRegistrationCode.safeParse({
      requestId: ANY_ID,
      username,
      phone,
      captcha: captcha ?? { captchaId: "0".repeat(20), text: "" },
    });
    if (!checked.success) {
      setProblems(problemsOf(checked.error));
      return undefined;
    }
    setProblems([]);
    const body = { username: checked.data.username, phone: checked.data.phone, captcha: checked.data.captcha };
    const result = await sendIntended("requestRegistrationCode", body, (requestId) =>
      api.call(registrationRoutes.requestRegistrationCode, { body: { requestId, ...body } }),
    );
    // Each picture is for one use, whatever came of it.
    setCaptcha(undefined);
    setRound((before) => before + 1);
    if (!result.ok) setProblems(result.refusal.fields);
    return result;
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    setNotice(undefined);
    const checked = StartRegistration.safeParse({ requestId: ANY_ID, ...draft.value, password, code });
    const found = checked.success ? [] : problemsOf(checked.error);
    if (again !== password) found.push({ path: "again", message: "两次输入的密码不一样，请重新输入" });
    if (!checked.success || found.length > 0) return show(found, "还有内容需要填写或修改，请看红字。");
    setProblems([]);
    setSending(true);
    const { requestId: _any, ...body } = checked.data;
    // The password stays out of the intention that is kept on this computer.
    const { password: _password, ...intention } = body;
    const started = await sendIntended("startRegistration", intention, (requestId) =>
      api.call(registrationRoutes.startRegistration, { body: { requestId, ...body } }),
    );
    if (!started.ok) {
      setSending(false);
      return show(started.refusal.fields, started.refusal.message);
    }
    const entered = await api.call(sessionRoutes.logInWithPassword, { body: { username: started.value.username, password } });
    setSending(false);
    draft.discard();
    queryClient.clear();
    if (entered.ok && "token" in entered.value) beginSession(entered.value.token);
    void navigate(PATHS.myRegistration, { replace: true });
  }

  function show(found: readonly FieldProblem[], words: string): void {
    setProblems(found);
    setNotice(words);
    requestAnimationFrame(() => document.querySelector(".field-problem:not(:empty), [data-testid=register-notice]")?.scrollIntoView({ block: "center" }));
  }
}
