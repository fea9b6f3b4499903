import { Alert, Button, QRCode } from "antd";
import { useEffect, useRef, useState } from "react";
import { epochMsOf } from "@app/contract/kernel/time";
import { qrLogInRoutes } from "@app/contract/sessions/qrLogIn.routes";
import type { NewQrTicket, QrLogInStatus } from "@app/contract/sessions/qrLogIn.schema";
import type { SessionAnswer } from "@app/contract/sessions/session.schema";
import { api } from "../../platform/api";
import "./QrPanel.css";

const ASKED_EVERY_MS = 2_000;
/** A page that is left open does not ask for ever: after so many codes it waits for a tap. */
const CODES_SHOWN_MAX = 5;

type Shown = { readonly kind: "LOADING" } | { readonly kind: "FAILED"; readonly message: string } | { readonly kind: "CODE"; readonly ticket: NewQrTicket };

/** Log-in by the mini-program of a bound member of staff. What the screen shows opens nothing; the secret that does stays in this page. */
export function QrPanel({
  onLoggedIn,
  onSecondStep,
}: {
  readonly onLoggedIn: (answer: SessionAnswer) => void;
  readonly onSecondStep: (ticket: string) => void;
}) {
  const [shown, setShown] = useState<Shown>({ kind: "LOADING" });
  const [status, setStatus] = useState<QrLogInStatus>("WAITING");
  const [round, setRound] = useState(0);
  const codesShown = useRef(0);
  const latest = useRef({ onLoggedIn, onSecondStep });
  useEffect(() => {
    latest.current = { onLoggedIn, onSecondStep };
  });

  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    setShown({ kind: "LOADING" });
    setStatus("WAITING");

    const next = (act: () => Promise<void>, delayMs: number): void => {
      if (!isOver) timer = setTimeout(() => void act(), delayMs);
    };
    const look = async (ticket: NewQrTicket): Promise<void> => {
      const answer = await api.call(qrLogInRoutes.claimQrLogIn, { body: { secret: ticket.secret } });
      if (isOver) return;
      if (answer.ok) {
        if (answer.value.session !== undefined) return latest.current.onLoggedIn(answer.value.session);
        setStatus(answer.value.status);
        if (answer.value.status === "REFUSED") return;
        if (answer.value.status === "EXPIRED") return codesShown.current < CODES_SHOWN_MAX ? setRound((before) => before + 1) : undefined;
      } else if (answer.refusal.code === "SECOND_STEP_NEEDED") return latest.current.onSecondStep(String(answer.refusal.details?.["ticket"]));
      // A network that fails for a moment is asked again; the code on the screen stays good.
      next(() => look(ticket), ASKED_EVERY_MS);
    };
    const begin = async (): Promise<void> => {
      const answer = await api.call(qrLogInRoutes.askForQrLogIn, { body: {} });
      if (isOver) return;
      if (!answer.ok) return setShown({ kind: "FAILED", message: answer.refusal.message });
      codesShown.current += 1;
      setShown({ kind: "CODE", ticket: answer.value });
      next(() => look(answer.value), ASKED_EVERY_MS);
    };
    void begin();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [round]);

  const again = (): void => {
    codesShown.current = 0;
    setRound((before) => before + 1);
  };
  if (shown.kind === "FAILED") {
    return (
      <div className="qr-panel">
        <Alert type="error" showIcon title={shown.message} role="alert" />
        <Button onClick={again} data-testid="login-qr-again">
          重试
        </Button>
      </div>
    );
  }
  return (
    <div className="qr-panel">
      {shown.kind === "LOADING" ? (
        <QRCode value="-" status="loading" size={200} />
      ) : (
        <div data-testid="login-qr" data-link={shown.ticket.link} data-until={epochMsOf(shown.ticket.expiresAt)}>
          <QRCode
            value={shown.ticket.link}
            size={200}
            status={status === "EXPIRED" || status === "REFUSED" ? "expired" : status === "SCANNED" ? "scanned" : "active"}
            onRefresh={again}
          />
        </div>
      )}
      <p className="qr-panel-words" role="status" data-testid="login-qr-status">
        {WORDS[status]}
      </p>
      {status === "REFUSED" || status === "EXPIRED" ? (
        <Button onClick={again} data-testid="login-qr-again">
          换一个登录码
        </Button>
      ) : null}
    </div>
  );
}

const WORDS: Readonly<Record<QrLogInStatus, string>> = {
  WAITING: "用微信扫一扫，或在小程序“我的 → 扫码登录后台”里扫。请先在小程序绑定工作账号。",
  SCANNED: "已扫码，请在手机上确认。",
  CONFIRMED: "已确认，正在进入…",
  REFUSED: "手机上拒绝了这次登录。",
  EXPIRED: "登录码已失效。",
};
