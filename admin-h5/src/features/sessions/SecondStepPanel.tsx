import { Alert, Button } from "antd";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { dateLabel, localDateOf } from "@app/contract/kernel/time";
import { secondStepRoutes } from "@app/contract/sessions/secondStep.routes";
import { api, read } from "../../platform/api";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { Panel } from "../../ui/Panel";
import { StatusTag } from "../../ui/StatusTag";
import { RecoveryCodeList } from "./RecoveryCodeList";
import { SecondStepSetUpForm } from "./SecondStepSetUpForm";
import { WithPasswordForm } from "./WithPasswordForm";
import "./account.css";

type Doing = "NOTHING" | "SET_UP" | "RENEW" | "REMOVE";

/** 两步验证: on or off, and everything its holder may do with it. */
export function SecondStepPanel({ onDone }: { readonly onDone?: () => void }) {
  const queryClient = useQueryClient();
  const state = useQuery({ queryKey: ["secondStep"], queryFn: () => read(secondStepRoutes.getSecondStep, {}) });
  const [doing, setDoing] = useState<Doing>("NOTHING");
  const [codes, setCodes] = useState<readonly string[]>();
  if (state.data === undefined)
    return (
      <Panel title="两步验证">{state.error === null ? <Loading rows={2} /> : <ErrorState error={state.error} onRetry={() => void state.refetch()} />}</Panel>
    );
  const { isOn, setAt, recoveryCodesLeft = 0, isDemanded } = state.data;
  return (
    <Panel title="两步验证" extra={<StatusTag tone={isOn ? "good" : "quiet"}>{isOn ? "已开启" : "未开启"}</StatusTag>}>
      <div className="account-form">
        {codes !== undefined ? (
          <RecoveryCodeList codes={codes} onSaved={saved} />
        ) : doing === "SET_UP" ? (
          <SecondStepSetUpForm onSet={shown} onCancel={() => setDoing("NOTHING")} />
        ) : doing === "RENEW" ? (
          <WithPasswordForm
            lead="重新生成后，旧的恢复码全部失效。"
            button="重新生成恢复码"
            send={(password) => api.call(secondStepRoutes.renewRecoveryCodes, { body: { password } })}
            onDone={(answer) => shown(answer.recoveryCodes)}
            onCancel={() => setDoing("NOTHING")}
          />
        ) : doing === "REMOVE" ? (
          <WithPasswordForm
            lead={isDemanded ? "您的账号要求两步验证：关闭后，下次登录要重新设置。" : "关闭后，只用密码就能登录。"}
            button="关闭两步验证"
            send={(password) => api.call(secondStepRoutes.removeSecondStep, { body: { password } })}
            onDone={saved}
            onCancel={() => setDoing("NOTHING")}
          />
        ) : isOn ? (
          <>
            <p>
              登录时除密码外，还要输入身份验证器里的动态码。{setAt === undefined ? null : `开启于 ${dateLabel(localDateOf(setAt))}，`}还有 {recoveryCodesLeft}{" "}
              个恢复码可用。
            </p>
            {recoveryCodesLeft <= 3 ? <Alert type="warning" showIcon title="恢复码快用完了，请重新生成并保存。" /> : null}
            <div className="account-buttons">
              <Button onClick={() => setDoing("RENEW")} data-testid="second-step-renew">
                重新生成恢复码
              </Button>
              <Button danger onClick={() => setDoing("REMOVE")} data-testid="second-step-remove">
                关闭两步验证
              </Button>
            </div>
          </>
        ) : (
          <>
            <p>开启后，登录时除密码外，还要输入手机“身份验证器”里的 6 位动态码。别人即使知道密码也登录不了。</p>
            <div className="account-buttons">
              <Button type="primary" onClick={() => setDoing("SET_UP")} data-testid="second-step-begin">
                开启两步验证
              </Button>
            </div>
          </>
        )}
      </div>
    </Panel>
  );

  function shown(recoveryCodes: readonly string[]): void {
    setCodes(recoveryCodes);
    setDoing("NOTHING");
    void queryClient.invalidateQueries({ queryKey: ["secondStep"] });
  }
  function saved(): void {
    setCodes(undefined);
    setDoing("NOTHING");
    void queryClient.invalidateQueries({ queryKey: ["secondStep"] });
    onDone?.();
  }
}
