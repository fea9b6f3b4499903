import { Button, Input } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { TotpCode } from "@app/contract/sessions/secondStep.schema";
import { secondStepRoutes } from "@app/contract/sessions/secondStep.routes";
import { api, RefusedRead } from "../../platform/api";
import { ErrorState } from "../../ui/ErrorState";
import { FormField, fieldState, problemAt } from "../../ui/FormField";
import { Loading } from "../../ui/Loading";
import { Refusal } from "../../ui/Refusal";

/** Scan, type the first code, and it is on. */
export function SecondStepSetUpForm({ onSet, onCancel }: { readonly onSet: (recoveryCodes: readonly string[]) => void; readonly onCancel: () => void }) {
  // One secret for one visit of the form: asked again, it would be another one.
  const begun = useQuery({ queryKey: ["secondStepSetUp"], queryFn: begin, staleTime: Infinity, gcTime: 0, retry: false, refetchOnWindowFocus: false });
  const [code, setCode] = useState("");
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [notice, setNotice] = useState<string>();
  if (begun.data === undefined) return begun.error === null ? <Loading rows={4} /> : <ErrorState error={begun.error} onRetry={() => void begun.refetch()} />;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <ol className="set-up-steps">
        <li>在手机上安装身份验证器（如“腾讯身份验证器”小程序）。</li>
        <li>
          用它扫描二维码：
          <img className="set-up-qr" src={`data:image/png;base64,${begun.data.qrPngBase64}`} width={200} height={200} alt="两步验证二维码" />
          <span className="form-hint">
            扫不了？在身份验证器里手工输入密钥：<code data-testid="second-step-secret">{begun.data.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
          </span>
        </li>
        <li>输入身份验证器显示的 6 位数字。</li>
      </ol>
      <Refusal sentence={notice} />
      <FormField id="second-step-code" label="动态码" problem={problem}>
        <Input
          id="second-step-code"
          size="large"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          value={code}
          onChange={(event) => setCode(event.target.value.replace(/\D/g, ""))}
          {...fieldState("second-step-code", problem)}
          data-testid="second-step-code"
        />
      </FormField>
      <div className="account-buttons">
        <Button onClick={onCancel}>取消</Button>
        <Button type="primary" htmlType="submit" loading={isSending} data-testid="second-step-confirm">
          确认开启
        </Button>
      </div>
    </form>
  );

  async function begin() {
    const result = await api.call(secondStepRoutes.beginSecondStep, { body: {} });
    if (!result.ok) throw new RefusedRead(result.refusal);
    return result.value;
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    setNotice(undefined);
    const checked = TotpCode.safeParse(code);
    if (!checked.success) return setProblem(checked.error.issues[0]?.message);
    setProblem(undefined);
    setSending(true);
    const result = await api.call(secondStepRoutes.confirmSecondStep, { body: { code: checked.data } });
    setSending(false);
    if (result.ok) return onSet(result.value.recoveryCodes);
    const said = problemAt(result.refusal.fields, "code");
    setProblem(said);
    if (said === undefined) setNotice(result.refusal.message);
  }
}
