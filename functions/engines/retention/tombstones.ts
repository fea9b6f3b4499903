import { RETENTION_RULES, type RetentionKind } from "@app/contract/engines/retention";
import { clearedWords } from "@app/contract/engines/retentionHold";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf, startOfDay, type Instant } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { absent, type ItemKey, type Store, type StoredItem, type Write } from "../store/storePort";

/**
 * What stays of what was cleared: kind and number of the case, when, by whom and why; never a word of whom it was about (promise M19). Written in the very transaction
 * that clears, so neither is without the other. Nothing changes or removes it.
 * | AP-Z2 · what was cleared of a kind · 数据清理记录 · primary · TOMBSTONES#kind / moment#case · latest first · page; all kinds are merged |
 * | AP-Z3 · what is left of one case · whoever opens it by an old link · index1 · CLEARED#case / kind · 1 |
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
  /** Where the case lay, when it is gone as a whole: who could read it there learns what became of it. */
  readonly orgPath?: OrgPath;
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
  readonly orgPath?: OrgPath;
}

const clearedPk = (caseId: string): string => `CLEARED#${caseId}`;
export const tombstonesPk = (kind: TombstoneKind): string => `TOMBSTONES#${kind}`;
export const TOMBSTONE_TAG = "tombstone";

export function tombstoneWrite({ kind, at, byName, because, caseId, caseName, orgPath }: Cleared): Write {
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
    ...(orgPath === undefined ? {} : { orgPath, index1: { pk: clearedPk(caseId), sk: kind } }),
  };
  return { kind: "put", tag: TOMBSTONE_TAG, item, condition: absent };
}

/** One more of a day's many. */
export function dayTombstoneWrite({ kind, at, byName, because }: Omit<Cleared, "caseId" | "caseName">, count: number): Write {
  const day = startOfDay(localDateOf(at));
  const key: ItemKey = { pk: tombstonesPk(kind), sk: `${day}#day` };
  return { kind: "update", tag: TOMBSTONE_TAG, key, set: { kind, at, byName, because }, add: { count } };
}

/**
 * The answer to whoever opens a case that is not there: what its tombstone says, to those who may have read it at its place, and NOT_FOUND to everybody else, so that
 * nobody learns of another place's cases.
 */
export async function refuseGone(
  store: Store,
  gone: { readonly caseId: string; readonly what: string; readonly mayRead: (orgPath: OrgPath) => boolean },
): Promise<Result<never, KernelRefusal>> {
  const { caseId, what, mayRead } = gone;
  const [found] = (await store.query({ index: "index1", pk: clearedPk(caseId), limit: 1 })).items as readonly TombstoneItem[];
  if (found?.orgPath === undefined || !mayRead(found.orgPath)) return refuse({ code: "NOT_FOUND", what });
  const name = found.caseName === undefined ? "" : `「${found.caseName}」`;
  return refuse({ code: "CASE_CLEARED", what: `${what}${name}`, words: clearedWords(found) });
}
