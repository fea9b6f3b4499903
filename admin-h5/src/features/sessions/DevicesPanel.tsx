import { App, Button, Popconfirm } from "antd";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import { dateLabel, type Instant } from "@app/contract/kernel/time";
import { mySessionsRoutes } from "@app/contract/sessions/mySessions.routes";
import type { DeviceSession } from "@app/contract/sessions/mySessions.schema";
import { api, read } from "../../platform/api";
import { sendIntended } from "../../platform/sendIntended";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { Panel } from "../../ui/Panel";
import { StatusTag } from "../../ui/StatusTag";
import "./account.css";

/** 我的登录设备: where this account is logged in, and how to end that from here. */
export function DevicesPanel() {
  const devices = useQuery({ queryKey: ["devices"], queryFn: () => read(mySessionsRoutes.listMySessions, {}) });
  const sessions = devices.data?.sessions;
  const hasOthers = sessions?.some((session) => !session.isCurrent) === true;
  return (
    <Panel
      title="我的登录设备"
      extra={
        hasOthers ? (
          <EndButton
            label="其他设备全部退出"
            question="除这台设备外，全部退出登录？"
            done="其他设备已全部退出"
            send={() => sendIntended("endMyOtherSessions", {}, (requestId) => api.call(mySessionsRoutes.endMyOtherSessions, { body: { requestId } }))}
            testId="end-others"
          />
        ) : undefined
      }
    >
      {sessions === undefined ? (
        devices.error === null ? (
          <Loading rows={3} />
        ) : (
          <ErrorState error={devices.error} onRetry={() => void devices.refetch()} />
        )
      ) : sessions.length === 0 ? (
        <EmptyState sentence="没有登录记录" hint="下次登录后，这里会列出您登录的设备。" />
      ) : (
        <ul className="device-lines">
          {sessions.map((session) => (
            <li key={session.sessionId} data-testid="device">
              <div>
                <p className="device-name">
                  {session.device}
                  {session.isCurrent ? <StatusTag tone="good">本设备</StatusTag> : null}
                </p>
                <p className="device-facts">
                  {session.audience === "BACK_OFFICE" ? "管理后台" : "微信小程序"} · 网络地址 {session.address === "" ? "不详" : session.address} · 登录于{" "}
                  {momentOf(session.startedAt)} · 最近使用 {dateLabel(session.lastSeenOn)}
                </p>
              </div>
              {session.isCurrent ? null : (
                <EndButton label="退出这台设备" question="让这台设备退出登录？" done="这台设备已退出登录" send={() => end(session)} testId="end-device" />
              )}
            </li>
          ))}
        </ul>
      )}
      <p className="form-hint">发现不认识的设备，请让它退出，并马上修改密码。</p>
    </Panel>
  );

  function end({ sessionId }: DeviceSession) {
    return sendIntended(`endMySession.${sessionId}`, {}, (requestId) =>
      api.call(mySessionsRoutes.endMySession, { params: { sessionId }, body: { requestId } }),
    );
  }
}

function momentOf(at: Instant): string {
  return `${Number(at.slice(5, 7))}月${Number(at.slice(8, 10))}日 ${at.slice(11, 16)}`;
}

function EndButton({
  label,
  question,
  done,
  send,
  testId,
}: {
  readonly label: string;
  readonly question: string;
  readonly done: string;
  readonly send: () => Promise<Result<unknown, CallRefusal>>;
  readonly testId: string;
}) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [isSending, setSending] = useState(false);
  return (
    <Popconfirm title={question} okText="确定退出" cancelText="取消" onConfirm={() => void press()} okButtonProps={{ "data-testid": `${testId}-confirm` }}>
      <Button loading={isSending} data-testid={testId}>
        {label}
      </Button>
    </Popconfirm>
  );

  async function press(): Promise<void> {
    setSending(true);
    const result = await send();
    setSending(false);
    if (result.ok) void message.success(done);
    else void message.error(result.refusal.message);
    void queryClient.invalidateQueries({ queryKey: ["devices"] });
  }
}
