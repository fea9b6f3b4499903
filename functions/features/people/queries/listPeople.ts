import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { OfficePerson, PeopleFilter, PeopleQuery } from "@app/contract/people/officePerson.schema";
import type { Store } from "../../../engines/store/storePort";
import type { AccountItem } from "../../sessions/public";
import { peopleBelow } from "../peopleBelow";
import { isWithin } from "../walkTree";
import { visiblePlaces } from "../personScope";
import { rolesOf, toOfficePerson } from "../personView";

/** So many are looked through for one page of a search; the next page goes on from there. */
const LOOKED_THROUGH_MAX = 1000;

export async function listPeople(store: Store, actor: Actor, query: PeopleQuery): Promise<Result<Page<OfficePerson>, KernelRefusal>> {
  const places = visiblePlaces(actor, query.orgPath);
  const position = query.cursor === undefined ? undefined : Buffer.from(query.cursor, "base64url").toString();
  if (position !== undefined && !isWithin(places, position)) return refuse({ code: "CURSOR_INVALID" });
  const found: AccountItem[] = [];
  const shown = async (): Promise<OfficePerson[]> => {
    const roles = await rolesOf(store, found);
    return found.map((account) => toOfficePerson(account, roles));
  };
  let lookedThrough = 0;
  let last = "";
  for await (const placed of peopleBelow(store, places, position)) {
    // One more than the page is there, or enough was looked through: whoever asks goes on from the last one.
    if (found.length === query.limit || lookedThrough === LOOKED_THROUGH_MAX)
      return ok({ items: await shown(), next: Buffer.from(last).toString("base64url") });
    lookedThrough += 1;
    last = placed.position;
    if (matchesFilter(placed.account, query)) found.push(placed.account);
  }
  return ok({ items: await shown() });
}

/** A name or user name by any part of it; a phone by its last digits, at least four, so that the list is no directory of numbers. */
export function matchesFilter(account: AccountItem, { search, status }: PeopleFilter): boolean {
  if (status !== undefined && account.status !== status) return false;
  const wanted = (search ?? "").trim().toLowerCase();
  if (wanted === "") return true;
  if (/^\d{4,11}$/.test(wanted) && account.phone.endsWith(wanted)) return true;
  return account.displayName.toLowerCase().includes(wanted) || account.username.includes(wanted);
}
