import { RETENTION_RULES, retentionCutoff, ruleInWords, type RetentionKind, type RetentionRule } from "@app/contract/engines/retention";
import { addMs, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { Clock } from "../context/clock";
import type { Parameters } from "../settings/parameters";
import { equals, StoreUnavailable, type Store, type StoredItem, type Write } from "../store/storePort";
import { retainedPk } from "./retained";
import { ASKED_BY_PERSON, BY_PERSON, BY_RULE, dayTombstoneWrite, tombstoneWrite } from "./tombstones";

export interface ClearingContext {
  readonly now: Instant;
  /** 「参观预约的个人信息从参观日结束起保留 24 个月」 */
  readonly because: string;
}

/** What becomes of one record whose time is over. */
export type Clearing =
  /** The writes that clear it, under conditions on what was read. */
  | {
      readonly kind: "CLEAR";
      readonly writes: readonly Write[];
      readonly caseId: string;
      readonly caseName?: string;
      readonly orgPath?: OrgPath;
      readonly asked?: "BY_PERSON";
    }
  /** It has nothing to clear any more, or left the list: no tombstone. The writes take it from the list if it is still there. */
  | { readonly kind: "NOTHING"; readonly writes: readonly Write[] }
  /** Something is still open on it: looked at again after that long. */
  | { readonly kind: "LATER"; readonly afterMs: number };

/** One kind of record, as the feature that keeps it clears it. */
export interface RetainedRecords {
  readonly kind: RetentionKind;
  /** Reads afresh and decides. What it does outside the store, such as removing files, must bear being done again. */
  readonly clear: (item: StoredItem, context: ClearingContext) => Promise<Clearing>;
}

/** One sweep's share of a kind: what piled up while the machine stood still is worked off in many sweeps, and holds nothing else up. */
const RECORDS_PER_SWEEP = 100;
/** Records of a day's tombstone that go in one transaction. */
const TOGETHER_MAX = 25;
const TRIED_AGAIN_AFTER_MS = 10 * MINUTE_MS;

/**
 * Clears what is due now by the rules as they stand now, oldest first. Each record and its tombstone are one transaction: a sweep that dies in between loses nothing and
 * repeats nothing, and two sweeps at once clear once. Returns how many were cleared.
 */
export async function sweepRetained(
  { store, clock, parameters }: { readonly store: Store; readonly clock: Clock; readonly parameters: Parameters },
  kinds: readonly RetainedRecords[],
  onFailure: (failure: { kind: string; item: StoredItem; error: unknown }) => void,
): Promise<number> {
  let cleared = 0;
  for (const records of kinds) {
    const rule: RetentionRule = RETENTION_RULES[records.kind];
    const now = clock.now();
    const kept = (await parameters.get(rule.parameter)) as number;
    const cutoff = retentionCutoff(rule, kept, now);
    const { items } = await store.query({ index: "index4", pk: retainedPk(records.kind), range: { to: `${cutoff}~` }, limit: RECORDS_PER_SWEEP });
    const context = { now, because: `${ruleInWords(rule, kept)}，已到期` };
    const together: { readonly item: StoredItem; readonly writes: readonly Write[] }[] = [];
    for (const item of items) {
      try {
        const clearing = await records.clear(item, context);
        if (clearing.kind === "LATER") await lookAgain(store, item, addMs(cutoff, clearing.afterMs));
        else if (clearing.kind === "NOTHING") await write(clearing.writes);
        else if (rule.tombstone === "DAY") together.push({ item, writes: clearing.writes });
        else cleared += (await write([...clearing.writes, tombstoneWrite({ kind: records.kind, at: now, ...saidOf(clearing, context) })])) ? 1 : 0;
      } catch (error) {
        await failed(item, error, cutoff);
      }
    }
    for (let from = 0; from < together.length; from += TOGETHER_MAX)
      cleared += await writeTogether(records.kind, together.slice(from, from + TOGETHER_MAX), { ...context, cutoff });
  }
  return cleared;

  async function write(writes: readonly Write[]): Promise<boolean> {
    return writes.length === 0 || (await store.transact(writes)).committed;
  }

  /** When one of them lost a race or cannot be cleared, each goes alone, so that the rest goes. */
  async function writeTogether(
    kind: RetentionKind,
    each: readonly { readonly item: StoredItem; readonly writes: readonly Write[] }[],
    { now, because, cutoff }: ClearingContext & { readonly cutoff: Instant },
  ): Promise<number> {
    const tombstone = (count: number): Write => dayTombstoneWrite({ kind, at: now, byName: BY_RULE, because }, count);
    try {
      if (await write([...each.flatMap(({ writes }) => writes), tombstone(each.length)])) return each.length;
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
    }
    let alone = 0;
    for (const { item, writes } of each) {
      try {
        alone += (await write([...writes, tombstone(1)])) ? 1 : 0;
      } catch (error) {
        await failed(item, error, cutoff);
      }
    }
    return alone;
  }

  async function failed(item: StoredItem, error: unknown, cutoff: Instant): Promise<void> {
    // A store that is away is no fault of the record.
    if (error instanceof StoreUnavailable) throw error;
    onFailure({ kind: "RETENTION", item, error });
    await lookAgain(store, item, addMs(cutoff, TRIED_AGAIN_AFTER_MS));
  }
}

const saidOf = (clearing: Extract<Clearing, { kind: "CLEAR" }>, { because }: ClearingContext) => ({
  ...(clearing.asked === "BY_PERSON" ? { byName: BY_PERSON, because: ASKED_BY_PERSON } : { byName: BY_RULE, because }),
  caseId: clearing.caseId,
  ...(clearing.caseName === undefined ? {} : { caseName: clearing.caseName }),
  ...(clearing.orgPath === undefined ? {} : { orgPath: clearing.orgPath }),
});

/** Behind what else is due. Changes nothing when the record has left the list, or its place in it, since it was read. */
async function lookAgain(store: Store, item: StoredItem, from: Instant): Promise<void> {
  const seen = item.index4;
  if (seen === undefined) return;
  const index4 = { pk: seen.pk, sk: `${from}${seen.sk.slice(seen.sk.indexOf("#"))}` };
  await store.transact([
    { kind: "update", tag: "looked at again", key: { pk: item.pk, sk: item.sk }, set: { index4 }, condition: equals("index4.sk", seen.sk) },
  ]);
}
