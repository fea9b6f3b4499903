import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { Store } from "../../engines/store/storePort";
import { asAccount, peoplePk, type AccountItem } from "../sessions/public";
import { walkTree, type TreeList } from "./walkTree";

const PEOPLE: TreeList = { index: "index1", pkOf: peoplePk };

/** A person and the place in the order at which the next one goes on. */
export interface PlacedPerson {
  readonly account: AccountItem;
  readonly position: string;
}

/** Everybody at and below these places in the order of the tree, from after `position`. */
export async function* peopleBelow(store: Store, scopes: readonly OrgPath[], position?: string): AsyncGenerator<PlacedPerson> {
  for await (const placed of walkTree(store, PEOPLE, scopes, position)) yield { account: asAccount(placed.item), position: placed.position };
}
