import { mayAt, scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { coversPath, type OrgPath } from "@app/contract/organizations/orgPath";
import {
  REGISTRATION_DESK_MAX,
  type ListRegistrationsQuery,
  type RegistrationDesk,
  type RegistrationDetail,
  type RegistrationStatus,
  type RegistrationSummary,
} from "@app/contract/registrations/registration.schema";
import type { Clock } from "../../../engines/context/clock";
import { queryMerged } from "../../../engines/paging/queryMerged";
import { countUpTo } from "../../../engines/paging/walkMerged";
import { refuseGone } from "../../../engines/retention/tombstones";
import type { SecondaryIndex, Store } from "../../../engines/store/storePort";
import type { DocumentLinks } from "../../attachments/public";
import { getRegistrationItem, isSent, listSimilar, registrationsOf, type SentRegistration } from "../registrationRepository";
import { mayReview, toRegistrationDetail, toRegistrationSummary } from "../registrationView";

type QueryDeps = { readonly store: Store; readonly clock: Clock; readonly documents: DocumentLinks };

/** A name is looked for in the partitions of the list, page by page, no further than this at once; the answer's `next` goes on from there. */
const SEARCHED_AT_ONCE_MAX = 1000;
const SEARCH_PAGE = 100;

export async function listRegistrations(
  { store }: Pick<QueryDeps, "store">,
  actor: Actor,
  query: ListRegistrationsQuery,
): Promise<Result<Page<RegistrationSummary>, KernelRefusal>> {
  const groups = partitionsFor(actor, query.status);
  const isAsked = asked(query);
  const isNarrowed = query.kind !== undefined || (query.keyword ?? "") !== "";
  const items: SentRegistration[] = [];
  let { cursor } = query;
  for (let searched = 0; searched < SEARCHED_AT_ONCE_MAX; searched += SEARCH_PAGE) {
    const found = await pageOfGroups(store, groups, { limit: isNarrowed ? SEARCH_PAGE : query.limit, cursor });
    if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
    const hits = found.items.filter(isAsked);
    const wanted = query.limit - items.length;
    items.push(...hits.slice(0, wanted));
    const last = hits[wanted - 1];
    if (last !== undefined) {
      const isEnd = found.next === undefined && last === found.items[found.items.length - 1];
      return ok({ items: items.map(toRegistrationSummary), ...(isEnd ? {} : { next: cursorAt(last) }) });
    }
    cursor = found.next;
    if (cursor === undefined) break;
  }
  return ok({ items: items.map(toRegistrationSummary), ...(cursor === undefined ? {} : { next: cursor }) });
}

function asked({ kind, keyword = "" }: ListRegistrationsQuery): (registration: SentRegistration) => boolean {
  const sought = keyword.toLowerCase();
  return (registration) =>
    (kind === undefined || registration.kind === kind) &&
    (registration.organizationName.toLowerCase().includes(sought) ||
      registration.content.principalName.includes(keyword) ||
      (/^\d{4,11}$/.test(keyword) && registration.phone.endsWith(keyword)));
}

const sortKeyOf = ({ submittedAt, registrationId }: SentRegistration): string => `${submittedAt}#${registrationId}`;
const cursorAt = (registration: SentRegistration): string => Buffer.from(sortKeyOf(registration)).toString("base64url");

/** One page over partitions that lie in several indexes, the latest first. All of them are ordered by one key, so one cursor serves all. */
async function pageOfGroups(
  store: Store,
  groups: readonly { index: SecondaryIndex; pks: string[] }[],
  page: { limit: number; cursor: string | undefined },
): Promise<{ items: SentRegistration[]; next?: string } | "CURSOR_INVALID"> {
  const found = await Promise.all(groups.map((group) => queryMerged(store, { ...group, range: {}, order: "descending", ...page })));
  const pages = found.filter((each) => each !== "CURSOR_INVALID");
  if (pages.length < found.length) return "CURSOR_INVALID";
  const merged = (pages.flatMap(({ items }) => items) as SentRegistration[]).sort((left, right) => (sortKeyOf(left) < sortKeyOf(right) ? 1 : -1));
  const items = merged.slice(0, page.limit);
  const last = items[items.length - 1];
  const goesOn = merged.length > page.limit || pages.some(({ next }) => next !== undefined);
  return goesOn && last !== undefined ? { items, next: cursorAt(last) } : { items };
}

/** The partitions of the actor's places, by index. A place inside another of theirs adds nothing. */
function partitionsFor(actor: Actor, status: RegistrationStatus | undefined): { index: SecondaryIndex; pks: string[] }[] {
  const groups = new Map<SecondaryIndex, string[]>();
  for (const place of widestPlaces(scopesOf(actor, "registrations.review"))) {
    const { index, pks } = registrationsOf(place, status);
    groups.set(index, [...(groups.get(index) ?? []), ...pks]);
  }
  return [...groups].map(([index, pks]) => ({ index, pks }));
}

function widestPlaces(scopes: readonly OrgPath[]): OrgPath[] {
  return [...new Set(scopes)].filter((scope) => !scopes.some((other) => other !== scope && coversPath(other, scope)));
}

/** Those that wait for this person, the longest waiting first: one page of each of their places. */
export async function registrationsInReview(store: Store, actor: Actor, limit: number): Promise<SentRegistration[]> {
  const groups = partitionsFor(actor, "IN_REVIEW");
  const found = await Promise.all(groups.map((group) => queryMerged(store, { ...group, range: {}, order: "ascending", limit, cursor: undefined })));
  const items = found.flatMap((page) => (page === "CURSOR_INVALID" ? [] : page.items)) as SentRegistration[];
  return items.sort((left, right) => (sortKeyOf(left) < sortKeyOf(right) ? -1 : 1)).slice(0, limit);
}

/** What waits for this person: the number beside 注册审核 in the menu. */
export async function getRegistrationDesk({ store }: Pick<QueryDeps, "store">, actor: Actor): Promise<Result<RegistrationDesk, KernelRefusal>> {
  const counts = await Promise.all(
    partitionsFor(actor, "IN_REVIEW").map((group) => countUpTo(store, { ...group, range: {}, order: "descending" }, REGISTRATION_DESK_MAX)),
  );
  return ok({
    toReview: Math.min(
      counts.reduce((sum, count) => sum + count, 0),
      REGISTRATION_DESK_MAX,
    ),
  });
}

export async function getRegistration(deps: QueryDeps, actor: Actor, registrationId: string): Promise<Result<RegistrationDetail, KernelRefusal>> {
  const registration = await getRegistrationItem(deps.store, registrationId);
  const what = "份注册申请";
  if (registration === undefined)
    return refuseGone(deps.store, { caseId: registrationId, what, mayRead: (orgPath) => mayAt(actor, "registrations.review", orgPath) });
  if (!isSent(registration) || !mayReview(registration, actor)) return refuse({ code: "NOT_FOUND", what });
  // Another bureau's registration is told by its name and state, never by more: two bureaus must know of one organisation that registers with both.
  const similar = await listSimilar(deps.store, registration);
  return ok(await toRegistrationDetail(registration, { actor, now: deps.clock.now(), documents: deps.documents, similar }));
}

export async function getOwnRegistration(deps: QueryDeps, actor: Actor): Promise<Result<RegistrationDetail, KernelRefusal>> {
  const registration = actor.accountId === undefined ? undefined : await getRegistrationItem(deps.store, actor.accountId);
  if (registration === undefined) return refuse({ code: "NOT_FOUND", what: "份注册申请" });
  return ok(await toRegistrationDetail(registration, { actor, now: deps.clock.now(), documents: deps.documents }));
}
