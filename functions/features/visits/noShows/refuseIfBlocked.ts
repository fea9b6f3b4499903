import { localDateOf, type Instant } from "@app/contract/kernel/time";
import type { Store } from "../../../engines/store/storePort";
import type { FacilityItem } from "../facilityRepository";
import { noShowRuleKey, termsOf, type NoShowRuleItem, type StandingItem } from "./noShowRepository";
import { blockOf, LEAST_THRESHOLD, type NoShowBlock } from "./noShowStanding";

/**
 * Why somebody may not book with this facility's bureau now, or undefined (promise F6). The standing comes with the reads of the booking; the rule is read only for
 * the few who were missed twice or more.
 */
export async function refuseIfBlocked(
  store: Store,
  input: { standing: StandingItem | undefined; facility: Pick<FacilityItem, "cityCode" | "cityName">; now: Instant },
): Promise<NoShowBlock | undefined> {
  const { standing, facility, now } = input;
  if (Object.keys(standing?.missed[facility.cityCode] ?? {}).length < LEAST_THRESHOLD) return undefined;
  const rule = (await store.get(noShowRuleKey(facility.cityCode))) as NoShowRuleItem | undefined;
  return blockOf({ standing, rule: termsOf(rule), cityCode: facility.cityCode, cityName: facility.cityName, today: localDateOf(now) });
}
