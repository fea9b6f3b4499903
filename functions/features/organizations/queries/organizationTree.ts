import { mayAt, scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { OrganizationId } from "@app/contract/kernel/ids";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type {
  ManagedOrganization,
  OrganizationChange,
  OrganizationNode,
  OrganizationsBelowQuery,
  OrganizationsQuery,
} from "@app/contract/organizations/managedOrganization.schema";
import { COUNTRY_PATH, coversPath, provinceCodeOf, type OrgPath, outermostPaths } from "@app/contract/organizations/orgPath";
import { allProvinces } from "@app/contract/regions/regions.data";
import { queryMerged } from "../../../engines/paging/queryMerged";
import type { Store } from "../../../engines/store/storePort";
import { listOrganizationEvents, toChange } from "../organizationEvents";
import { organizationsAt, type OrganizationItem } from "../organizationRepository";
import { organizationFor, toManaged, toNode } from "../organizationView";

interface Deps {
  readonly store: Store;
}
const CHANGES_SHOWN = 50;

/** The organisations at the top of what the actor sees: those of each of their places. */
export async function listOrganizationRoots({ store }: Deps, actor: Actor): Promise<Result<{ items: OrganizationNode[] }, never>> {
  const found = (await Promise.all(scopesOfReader(actor).map((scope) => topOf(store, scope)))).flat();
  const ids = new Set(found.map(({ organizationId }) => organizationId));
  const tops = found.filter(({ parentId }) => !ids.has(parentId));
  return ok({ items: await Promise.all(tops.map((item) => toNode(store, item))) });
}

/** Where no organisation stands at the place itself, those below it whose parents are outside. */
async function topOf(store: Store, scope: OrgPath): Promise<OrganizationItem[]> {
  const there = await organizationsAt(store, scope);
  if (there.length > 0) return there;
  const page =
    scope === COUNTRY_PATH
      ? await store.query({ index: "index1", pk: "ORGS_BELOW#ROOT", limit: 100 })
      : await store.query({ index: "index2", pk: `ORGS#${provinceCodeOf(scope) ?? "CN"}`, range: { from: scope, to: `${scope}/~` }, limit: 100 });
  return (page.items as OrganizationItem[]).filter(({ orgPath }) => coversPath(scope, orgPath));
}

export async function listOrganizationsBelow(
  { store }: Deps,
  actor: Actor,
  organizationId: OrganizationId,
  query: OrganizationsBelowQuery,
): Promise<Result<Page<OrganizationNode>, KernelRefusal>> {
  const parent = await organizationFor(store, actor, "organizations.read", organizationId);
  if (!parent.ok) return parent;
  const page = await queryMerged(store, {
    index: "index1",
    pks: [`ORGS_BELOW#${organizationId}`],
    range: {},
    order: "ascending",
    limit: query.limit,
    cursor: query.cursor,
  });
  if (page === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  // A unit may stand under one of another district, which is not everybody's to see.
  const seen = (page.items as readonly OrganizationItem[]).filter((item) => mayAt(actor, "organizations.read", item.orgPath));
  return ok({ items: await Promise.all(seen.map((item) => toNode(store, item))), ...(page.next === undefined ? {} : { next: page.next }) });
}

/** So many are looked through for one page of a search; the next page goes on from there. */
const LOOKED_THROUGH_MAX = 1000;
const LOOKED_AT_ONCE = 200;

/** All organisations in the actor's scope in the order of the tree, by name and kind. */
export async function searchOrganizations({ store }: Deps, actor: Actor, query: OrganizationsQuery): Promise<Result<Page<OrganizationNode>, KernelRefusal>> {
  const scopes = scopesOfReader(actor);
  const after = query.cursor === undefined ? undefined : Buffer.from(query.cursor, "base64url").toString();
  if (after !== undefined && !isPositionWithin(scopes, after)) return refuse({ code: "CURSOR_INVALID" });
  const wanted = (query.search ?? "").toLowerCase();
  // By the place whose partition is read: beside a unit also those lie whose names go on from its own, and they may be another of the reader's places.
  const passes = (scope: OrgPath, item: OrganizationItem): boolean =>
    coversPath(scope, item.orgPath) && (query.kind === undefined || item.kind === query.kind) && item.name.toLowerCase().includes(wanted);
  const items: OrganizationItem[] = [];
  let lookedAt = 0;
  for (const { scope, pk, range } of partitionsOf(scopes)) {
    // Partitions stand in the order of their paths, so what lies before the position was looked at.
    if (after !== undefined && after >= range.to) continue;
    let from = after !== undefined && after >= range.from ? `${after} ` : range.from;
    for (;;) {
      const page = await store.query({ index: "index2", pk, range: { from, to: range.to }, limit: LOOKED_AT_ONCE });
      for (const item of page.items as readonly OrganizationItem[]) {
        lookedAt += 1;
        if (passes(scope, item)) items.push(item);
        if (items.length >= query.limit || lookedAt >= LOOKED_THROUGH_MAX) return answer(items, item.index2?.sk);
      }
      const last = page.items[page.items.length - 1]?.index2?.sk;
      if (page.next === undefined || last === undefined) break;
      from = `${last} `;
    }
  }
  return answer(items, undefined);

  async function answer(found: readonly OrganizationItem[], next: string | undefined): Promise<Result<Page<OrganizationNode>, KernelRefusal>> {
    const nodes = await Promise.all(found.map((item) => toNode(store, item)));
    return ok({ items: nodes, ...(next === undefined ? {} : { next: Buffer.from(next).toString("base64url") }) });
  }
}

export async function getOrganizationDetail(
  { store }: Deps,
  actor: Actor,
  organizationId: OrganizationId,
): Promise<Result<ManagedOrganization, KernelRefusal>> {
  const organization = await organizationFor(store, actor, "organizations.read", organizationId);
  return organization.ok ? ok(await toManaged(store, actor, organization.value)) : organization;
}

export async function listOrganizationChanges(
  { store }: Deps,
  actor: Actor,
  organizationId: OrganizationId,
): Promise<Result<{ items: OrganizationChange[] }, KernelRefusal>> {
  const organization = await organizationFor(store, actor, "organizations.read", organizationId);
  if (!organization.ok) return organization;
  return ok({ items: (await listOrganizationEvents(store, organizationId, CHANGES_SHOWN)).flatMap(toChange) });
}

const scopesOfReader = (actor: Actor): OrgPath[] => outermostPaths(scopesOf(actor, "organizations.read"));

/** Where the organisations of these scopes lie: the country's own first, then province by province. */
function partitionsOf(
  scopes: readonly OrgPath[],
): { readonly scope: OrgPath; readonly pk: string; readonly range: { readonly from: string; readonly to: string } }[] {
  return scopes.flatMap((scope) => {
    const province = provinceCodeOf(scope);
    if (province !== undefined) return [{ scope, pk: `ORGS#${province}`, range: { from: scope, to: `${scope}/~` } }];
    const provinces = allProvinces().map(({ code }) => ({
      scope,
      pk: `ORGS#${code}`,
      range: { from: `${COUNTRY_PATH}/${code}`, to: `${COUNTRY_PATH}/${code}/~` },
    }));
    return [{ scope, pk: "ORGS#CN", range: { from: `${COUNTRY_PATH}#`, to: `${COUNTRY_PATH}#~` } }, ...provinces];
  });
}

function isPositionWithin(scopes: readonly OrgPath[], position: string): boolean {
  return /^[\x21-\x7e]{1,200}$/.test(position) && scopes.some((scope) => coversPath(scope, (position.split("#")[0] ?? "") as OrgPath));
}
