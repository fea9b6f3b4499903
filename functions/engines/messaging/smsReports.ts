/** What the carrier says of a message that the provider took: it lies on the phone, or never will. How a provider writes it stays in its adapter. */
export interface SmsReport {
  /** As `sendSms` answered it. */
  readonly messageId: string;
  readonly phone: string;
  /** Absent when it was delivered. */
  readonly failure?: SmsUndelivered;
}

export const SMS_UNDELIVERED = ["CARRIER_NO_NUMBER", "CARRIER_UNREACHABLE", "CARRIER_BLOCKED", "CARRIER_FAILED"] as const;
/** The number is nobody's · switched off or out of reach for too long · the holder or the carrier shut it to such messages · anything else. */
export type SmsUndelivered = (typeof SMS_UNDELIVERED)[number];

/**
 * What became of a report. UNKNOWN: of a message that nobody follows, such as a log-in's code, or of long ago. WRONG_NUMBER: of one that went to another phone, which
 * no carrier says.
 */
export type SmsReportOutcome = "RECORDED" | "REPEATED" | "UNKNOWN" | "WRONG_NUMBER";
/** Throws when the store is away: then the provider is told to send the reports again. */
export type ReceiveSmsReports = (reports: readonly SmsReport[]) => Promise<readonly SmsReportOutcome[]>;
