import type { ListTrailQuery, TrailDetail, TrailLine, TrailPage } from "@app/contract/audit/trail.schema";
import type { RevealedKind } from "@app/contract/audit/personalData.schema";
import { mayAt, scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { outermostPaths, coversPath, orgLevelOf, provinceCodeOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { allProvinces, citiesOf } from "@app/contract/regions/regions.data";
import { readEvent } from "../../../engines/events/event";
import { trailOfPk } from "../../../engines/events/trail";
import type { Store } from "../../../engines/store/storePort";
import { getAccount } from "../../sessions/public";
import { getTrailEntryItem, listTrailEntries, trailSearch, type TrailSearch } from "../trailRepository";
import { placeNameOf, toTrailDetail, toTrailLine } from "../trailView";

type Asked = Omit<ListTrailQuery, "limit" | "cursor">;
type Readable = { readonly search: TrailSearch; readonly places: readonly OrgPath[] };

export async function listTrail(store: Store, actor: Actor, query: ListTrailQuery): Promise<Result<TrailPage, KernelRefusal>> {
  const readable = await searchOf(store, actor, query);
  if (!readable.ok) return readable;
  const found = await listTrailEntries(store, readable.value.search, { limit: query.limit, cursor: query.cursor });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const { items, ...rest } = found;
  return ok({ items: items.map(toTrailLine), ...rest, placeName: placesText(readable.value.places), parts: partsOf(actor) });
}

/** Where the actor may look and what was asked of it. FORBIDDEN for a place that is not theirs, so that nobody learns what is recorded elsewhere. */
export async function searchOf(store: Store, actor: Actor, asked: Asked): Promise<Result<Readable, KernelRefusal>> {
  const scopes = outermostPaths(scopesOf(actor, "audit.read"));
  const { place } = asked;
  const places = place === undefined ? scopes : scopes.some((scope) => coversPath(scope, place)) ? [place] : scopes.filter((scope) => coversPath(place, scope));
  if (places.length === 0) return refuse({ code: "FORBIDDEN" });
  // A user name is what people know; an account's id is what a line of the list knows.
  const accountId = asked.person === undefined ? undefined : ((await getAccount(store, asked.person.toLowerCase()))?.accountId ?? asked.person);
  const { kind, caseNumber, from, to } = asked;
  return ok({ search: trailSearch({ kind, places, accountId, caseNumber, from, to }), places });
}

function partsOf(actor: Actor): TrailPage["parts"] {
  const scopes = outermostPaths(scopesOf(actor, "audit.read"));
  if (scopes.some((scope) => orgLevelOf(scope) === "COUNTRY")) return allProvinces().map(({ code, name }) => ({ orgPath: `CN/${code}` as OrgPath, name }));
  return scopes
    .filter((scope) => orgLevelOf(scope) === "PROVINCE")
    .flatMap((scope) => citiesOf(provinceCodeOf(scope) ?? "").map(({ code, name }) => ({ orgPath: `${scope}/${code}` as OrgPath, name })));
}

export const placesText = (places: readonly OrgPath[]): string => [...new Set(places.map(placeNameOf))].join("、");

export async function getTrailEntry(store: Store, actor: Actor, entryId: string): Promise<Result<TrailDetail, KernelRefusal>> {
  const entry = await getTrailEntryItem(store, entryId);
  if (entry === undefined || !mayAt(actor, "audit.read", entry.orgPath)) return refuse({ code: "NOT_FOUND", what: "条操作日志" });
  const event = await store.get({ pk: entry.eventPk, sk: entry.eventSk });
  return ok(toTrailDetail(entry, event === undefined ? undefined : readEvent(event)));
}

/** 谁看过: who saw the whole personal data of one case. */
export async function listDataReads(
  store: Store,
  actor: Actor,
  asked: { readonly caseKind: RevealedKind; readonly caseId: string; readonly limit: number; readonly cursor?: string | undefined },
): Promise<Result<Page<TrailLine>, KernelRefusal>> {
  const { caseKind, caseId } = asked;
  const search: TrailSearch = {
    walk: { index: "index3", pks: [trailOfPk(caseId, "PERSONAL_DATA")], range: {}, order: "descending" },
    belongs: (entry) => entry.caseKind === caseKind && entry.caseId === caseId && mayAt(actor, "audit.read", entry.orgPath),
  };
  const found = await listTrailEntries(store, search, asked);
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  return ok({ items: found.items.map(toTrailLine), ...(found.next === undefined ? {} : { next: found.next }) });
}
