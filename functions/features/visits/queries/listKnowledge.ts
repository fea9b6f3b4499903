import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Knowledge, ManagedKnowledge } from "@app/contract/visits/knowledge.schema";
import type { Store } from "../../../engines/store/storePort";
import type { PhotoLinks } from "../../attachments/public";
import { getFacilityItem, isPublic } from "../facilityRepository";
import { listKnowledgeItems, toKnowledge, toManagedKnowledge } from "../knowledgeRepository";

type QueryDeps = { readonly store: Store; readonly photos: PhotoLinks };

/** What the public reads of a facility: the published articles of one that it may know of. */
export async function listKnowledge(deps: QueryDeps, facilityId: FacilityId): Promise<Result<{ facilityName: string; items: Knowledge[] }, KernelRefusal>> {
  const facility = await getFacilityItem(deps.store, facilityId);
  if (facility === undefined || !isPublic(facility)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
  const published = (await listKnowledgeItems(deps.store, facilityId)).filter((item) => item.published);
  return ok({ facilityName: facility.name, items: await Promise.all(published.map((item) => toKnowledge(item, deps.photos))) });
}

export async function listManagedKnowledge(
  deps: QueryDeps,
  actor: Actor,
  facilityId: FacilityId,
): Promise<Result<{ items: ManagedKnowledge[] }, KernelRefusal>> {
  const facility = await getFacilityItem(deps.store, facilityId);
  if (facility === undefined || !mayAt(actor, "facilities.read", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
  const items = await listKnowledgeItems(deps.store, facilityId);
  return ok({ items: await Promise.all(items.map((item) => toManagedKnowledge(item, deps.photos))) });
}
