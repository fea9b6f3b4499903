import type { DeadlineHandler } from "../../engines/deadlines/deadlines";
import type { Consumer } from "../../engines/events/consumers";
import type { BookingDecided } from "../visits/public";
import { deliverNotice, type NoticeDeps } from "./actions/deliverNotice";
import { NOTICE_DEADLINE, queuedNotice } from "./noticeRepository";
import { BOOKING_NOTICES } from "./noticeTexts";

const BOOKING_PAGE = "features/visits/booking/index";

/** Events that concern a person become notices; sending is another step, so that a WeChat that is away never holds up anything (promise R7). */
export const noticesConsumer: Consumer = {
  name: "notices",
  handles: Object.fromEntries(
    Object.entries(BOOKING_NOTICES).map(([eventType, say]) => [
      eventType,
      async (event) => {
        const booking = event.payload as unknown as BookingDecided;
        const words = say(booking);
        return [
          {
            kind: "put",
            tag: "notice",
            item: queuedNotice({
              noticeId: event.eventId,
              template: words.template,
              personId: booking.personId,
              phone: booking.contactPhone,
              fields: words.fields,
              text: words.text,
              page: words.page ?? `${BOOKING_PAGE}?bookingId=${event.caseId}`,
              createdAt: event.at,
            }),
          } as const,
        ];
      },
    ]),
  ),
};

export function noticeDeadlines(deps: NoticeDeps): DeadlineHandler[] {
  return [{ kind: NOTICE_DEADLINE, settle: (item) => deliverNotice(deps, item) }];
}
