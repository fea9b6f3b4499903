import { coversPath, orgLevelOf, provinceCodeOf } from "@app/contract/organizations/orgPath";
import { absent, versionIs, type ItemKey, type Store, type Write } from "../../engines/store/storePort";
import { getOrganization, type OrganizationItem } from "./organizationRepository";

/** Deeper than any administration; a bound for everything that walks up. */
export const TREE_DEPTH_MAX = 10;

type Placed = Pick<OrganizationItem, "kind" | "orgPath">;

/** 上级单位 is the bureau of a place above or of the same one, or, among units, another one of the province: a group and its branch. */
export function parentSuits(parent: OrganizationItem, child: Placed): boolean {
  if (parent.status === "DISABLED") return false;
  if (parent.kind === "BUREAU") return coversPath(parent.orgPath, child.orgPath);
  return child.kind !== "BUREAU" && orgLevelOf(parent.orgPath) === "UNIT" && provinceCodeOf(parent.orgPath) === provinceCodeOf(child.orgPath);
}

/** The organisation and everything above it, itself first. */
export async function chainAbove(store: Store, organization: OrganizationItem): Promise<OrganizationItem[]> {
  const chain = [organization];
  for (let current = organization; current.parentId !== "" && chain.length <= 2 * TREE_DEPTH_MAX;) {
    const parent = await getOrganization(store, current.parentId);
    if (parent === undefined) break;
    chain.push((current = parent));
  }
  return chain;
}

export async function depthOf(store: Store, organization: OrganizationItem): Promise<number> {
  return (await chainAbove(store, organization)).length;
}

const movesKey: ItemKey = { pk: "ORG_TREE", sk: "MOVES" };

/**
 * Moves happen one after the other: two that are each fine and together make a circle never both go through. Read it before the tree is looked at.
 */
export async function readMovesGuard(store: Store): Promise<Write> {
  const guard = await store.get(movesKey);
  return { kind: "update", tag: "moves", key: movesKey, add: { version: 1 }, condition: guard === undefined ? absent : versionIs(Number(guard["version"])) };
}

/** Two of one name under one parent are mostly one that was added twice. */
export async function namesakeBelow(store: Store, parentId: string, name: string, except?: string): Promise<boolean> {
  const page = await store.query({ index: "index1", pk: `ORGS_BELOW#${parentId === "" ? "ROOT" : parentId}`, limit: 1000 });
  return (page.items as readonly OrganizationItem[]).some((other) => other.name === name && other.organizationId !== except);
}
