import { addDays, addMs, HOUR_MS, instantAt, localDateOf, type Instant, type TimeOfDay } from "@app/contract/kernel/time";
import type { Clock } from "../../engines/context/clock";
import { deadlineEntry } from "../../engines/deadlines/deadlines";
import { absent, versionIs, type ItemKey, type Store, type StoredItem } from "../../engines/store/storePort";
import { newBookingsByFacility } from "../visits/public";
import { queuedNotice } from "./noticeRepository";
import { officeOf } from "./noticeRules";
import { workReminder } from "./noticeTexts";
import { addresseesOf } from "./recipients";

/**
 * New requests are told to a facility's admins by the hour with their number, so that twenty an hour make one message. A round at each full hour looks at what waits;
 * a booking itself leaves nothing in the outbox, for it must stay cheap (promise P1).
 * | AP-M4 · the round · sweep · primary and index4 · NOTICE_ROUND#NEW_BOOKINGS / STATE, DUE#NEW_BOOKINGS_ROUND / moment · 1 |
 */
interface RoundItem extends StoredItem {
  /** Requests before this moment have been told. */
  readonly toldUpTo: Instant;
  readonly dueAt: Instant;
  readonly version: number;
}
export const NEW_BOOKINGS_ROUND = "NEW_BOOKINGS_ROUND";
const roundKey: ItemKey = { pk: "NOTICE_ROUND#NEW_BOOKINGS", sk: "STATE" };

/** Nobody is woken for it: what comes at night is told in the morning. */
const FIRST_OF_DAY = "07:00" as TimeOfDay;
const LAST_OF_DAY = "22:00" as TimeOfDay;
// A request bears the moment at which it was decided and is written a little later: one of the last seconds is left to the next round, or it might slip through.
const STILL_WRITING_MS = 10_000;

interface RoundDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** The first full hour after `now` that is no night. */
export function nextRoundAt(now: Instant): Instant {
  const hour = addMs(`${now.slice(0, 13)}:00:00.000+08:00` as Instant, HOUR_MS);
  const day = localDateOf(hour);
  if (hour < instantAt(day, FIRST_OF_DAY)) return instantAt(day, FIRST_OF_DAY);
  return hour > instantAt(day, LAST_OF_DAY) ? instantAt(addDays(day, 1), FIRST_OF_DAY) : hour;
}

/** Begins the rounds of a product that has none; harmless as often as it is called. */
export async function beginNewBookingsRounds({ store, clock }: RoundDeps): Promise<void> {
  if ((await store.get(roundKey)) !== undefined) return;
  const now = clock.now();
  const round = { ...roundKey, toldUpTo: now, ...due(nextRoundAt(now)), version: 1 };
  await store.transact([{ kind: "put", tag: "round", item: round, condition: absent }]);
}

/**
 * Tells each facility once of what came in since the last round. Its bounds are fixed before it begins and the notices carry them in their ids, so a round that was cut
 * off is done again without telling twice; after a standstill there is one round for all of it.
 */
export async function settleNewBookingsRound({ store, clock }: RoundDeps, item: StoredItem): Promise<void> {
  const round = item as RoundItem;
  const before = addMs(round.dueAt, -STILL_WRITING_MS);
  for (const { facilityId, facilityName, orgPath, count } of await newBookingsByFacility(store, { from: round.toldUpTo, before })) {
    const { page = "", ...words } = workReminder({
      matter: `${count} 个新预约待确认`,
      unit: facilityName,
      hint: "请在预约管理里确认",
      text: `「${facilityName}」有 ${count} 个新的参观预约等待确认，请登录管理后台，在「预约管理」里尽快办理。`,
      opens: "/bookings?status=PENDING",
    });
    const cause = `NEW_BOOKINGS-${facilityId}-${round.toldUpTo}`;
    const notices = (await addresseesOf(store, [officeOf(orgPath, "bookings.decide")])).map((to) =>
      queuedNotice({ cause, to, page, ...words, createdAt: round.dueAt }),
    );
    // Uncommitted means that a round before was cut off after this facility.
    if (notices.length > 0) await store.transact(notices.map((notice, index) => ({ kind: "put", tag: `notice ${index}`, item: notice, condition: absent })));
  }
  await store.transact([
    {
      kind: "update",
      tag: "round",
      key: roundKey,
      set: { toldUpTo: before, ...due(nextRoundAt(clock.now())) },
      add: { version: 1 },
      condition: versionIs(round.version),
    },
  ]);
}

function due(dueAt: Instant) {
  return { dueAt, index4: deadlineEntry(NEW_BOOKINGS_ROUND, dueAt, "ALL") };
}
