import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { useState } from "react";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import { dateLabel, instantLabel } from "@app/contract/kernel/time";
import type { OfficePersonDetail } from "@app/contract/people/officePerson.schema";
import { mySessionsRoutes } from "@app/contract/sessions/mySessions.routes";
import { read } from "../../platform/api";
import { ErrorState } from "../../ui/ErrorState";
import { FormDialog } from "../../ui/FormDialog";
import { Loading } from "../../ui/Loading";
import { Refusal } from "../../ui/Refusal";
import { RemarkDialog } from "../../ui/RemarkDialog";
import { useReturnFocus } from "../../ui/useReturnFocus";
import { endSessions, resetSecondStep, unbindWechat } from "./peopleCommands";

interface Props {
  readonly person: OfficePersonDetail;
  readonly onClose: () => void;
  readonly onDone: (sentence: string) => void;
}

/** 解绑微信: of somebody whose phone is lost or who left. */
export function UnbindDialog({ person, onClose, onDone }: Props) {
  const { refusal, isSending, send } = useSending(() => unbindWechat(person.username), onDone);
  return (
    <FormDialog
      open
      title="解绑微信"
      okText="解绑微信"
      cancelText="再想想"
      onOk={() => void send(`${person.name}的微信已解绑。`)}
      onCancel={onClose}
      confirmLoading={isSending}
      okButtonProps={{ danger: true, ...{ "data-testid": "unbind-submit" } }}
    >
      {refusal}
      <p>
        {person.name}（{person.username}）。解绑后，小程序里不能再用这个账号办理工作，也不能扫码登录后台；本人可以随时重新绑定。
      </p>
    </FormDialog>
  );
}

/** 登录设备: where the account is open, and one button that ends all of it. */
export function DevicesDialog({ person, onClose, onDone }: Props) {
  useReturnFocus();
  const queryClient = useQueryClient();
  const queryKey = ["people", "devices", person.username];
  const devices = useQuery({
    queryKey,
    queryFn: () => read(mySessionsRoutes.listSessionsOfAccount, { params: { username: person.username } }),
    staleTime: 0,
  });
  const { refusal, isSending, send } = useSending(
    () => endSessions(person.username),
    (sentence) => {
      queryClient.removeQueries({ queryKey });
      onDone(sentence);
    },
  );
  const sessions = devices.data?.sessions ?? [];
  return (
    <Modal
      open
      title={`${person.name}的登录设备`}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose}>关闭</Button>
          {sessions.length === 0 ? null : (
            <Button danger loading={isSending} onClick={() => void send(`${person.name}已在全部设备上退出登录。`)} data-testid="end-sessions-submit">
              全部结束登录
            </Button>
          )}
        </>
      }
    >
      {refusal}
      {devices.data === undefined ? (
        devices.error === null ? (
          <Loading rows={3} />
        ) : (
          <ErrorState error={devices.error} onRetry={() => void devices.refetch()} />
        )
      ) : sessions.length === 0 ? (
        <p className="soft" data-testid="no-devices">
          现在没有登录。
        </p>
      ) : (
        <>
          <ul className="people-devices">
            {sessions.map((session) => (
              <li key={session.sessionId} data-testid="person-device">
                <strong>{session.device}</strong>
                <span className="soft">
                  {session.audience === "BACK_OFFICE" ? "管理后台" : "微信小程序"}，网络地址 {session.address === "" ? "不详" : session.address}
                </span>
                <span className="soft">
                  登录于 {instantLabel(session.startedAt)}，最近使用 {dateLabel(session.lastSeenOn)}
                </span>
              </li>
            ))}
          </ul>
          <p className="form-hint">结束登录后，这些设备要重新登录才能使用；密码和微信绑定不变。</p>
        </>
      )}
    </Modal>
  );
}

/** 重置两步验证: for whoever lost the phone with the app. It takes a lock away, so the reason is kept. */
export function SecondStepDialog({ person, onClose, onDone }: Props) {
  return (
    <RemarkDialog
      label="重置两步验证"
      isDanger
      rule={{ kind: "required", label: "原因", maxLength: 200 }}
      readers="记入操作日志"
      draftName={`resetSecondStep.${person.username}`}
      onSend={async (remark) => {
        const result = await resetSecondStep(person.username, { remark: remark ?? "" });
        if (!result.ok) return result.refusal;
        onDone(`已关闭${person.name}的两步验证，并通知本人。`);
        return undefined;
      }}
      onClose={onClose}
    >
      <p className="decide-who">
        {person.name}（{person.username}）。请先当面或打电话核实是本人。重置后登录只要密码，本人可以在「我的账号」重新开启。
      </p>
    </RemarkDialog>
  );
}

function useSending(command: () => Promise<Result<unknown, CallRefusal>>, onDone: (sentence: string) => void) {
  const [refused, setRefused] = useState<string>();
  const [isSending, setSending] = useState(false);
  return {
    isSending,
    refusal: <Refusal sentence={refused} testId="access-refusal" />,
    async send(sentence: string): Promise<void> {
      setSending(true);
      const result = await command();
      setSending(false);
      if (!result.ok) return setRefused(result.refusal.message);
      onDone(sentence);
    },
  };
}
