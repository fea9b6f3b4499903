import { View } from "@tarojs/components";
import { useEffect, useState } from "react";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import { MobilePhone } from "@app/contract/kernel/phone";
import type { Result } from "@app/contract/kernel/result";
import { PasswordLogIn, type SessionAnswer } from "@app/contract/sessions/session.schema";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { staffBindingRoutes } from "@app/contract/sessions/staffBinding.routes";
import { BindStaffBySms, BindStaffByWechatPhone } from "@app/contract/sessions/staffBinding.schema";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { LogInWall } from "../../../api/LogInWall";
import { keepSession, useSession } from "../../../api/session";
import { after } from "../../../platform/clock";
import { openTab } from "../../../platform/navigation";
import { hasPhoneButton, PhoneButton } from "../../../platform/PhoneButton";
import { toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { Field } from "../../../ui/Field";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";

const FIELDS = ["name", "phone", "code", "phoneCode", "username", "password"] as const;
type FieldName = (typeof FIELDS)[number];
type Problems = Readonly<Partial<Record<FieldName, string>>>;
type Way = "PHONE" | "PASSWORD";

/** Ties the back office's account to this WeChat by the name and phone that the bureau registered, so that the gate needs no password. */
export default function BindStaffPage() {
  const isLoggedIn = useSession() !== undefined;
  const [way, setWay] = useState<Way>("PHONE");
  if (!isLoggedIn) {
    return (
      <Page>
        <LogInWall message="请先用微信登录，再绑定工作账号" onLoggedIn={() => undefined} />
      </Page>
    );
  }
  return (
    <Page>
      {way === "PHONE" ? <ByPhone /> : <ByPassword />}
      <Button id="bind-other-way" kind="ghost" onPress={() => setWay(way === "PHONE" ? "PASSWORD" : "PHONE")}>
        {way === "PHONE" ? "用后台的用户名和密码绑定" : "用姓名和手机号绑定"}
      </Button>
    </Page>
  );
}

function ByPhone() {
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  const [waitSeconds, setWaitSeconds] = useState(0);
  const binding = useBinding();
  const { problems } = binding;

  useEffect(() => (waitSeconds === 0 ? undefined : after(1_000, () => setWaitSeconds(waitSeconds - 1))), [waitSeconds]);

  const requestCode = async (): Promise<void> => {
    const parsed = MobilePhone.safeParse(phone);
    if (!parsed.success) return binding.refuse({ phone: parsed.error.issues[0]?.message ?? "" });
    const answer = await act("binding-code", { phone: parsed.data }, (body) => api.call(staffBindingRoutes.requestBindingCode, { body }));
    if (!answer.ok) return binding.take(answer);
    binding.refuse({});
    setWaitSeconds(answer.value.resendAfterSeconds);
  };
  const bindBySms = (): Promise<void> =>
    binding.send(BindStaffBySms.omit({ requestId: true }).safeParse({ name, phone, code }), (asked) =>
      act("bind-by-sms", asked, (body) => api.call(staffBindingRoutes.bindStaffBySms, { body })),
    );
  const bindByButton = (phoneCode: string): Promise<void> =>
    binding.send(BindStaffByWechatPhone.omit({ requestId: true }).safeParse({ name, phoneCode }), (asked) =>
      act("bind-by-button", asked, (body) => api.call(staffBindingRoutes.bindStaffByWechatPhone, { body })),
    );

  return (
    <Card title="绑定工作账号">
      <View className="field">请填写单位为您登记的姓名和手机号，两项都一致才能绑定。绑定后可用这个微信核销入场、接收工作提醒、扫码登录后台。</View>
      <Field id="name" label="姓名" required value={name} onChange={setName} error={problems.name} maxLength={30} placeholder="登记的姓名" />
      {hasPhoneButton ? (
        <>
          {binding.message !== undefined && <NoticeBar tone="bad">{binding.message}</NoticeBar>}
          <PhoneButton
            id="bind-by-phone"
            onCode={(phoneCode) => void bindByButton(phoneCode)}
            onNone={() => binding.say("没有得到手机号。请点“允许”，或用后台的用户名和密码绑定。")}
          >
            用微信手机号验证并绑定
          </PhoneButton>
        </>
      ) : (
        <>
          <Field
            id="phone"
            label="手机号"
            required
            kind="phone"
            value={phone}
            onChange={setPhone}
            error={problems.phone}
            maxLength={11}
            placeholder="登记的 11 位手机号"
          />
          <Button id="code-request" kind="secondary" disabled={waitSeconds > 0} onPress={() => void requestCode()}>
            {waitSeconds > 0 ? `${waitSeconds} 秒后可重新获取` : "获取短信验证码"}
          </Button>
          <View className="field field__hint">验证码只发给登记过的手机号；没有收到，请核对号码或联系本单位管理员。</View>
          <Field id="code" label="短信验证码" required kind="digits" value={code} onChange={setCode} error={problems.code} maxLength={6} />
          {binding.message !== undefined && <NoticeBar tone="bad">{binding.message}</NoticeBar>}
          <Button id="bind-confirm" loading={binding.isSending} onPress={() => void bindBySms()}>
            绑定
          </Button>
        </>
      )}
    </Card>
  );
}

/** For who has no such phone at hand any more. */
function ByPassword() {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const binding = useBinding();
  const { problems } = binding;
  const send = (): Promise<void> =>
    binding.send(PasswordLogIn.pick({ username: true, password: true }).safeParse({ username, password }), (body) =>
      api.call(sessionRoutes.bindStaffAccount, { body }),
    );
  return (
    <Card title="绑定工作账号">
      <View className="field">使用管理后台的用户名和密码。绑定后，可以用这个微信核销入场。</View>
      <Field id="username" label="用户名" required value={username} onChange={setUsername} error={problems.username} maxLength={64} />
      <Field id="password" label="密码" required kind="password" value={password} onChange={setPassword} error={problems.password} maxLength={128} />
      {binding.message !== undefined && <NoticeBar tone="bad">{binding.message}</NoticeBar>}
      <Button id="bind-confirm" loading={binding.isSending} onPress={() => void send()}>
        绑定
      </Button>
    </Card>
  );
}

interface Parsed<Body> {
  readonly success: boolean;
  readonly data?: Body;
  readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] };
}

