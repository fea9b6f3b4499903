import type { CommandEngine } from "../engines/commands/runCommand";
import { consumersByEventType } from "../engines/events/consumers";
import { createOfficeCalendar } from "../engines/settings/officeCalendar";
import type { Store } from "../engines/store/storePort";
import { trailKindOf } from "../features/audit/public";
import { systemClock } from "../platform/clock/systemClock";
import { createTimeOrderedIds } from "../platform/ids/timeOrderedIds";
import { productConsumers } from "./composeProduct";

/** Runs commands beside a running product, for whoever stands at the machine; what they leave in the outbox the product's own loops apply. */
export function operatorEngine(store: Store): CommandEngine {
  const engine: CommandEngine = {
    store,
    clock: systemClock,
    ids: createTimeOrderedIds(Date.now),
    consumersOf: consumersByEventType(productConsumers(store, () => engine)),
    trailKindOf,
    calendar: createOfficeCalendar({ store, clock: systemClock }),
  };
  return engine;
}
