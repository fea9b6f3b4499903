import { coversPath, type OrgPath } from "@app/contract/organizations/orgPath";
import type { Store } from "../../engines/store/storePort";
import { accountKey, asAccount, placesPk, unitAccountItems, type UnitAccountItem } from "../sessions/public";
import type { PlacedPerson } from "./peopleBelow";
import { walkTree, type PlacedItem, type TreeList } from "./walkTree";

const PLACES: TreeList = { index: "index2", pkOf: placesPk };
const CHUNK = 100;

/**
 * Everybody who holds anything at or below these places, wherever 人员 lists them: somebody of two offices belongs to both. In the order of the tree, each at the first
 * of their places there, so that one who goes on behind a position meets nobody twice. A page of 100 costs one query and one read of its accounts.
 */
export async function* holdersBelow(store: Store, scopes: readonly OrgPath[], position?: string): AsyncGenerator<PlacedPerson> {
  let chunk: PlacedItem[] = [];
  for await (const placed of walkTree(store, PLACES, scopes, position)) {
    chunk.push(placed);
    if (chunk.length < CHUNK) continue;
    yield* peopleOf(store, scopes, chunk);
    chunk = [];
  }
  yield* peopleOf(store, scopes, chunk);
}

async function* peopleOf(store: Store, scopes: readonly OrgPath[], chunk: readonly PlacedItem[]): AsyncGenerator<PlacedPerson> {
  if (chunk.length === 0) return;
  const usernames = [...new Set(chunk.map(({ item }) => (item as UnitAccountItem).username))];
  const accounts = new Map(
    (await store.getMany(usernames.map(accountKey))).flatMap((item) => (item === undefined ? [] : [[String(item["username"]), asAccount(item)] as const])),
  );
  for (const { item, position } of chunk) {
    const account = accounts.get((item as UnitAccountItem).username);
    if (account === undefined) continue;
    const positions = unitAccountItems(account).flatMap(({ orgPath, index2 }) =>
      scopes.some((scope) => coversPath(scope, orgPath)) ? [index2?.sk ?? ""] : [],
    );
    if (positions.sort()[0] === position) yield { account, position };
  }
}
