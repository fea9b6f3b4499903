import type { BanStatus } from "@app/contract/content/ban.schema";
import type { PersonId } from "@app/contract/kernel/ids";
import { localDateOf, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { coversPath, type OrgPath } from "@app/contract/organizations/orgPath";
import { queryMerged } from "../../engines/paging/queryMerged";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-B1 a person's ban | posting, 我的, moderation | primary | BAN#person / STATE | – | 1 |
 * | AP-B2 what happened to it | moderation | primary | BAN#person / EVENT#… | by sequence | 50 |
 * | AP-B3 the bans of a city, a province, the country | 发言限制 | index1, index2, index3 | BANS#path / moment#person | latest change first | page |
 */
export interface BanItem extends StoredItem {
  readonly personId: PersonId;
  /** 林**: nobody needs more to judge what was written. */
  readonly personName: string;
  readonly phone: string;
  /** The facility whose content it was made for: whoever moderates there sees it. */
  readonly orgPath: OrgPath;
  readonly facilityName: string;
  readonly reason: string;
  readonly until?: LocalDate | undefined;
  readonly bannedAt: Instant;
  readonly bannedById: string;
  readonly bannedByName: string;
  readonly status: BanStatus;
  readonly appealReason?: string | undefined;
  readonly answer?: { readonly remark: string; readonly byName: string; readonly at: Instant; readonly [name: string]: string } | undefined;
  readonly changedAt: Instant;
  readonly version: number;
}

export const BAN_TAG = "ban";
export const banPk = (personId: string): string => `BAN#${personId}`;
export const banKey = (personId: string): ItemKey => ({ pk: banPk(personId), sk: "STATE" });

const pathAt = (orgPath: OrgPath, parts: number): string => orgPath.split("/").slice(0, parts).join("/");

export function placedBan(ban: Omit<BanItem, "pk" | "sk" | "index1" | "index2" | "index3">): BanItem {
  const sk = `${String(ban["changedAt"])}#${String(ban["personId"])}`;
  const orgPath = ban["orgPath"] as OrgPath;
  return {
    ...ban,
    ...banKey(String(ban["personId"])),
    index1: { pk: `BANS#${pathAt(orgPath, 3)}`, sk },
    index2: { pk: `BANS#${pathAt(orgPath, 2)}`, sk },
    index3: { pk: `BANS#${pathAt(orgPath, 1)}`, sk },
  } as BanItem;
}

export async function getBanItem(store: Store, personId: string): Promise<BanItem | undefined> {
  return (await store.get(banKey(personId))) as BanItem | undefined;
}

export function isOver({ until }: Pick<BanItem, "until">, now: Instant): boolean {
  return until !== undefined && localDateOf(now) > until;
}

/** An appeal opens nothing before it is decided. */
export function isInForce(ban: Pick<BanItem, "until" | "status">, now: Instant): boolean {
  return ban.status !== "LIFTED" && !isOver(ban, now);
}

/** The bans of the widest of these places; a place below a city reads its city's partition and is shown its own alone. */
export async function listBanItems(
  store: Store,
  scopes: readonly OrgPath[],
  page: { readonly limit: number; readonly cursor: string | undefined },
): Promise<{ readonly items: readonly BanItem[]; readonly next?: string } | "CURSOR_INVALID"> {
  const depth = Math.min(...scopes.map((scope) => scope.split("/").length));
  const parts = Math.min(depth, 3);
  const index = ({ 1: "index3", 2: "index2", 3: "index1" } as const)[parts as 1 | 2 | 3];
  const found = await queryMerged(store, {
    index,
    pks: [...new Set(scopes.map((scope) => `BANS#${pathAt(scope, parts)}`))],
    range: {},
    order: "descending",
    ...page,
  });
  if (found === "CURSOR_INVALID") return found;
  const items = (found.items as readonly BanItem[]).filter(({ orgPath }) => scopes.some((scope) => coversPath(scope, orgPath)));
  return { items, ...(found.next === undefined ? {} : { next: found.next }) };
}

/** Those of these people who may post nothing now; 100 at most. */
export async function bannedAmong(store: Store, personIds: readonly string[], now: Instant): Promise<ReadonlySet<string>> {
  const asked = [...new Set(personIds)];
  if (asked.length === 0) return new Set();
  const bans = (await store.getMany(asked.map(banKey))) as readonly (BanItem | undefined)[];
  return new Set(bans.flatMap((ban) => (ban !== undefined && isInForce(ban, now) ? [ban.personId] : [])));
}
