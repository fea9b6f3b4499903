import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import type { Me } from "@app/contract/sessions/session.schema";
import { PasswordPage } from "../features/sessions/PasswordPage";
import { SecondStepPanel } from "../features/sessions/SecondStepPanel";
import { useMe } from "../platform/currentUser";
import { PageHeader } from "../ui/PageHeader";
import { Brand } from "./Brand";
import { useLogOut } from "./useLogOut";

const SENTENCES: Readonly<Record<NonNullable<Me["duty"]>, string>> = {
  NEW_PASSWORD: "您的密码已到期，或是由他人代设的。请先设置新密码，再继续使用。",
  SECOND_STEP: "平台要求您的账号使用两步验证。请先设置，再继续使用。",
};

/** What has to be done before anything else, and the way out; no menu, for nothing in it would open. */
export function DutyPage({ duty }: { readonly duty: NonNullable<Me["duty"]> }) {
  const logOut = useLogOut();
  return (
    <div className="shell">
      <header className="shell-bar">
        <Brand />
        <span className="shell-tools">
          <Button onClick={logOut}>退出登录</Button>
        </span>
      </header>
      <main className="duty" data-testid={`duty-${duty}`}>
        <Alert type="info" showIcon title={SENTENCES[duty]} />
        {duty === "NEW_PASSWORD" ? <PasswordPage /> : <SecondStep />}
      </main>
    </div>
  );
}

function SecondStep() {
  const me = useMe();
  const queryClient = useQueryClient();
  return (
    <div className="page">
      <PageHeader title="设置两步验证" lead={`账号：${me.username ?? ""}（${me.name}）`} />
      <SecondStepPanel onDone={() => void queryClient.invalidateQueries({ queryKey: ["me"] })} />
    </div>
  );
}
