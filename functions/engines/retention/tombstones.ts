import { RETENTION_RULES, type RetentionKind } from "@app/contract/engines/retention";
import { localDateOf, startOfDay, type Instant } from "@app/contract/kernel/time";
import { absent, type ItemKey, type StoredItem, type Write } from "../store/storePort";

/**
 * What stays of what was cleared: kind and number of the case, when, by whom and why; never a word of whom it was about (promise M19). Written in the very transaction
 * that clears, so neither is without the other. Nothing changes or removes it.
 * | AP-Z2 · what was cleared of a kind · 数据清理记录 · primary · TOMBSTONES#kind / moment#case · latest first · page; all kinds are merged |
 */
export interface TombstoneItem extends StoredItem {
  readonly kind: TombstoneKind;
  readonly at: Instant;
  /** Who: 「保留期限规则」, or 「本人」. */
  readonly byName: string;
  /** Why, as a sentence. */
  readonly because: string;
  /** How many records; more than one on a day's tombstone. */
  readonly count: number;
  readonly caseId?: string;
  /** The case in words that name nobody: a facility and a day. */
  readonly caseName?: string;
}
/** ACCOUNT: a person's account, deleted because they asked. */
export const TOMBSTONE_KINDS = [...(Object.keys(RETENTION_RULES) as RetentionKind[]), "ACCOUNT"] as const;
export type TombstoneKind = RetentionKind | "ACCOUNT";

export const BY_RULE = "保留期限规则";
export const BY_PERSON = "本人";
export const ASKED_BY_PERSON = "本人注销账号";

export interface Cleared {
  readonly kind: TombstoneKind;
  readonly at: Instant;
  readonly byName: string;
  readonly because: string;
  readonly caseId: string;
  readonly caseName?: string;
}

export const tombstonesPk = (kind: TombstoneKind): string => `TOMBSTONES#${kind}`;
export const TOMBSTONE_TAG = "tombstone";

export function tombstoneWrite({ kind, at, byName, because, caseId, caseName }: Cleared): Write {
  const item: TombstoneItem = {
    pk: tombstonesPk(kind),
    sk: `${at}#${caseId}`,
    kind,
    at,
    byName,
    because,
    count: 1,
    caseId,
    ...(caseName === undefined ? {} : { caseName }),
  };
  return { kind: "put", tag: TOMBSTONE_TAG, item, condition: absent };
}

/** One more of a day's many. */
export function dayTombstoneWrite({ kind, at, byName, because }: Omit<Cleared, "caseId" | "caseName">, count: number): Write {
  const day = startOfDay(localDateOf(at));
  const key: ItemKey = { pk: tombstonesPk(kind), sk: `${day}#day` };
  return { kind: "update", tag: TOMBSTONE_TAG, key, set: { kind, at, byName, because }, add: { count } };
}
