import type { Result } from "@app/contract/kernel/result";
import type { PictureChecked } from "./contentCheckPort";

/**
 * What the official account's followers send us through WeChat, once the adapter has shown that it is WeChat's and has read it. How WeChat signs, encrypts and
 * writes it stays in `platform/wechat`.
 */
export interface OfficialAccountMessage {
  /** Of the official account, not of the mini-program. */
  readonly openid: string;
  /** The account under the id of its own that WeChat addresses; a reply comes from it. */
  readonly accountId: string;
  /** When it happened at WeChat: messages overtake each other. */
  readonly sentAtEpochSeconds: number;
  /** One message however often WeChat sends it: a digest, 43 characters. */
  readonly messageKey: string;
  /** The signature it came under: a digest as well. Plain mode's signature does not cover the body, so it must serve one message only. */
  readonly signatureKey: string;
  readonly content: OfficialAccountContent;
}

export type OfficialAccountContent =
  /** `scene` when they came by one of our codes. */
  | { readonly kind: "FOLLOWED"; readonly scene?: string }
  | { readonly kind: "UNFOLLOWED" }
  /** A follower scanned one of our codes. */
  | { readonly kind: "SCANNED"; readonly scene: string }
  /** A tapped entry of the account's menu. */
  | { readonly kind: "CLICKED"; readonly key: string }
  /** A tapped entry that opened a page by itself. */
  | { readonly kind: "VIEWED"; readonly target: string }
  | { readonly kind: "TEXT"; readonly text: string }
  /** The mini-program's picture check has an answer. */
  | ({ readonly kind: "PICTURE_CHECKED" } & PictureChecked)
  /** Anything that has no answer of ours: a picture, a place, the report that a template was sent. */
  | { readonly kind: "OTHER" };

/** What stands in the follower's chat at once. */
export type OfficialAccountReply =
  { readonly kind: "TEXT"; readonly text: string } | { readonly kind: "CARD"; readonly title: string; readonly description: string; readonly url: string };

/** The signature was used for another message before. */
export interface CallbackReplayed {
  readonly code: "CALLBACK_REPLAYED";
}

/** `null`: nothing is said. A repeat of a message gets the first answer and has no second effect. */
export type ReceiveOfficialAccountMessage = (message: OfficialAccountMessage) => Promise<Result<OfficialAccountReply | null, CallbackReplayed>>;
