import { APPROVERS_MAX, type Approver } from "@app/contract/engines/approval";
import type { ApproverPlace, ApproverRule } from "@app/contract/approvals/processes";
import { COUNTRY_PATH, type OrgPath } from "@app/contract/organizations/orgPath";
import type { Store } from "../../engines/store/storePort";
import { accountsAllowed, getAccount, type AccountItem } from "../sessions/public";

const PLACES: readonly ApproverPlace[] = ["CITY", "PROVINCE", "COUNTRY"];
const PARTS = { CITY: 3, PROVINCE: 2, COUNTRY: 1 } as const satisfies Record<ApproverPlace, number>;

export interface FoundApprovers {
  readonly approvers: readonly Approver[];
  /** How far above the level's own bureau they were found. */
  readonly escalations: number;
}

/**
 * The people of a level, or those of the bureaus above it: one step up for each escalation, and further up where nobody can act. Who is disabled, and the author,
 * never approves.
 */
export async function approversOf(
  store: Store,
  rule: ApproverRule,
  input: { readonly orgPath: OrgPath; readonly authorAccountId: string; readonly escalations: number },
): Promise<FoundApprovers | undefined> {
  const { orgPath, authorAccountId, escalations } = input;
  const able = (found: readonly AccountItem[]): Approver[] =>
    found
      .filter(({ accountId, status }) => accountId !== authorAccountId && status === "ACTIVE")
      .slice(0, APPROVERS_MAX)
      .map(({ accountId, username, displayName }) => ({ accountId, username, name: displayName }));
  const first = rule.kind === "ACCOUNTS" ? -1 : PLACES.indexOf(rule.at);
  if (rule.kind === "ACCOUNTS" && escalations === 0) {
    const approvers = able(await accountsNamed(store, rule.usernames));
    if (approvers.length > 0) return { approvers, escalations };
  }
  for (let step = Math.max(0, first + escalations); step < PLACES.length; step += 1) {
    const place = PLACES[step] as ApproverPlace;
    const path = placeOf(orgPath, place);
    // A place above the subject's own, e.g. the city of what belongs to a province, does not exist.
    if (path === undefined) continue;
    const approvers = able(await accountsAllowed(store, path, rule.permission));
    if (approvers.length > 0) return { approvers, escalations: step - first };
  }
  return undefined;
}

function placeOf(orgPath: OrgPath, place: ApproverPlace): OrgPath | undefined {
  if (place === "COUNTRY") return COUNTRY_PATH;
  const parts = orgPath.split("/");
  return parts.length < PARTS[place] ? undefined : (parts.slice(0, PARTS[place]).join("/") as OrgPath);
}

async function accountsNamed(store: Store, usernames: readonly string[]): Promise<AccountItem[]> {
  const accounts = await Promise.all([...new Set(usernames)].map((username) => getAccount(store, username)));
  return accounts.filter((account) => account !== undefined);
}
