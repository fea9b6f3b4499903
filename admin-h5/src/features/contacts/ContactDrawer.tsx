import { Button, Drawer, Input } from "antd";
import { useState, type FormEvent } from "react";
import { ChangeContact, ChangePlatformContact, PLATFORM_CONTACT_LABELS, type Contact, type PlatformContact } from "@app/contract/contacts/contact.schema";
import type { FieldProblem } from "@app/contract/kernel/errors";
import type { RequestId } from "@app/contract/kernel/ids";
import { MobilePhone } from "@app/contract/kernel/phone";
import { FormField, fieldState, problemAt, problemsOf } from "../../ui/FormField";
import { Refusal } from "../../ui/Refusal";
import { SmsCodeField } from "../../ui/SmsCodeField";
import { useIsPhone } from "../../ui/useIsPhone";
import { changeContact, changePlatformContact, requestPhoneProof } from "./contactCommands";

export type Edited = { readonly kind: "ACCOUNT"; readonly contact: Contact } | { readonly kind: "PLATFORM"; readonly contact: PlatformContact };

/** The form checks in the contract's own words before it sends; a request id is made when it is sent. */
const ANY_REQUEST = "checked-before-sent" as RequestId;

export function ContactDrawer({
  edited,
  onClose,
  onChanged,
}: {
  readonly edited: Edited | undefined;
  readonly onClose: () => void;
  readonly onChanged: (sentence: string) => void;
}) {
  const isPhone = useIsPhone();
  return (
    <Drawer open={edited !== undefined} onClose={onClose} size={isPhone ? "100%" : 480} title="修改联系方式" destroyOnHidden>
      {edited === undefined ? null : <ContactForm edited={edited} onChanged={onChanged} />}
    </Drawer>
  );
}

function ContactForm({ edited, onChanged }: { readonly edited: Edited; readonly onChanged: (sentence: string) => void }) {
  const { contact } = edited;
  const [unitName, setUnitName] = useState(contact.unitName);
  const [name, setName] = useState(contact.name);
  const [landline, setLandline] = useState(contact.landline);
  const [phone, setPhone] = useState(contact.phone);
  const [email, setEmail] = useState(contact.email);
  const [code, setCode] = useState("");
  const [isSending, setSending] = useState(false);
  const [notice, setNotice] = useState<string>();
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const isOtherPhone = edited.kind === "ACCOUNT" && phone.trim() !== contact.phone;
  const title = edited.kind === "PLATFORM" ? PLATFORM_CONTACT_LABELS[edited.contact.kind] : `${edited.contact.unitName} · ${edited.contact.roleLabel}`;

  return (
    <form className="contact-form" onSubmit={(event) => void submit(event)} noValidate data-testid="contact-form">
      <p className="soft">{title}</p>
      <Refusal sentence={notice} testId="contact-refusal" />
      {edited.kind === "PLATFORM" ? field("contact-unit", "单位", "unitName", unitName, setUnitName) : null}
      {field("contact-name", "联系人", "name", name, setName)}
      {field("contact-landline", "固定电话（选填）", "landline", landline, setLandline, "例如 0898-66123456，有分机写 0898-66123456-801")}
      {field(
        "contact-phone",
        edited.kind === "PLATFORM" ? "手机（选填）" : "手机",
        "phone",
        phone,
        setPhone,
        edited.kind === "PLATFORM" ? undefined : "用来接收通知，忘记密码时也用它登录。",
      )}
      {isOtherPhone ? (
        <>
          <SmsCodeField
            id="contact-code"
            value={code}
            onChange={setCode}
            problem={problemAt(problems, "code")}
            sentSentence="验证码已发到新手机号，5 分钟内有效。"
            onRequest={requestCode}
          />
          <p className="contact-warning">
            换号后，原手机会收到一条提醒短信，不能再用来登录；替同事换号，同事要重新登录、重新绑定微信。如果换了管理人员，请把姓名一起改，原来的密码随之失效，新的管理人员用「忘记密码」设置自己的密码。
          </p>
        </>
      ) : null}
      {field("contact-email", "邮箱（选填）", "email", email, setEmail)}
      <Button type="primary" size="large" block htmlType="submit" loading={isSending} data-testid="contact-save">
        保存
      </Button>
    </form>
  );

  function field(id: string, label: string, path: string, value: string, onChange: (text: string) => void, hint?: string) {
    const problem = problemAt(problems, path);
    return (
      <FormField id={id} label={label} hint={hint} problem={problem}>
        <Input id={id} size="large" value={value} onChange={(event) => onChange(event.target.value)} {...fieldState(id, problem)} data-testid={id} />
      </FormField>
    );
  }

  async function requestCode() {
    setNotice(undefined);
    const checked = MobilePhone.safeParse(phone);
    if (!checked.success) {
      setProblems(problemsOf(checked.error).map((problem) => ({ ...problem, path: "phone" })));
      return undefined;
    }
    setProblems([]);
    return requestPhoneProof(checked.data);
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    setNotice(undefined);
    const common = { version: contact.version, name, landline, phone, email };
    const command = edited.kind === "PLATFORM" ? { ...common, unitName } : { ...common, ...(isOtherPhone && code !== "" ? { code } : {}) };
    const schema = edited.kind === "PLATFORM" ? ChangePlatformContact : ChangeContact;
    const checked = schema.safeParse({ requestId: ANY_REQUEST, ...command });
    const found = [
      ...(checked.success ? [] : problemsOf(checked.error)),
      ...(isOtherPhone && code === "" ? [{ path: "code", message: "请先获取并填写发到新手机号的验证码" }] : []),
    ];
    setProblems(found);
    if (!checked.success || found.length > 0) return;
    const { requestId: _requestId, ...content } = checked.data;
    setSending(true);
    const result =
      edited.kind === "PLATFORM"
        ? await changePlatformContact(edited.contact.kind, content as Omit<ChangePlatformContact, "requestId">)
        : await changeContact(edited.contact.accountId, content as Omit<ChangeContact, "requestId">);
    setSending(false);
    if (result.ok) return onChanged(`已保存${result.value.name}的联系方式。`);
    setProblems(result.refusal.fields);
    if (result.refusal.fields.length === 0) setNotice(result.refusal.message);
  }
}
