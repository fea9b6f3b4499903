import { useQueryClient } from "@tanstack/react-query";
import { Alert } from "antd";
import { useState } from "react";
import { Link, Navigate, useSearchParams } from "react-router";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { SessionAnswer } from "@app/contract/sessions/session.schema";
import { PATHS } from "../../platform/paths";
import { beginSession, useSession } from "../../platform/session";
import { ChoiceTabs } from "../../ui/ChoiceTabs";
import { usePageTitle } from "../../ui/usePageTitle";
import { PasswordForm } from "./PasswordForm";
import { PhoneForm } from "./PhoneForm";
import { QrPanel } from "./QrPanel";
import { SecondStepForm } from "./SecondStepForm";
import "./LogInPage.css";

/** FORGOTTEN is the log-in by phone that leads on to a new password. */
const WAYS = ["PASSWORD", "PHONE", "QR", "FORGOTTEN"] as const;
type Way = (typeof WAYS)[number];

export function LogInPage() {
  const session = useSession();
  const queryClient = useQueryClient();
  const [query, setQuery] = useSearchParams();
  const [notice, setNotice] = useState<string>();
  /** Of a first step that was right: only the second is still to come. */
  const [ticket, setTicket] = useState<string>();
  const way = WAYS.find((candidate) => candidate === query.get("way")) ?? "PASSWORD";

  usePageTitle("登录");
  if (session.token !== undefined) return <Navigate to={way === "FORGOTTEN" ? PATHS.password : localPath(query.get("returnTo"))} replace />;

  const banner = notice ?? session.endedBecause;
  return (
    <div className="log-in">
      <div className="log-in-scene" aria-hidden>
        <i className="hill hill-far" />
        <i className="hill hill-mid" />
        <i className="hill hill-near" />
      </div>
      <main className="log-in-card">
        <p className="log-in-kicker">管理后台</p>
        <h1>{ticket !== undefined ? "两步验证" : way === "FORGOTTEN" ? "找回密码" : "城市环境共治平台"}</h1>
        {ticket !== undefined ? null : way === "FORGOTTEN" ? (
          <p className="log-in-lead">用账号登记的手机收验证码，验证后设置新密码。</p>
        ) : (
          <ChoiceTabs
            label="登录方式"
            items={[
              { key: "PASSWORD", label: "密码登录" },
              { key: "PHONE", label: "验证码登录" },
              { key: "QR", label: "扫码登录" },
            ]}
            active={way}
            onChange={choose}
            panelId="log-in-form"
          />
        )}
        {banner === undefined ? null : (
          <Alert className="log-in-notice" type={notice === undefined ? "info" : "error"} showIcon title={banner} data-testid="login-notice" role="alert" />
        )}
        <div id="log-in-form">
          {ticket !== undefined ? (
            <SecondStepForm ticket={ticket} onLoggedIn={begin} onRefused={refusedSecondStep} />
          ) : way === "QR" ? (
            <QrPanel onLoggedIn={begin} onSecondStep={goOn} />
          ) : way === "PASSWORD" ? (
            <PasswordForm onLoggedIn={begin} onSecondStep={goOn} onRefused={(refusal) => setNotice(refusal?.message)} />
          ) : (
            <PhoneForm
              buttonLabel={way === "FORGOTTEN" ? "下一步：设置新密码" : "登录"}
              onLoggedIn={begin}
              onSecondStep={goOn}
              onRefused={(refusal) => setNotice(refusal?.message)}
            />
          )}
        </div>
        {ticket !== undefined ? (
          <p className="log-in-help">
            <button type="button" className="plain-link" onClick={() => choose("PASSWORD")} data-testid="login-again">
              返回重新登录
            </button>
          </p>
        ) : way === "FORGOTTEN" ? (
          <p className="log-in-help">
            想起来了？
            <button type="button" className="plain-link" onClick={() => choose("PASSWORD")} data-testid="login-back">
              返回密码登录
            </button>
          </p>
        ) : (
          <p className="log-in-help">
            <button type="button" className="plain-link" onClick={() => choose("FORGOTTEN")} data-testid="login-forgotten">
              忘记密码
            </button>
          </p>
        )}
        {ticket !== undefined || way === "FORGOTTEN" ? null : (
          <p className="log-in-help">
            机构还没有账号？
            <Link to={PATHS.register} data-testid="login-register">
              立即注册
            </Link>
          </p>
        )}
        {ticket !== undefined ? null : <p className="log-in-help">手机号已停用或换了管理人员，请联系上级管理员。</p>}
      </main>
    </div>
  );

  function goOn(next: string): void {
    setNotice(undefined);
    setTicket(next);
  }

  function refusedSecondStep(refusal?: CallRefusal): void {
    setNotice(refusal?.message);
    // Five minutes are over: the password is asked for again, and the sentence says so.
    if (refusal?.code === "SECOND_STEP_TICKET_OVER") setTicket(undefined);
  }

  function choose(next: Way): void {
    setNotice(undefined);
    setTicket(undefined);
    setQuery(
      (before) => {
        const after = new URLSearchParams(before);
        if (next === "PASSWORD") after.delete("way");
        else after.set("way", next);
        return after;
      },
      { replace: true },
    );
  }

  function begin(answer: SessionAnswer): void {
    // Nothing that the person before could see may show up now.
    queryClient.clear();
    queryClient.setQueryData(["me", answer.token], answer.me);
    beginSession(answer.token);
  }
}

/** Only a path of ours: an address from outside must not lead away after a log-in. */
function localPath(returnTo: string | null): string {
  return returnTo !== null && /^\/(?![/\\])/.test(returnTo) ? returnTo : "/";
}
