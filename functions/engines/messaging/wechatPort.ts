import type { Result } from "@app/contract/kernel/result";
import type { ContentCheckPort } from "./contentCheckPort";

/**
 * What the product may ask of WeChat. One adapter speaks WeChat's wire protocol (`platform/wechat`); which server answers it is a base address, so
 * there is no mock switch anywhere in the product.
 */
export interface WechatPort extends ContentCheckPort {
  /** `wx.login` gives the code: single use, 5 minutes. */
  codeToSession(code: string): Promise<Result<WechatIdentity, WechatRefusal>>;
  /** The page that `officialAccountAuthorizeUrl` leads to comes back with the code: single use, 5 minutes. */
  officialAccountCodeToIdentity(code: string): Promise<Result<WechatIdentity, WechatRefusal>>;
  /** `state` comes back unchanged; the caller makes it unguessable and compares it, else anyone can log a visitor in as somebody else. */
  officialAccountAuthorizeUrl(page: { readonly redirectUri: string; readonly state: string }): string;
  /** What the 手机号快速验证 button gave: single use, 5 minutes. A number of mainland China without its prefix. */
  phoneNumberOf(phoneCode: string): Promise<Result<string, WechatRefusal>>;
  /** The mini-program's subscription message. */
  sendSubscribeMessage(message: SubscribeMessage): Promise<Result<SentNotice, WechatRefusal>>;
  /** The official account's subscription notice; it reaches people who do not follow the account. */
  sendOfficialAccountNotice(notice: OfficialAccountNotice): Promise<Result<SentNotice, WechatRefusal>>;
  /** The official account's template message; it reaches followers alone. A repeat under the same `requestId` within ten minutes sends nothing. */
  sendTemplateMessage(message: TemplateMessage): Promise<Result<SentNotice, WechatRefusal>>;
  /** A mini-program code for a poster or a desk sign; unlimited in number, and valid as long as its page exists. */
  createUnlimitedCode(code: UnlimitedCode): Promise<Result<CodeImage, WechatRefusal>>;
  /** Lets one page of the browser edition use what WeChat's browser offers, its scanner above all. */
  signOfficialAccountPage(url: string): Promise<Result<PageSignature, WechatRefusal>>;
  /** Puts the whole menu in place of the one before; the same menu once more changes nothing. */
  publishMenu(buttons: readonly MenuEntry[]): Promise<Result<undefined, WechatRefusal>>;
  /** Takes the menu away; without one that is done, too. */
  removeMenu(): Promise<Result<undefined, WechatRefusal>>;
  /** A code that leads into the official account and says by which scene one came. The same permanent scene gives the same code. */
  createSceneCode(code: SceneCodeAsked): Promise<Result<SceneCodeMade, WechatRefusal>>;
}

/** An entry of the official account's menu: what a tap does, or the entries below it. */
export type MenuEntry = MenuTap | { readonly name: string; readonly below: readonly MenuTap[] };
export type MenuTap =
  | { readonly name: string; readonly opens: "WEB"; readonly url: string }
  /** `url` is what an old WeChat opens instead. */
  | { readonly name: string; readonly opens: "MINI_PROGRAM"; readonly page: string; readonly url: string }
  | { readonly name: string; readonly opens: "REPLY"; readonly key: string };

export interface SceneCodeAsked {
  /** 1 to 64 characters. */
  readonly scene: string;
  /** Up to 30 days; absent: for ever. */
  readonly lastsSeconds?: number;
}

export interface SceneCodeMade {
  readonly ticket: string;
  /** What the drawn code holds. */
  readonly url: string;
}

export interface PageSignature {
  readonly appId: string;
  /** In seconds. */
  readonly timestamp: number;
  readonly nonceStr: string;
  readonly signature: string;
}

/** `openid` is a person within one app, `unionid` the same person in all apps bound to one Open Platform account; WeChat does not always tell it. */
export interface WechatIdentity {
  readonly openid: string;
  readonly unionid?: string;
}

/** Template field (`thing1`, `time2`) → text. The adapter shortens each text to what its kind of field may hold. */
export type TemplateData = Readonly<Record<string, string>>;

export interface SubscribeMessage {
  /** Of the mini-program, not of the official account. */
  readonly openid: string;
  readonly templateId: string;
  /** Where a tap leads: a page path with its query, e.g. `visits/pages/booking/index?id=…`. Without it the card cannot be tapped. */
  readonly page?: string;
  readonly data: TemplateData;
}

export interface OfficialAccountNotice {
  /** Of the official account, not of the mini-program. */
  readonly openid: string;
  readonly templateId: string;
  /** A web address; a mini-program page wins when both are given. */
  readonly page?: string;
  /** A page of the mini-program that the adapter is configured with. */
  readonly miniProgramPage?: string;
  readonly data: TemplateData;
}

export interface TemplateMessage extends OfficialAccountNotice {
  /** At most 32 characters. */
  readonly requestId: string;
}

export interface SentNotice {
  /** Absent when WeChat accepted the message without naming it. */
  readonly messageId?: string;
}

export interface UnlimitedCode {
  /** At most 32 characters of `0-9A-Za-z!#$&'()*+,/:;=?@-._~`; no `%`, so no percent-encoding either. */
  readonly scene: string;
  readonly page: string;
  readonly envVersion: "release" | "trial" | "develop";
}

export interface CodeImage {
  readonly bytes: Uint8Array;
  readonly mediaType: "image/png" | "image/jpeg";
}

export type WechatRefusalCode =
  /** The log-in code is wrong or older than 5 minutes: log in again. */
  | "CODE_INVALID"
  /** The log-in code was exchanged before: log in again. */
  | "CODE_USED"
  /** WeChat holds the account for abusive (40226), or shows a preview to it under a made-up openid: no session must come of it. */
  | "USER_BLOCKED"
  /** The person does not accept such messages: another channel may reach them, a repeat will not. */
  | "USER_REFUSED"
  /** They do not follow the official account (any more). */
  | "NOT_FOLLOWING"
  | "OPENID_INVALID"
  | "TEMPLATE_UNKNOWN"
  | "PAGE_UNKNOWN"
  /** `detail` names the field. */
  | "PARAMETER_INVALID"
  | "RATE_LIMITED"
  /** Wrong app id or secret, an address outside the allow-list, a permission not granted: a person must act in WeChat's console. */
  | "MISCONFIGURED"
  /** This product has no such app yet. */
  | "NOT_SET_UP"
  /** A code this adapter does not know: final, and worth a line in the log. */
  | "REJECTED"
  /** No readable answer in time. WeChat may nevertheless have done what was asked. */
  | "UNAVAILABLE";

export interface WechatRefusal {
  readonly code: WechatRefusalCode;
  /** WeChat's own number; absent when there was no answer. */
  readonly errcode?: number;
  /** WeChat's own words, for the log; never shown on a screen. */
  readonly detail: string;
}

/** A repeat of the same call may succeed later without anybody changing anything. */
export function isWechatRetryWorthwhile(refusal: WechatRefusal): boolean {
  return refusal.code === "UNAVAILABLE" || refusal.code === "RATE_LIMITED";
}
