import { Button, Input } from "antd";
import { useQuery } from "@tanstack/react-query";
import { CAPTCHA_LENGTH, captchaPictureUrl, type CaptchaAnswer } from "@app/contract/kernel/captcha";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { useState } from "react";
import { read } from "../platform/api";
import { fieldState, FormField } from "./FormField";

interface Props {
  readonly id: string;
  /** What was typed beside the picture that is shown now; a new picture empties it. */
  readonly value: CaptchaAnswer | undefined;
  readonly onChange: (answer: CaptchaAnswer | undefined) => void;
  readonly problem: string | undefined;
  /** Grows whenever the picture was used up, right or wrong: then another one is shown. */
  readonly round: number;
}

/** Four letters in a picture, each picture for one use. */
export function CaptchaField({ id, value, onChange, problem, round }: Props) {
  const [turned, setTurned] = useState(0);
  const captcha = useQuery({
    queryKey: ["captcha", id, round, turned],
    queryFn: () => read(sessionRoutes.getCaptcha, {}),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  return (
    <FormField id={id} label="图形验证码" hint="图中的 4 个字母或数字，不分大小写。" problem={problem}>
      <div className="captcha">
        <Input
          id={id}
          size="large"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={CAPTCHA_LENGTH}
          value={value?.text ?? ""}
          onChange={(event) => onChange(captcha.data === undefined ? undefined : { captchaId: captcha.data.captchaId, text: event.target.value.trim() })}
          disabled={captcha.data === undefined}
          {...fieldState(id, problem)}
          data-testid={id}
        />
        {captcha.data === undefined ? (
          <span className="captcha-picture" role="status">
            {captcha.error === null ? "正在加载…" : captcha.error.message}
          </span>
        ) : (
          <img className="captcha-picture" src={captchaPictureUrl(captcha.data)} width={150} height={54} alt="图形验证码" data-testid={`${id}-picture`} />
        )}
        <Button type="link" onClick={turn} data-testid={`${id}-turn`}>
          看不清，换一张
        </Button>
      </div>
    </FormField>
  );

  function turn(): void {
    onChange(undefined);
    setTurned((before) => before + 1);
  }
}
