import { addDays, localDateOf, startOfDay, type LocalDate } from "@app/contract/kernel/time";
import type { PasswordPort } from "../../../functions/engines/codes/passwordPort";
import type { Clock } from "../../../functions/engines/context/clock";
import type { FileStore } from "../../../functions/engines/files/fileStorePort";
import type { ItemKey, Store, StoredItem } from "../../../functions/engines/store/storePort";
import type { BookingItem } from "../../../functions/features/visits/bookingRepository";
import { asAccount } from "../../../functions/features/sessions/public";
import { DEMO_PASSWORD, demoAccountItems, demoPlatformContactItems, demoPostHolders } from "./accounts";
import { demoColleagueItems } from "./demoColleagues";
import { demoFacilities } from "./facilities";
import { demoFacilityPlans } from "./facilityPlans";
import { demoActivities } from "./demoActivities";
import { demoAnnouncements } from "./demoAnnouncements";
import { demoContent, isRatedVisit } from "./demoContent";
import { demoNoticeItems } from "./demoNotices";
import { demoOfficialAccountItems } from "./demoOfficialAccount";
import { demoRegistrations } from "./demoRegistrations";
import { demoTeams } from "./demoTeams";
import { demoRetentionItems } from "./demoRetention";
import { demoTombstoneItems } from "./demoTombstones";
import { demoTrailItems } from "./demoTrail";
import { drawDemoPicture } from "./demoPictures";
import { demoFollowItems } from "./follows";
import { generateVisits } from "./generateVisits";
import { demoOrganizationItems } from "./organizations";
import { demoPersonItems } from "./persons";
import { DAYS_OPENED_AHEAD } from "./slotPlan";
import { storeBatches } from "./storeBatches";
import { openedSlotsKey, topUpDemoSlots } from "./topUpDemoSlots";

export const DEMO_SEED = 20260101;
export const DEMO_BOOKINGS = 4000;
const PAST_DAYS = 365;

const startedKey: ItemKey = { pk: "DEMO_DATA", sk: "STARTED" };
export const seededKey: ItemKey = { pk: "DEMO_DATA", sk: "SEEDED" };

export interface SeedDemoDataInput {
  readonly store: Store;
  readonly passwords: Pick<PasswordPort, "hash">;
  readonly clock: Clock;
  /** Where the pictures go; without it the cases are there and their pictures are not, which is all a benchmark needs. */
  readonly files?: Pick<FileStore, "write">;
  readonly seed?: number;
  /** Of the past year. */
  readonly bookings?: number;
}

/**
 * Fills an empty store with the demonstration; in one that has it, opens the slots of the days that came since. Answers how many items were stored.
 * Interrupted, it goes on at the next start with the day and the seed of the first one, and so writes the same items again.
 */
export async function seedDemoData(input: SeedDemoDataInput): Promise<number> {
  const { store, clock } = input;
  if ((await store.get(seededKey)) !== undefined) return topUpDemoSlots(store, clock.now());
  const started = await startOnce(input);
  const { seed, today, bookings } = started;
  const passwordHash = await input.passwords.hash(DEMO_PASSWORD);
  const staff = [...demoAccountItems(passwordHash), ...demoColleagueItems(passwordHash)];
  const announcements = demoAnnouncements(
    today,
    staff.filter(({ pk, sk }) => pk.startsWith("ACCOUNT#") && sk === "PROFILE").map((item) => asAccount(item)),
  );
  const basics: StoredItem[] = [
    ...demoFacilities.map((facility) => facility.item),
    ...demoOrganizationItems(startOfDay(today), demoPostHolders()),
    ...staff,
    ...announcements.items,
    ...demoPlatformContactItems(startOfDay(today)),
    ...demoPersonItems(),
    ...demoFollowItems(today),
    ...demoFacilityPlans(today),
    ...(await demoNoticeItems(today)),
    ...demoOfficialAccountItems(today),
    ...demoTombstoneItems(today),
    ...demoRetentionItems({ seed, today }),
    ...demoTrailItems({ seed, today }),
  ];
  const stored = await storeBatches(store, batchesOf(basics));
  const visits = generateVisits({ seed, today, facilities: demoFacilities, bookings, pastDays: PAST_DAYS, futureDays: DAYS_OPENED_AHEAD });
  const rated: BookingItem[] = [];
  const generated = await storeBatches(
    store,
    seen(visits, (item) => isRatedVisit(item, today) && rated.push(item)),
  );
  const content = demoContent({ seed, today, visits: rated });
  const activities = await demoActivities({ seed, today });
  const registrations = await demoRegistrations(store, { today, passwordHash });
  const reported = await storeBatches(store, batchesOf([...activities.items, ...registrations.items, ...content.items]));
  if (input.files !== undefined)
    for (const picture of [
      ...activities.pictures,
      ...demoTeams({ seed, today }).pictures,
      ...registrations.pictures,
      ...announcements.pictures,
      ...content.pictures,
    ])
      await drawDemoPicture(input.files, picture);
  await store.transact([
    { kind: "put", tag: "opened slots", item: { ...openedSlotsKey, seed, openedUpTo: addDays(today, DAYS_OPENED_AHEAD) } },
    { kind: "put", tag: "seeded", item: { ...seededKey, seed, today, bookings, at: clock.now() } },
  ]);
  return stored + generated + reported;
}

async function startOnce({
  store,
  clock,
  seed = DEMO_SEED,
  bookings = DEMO_BOOKINGS,
}: SeedDemoDataInput): Promise<{ seed: number; today: LocalDate; bookings: number }> {
  const before = await store.get(startedKey);
  if (before !== undefined) return { seed: Number(before["seed"]), today: String(before["today"]) as LocalDate, bookings: Number(before["bookings"]) };
  const start = { seed, today: localDateOf(clock.now()), bookings };
  await store.transact([{ kind: "put", tag: "started", item: { ...startedKey, ...start } }]);
  return start;
}

async function* seen(batches: AsyncIterable<StoredItem[]>, look: (item: StoredItem) => unknown): AsyncGenerator<StoredItem[]> {
  for await (const batch of batches) {
    batch.forEach(look);
    yield batch;
  }
}

function* batchesOf(items: readonly StoredItem[]): Generator<StoredItem[]> {
  for (let start = 0; start < items.length; start += 100) yield items.slice(start, start + 100);
}
