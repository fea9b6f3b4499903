import type { Result } from "@app/contract/kernel/result";

/** What the product may ask of a mail server. */
export interface EmailPort {
  sendEmail(message: EmailMessage): Promise<Result<SentEmail, EmailRefusal>>;
}

export interface EmailMessage {
  /** One address and nothing else; anything that is not one is refused. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Where it leads; absent when there is nothing to open. */
  readonly link?: { readonly label: string; readonly url: string };
  /** The same id gives the same Message-ID, so that a mailbox shows a message that came twice as one. */
  readonly requestId: string;
}

export interface SentEmail {
  readonly messageId: string;
}

export type EmailRefusalCode =
  | "ADDRESS_INVALID"
  /** The account or the password of the mail server is wrong, or it refuses us: a person must act. */
  | "MISCONFIGURED"
  | "REJECTED"
  /** No answer in time, or the server asked us to come again; it may nevertheless have gone out. */
  | "UNAVAILABLE";

export interface EmailRefusal {
  readonly code: EmailRefusalCode;
  readonly detail: string;
}

export function isEmailRetryWorthwhile(refusal: EmailRefusal): boolean {
  return refusal.code === "UNAVAILABLE";
}
