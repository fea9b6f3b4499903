import { Button, Input } from "antd";
import { useEffect, useState } from "react";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { CodeRequested } from "@app/contract/kernel/phone";
import type { Result } from "@app/contract/kernel/result";
import { fieldState, FormField } from "./FormField";

interface Props {
  readonly id: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly problem: string | undefined;
  /** What is said once a code was asked for. */
  readonly sentSentence: string;
  /** Asks for a code; undefined when the phone must be mended first. */
  readonly onRequest: () => Promise<Result<CodeRequested, CallRefusal> | undefined>;
}

/** A code by SMS: ask for it, wait until the next may be asked for, type it. */
export function SmsCodeField({ id, value, onChange, problem, sentSentence, onRequest }: Props) {
  const [secondsLeft, setSecondsLeft] = useState(0);
  const [isAsking, setAsking] = useState(false);
  const [said, setSaid] = useState<string>();
  const isWaiting = secondsLeft > 0;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => setSecondsLeft((left) => Math.max(0, left - 1)), 1000);
    return () => clearInterval(timer);
  }, [isWaiting]);

  return (
    <FormField id={id} label="短信验证码" hint={said} problem={problem}>
      <div className="sms-code">
        <Input
          id={id}
          size="large"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          value={value}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, ""))}
          {...fieldState(id, problem)}
          data-testid={id}
        />
        <Button size="large" loading={isAsking} disabled={isWaiting} onClick={() => void ask()} data-testid={`${id}-request`}>
          {isWaiting ? `${secondsLeft} 秒后可重新获取` : "获取验证码"}
        </Button>
      </div>
    </FormField>
  );

  async function ask(): Promise<void> {
    setAsking(true);
    const result = await onRequest();
    setAsking(false);
    if (result === undefined) return;
    if (result.ok) {
      setSecondsLeft(result.value.resendAfterSeconds);
      setSaid(sentSentence);
      return;
    }
    setSaid(result.refusal.message);
    const wait = result.refusal.details?.["retryAfterSeconds"];
    if (typeof wait === "number" && wait <= 120) setSecondsLeft(wait);
  }
}
