import { addDays, startOfDay, type LocalDate } from "@app/contract/kernel/time";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import { demandKey } from "../../../functions/features/visits/demand/demandRepository";
import { followItem } from "../../../functions/features/visits/demand/followRepository";
import { demoPeople } from "../wechat-sandbox/demoPeople";
import { demoFacilities } from "./facilities";
import { demoPersonId } from "./persons";

/** Half of the sandbox's visitors follow the facilities that have opened nothing ahead, so that a bureau sees who is waiting for them. */
export function demoFollowItems(today: LocalDate): StoredItem[] {
  const followers = demoPeople.filter(({ kind }, index) => kind === "VISITOR" && index % 2 === 0);
  return demoFacilities
    .filter((facility) => facility.opening.nothingAhead === true)
    .flatMap(({ item: { facilityId } }) => [
      ...followers.map(({ id }, index) => followItem({ facilityId, personId: demoPersonId(id), followedAt: startOfDay(addDays(today, -3 - index)) })),
      { ...demandKey(facilityId), followers: followers.length },
    ]);
}
