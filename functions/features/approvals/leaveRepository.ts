import type { Approver } from "@app/contract/engines/approval";
import type { LocalDate } from "@app/contract/kernel/time";
import { absent, versionIs, type Condition, type ItemKey, type Store, type StoredItem, type Write } from "../../engines/store/storePort";

/**
 * | AP-LV1 · absences of one account, over ones left out at the next write · who acts for whom, 请假与代理 · primary · LEAVES#account / STATE · 1 |
 * | AP-LV2 · whom an account stands in for · its to-dos · primary · STANDING_IN#account / last day#leave · ≤ 50 |
 */
export type StoredLeave = { readonly leaveId: string; readonly from: LocalDate; readonly to: LocalDate; readonly standIn: Approver };
export interface LeavesItem extends StoredItem {
  readonly accountId: string;
  readonly name: string;
  readonly leaves: readonly StoredLeave[];
  readonly version: number;
}
/** One absence as its stand-in finds it. */
export interface StandingInItem extends StoredItem {
  readonly leaveId: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly accountId: string;
  readonly name: string;
  readonly standInName: string;
}

const STANDING_IN_MAX = 50;
/** A stand-in who is away has one too; further than this nobody looks. */
const CHAIN_MAX = 5;

export const leavesKey = (accountId: string): ItemKey => ({ pk: `LEAVES#${accountId}`, sk: "STATE" });
const standingInKey = (standInId: string, { to, leaveId }: Pick<StoredLeave, "to" | "leaveId">): ItemKey => ({
  pk: `STANDING_IN#${standInId}`,
  sk: `${to}#${leaveId}`,
});
export const isDuring = ({ from, to }: Pick<StoredLeave, "from" | "to">, day: LocalDate): boolean => from <= day && day <= to;

export async function getLeaves(store: Store, accountId: string): Promise<LeavesItem | undefined> {
  return (await store.get(leavesKey(accountId))) as LeavesItem | undefined;
}
/** What a decision read of somebody's absences still holds. */
export const leavesAre = (item: LeavesItem | undefined): Condition => (item === undefined ? absent : versionIs(item.version));

export function leavesWrites(before: LeavesItem | undefined, after: Pick<LeavesItem, "accountId" | "name" | "leaves">): Write[] {
  const kept = new Set(after.leaves.map(({ leaveId }) => leaveId));
  const had = new Map((before?.leaves ?? []).map((leave) => [leave.leaveId, leave]));
  const { accountId, name } = after;
  const item: LeavesItem = { ...leavesKey(accountId), accountId, name, leaves: after.leaves, version: (before?.version ?? 0) + 1 };
  return [
    { kind: "put", tag: "leaves", item, condition: leavesAre(before) },
    ...[...had.values()]
      .filter(({ leaveId }) => !kept.has(leaveId))
      .map((leave, index): Write => ({ kind: "delete", tag: `stand-in gone ${index}`, key: standingInKey(leave.standIn.accountId, leave) })),
    ...after.leaves
      .filter(({ leaveId }) => !had.has(leaveId))
      .map(({ standIn, ...leave }, index): Write => ({
        kind: "put",
        tag: `stand-in ${index}`,
        item: { ...standingInKey(standIn.accountId, leave), ...leave, accountId, name, standInName: standIn.name },
      })),
  ];
}

/** Absences that are not over, of people for whom this account stands in. */
export async function listStandingIn(store: Store, accountId: string, today: LocalDate): Promise<readonly StandingInItem[]> {
  const page = await store.query({ index: "primary", pk: `STANDING_IN#${accountId}`, range: { from: today }, limit: STANDING_IN_MAX });
  return page.items as readonly StandingInItem[];
}

export interface ActsFor {
  readonly accountId: string;
  readonly name: string;
}

/** Whom an account acts for today: itself first, then everybody away whose stand-in it is, also by way of a stand-in who is away too. */
export async function actsForToday(store: Store, self: ActsFor, today: LocalDate): Promise<ActsFor[]> {
  const found = new Map<string, ActsFor>([[self.accountId, self]]);
  let newest: readonly ActsFor[] = [self];
  for (let depth = 0; depth < CHAIN_MAX && newest.length > 0; depth += 1) {
    const pages = await Promise.all(newest.map(({ accountId }) => listStandingIn(store, accountId, today)));
    newest = pages.flat().filter((leave) => isDuring(leave, today) && !found.has(leave.accountId));
    for (const { accountId, name } of newest) found.set(accountId, { accountId, name });
  }
  return [...found.values()];
}

/** Who acts today for each of these; only those who are away have an entry. */
export async function standInsToday(store: Store, accountIds: readonly string[], today: LocalDate): Promise<Map<string, Approver>> {
  const found = new Map<string, Approver>();
  if (accountIds.length === 0) return found;
  const items = (await store.getMany([...new Set(accountIds)].slice(0, 100).map(leavesKey))) as readonly (LeavesItem | undefined)[];
  for (const item of items) {
    if (item === undefined) continue;
    let standIn = standInOn(item, today);
    for (let depth = 0; standIn !== undefined && depth < CHAIN_MAX; depth += 1) {
      found.set(item.accountId, standIn);
      standIn = standInOn(await getLeaves(store, standIn.accountId), today);
    }
  }
  return found;
}

export function standInOn(item: LeavesItem | undefined, day: LocalDate): Approver | undefined {
  return item?.leaves.find((leave) => isDuring(leave, day))?.standIn;
}
