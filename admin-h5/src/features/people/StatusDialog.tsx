import { Input } from "antd";
import { useState } from "react";
import type { OfficePersonDetail } from "@app/contract/people/officePerson.schema";
import { FormDialog } from "../../ui/FormDialog";
import { FormField, fieldState } from "../../ui/FormField";
import { Refusal } from "../../ui/Refusal";
import { resetPassword, setStatus } from "./peopleCommands";

interface Props {
  readonly person: OfficePersonDetail;
  readonly onClose: () => void;
  readonly onDone: (sentence: string) => void;
}

/** Where no SMS goes out somebody has to say it; it is shown this once. */
export function oneTimePasswordSaid({ name, username }: Pick<OfficePersonDetail, "name" | "username">, password: string): string {
  return `${name}的用户名是 ${username}，一次性密码是 ${password}。请当面或打电话告诉本人，关掉就看不到了；第一次登录会要求换成自己的密码。`;
}

/** 停用 or 启用, with its reason for the record. */
export function StatusDialog({ person, onClose, onDone }: Props) {
  const [remark, setRemark] = useState("");
  const [problem, setProblem] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const isDisabling = person.status === "ACTIVE";
  const label = isDisabling ? "停用账号" : "启用账号";
  return (
    <FormDialog
      open
      title={label}
      okText={label}
      cancelText="再想想"
      onOk={() => void submit()}
      onCancel={onClose}
      confirmLoading={isSending}
      okButtonProps={{ danger: isDisabling, ...{ "data-testid": "status-submit" } }}
    >
      <Refusal sentence={refusal} testId="status-refusal" />
      <p className="decide-who">
        {person.name}（{person.username}）。
        {isDisabling ? "停用后，用密码、手机验证码和微信都不能登录，正在使用的立即退出；岗位和记录保留。" : "启用后可以照常登录，岗位不变。"}
      </p>
      <FormField id="status-remark" label="原因" problem={problem}>
        <Input
          id="status-remark"
          maxLength={100}
          value={remark}
          onChange={(event) => setRemark(event.target.value)}
          {...fieldState("status-remark", problem)}
          data-testid="status-remark"
        />
      </FormField>
    </FormDialog>
  );

  async function submit(): Promise<void> {
    if (remark.trim().length < 2) return setProblem("请写明原因（至少 2 个字）");
    setProblem(undefined);
    setSending(true);
    const result = await setStatus(person.username, { status: isDisabling ? "DISABLED" : "ACTIVE", remark: remark.trim() });
    setSending(false);
    if (!result.ok) return setRefusal(result.refusal.message);
    onDone(isDisabling ? `${person.name}的账号已停用。` : `${person.name}的账号已启用。`);
  }
}

export function ResetDialog({ person, onClose, onDone }: Props) {
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  return (
    <FormDialog
      open
      title="清除密码"
      okText="清除密码"
      cancelText="再想想"
      onOk={() => void submit()}
      onCancel={onClose}
      confirmLoading={isSending}
      okButtonProps={{ danger: true, ...{ "data-testid": "reset-submit" } }}
    >
      <Refusal sentence={refusal} />
      <p>
        {person.name}现在的密码立即失效，所有登录和微信绑定都会结束。接着由本人用手机 {person.phoneMasked} 收验证码登录，再设置新密码；
        没有开通短信的平台会显示一个一次性密码，请转告本人。
      </p>
    </FormDialog>
  );

  async function submit(): Promise<void> {
    setSending(true);
    const result = await resetPassword(person.username);
    setSending(false);
    if (!result.ok) return setRefusal(result.refusal.message);
    const { oneTimePassword } = result.value;
    onDone(oneTimePassword === undefined ? `已清除${person.name}的密码，并发短信通知本人。` : oneTimePasswordSaid(person, oneTimePassword));
  }
}
