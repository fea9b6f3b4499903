import type { Result } from "@app/contract/kernel/result";
import type { WechatRefusal } from "./wechatPort";

/** WeChat's check of what the public is to read and see. It asks for somebody who used the mini-program within the last two hours. */
export interface ContentCheckPort {
  checkText(text: TextToCheck): Promise<Result<ContentVerdict, WechatRefusal>>;
  /** Begins the check of a picture; what WeChat makes of it comes later as a push that names this trace. */
  startPictureCheck(picture: PictureToCheck): Promise<Result<{ readonly traceId: string }, WechatRefusal>>;
}

export interface TextToCheck {
  /** Of the mini-program. */
  readonly openid: string;
  /** At most 2 500 characters. */
  readonly content: string;
}

export interface PictureToCheck {
  readonly openid: string;
  /** From where WeChat fetches it. */
  readonly url: string;
}

export const CONTENT_SUGGESTIONS = ["pass", "review", "risky"] as const;
export interface ContentVerdict {
  readonly suggest: (typeof CONTENT_SUGGESTIONS)[number];
  /** WeChat's number of what it saw: 100 nothing, 20001 politics … */
  readonly label: number;
}

/** What a push says of a picture; `suggest` is absent when WeChat could not look. */
export interface PictureChecked {
  readonly traceId: string;
  readonly suggest?: ContentVerdict["suggest"];
  readonly label: number;
}
