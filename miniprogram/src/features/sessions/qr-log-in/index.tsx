import { View } from "@tarojs/components";
import { useCallback, useState } from "react";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import { instantLabel } from "@app/contract/kernel/time";
import { qrLogInRoutes } from "@app/contract/sessions/qrLogIn.routes";
import type { QrLogInAsked } from "@app/contract/sessions/qrLogIn.schema";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { LogInWall } from "../../../api/LogInWall";
import { useSession } from "../../../api/session";
import { useRemote } from "../../../api/useRemote";
import { openPage, openTab, usePageQuery } from "../../../platform/navigation";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { KeyValue } from "../../../ui/KeyValue";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/Skeleton";
import "./qrLogIn.css";

/** Opened by the code on the log-in page of the back office: who asks, and whether they may come in. */
export default function QrLogInPage() {
  const { ticket } = usePageQuery();
  const token = useSession()?.token;
  return (
    <Page>
      {ticket === undefined ? (
        <ScanAgain title="请扫电脑上的登录码" />
      ) : token === undefined ? (
        <LogInWall message="请先用微信登录，再确认后台登录" onLoggedIn={() => undefined} />
      ) : (
        <Asked ticket={ticket} token={token} />
      )}
    </Page>
  );
}

function Asked({ ticket, token }: { readonly ticket: string; readonly token: string }) {
  const load = useCallback(() => api.call(qrLogInRoutes.scanQrLogIn, { params: { ticket }, body: {} }), [ticket]);
  const { remote, refresh, replace } = useRemote<QrLogInAsked>(`${token}:${ticket}`, load);
  const [busy, setBusy] = useState<"CONFIRM" | "REFUSE">();
  const [refusal, setRefusal] = useState<CallRefusal>();

  const decide = async (decision: "CONFIRM" | "REFUSE"): Promise<void> => {
    setBusy(decision);
    setRefusal(undefined);
    const answer = await act(`qr-log-in:${ticket}`, { decision }, (body) => api.call(qrLogInRoutes.decideQrLogIn, { params: { ticket }, body }));
    setBusy(undefined);
    if (answer.ok) replace(answer.value);
    else setRefusal(answer.refusal);
  };

  if (remote.kind === "LOADING") return <Skeleton />;
  if (remote.kind === "FAILED") {
    // The link was cut off on its way here; asking again with it helps nobody.
    if (remote.refusal.code === "INPUT_INVALID") return <ScanAgain title="这个登录码不完整，请重新扫码" />;
    return remote.refusal.code === "STAFF_NOT_BOUND" ? (
      <EmptyState
        title="还没有绑定工作账号"
        hint={remote.refusal.message}
        action={{ label: "去绑定", onPress: () => void openPage("/features/sessions/bind-staff/index") }}
      />
    ) : (
      <ErrorState message={remote.refusal.message} onRetry={() => void refresh()} />
    );
  }
  const asked = remote.value;
  if (asked.status === "CONFIRMED") return <Done title="已确认登录" hint="电脑上正在打开管理后台，可以关闭本页。" />;
  if (asked.status === "REFUSED") return <Done title="已拒绝这次登录" hint="没有人进入管理后台。如果不是您本人扫码，请尽快修改密码。" />;
  return (
    <Card title="有电脑请求登录管理后台">
      <View id="qr-log-in-asked">
        <KeyValue label="账号">{`${asked.accountName}（${asked.orgName}）`}</KeyValue>
        <KeyValue label="设备">{asked.browser}</KeyValue>
        <KeyValue label="网络地址">{asked.address}</KeyValue>
        <KeyValue label="请求时间">{instantLabel(asked.askedAt)}</KeyValue>
      </View>
      <View className="qr-log-in__gap" />
      <NoticeBar tone="waiting">确认前请看清：是您自己面前的电脑吗？不是，请点“拒绝”。</NoticeBar>
      {refusal !== undefined && <NoticeBar tone="bad">{refusal.message}</NoticeBar>}
      <Button id="qr-log-in-confirm" loading={busy === "CONFIRM"} disabled={busy === "REFUSE"} onPress={() => void decide("CONFIRM")}>
        确认登录
      </Button>
      <View className="qr-log-in__gap" />
      <Button id="qr-log-in-refuse" kind="secondary" loading={busy === "REFUSE"} disabled={busy === "CONFIRM"} onPress={() => void decide("REFUSE")}>
        拒绝
      </Button>
    </Card>
  );
}

function ScanAgain({ title }: { readonly title: string }) {
  return (
    <EmptyState title={title} hint="打开管理后台的登录页，选择“扫码登录”。" action={{ label: "返回我的", onPress: () => void openTab("/pages/me/index") }} />
  );
}

function Done({ title, hint }: { readonly title: string; readonly hint: string }) {
  return (
    <View id="qr-log-in-done">
      <EmptyState title={title} hint={hint} action={{ label: "返回我的", onPress: () => void openTab("/pages/me/index") }} />
    </View>
  );
}
