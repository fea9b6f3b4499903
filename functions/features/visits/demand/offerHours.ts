import { addDays, addMs, epochMsOf, HOUR_MS, instantAt, localDateOf, type Instant, type TimeOfDay } from "@app/contract/kernel/time";
import { OFFER_DAY, OFFER_HOURS } from "@app/contract/visits/waiting.schema";

const BEGINS = OFFER_DAY.begins as TimeOfDay;
const ENDS = OFFER_DAY.ends as TimeOfDay;

/** The moment itself by day; at night the next morning. Nobody is woken, and nobody has to answer in their sleep. */
export function afterTheNight(moment: Instant): Instant {
  const date = localDateOf(moment);
  if (moment < instantAt(date, BEGINS)) return instantAt(date, BEGINS);
  return moment < instantAt(date, ENDS) ? moment : instantAt(addDays(date, 1), BEGINS);
}

/**
 * Until when an offer stands: `OFFER_HOURS` of the day, nights not counted, so everybody has the same time awake; never past the end of booking, after which
 * the places are nobody's.
 */
export function offerEndsAt(madeAt: Instant, bookingClosesAt: Instant): Instant {
  let from = afterTheNight(madeAt);
  let leftMs = OFFER_HOURS * HOUR_MS;
  for (;;) {
    const evening = instantAt(localDateOf(from), ENDS);
    const untilEveningMs = epochMsOf(evening) - epochMsOf(from);
    if (leftMs <= untilEveningMs) break;
    leftMs -= untilEveningMs;
    from = afterTheNight(evening);
  }
  const until = addMs(from, leftMs);
  return until < bookingClosesAt ? until : bookingClosesAt;
}
