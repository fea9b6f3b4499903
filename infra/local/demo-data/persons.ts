import type { StoredItem } from "../../../functions/engines/store/storePort";
import { openidKey, personKey, unionidKey, type PersonItem } from "../../../functions/features/sessions/public";
import { demoApps } from "../wechat-sandbox/demoApps";
import { demoPeople, type DemoPerson } from "../wechat-sandbox/demoPeople";
import { openidOf, unionidOf } from "../wechat-sandbox/people";
import { demoAccounts } from "./accounts";

/** The id of a sandbox person in the product. It is known before their first log-in, so that bookings can be theirs already. */
export const demoPersonId = (id: string): string => `p-demo-${id}`;

/** Each person of the sandbox as a log-in would have made them: both openids, the unionid, and for staff the account they bound. */
export function demoPersonItems(): StoredItem[] {
  return demoPeople.flatMap(personItems);
}

function personItems(person: DemoPerson): StoredItem[] {
  const personId = demoPersonId(person.id);
  const openids = { MINIPROGRAM: openidOf(demoApps.miniProgram.appId, person.id), OFFICIAL_ACCOUNT: openidOf(demoApps.officialAccount.appId, person.id) };
  const item: PersonItem = { ...personKey(personId), personId, openids, unionid: unionidOf(person.id), ...staffUsername(person), version: 1 };
  return [
    item,
    { ...openidKey("MINIPROGRAM", openids.MINIPROGRAM), personId },
    { ...openidKey("OFFICIAL_ACCOUNT", openids.OFFICIAL_ACCOUNT), personId },
    { ...unionidKey(unionidOf(person.id)), personId },
  ];
}

/** Staff are their account's holder by name and phone. */
function staffUsername(person: DemoPerson): { staffUsername?: string } {
  if (person.kind !== "STAFF") return {};
  const account = demoAccounts.find((candidate) => candidate.displayName === person.name && candidate.phone === person.phone);
  if (account === undefined) throw new Error(`${person.name} is staff without an account`);
  return { staffUsername: account.username };
}
