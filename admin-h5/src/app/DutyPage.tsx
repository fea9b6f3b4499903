import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { lazy, Suspense } from "react";
import type { Me } from "@app/contract/sessions/session.schema";
import { Loading } from "../ui/Loading";
import { useLogOut } from "./useLogOut";

const PasswordPage = lazy(async () => ({ default: (await import("../features/sessions/PasswordPage")).PasswordPage }));
const SecondStepPanel = lazy(async () => ({ default: (await import("../features/sessions/SecondStepPanel")).SecondStepPanel }));

const SENTENCES: Readonly<Record<NonNullable<Me["duty"]>, string>> = {
  NEW_PASSWORD: "您的密码已到期，或是由他人代设的。请先设置新密码，再继续使用。",
  SECOND_STEP: "平台要求您的账号使用两步验证。请先设置，再继续使用。",
};

/** What has to be done before anything else, and the way out; no menu, for nothing in it would open. */
export function DutyPage({ duty }: { readonly duty: NonNullable<Me["duty"]> }) {
  const queryClient = useQueryClient();
  const logOut = useLogOut();
  return (
    <main className="duty" data-testid={`duty-${duty}`}>
      <Alert type="info" showIcon title={SENTENCES[duty]} action={<Button onClick={logOut}>退出登录</Button>} />
      <Suspense fallback={<Loading />}>
        {duty === "NEW_PASSWORD" ? <PasswordPage /> : <SecondStepPanel onDone={() => void queryClient.invalidateQueries({ queryKey: ["me"] })} />}
      </Suspense>
    </main>
  );
}
