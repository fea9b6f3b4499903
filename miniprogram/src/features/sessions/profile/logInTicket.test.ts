import { ticketIn } from "./logInTicket";

const TICKET = "t".repeat(43);
test.each([
  [`https://visit.example.gov.cn/#/features/sessions/qr-log-in/index?ticket=${TICKET}`, TICKET],
  [`https://visit.example.gov.cn/#/features/sessions/qr-log-in/index?from=1&ticket=${TICKET}`, TICKET],
  [`https://visit.example.gov.cn/?ticket=short`, undefined],
  ["CG1.a-booking-code", undefined],
  ["", undefined],
])("%s", (scanned, expected) => expect(ticketIn(scanned)).toBe(expected));
