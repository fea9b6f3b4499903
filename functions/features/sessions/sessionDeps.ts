import type { OutsideService } from "@app/contract/kernel/outsideServices";
import type { CaptchaPort } from "../../engines/codes/captchaPort";
import type { PasswordPort } from "../../engines/codes/passwordPort";
import type { SecretBox } from "../../engines/codes/secretBoxPort";
import type { TotpPort } from "../../engines/codes/totpPort";
import type { CommandEngine } from "../../engines/commands/runCommand";
import type { Clock } from "../../engines/context/clock";
import type { Ids } from "../../engines/context/ids";
import type { WechatPort } from "../../engines/messaging/wechatPort";
import type { Parameters } from "../../engines/settings/parameters";
import type { Store } from "../../engines/store/storePort";
import type { FacilitiesOfCategories } from "./grantsInForce";

export interface SessionDeps {
  readonly engine: CommandEngine;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly wechat: WechatPort;
  /** What the product does without: then its ways in are refused in words. */
  readonly missingServices: readonly OutsideService[];
  readonly passwords: PasswordPort;
  readonly captchas: CaptchaPort;
  readonly totp: TotpPort;
  readonly secretBox: SecretBox;
  /** A QR code as PNG, as large as a page shows it. */
  readonly drawQrPng: (text: string) => Promise<Buffer>;
  readonly parameters: Parameters;
  readonly facilitiesOfCategories: FacilitiesOfCategories;
  /** 32 random bytes, base64url: a session's token. */
  readonly newToken: () => string;
  /** Six digits, for SMS; undefined where none can be sent. */
  readonly newCode: () => string | undefined;
  /** Where WeChat may send a person back to after the web authorisation. */
  readonly allowedRedirectOrigins: readonly string[];
  /** Where the H5 lies: a log-in code of the back office leads there. */
  readonly publicOrigin: string;
}
