import type { Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import type { SmsParameters, SmsTemplateCode } from "./smsTemplates";

/** What the product may ask of a provider of short messages. */
export interface SmsPort {
  sendSms(message: SmsMessage): Promise<Result<SentSms, SmsRefusal>>;
}

export interface SmsMessage {
  readonly phone: string;
  /** Providers in China send reported templates only (`smsTemplates.ts`). */
  readonly templateCode: SmsTemplateCode;
  readonly parameters: SmsParameters;
  /** Travels with the message, so that it can be found again. The id of whatever caused it. */
  readonly requestId: string;
  /** An earlier sending under this id began then and had no clear answer: it is looked for before another one is sent (promise R7). */
  readonly unclearSince?: Instant;
}

export interface SentSms {
  /** By which the carrier's report names it (`smsReports.ts`). */
  readonly messageId: string;
  /** Known already: it was sent earlier, and the carrier has said so. */
  readonly isDelivered?: true;
}

export type SmsRefusalCode =
  | "PHONE_INVALID"
  /** The holder or the carrier shut the number to such messages. */
  | "PHONE_BLOCKED"
  | "TEMPLATE_UNKNOWN"
  | "PARAMETER_INVALID"
  /** A word in it may not be sent. */
  | "CONTENT_REFUSED"
  /** This number, or the account, has had too many messages for now. */
  | "RATE_LIMITED"
  /** The prepaid messages are used up: a person must buy some. */
  | "QUOTA_USED_UP"
  /** The provider does not know our key, or our signature or clock is wrong: a person must act. */
  | "MISCONFIGURED"
  /** This product has no provider yet. */
  | "NOT_SET_UP"
  /** Refused for a reason that this adapter does not know: final. */
  | "REJECTED"
  /** No readable answer in time; the message may nevertheless have gone out. */
  | "UNAVAILABLE";

export interface SmsRefusal {
  readonly code: SmsRefusalCode;
  /** The provider's own words, for the log; never shown on a screen. */
  readonly detail: string;
}

/** A repeat may succeed later without anybody changing anything; give the same `requestId` and `unclearSince`. */
export function isSmsRetryWorthwhile(refusal: SmsRefusal): boolean {
  return refusal.code === "UNAVAILABLE" || refusal.code === "RATE_LIMITED";
}
