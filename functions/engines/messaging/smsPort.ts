import type { Result } from "@app/contract/kernel/result";

/** What the product may ask of a short-message gateway. */
export interface SmsPort {
  sendSms(message: SmsMessage): Promise<Result<SentSms, SmsRefusal>>;
}

export interface SmsMessage {
  readonly phone: string;
  /** Providers in China send approved templates only; the gateway maps our code to the provider's template. */
  readonly templateCode: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The filled-in sentence, for gateways that send free text and for the record. */
  readonly text: string;
  /** The same id again must not send again; the gateway answers with the first message's id. Give the id of the event that caused the message. */
  readonly requestId?: string;
}

export interface SentSms {
  readonly messageId: string;
}

export type SmsRefusalCode =
  | "PHONE_INVALID"
  | "TEMPLATE_UNKNOWN"
  | "PARAMETER_INVALID"
  /** This number has had too many messages for now. */
  | "RATE_LIMITED"
  /** The gateway does not know our key, or our signature or clock is wrong: a person must act. */
  | "MISCONFIGURED"
  /** The gateway refused for a reason outside its contract: final. */
  | "REJECTED"
  /** No readable answer in time; the message may nevertheless have gone out. */
  | "UNAVAILABLE";

export interface SmsRefusal {
  readonly code: SmsRefusalCode;
  /** The gateway's own words, for the log; never shown on a screen. */
  readonly detail: string;
}

/** A repeat may succeed later without anybody changing anything; give the same `requestId`. */
export function isSmsRetryWorthwhile(refusal: SmsRefusal): boolean {
  return refusal.code === "UNAVAILABLE" || refusal.code === "RATE_LIMITED";
}