/** What all ways share: problems at their fields, one message for the rest, and the session that follows. */
function useBinding() {
  const [problems, refuse] = useState<Problems>({});
  const [message, say] = useState<string>();
  const [isSending, setSending] = useState(false);

  const take = (answer: { readonly ok: false; readonly refusal: CallRefusal }): void => {
    const found = byField(answer.refusal.fields.map(({ path, message: said }) => ({ path: path.replace(/^body\./, ""), message: said })));
    refuse(found);
    // The button's code has no field on the page.
    say(Object.keys(found).some((field) => field !== "phoneCode") ? undefined : answer.refusal.message);
  };
  const send = async <Body,>(parsed: Parsed<Body>, call: (body: Body) => Promise<Result<SessionAnswer, CallRefusal>>): Promise<void> => {
    say(undefined);
    if (parsed.data === undefined)
      return refuse(byField((parsed.error?.issues ?? []).map(({ path, message: said }) => ({ path: path.join("."), message: said }))));
    refuse({});
    setSending(true);
    const answer = await call(parsed.data);
    setSending(false);
    if (!answer.ok) return take(answer);
    keepSession(answer.value);
    toast("绑定成功");
    await openTab("/pages/me/index");
  };
  return { problems, message, isSending, refuse, say, take, send };
}

function byField(found: readonly { readonly path: string; readonly message: string }[]): Problems {
  return Object.fromEntries(found.flatMap(({ path, message }) => (FIELDS.some((field) => field === path) ? [[path, message]] : []))) as Problems;
}
