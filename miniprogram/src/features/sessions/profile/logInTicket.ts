import { QrTicket } from "@app/contract/sessions/qrLogIn.schema";

/** The ticket in what was scanned: the address on the log-in page of the back office; undefined when it is any other code. */
export function ticketIn(scanned: string): string | undefined {
  const found = /[?&]ticket=([A-Za-z0-9_-]+)/.exec(scanned)?.[1];
  return found !== undefined && QrTicket.safeParse(found).success ? found : undefined;
}
