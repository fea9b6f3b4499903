import { View } from "@tarojs/components";
import { useState } from "react";
import { PasswordLogIn } from "@app/contract/sessions/session.schema";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { api } from "../../../api/apiClient";
import { LogInWall } from "../../../api/LogInWall";
import { keepSession, useSession } from "../../../api/session";
import { openTab } from "../../../platform/navigation";
import { toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { Field } from "../../../ui/Field";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";

type FieldName = keyof PasswordLogIn;
type Problems = Readonly<Partial<Record<FieldName, string>>>;

/** Ties the back office's account to this WeChat, so that the gate needs no password again. */
export default function BindStaffPage() {
  const isLoggedIn = useSession() !== undefined;
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [problems, setProblems] = useState<Problems>({});
  const [message, setMessage] = useState<string>();
  const [isSending, setSending] = useState(false);

  const send = async (): Promise<void> => {
    setMessage(undefined);
    const parsed = PasswordLogIn.safeParse({ username, password });
    if (!parsed.success) return setProblems(byField(parsed.error.issues.map(({ path, message: said }) => ({ path: path.join("."), message: said }))));
    setProblems({});
    setSending(true);
    const answer = await api.call(sessionRoutes.bindStaffAccount, { body: parsed.data });
    setSending(false);
    if (!answer.ok) {
      const found = byField(answer.refusal.fields.map((field) => ({ path: field.path.replace(/^body\./, ""), message: field.message })));
      setProblems(found);
      return setMessage(Object.keys(found).length > 0 ? undefined : answer.refusal.message);
    }
    keepSession(answer.value);
    toast("绑定成功");
    await openTab("/pages/me/index");
  };

  if (!isLoggedIn) {
    return (
      <Page>
        <LogInWall message="请先用微信登录，再绑定工作账号" onLoggedIn={() => undefined} />
      </Page>
    );
  }
  return (
    <Page>
      <Card title="绑定工作账号">
        <View className="field">使用管理后台的用户名和密码。绑定后，可以用这个微信核销入场。</View>
        <Field id="username" label="用户名" required value={username} onChange={setUsername} error={problems.username} maxLength={64} />
        <Field id="password" label="密码" required kind="password" value={password} onChange={setPassword} error={problems.password} maxLength={128} />
        {message !== undefined && <NoticeBar tone="bad">{message}</NoticeBar>}
        <Button id="bind-confirm" loading={isSending} onPress={() => void send()}>
          绑定
        </Button>
      </Card>
    </Page>
  );
}

function byField(found: readonly { readonly path: string; readonly message: string }[]): Problems {
  const of = (name: FieldName): string | undefined => found.find(({ path }) => path === name)?.message;
  const [username, password] = [of("username"), of("password")];
  return { ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password }) };
}
