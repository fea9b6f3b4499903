import type { Grant } from "@app/contract/kernel/actor";
import { grantsInForce, type AccountItem, type StoredGrant } from "../sessions/public";
import type { PeopleDeps } from "./peopleDeps";

type GrantDeps = Pick<PeopleDeps, "engine" | "facilitiesOfCategories">;

/** What the account's sessions hold, by the function they use. */
export function grantsToday({ engine, facilitiesOfCategories }: GrantDeps, { grants }: Pick<AccountItem, "grants">): Promise<Grant[]> {
  return grantsInForce({ store: engine.store, facilitiesOfCategories }, grants);
}

/** The same with each stored grant beside what it comes to, so that one can say where a permission comes from. */
export function grantsBySource(
  deps: GrantDeps,
  { grants }: Pick<AccountItem, "grants">,
): Promise<{ readonly stored: StoredGrant; readonly grants: Grant[] }[]> {
  return Promise.all(grants.map(async (stored) => ({ stored, grants: await grantsToday(deps, { grants: [stored] }) })));
}
