import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { Role } from "@app/contract/organizations/roles";
import type { EventRecord } from "../../engines/events/event";
import type { BookingDecided } from "../visits/public";
import { BOOKING_NOTICES, type NoticeText } from "./noticeTexts";

/** Who is told. An account gets it by its holder's WeChat when that is bound, else by SMS to the phone it has when the notice is sent. */
export type Recipient =
  | { readonly kind: "PERSON"; readonly personId: string; readonly phone: string }
  | { readonly kind: "ACCOUNT"; readonly username: string }
  /** Everybody who holds the role at exactly this place when the event is consumed. */
  | { readonly kind: "UNIT"; readonly orgPath: OrgPath; readonly role: Role };

/** The admins of a facility, of a city, of a province: the role follows from the place. */
export function adminsOf(orgPath: OrgPath): Recipient {
  const roles: readonly Role[] = ["PLATFORM_ADMIN", "PROVINCE_ADMIN", "CITY_ADMIN", "CITY_ADMIN", "FACILITY_ADMIN"];
  return { kind: "UNIT", orgPath, role: roles[orgPath.split("/").length - 1] ?? "FACILITY_ADMIN" };
}

/** One line of the table: an event tells these recipients in these words. */
export interface NoticeRule {
  readonly to: (event: EventRecord) => readonly Recipient[];
  readonly say: (event: EventRecord) => NoticeText;
}

/** A line whose words need the event's payload only; `Payload` is the type that the event's feature publishes. */
export function tell<Payload>(line: { to: (payload: Payload) => readonly Recipient[]; say: (payload: Payload, caseId: string) => NoticeText }): NoticeRule {
  const payloadOf = (event: EventRecord): Payload => event.payload as unknown as Payload;
  return { to: (event) => line.to(payloadOf(event)), say: (event) => line.say(payloadOf(event), event.caseId) };
}

const BOOKING_PAGE = "features/visits/booking/index";

const TO_BOOKERS: Readonly<Record<string, readonly NoticeRule[]>> = Object.fromEntries(
  Object.entries(BOOKING_NOTICES).map(([eventType, say]) => [
    eventType,
    [
      tell<BookingDecided>({
        to: (booking) => [{ kind: "PERSON", personId: booking.personId, phone: booking.contactPhone }],
        say: (booking, bookingId) => ({ page: `${BOOKING_PAGE}?bookingId=${bookingId}`, ...say(booking) }),
      }),
    ],
  ]),
);

/**
 * Which event tells whom. An event type without a line is told to nobody. One event may have several lines; a recipient named by two of them is told once, in the
 * words of the first.
 */
export const NOTICE_RULES: Readonly<Record<string, readonly NoticeRule[]>> = {
  ...TO_BOOKERS,
};
