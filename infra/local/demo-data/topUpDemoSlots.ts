import { addDays, localDateOf, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { absent, type ItemKey, type Store } from "../../../functions/engines/store/storePort";
import { demoFacilities } from "./facilities";
import { DAYS_OPENED_AHEAD, slotsOn } from "./slotPlan";

/** Up to which day slots are opened, and by which seed. */
export const openedSlotsKey: ItemKey = { pk: "DEMO_DATA", sk: "SLOTS" };

/** Opens what is missing of the coming 60 days, so that a demonstration shown weeks later is not empty. A slot that is there stays as it is. Answers how many are new. */
export async function topUpDemoSlots(store: Store, now: Instant): Promise<number> {
  const opened = await store.get(openedSlotsKey);
  const seed = opened?.["seed"];
  const openedUpTo = opened?.["openedUpTo"];
  const today = localDateOf(now);
  const wantedUpTo = addDays(today, DAYS_OPENED_AHEAD);
  if (typeof seed !== "number" || typeof openedUpTo !== "string" || openedUpTo >= wantedUpTo) return 0;
  const open = demoFacilities.filter((facility) => facility.item.status === "OPEN" && facility.opening.nothingAhead !== true);
  let made = 0;
  for (let date = laterOf(addDays(openedUpTo as LocalDate, 1), addDays(today, 1)); date <= wantedUpTo; date = addDays(date, 1)) {
    const slots = open.flatMap((facility) => slotsOn(seed, facility, date, new Map()));
    // One transaction for each: a slot that somebody opened meanwhile must not keep the others away.
    const outcomes = await Promise.all(slots.map((item) => store.transact([{ kind: "put", tag: "slot", item, condition: absent }])));
    made += outcomes.filter((outcome) => outcome.committed).length;
  }
  await store.transact([{ kind: "put", tag: "opened slots", item: { ...openedSlotsKey, seed, openedUpTo: wantedUpTo } }]);
  return made;
}

const laterOf = (left: LocalDate, right: LocalDate): LocalDate => (left > right ? left : right);
