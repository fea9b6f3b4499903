import type { CaptchaPort } from "../../engines/codes/captchaPort";
import type { PasswordPort } from "../../engines/codes/passwordPort";
import type { CommandEngine } from "../../engines/commands/runCommand";
import type { Clock } from "../../engines/context/clock";
import type { Ids } from "../../engines/context/ids";
import type { WechatPort } from "../../engines/messaging/wechatPort";
import type { Store } from "../../engines/store/storePort";

export interface SessionDeps {
  readonly engine: CommandEngine;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly wechat: WechatPort;
  readonly passwords: PasswordPort;
  readonly captchas: CaptchaPort;
  /** 32 random bytes, base64url: a session's token. */
  readonly newToken: () => string;
  /** Six digits, for SMS. */
  readonly newCode: () => string;
  /** Where WeChat may send a person back to after the web authorisation. */
  readonly allowedRedirectOrigins: readonly string[];
}
