import { STATUSES_OF_BAN_GROUP, type BanGroup, type BanStatus } from "@app/contract/content/ban.schema";
import type { PersonId } from "@app/contract/kernel/ids";
import { addDays, localDateOf, startOfDay, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { coversPath, type OrgPath } from "@app/contract/organizations/orgPath";
import { deadlineEntry } from "../../engines/deadlines/deadlines";
import { queryMerged } from "../../engines/paging/queryMerged";
import { retainedEntry } from "../../engines/retention/retained";
import type { ItemKey, SecondaryIndex, Store, StoredItem } from "../../engines/store/storePort";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-B1 a person's ban | posting, 我的, moderation | primary | BAN#person / STATE | – | 1 |
 * | AP-B2 what happened to it | moderation | primary | BAN#person / EVENT#… | by sequence | 50 |
 * | AP-B3 the bans in a status of a city, a province, the country | 发言限制, 工作台 | index1, index2, index3 | BANS#path#status / moment#person | by latest change | page |
 * | AP-B4 bans whose last day is over | sweep | index4 | DUE#BAN / moment | – | page |
 * | AP-B5 bans that were lifted or ended, to be deleted | retention sweep | index4 | RETAINED#BAN / moment | – | page |
 */
export interface BanItem extends StoredItem {
  readonly personId: PersonId;
  /** 林**: nobody needs more to judge what was written. */
  readonly personName: string;
  readonly phone: string;
  /** The facility whose content it was made for: whoever moderates there sees it. */
  readonly orgPath: OrgPath;
  readonly facilityName: string;
  readonly madeFor: string;
  readonly reason: string;
  readonly until?: LocalDate | undefined;
  readonly bannedAt: Instant;
  readonly bannedById: string;
  readonly bannedByName: string;
  readonly status: BanStatus;
  readonly appealReason?: string | undefined;
  readonly answer?: { readonly remark: string; readonly byName: string; readonly at: Instant; readonly [name: string]: string } | undefined;
  readonly changedAt: Instant;
  /** Under which of their identities before a merge it happened: those events stay where they were written. */
  readonly earlierPersonIds?: readonly string[];
  /** Its person was forgotten: the decision stays without who it was about. */
  readonly forgottenAt?: Instant;
  readonly version: number;
}

export const BAN_TAG = "ban";
export const BAN_DEADLINE = "BAN";
export const banPk = (personId: string): string => `BAN#${personId}`;
export const banKey = (personId: string): ItemKey => ({ pk: banPk(personId), sk: "STATE" });

const pathAt = (orgPath: OrgPath, parts: number): string => orgPath.split("/").slice(0, parts).join("/");

export type BanFacts = Omit<BanItem, "pk" | "sk" | "index1" | "index2" | "index3" | "index4"> &
  Pick<BanItem, "personId" | "orgPath" | "status" | "until" | "changedAt">;

/** Its lists and its deadline follow from its state. */
export function placedBan(ban: BanFacts): BanItem {
  const { index4: _before, ...facts } = ban as BanItem;
  const { personId, orgPath, status, changedAt } = facts;
  const sk = `${changedAt}#${personId}`;
  const listed = (parts: number): ItemKey => ({ pk: bansPk(pathAt(orgPath, parts), status), sk });
  const index4 = dueOf(ban as BanItem);
  return {
    ...(facts as BanItem),
    ...banKey(personId),
    index1: listed(3),
    index2: listed(2),
    index3: listed(1),
    ...(index4 === undefined ? {} : { index4 }),
  };
}

const bansPk = (path: string, status: BanStatus): string => `BANS#${path}#${status}`;
const isSettled = (status: BanStatus): boolean => (STATUSES_OF_BAN_GROUP.OVER as readonly BanStatus[]).includes(status);

/** What the clock does next: it ends on the day after its last, and is deleted a time after it was lifted or ended. */
function dueOf({ personId, status, until, changedAt }: BanItem): ItemKey | undefined {
  if (isSettled(status)) return retainedEntry("BAN", changedAt, personId);
  return until === undefined ? undefined : deadlineEntry(BAN_DEADLINE, startOfDay(addDays(until, 1)), personId);
}

export async function getBanItem(store: Store, personId: string): Promise<BanItem | undefined> {
  return (await store.get(banKey(personId))) as BanItem | undefined;
}

export function isOver({ until }: Pick<BanItem, "until">, now: Instant): boolean {
  return until !== undefined && localDateOf(now) > until;
}

/** An appeal opens nothing before it is decided. */
export function isInForce(ban: Pick<BanItem, "until" | "status">, now: Instant): boolean {
  return !isSettled(ban.status) && !isOver(ban, now);
}

/** Where the bans of these places lie; a place below a city reads its city's partition and is shown its own alone. */
export function banPlaces(scopes: readonly OrgPath[], group: BanGroup): { readonly index: SecondaryIndex; readonly pks: string[] } {
  const parts = Math.min(3, ...scopes.map((scope) => scope.split("/").length)) as 1 | 2 | 3;
  const paths = [...new Set(scopes.map((scope) => pathAt(scope, parts)))];
  return {
    index: ({ 1: "index3", 2: "index2", 3: "index1" } as const)[parts],
    pks: paths.flatMap((path) => STATUSES_OF_BAN_GROUP[group].map((status) => bansPk(path, status))),
  };
}

/** Looked for page by page, no further than this at once; the answer's `next` goes on from there. */
const SEARCHED_AT_ONCE_MAX = 1000;
const SEARCH_PAGE = 100;

/** One page of a group within these places: appeals that have waited longest first, all else by the latest change. */
export async function listBanItems(
  store: Store,
  scopes: readonly OrgPath[],
  asked: { readonly group: BanGroup; readonly keyword?: string | undefined; readonly limit: number; readonly cursor: string | undefined },
): Promise<{ readonly items: readonly BanItem[]; readonly next?: string } | "CURSOR_INVALID"> {
  const walk = { ...banPlaces(scopes, asked.group), range: {}, order: asked.group === "APPEALED" ? "ascending" : "descending" } as const;
  const isWanted = (ban: BanItem): boolean => scopes.some((scope) => coversPath(scope, ban.orgPath)) && isNamed(ban, asked.keyword);
  const isWhole = (asked.keyword ?? "") === "" && scopes.every((scope) => scope.split("/").length <= 3);
  const items: BanItem[] = [];
  let { cursor } = asked;
  for (let searched = 0; searched < SEARCHED_AT_ONCE_MAX; searched += SEARCH_PAGE) {
    const found = await queryMerged(store, { ...walk, limit: isWhole ? asked.limit : SEARCH_PAGE, cursor });
    if (found === "CURSOR_INVALID") return found;
    const hits = (found.items as readonly BanItem[]).filter(isWanted);
    const wanted = asked.limit - items.length;
    items.push(...hits.slice(0, wanted));
    const last = hits[wanted - 1];
    if (last !== undefined) {
      const isEnd = found.next === undefined && last === found.items[found.items.length - 1];
      return { items, ...(isEnd ? {} : { next: Buffer.from(last.index1?.sk ?? "").toString("base64url") }) };
    }
    cursor = found.next;
    if (cursor === undefined) break;
  }
  return { items, ...(cursor === undefined ? {} : { next: cursor }) };
}

/** Only the family name is kept of whom it is about: 「林」 and 「林晓燕」 both find 林**. */
function isNamed({ personName, facilityName, reason }: BanItem, keyword: string | undefined): boolean {
  const sought = (keyword ?? "").normalize("NFKC").toLowerCase();
  const holds = (text: string): boolean => text.normalize("NFKC").toLowerCase().includes(sought);
  return sought === "" || [...sought][0] === [...personName][0] || holds(facilityName) || holds(reason);
}

/** Those of these people who may post nothing now; 100 at most. */
export async function bannedAmong(store: Store, personIds: readonly string[], now: Instant): Promise<ReadonlySet<string>> {
  const asked = [...new Set(personIds)];
  if (asked.length === 0) return new Set();
  const bans = (await store.getMany(asked.map(banKey))) as readonly (BanItem | undefined)[];
  return new Set(bans.flatMap((ban) => (ban !== undefined && isInForce(ban, now) ? [ban.personId] : [])));
}
